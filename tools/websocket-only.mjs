// websocket-only.mjs: an esbuild plugin that leaves polling and WebTransport out of socket.io-client.
//
// Its manager always builds the engine with every transport; the server speaks WebSocket only, so the others are dead
// weight on a phone (7 kB, 2 kB packed).
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const engine = path.dirname(require.resolve("engine.io-client/package.json", {
  paths: [path.dirname(require.resolve("socket.io-client/package.json"))],
}));
const at = (file) => JSON.stringify(path.join(engine, "build/esm", file));

// What socket.io-client asks of engine.io-client, and no more.
const ENGINE = `
export { Socket } from ${at("socket.js")};
export { WS as WebSocket } from ${at("transports/websocket.js")};
export { installTimerFunctions } from ${at("util.js")};
export { parse } from ${at("contrib/parseuri.js")};
export { nextTick } from ${at("globals.js")};
export const Fetch = null, NodeXHR = null, XHR = null, NodeWebSocket = null, WebTransport = null;
`;
const TRANSPORTS = `
import { WS } from ${at("transports/websocket.js")};
export { WS };
export const transports = { websocket: WS };
`;

export const websocketOnly = {
  name: "websocket-only",
  setup(build) {
    const stand = (filter, namespace, contents) => {
      build.onResolve({ filter }, () => ({ path: namespace, namespace }));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: engine, loader: "js" }));
    };
    stand(/^engine\.io-client$/, "engine", ENGINE);
    stand(/^\.\/transports\/index\.js$/, "transports", TRANSPORTS);
  },
};
