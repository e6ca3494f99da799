// The peer: Node's own socket.io, which sends the same messages at the same times to a room. node server.mjs TAPE PORT
import http from "node:http";
import { readFileSync } from "node:fs";
import { Server } from "socket.io";

const [tape, port] = process.argv.slice(2);
const packets = JSON.parse(readFileSync(tape, "utf8")).map(([after, said]) => [after, JSON.parse(said.slice("42/room,".length))]);
const clock = () => Number(process.hrtime.bigint()) / 1e9;

const server = http.createServer((_request, response) => response.end());
const io = new Server(server, {
  transports: ["websocket"], perMessageDeflate: false, serveClient: false, pingInterval: 10000, pingTimeout: 10000,
});
const room = io.of("/room");

function play(began) {
  for (const [after, [event, message]] of packets) {
    setTimeout(() => room.to("table").emit(event, message), (began + after - clock()) * 1000);
  }
}

room.on("connection", (socket) => {
  socket.on("enter", (_message, answer) => {
    socket.join("table");
    answer({ ok: true, seq: 0 });
  });
  socket.on("begin", (_message, answer) => {
    const began = clock();
    answer({ ok: true, began });
    play(began);
  });
});
server.listen(Number(port), "127.0.0.1", 4096);
