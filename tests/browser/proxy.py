"""A line between the phone and the server that can go dead without a word, break, or let no sockets through."""

from __future__ import annotations

import asyncio
import threading


class Proxy:
    """stall: bytes are swallowed. closed: new lines are refused. no_sockets: pages pass, websockets do not."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self.stall = self.closed = self.no_sockets = False
        self.ends: list[asyncio.StreamWriter] = []
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()

    def cut(self) -> None:
        """Every line breaks, and none can be had until `closed` is false again."""
        self.closed = True
        for end in self.ends:
            self.loop.call_soon_threadsafe(end.close)
        self.ends.clear()

    def stop(self) -> None:
        """The end of it."""
        self.cut()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._phone, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.05))

    async def _phone(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = b"" if self.closed else await reader.read(65536)
        if self.closed or not first or (self.no_sockets and b"websocket" in first.lower()):
            writer.close()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        self.ends += [writer, back]
        back.write(first)
        await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        was_stalled = False
        try:
            while data := await reader.read(65536):
                was_stalled = was_stalled or self.stall
                if self.no_sockets and b"upgrade: websocket" in data.lower():
                    break
                if not was_stalled:  # what died once stays dead
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        writer.close()
