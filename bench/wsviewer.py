"""Viewers for load.py: a minimal WebSocket client that timestamps events.

It is a bare asyncio protocol (RFC 6455, no extensions, unfragmented or fragmented messages), so that a thousand viewers
cost the measuring process about ten microseconds per event.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import time
from contextlib import suppress
from typing import cast

WS_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
now = time.perf_counter


class Hub:
    """Records when each viewer saw the event with the marker of each pending mutation."""

    MARKER = re.compile(rb"mk-[0-9-]+-end")

    def __init__(self) -> None:
        self.seen: dict[bytes, dict[int, float]] = {}  # marker -> viewer -> time of arrival
        self.waiting = 0  # (viewer, marker) pairs still missing
        self.duplicates = 0
        self.done = asyncio.Event()

    def arm(self, markers: list[str], viewers: int) -> None:
        """Start waiting for these markers (of the form mk-<digits and dashes>-end)."""
        self.seen = {marker.encode(): {} for marker in markers}
        self.waiting = len(markers) * viewers
        self.done.clear()

    def message(self, viewer: int, at: float, payload: bytes) -> None:
        """Record a todo event with one of the markers; ignore everything else."""
        found = self.MARKER.search(payload) if b'"todo:' in payload else None
        times = self.seen.get(found[0]) if found else None
        if times is None:
            return
        if viewer in times:
            self.duplicates += 1
            return
        times[viewer] = at
        self.waiting -= 1
        if not self.waiting:
            self.done.set()

    async def wait(self, grace: float) -> None:
        """Wait until everything has arrived, or for `grace` seconds."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.done.wait(), grace)


class Viewer(asyncio.Protocol):
    """A minimal RFC 6455 client (no extensions) that timestamps messages and answers pings."""

    def __init__(self, number: int, hub: Hub, host: str, path: str, headers: dict[str, str]) -> None:
        key = base64.b64encode(os.urandom(16))
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key.decode()}",
        ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.number, self.hub = number, hub
        self.request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        self.accept = base64.b64encode(hashlib.sha1(key + WS_GUID, usedforsecurity=False).digest())
        self.ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.buffer, self.parts = bytearray(), bytearray()
        self.open = False
        self.gone = asyncio.Event()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Request the upgrade."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.request)

    def connection_lost(self, _error: Exception | None) -> None:
        """Fail whatever is still waiting."""
        self.open = False
        self.gone.set()
        self.settle("connection lost")

    def settle(self, verdict: str) -> None:
        """Decide `ready` once: 'ok', or why not."""
        if not self.ready.done():
            self.ready.set_result(verdict)

    def data_received(self, data: bytes) -> None:
        """Parse the handshake first, then frames."""
        at = now()
        if self.ready.done() and not self.open:
            return  # refused, or closed by either side
        self.buffer += data
        if not self.open:
            head, gap, rest = bytes(self.buffer).partition(b"\r\n\r\n")
            if not gap:
                return
            status = head.split(b" ", 2)[1:2]
            if status != [b"101"] or self.accept not in head:
                self.settle(f"HTTP {status[0].decode() if status else '?'}")
                return
            self.open, self.buffer = True, bytearray(rest)
            self.settle("ok")
        self.frames(at)

    def frames(self, at: float) -> None:
        """Take every complete frame off the buffer."""
        buf, pos = self.buffer, 0
        while len(buf) - pos >= 2:
            opcode, size, head = buf[pos] & 15, buf[pos + 1] & 127, 2
            if size > 125:
                head = 4 if size == 126 else 10
                if len(buf) - pos < head:
                    break
                size = int.from_bytes(buf[pos + 2 : pos + head], "big")
            if len(buf) - pos < head + size:
                break
            body, final = bytes(buf[pos + head : pos + head + size]), buf[pos] & 128
            pos += head + size
            if opcode in (0, 1, 2):
                self.parts += body
                if final:
                    self.hub.message(self.number, at, bytes(self.parts))
                    self.parts.clear()
            elif opcode == 9:
                self.send(10, body)
            elif opcode == 8:
                self.close()
        del buf[:pos]

    def send(self, opcode: int, body: bytes) -> None:
        """Send one short control frame; the all-zero mask leaves the payload unchanged."""
        if self.transport and not self.transport.is_closing():
            self.transport.write(bytes((0x80 | opcode, 0x80 | len(body), 0, 0, 0, 0)) + body)

    def close(self) -> None:
        """Close the socket (with a close frame if the handshake had succeeded)."""
        if self.open:
            self.send(8, (1000).to_bytes(2, "big"))
        self.open = False
        if self.transport:
            self.transport.close()
