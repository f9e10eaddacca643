"""A viewer of a set: a real WebSocket, and everything that arrived over it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Self, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.people import Person, Place
from tests.support.waiting import DEADLINE_S, eventually

NO_CLOSE_FRAME = 1006
TEXTS_SHOWN = 8
TEXT_SHOWN_CHARS = 240

Frame = dict[str, Any]
T = TypeVar("T")


class Viewer:
    """An open socket. `frames` and their `texts` grow as they arrive; use it as a context manager."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._changed = asyncio.Condition()
        self.texts: list[str] = []
        self.frames: list[Frame] = []
        self._over = False
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, person: Person, place: Place, headers: Mapping[str, str] | None = None) -> Viewer:
        """Open the set, and wait for `realtime:ready` and the first presence."""
        viewer = await cls.connect(person, place, headers)
        await viewer.wait_for(lambda f: f["type"] == "presence", "the first presence")
        return viewer

    @classmethod
    async def connect(cls, person: Person, place: Place, headers: Mapping[str, str] | None = None) -> Viewer:
        """Open the set; websockets.InvalidStatus if that is refused."""
        uri = f"ws://127.0.0.1:{person.server.port}{place.path}/ws"
        socket = await connect(
            uri, additional_headers={**person.headers, **(headers or {})}, compression=None, ping_interval=None,
            close_timeout=5, open_timeout=30, proxy=None,
        )  # fmt: skip
        return cls(socket)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    @property
    def events(self) -> list[Frame]:
        """Return the events of the set in order of arrival."""
        return list(filter(_is_event, self.frames))

    @property
    def present(self) -> list[str]:
        """Return the names in the latest presence."""
        latest = [frame for frame in self.frames if frame["type"] == "presence"][-1]
        return [user["name"] for user in latest["users"]]

    async def wait_for(self, wanted: Callable[[Frame], bool], what: str, deadline_s: float = DEADLINE_S) -> Frame:
        """Return the first frame, past or future, that is `wanted`."""
        return await self._until(lambda: next(filter(wanted, self.frames), None), what, deadline_s)

    async def event(self, seq: int) -> Frame:
        """Wait for the event with this `seq`."""
        return await self.wait_for(lambda f: _is_event(f) and f["seq"] == seq, f"event {seq}")

    async def presence(self, *names: str) -> None:
        """Wait until exactly these people are present."""
        await self._until(lambda: sorted(self.present) == sorted(names) or None, f"presence of {names}")

    def tail(self) -> str:
        """Return the end of what arrived, for error messages."""
        latest = [f"  {text[:TEXT_SHOWN_CHARS]}" for text in self.texts[-TEXTS_SHOWN:]]
        return "\n".join([f"{len(self.texts)} frames came, the last ones:", *latest])

    async def ping(self) -> dict[str, int]:
        """Send the heartbeat; return the heads in its answer."""
        seen = self._pongs()
        await self.send("ping")
        await self._until(lambda: self._pongs() > seen or None, "a pong")
        pong = next(frame for frame in reversed(self.frames) if frame["type"] == "pong")
        return dict(pong["heads"])

    async def send(self, frame: str | bytes) -> None:
        """Send any text."""
        await self._socket.send(frame)

    async def close_code(self, within_s: float = DEADLINE_S) -> int:
        """Wait for the server's close and return its code.

        What counts is its close frame: workerd leaves the TCP connection of a client that never sent a frame open after
        that, until the client closes it.
        """
        await eventually(self._closing, "the server's close", within_s)
        await self.vanish()
        said = self._socket.protocol.close_rcvd
        return NO_CLOSE_FRAME if said is None else said.code

    async def tcp_closed(self) -> None:
        """Wait until the server has closed the TCP connection too."""
        await self._until(lambda: self._over or None, "the end of the TCP connection")

    async def _closing(self) -> bool:
        return self._over or self._socket.protocol.close_rcvd is not None

    async def leave(self, code: int | None = 1000) -> None:
        """Close properly, or with an empty close frame."""
        if await self._closing():
            return await self.vanish()
        with suppress(ConnectionClosed):
            if code is None:
                async with self._socket.send_context():
                    self._socket.protocol.send_close()
            else:
                await self._socket.close(code)
        await self._reader
        return None

    async def vanish(self) -> None:
        """Drop the connection without a close frame."""
        self._socket.transport.abort()
        await self._reader

    def stop_reading(self) -> None:
        """Stop reading, so that whatever is sent piles up."""
        self._socket.transport.pause_reading()

    def _pongs(self) -> int:
        return sum(frame["type"] == "pong" for frame in self.frames)

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self._socket:
                assert isinstance(text, str), "The server sends text only."
                async with self._changed:
                    self.texts.append(text)
                    self.frames.append(json.loads(text))
                    self._changed.notify_all()
        async with self._changed:
            self._over = True
            self._changed.notify_all()

    async def _until(self, probe: Callable[[], T | None], what: str, deadline_s: float = DEADLINE_S) -> T:
        """Wait for a truthy result of `probe`, which is called after each frame and at the end."""
        try:
            async with asyncio.timeout(deadline_s), self._changed:
                while (found := probe()) is None:
                    assert not self._over, f"The socket ended ({self._socket.close_code}) before {what}; {self.tail()}"
                    await self._changed.wait()
                return found
        except TimeoutError:
            raise AssertionError(f"{what}: not within {deadline_s} s; {self.tail()}") from None


def _is_event(frame: Frame) -> bool:
    """Return whether the frame is of the set's log: `realtime:ready` has its head as `seq`."""
    return "seq" in frame and frame["type"] != "realtime:ready"
