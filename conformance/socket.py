"""Someone who has a list open, and everything that came over the socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from conformance.person import Person, Place
from conformance.verdict import Broken, Unseen

WITHIN_S: Final = 15.0
NO_PUSH: Final = 503
Frame = dict[str, Any]


class Socket:
    """`texts` and `frames` grow as they come."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.texts: list[str] = []
        self.frames: list[Frame] = []
        self._news = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self._connection:
                self.texts.append(str(text))
                self.frames.append(json.loads(text))
                self._tell()
        self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    @property
    def events(self) -> list[Frame]:
        """Return the events of the log in the order in which they came."""
        return [frame for frame in self.frames if "seq" in frame and frame["type"] != "realtime:ready"]

    async def frame(self, wanted: Callable[[Frame], bool], what: str) -> Frame:
        """Wait for a frame."""
        await self.until(lambda: any(map(wanted, self.frames)), what)
        return next(filter(wanted, self.frames))

    async def event(self, seq: int) -> Frame:
        """Wait for the event with this number."""
        return await self.frame(lambda each: each.get("seq") == seq and each in self.events, f"event {seq}")

    async def closed(self, code: int) -> None:
        """Wait for the server's close with this code."""

        def said() -> bool:
            return self._connection.protocol.close_rcvd is not None or self._reader.done()

        await self.until(said, f"a close with {code}")
        received = self._connection.protocol.close_rcvd
        if received is None or received.code != code:
            raise Broken(f"The socket is closed with {received.code if received else 'no code'}, not {code}.")

    async def send(self, text: str) -> None:
        """Send any text."""
        with suppress(ConnectionClosed):
            await self._connection.send(text)

    async def until(self, done: Callable[[], bool], what: str) -> None:
        """Wait until something is so. Raises Broken."""
        try:
            async with asyncio.timeout(WITHIN_S):
                while not done():
                    with suppress(TimeoutError):  # a close frame is no news by itself
                        await asyncio.wait_for(self._news.wait(), 0.1)
        except TimeoutError:
            raise Broken(f"{what} has not come within {WITHIN_S:.0f} s.") from None

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()
        await self._reader


@asynccontextmanager
async def watching(person: Person, place: Place | str) -> AsyncIterator[Socket]:
    """Have a list open, or a team by its path, from `realtime:ready` on. Raises Unseen where there is no push."""
    address = str(person.http.base_url).rstrip("/")
    uri = f"ws{address.removeprefix('http')}{place if isinstance(place, str) else place.path}/ws"
    try:
        connection = await connect(
            uri, additional_headers=person.headers, compression=None, ping_interval=None, close_timeout=2
        )
    except InvalidStatus as error:
        if error.response.status_code == NO_PUSH:
            raise Unseen("this server has no push") from error
        raise Broken(f"A socket is refused with {error.response.status_code}.") from error
    socket = Socket(connection)
    try:
        await socket.until(lambda: bool(socket.frames), "realtime:ready")
        await socket.send("ping")
        yield socket
    finally:
        await socket.close()
