"""A client's live list: its replica, the socket, and catching up (R37 to R46)."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Final, cast

from domain.close_codes import ACCESS_TAKEN, SESSION_OVER, SET_GONE
from tests.simulation.connection import Connection
from tests.simulation.request import NoAnswer
from tests.simulation.trouble import Trouble
from tests.support.replica import Event, Todo

if TYPE_CHECKING:
    from tests.simulation.client import Client

PING_EVERY_S: Final = 25.0
PONG_WITHIN_S: Final = 10.0
GAP_S: Final = 0.3
POLL_S: Final = (240.0, 360.0)
HEALTHY_AFTER_S: Final = 60.0
HEAD_KEY_CHARS: Final = 8
OK: Final = 200
RESYNC: Final = 410
ENDS: Final = {401: SESSION_OVER, 403: ACCESS_TAKEN, 404: SET_GONE}
"""What a refused read means, as the code that its socket would be closed with."""


class LiveList:
    """The replica outlives a tab, the connection does not.

    For the checks only: `trouble` is when it was not live, `missed` says why events have not come over the socket,
    `found_dead_s` is when a dead connection was last found, `pong_lost_s` when a pong was last lost, `epoch` is the
    journal's when the list was loaded.
    """

    def __init__(self, client: Client) -> None:
        self._client, self._world, self._loop = client, client.world, client.loop
        self.replica = client.world.mutant.replica()
        self.present: list[str] | None = None
        self.trouble = Trouble(client.loop.time)
        self.missed: dict[int, str] = {}
        self.found_dead_s = self.pong_lost_s = -1.0
        self.epoch = 0
        self._loaded = False
        self._connection: Connection | None = None
        self._waiting: asyncio.Future[str] | None = None
        self._reading = self._again = self._closing_gap = False
        self._ready_seq = -1
        self._pushed: set[int] = set()

    @property
    def hears(self) -> bool:
        """Return whether what the object sends can arrive."""
        return self._connection is not None and not self._connection.is_broken

    @property
    def settled(self) -> bool:
        """Return whether it waits for nothing."""
        return not self._reading and not self.replica.gap

    def misses(self, seq: int) -> bool:
        """Return whether an event should have come over the open socket, and has not."""
        return self._connection is not None and 0 <= self._ready_seq < seq and seq not in self._pushed

    def open(self) -> None:
        """Begin to watch."""
        self._reading = self._again = self._closing_gap = False
        self.trouble.begin("not connected")
        self._client.start(self._stay_connected())
        self._client.start(self._poll())

    def close(self, *, politely: bool) -> None:
        """Stop, with a close frame or without."""
        connection = self._connection
        self._disconnected()
        self.trouble.end("reading")
        if connection is not None and politely:
            connection.close()
        elif connection is not None:
            connection.abort()

    def cut(self) -> None:
        """Lose the connection, and know it."""
        if self._connection is not None:
            self._connection.cut()

    def freeze(self) -> None:
        """Lose the connection without knowing it."""
        if self._connection is not None:
            self._connection.freeze()

    async def _stay_connected(self) -> None:
        failures = 0
        while not self._client.over:
            began_s = self._loop.time()
            await self._connect()
            if self._client.over:
                break
            failures = 1 if self._loop.time() - began_s > HEALTHY_AFTER_S else failures + 1
            await self._client.back_off(failures)

    async def _connect(self) -> None:
        try:
            answer = await self._client.ask("GET", f"{self._client.place.path}/ws", headers={"Upgrade": "websocket"})
        except NoAnswer:
            return
        if isinstance(answer.upgrade, Connection):
            self._connection = answer.upgrade
            answer.upgrade.attach(self)
            await self._beat(answer.upgrade)
        else:
            self._read_soon()  # it says why

    async def _beat(self, connection: Connection) -> None:
        """Ping until it is over; end it when nothing comes back."""
        if self._connection is not connection:
            return
        heard = "ready" if self._ready_seq >= 0 else await self._hear(PONG_WITHIN_S)
        while heard not in ("", "closed"):
            connection.ping()
            heard = await self._hear(PONG_WITHIN_S)
            if heard == "pong":
                heard = await self._hear(PING_EVERY_S) or "quiet"
        if not heard:
            self._world.count("a connection was found dead")
            self.found_dead_s = self._loop.time()
            connection.abort()
            self._disconnected()

    async def _hear(self, within_s: float) -> str:
        """Wait for a pong, `realtime:ready` or the close; '' when nothing comes."""
        self._waiting = waiting = self._loop.create_future()
        timer = self._loop.call_later(within_s, _settle, waiting, "")
        try:
            heard: str = await waiting
            return heard
        finally:
            timer.cancel()

    def frame(self, connection: Connection, text: str) -> None:
        """Take a frame."""
        if connection is not self._connection:
            return
        frame = json.loads(text)
        match frame["type"]:
            case "realtime:ready":
                self._ready_seq, self._pushed = frame["seq"], set()
                _settle(self._waiting, "ready")
                self._read_soon()
            case "pong":
                _settle(self._waiting, "pong")
                head = frame["heads"].get(self._client.place.set[:HEAD_KEY_CHARS], 0)
                if head > self.replica.seq and self._world.mutant.heeds_heads:
                    self._read_soon()
            case "presence":
                self.present = [user["id"] for user in frame["users"]]
            case "team:changed":
                pass
            case _:
                self._pushed.add(frame["seq"])
                self._receive(frame)

    def frame_missed(self, connection: Connection, text: str, why: str) -> None:
        """Note a frame that will not come. A lost pong makes the client think that the connection is dead."""
        if connection is not self._connection:
            return
        frame = json.loads(text)
        if frame["type"] == "pong" and why == "lost":
            self.pong_lost_s = self._loop.time()
        elif "seq" in frame and frame["type"] != "realtime:ready":
            self.missed.setdefault(frame["seq"], why)
            if why != "delayed":
                self.missed[frame["seq"]] = why  # also when it comes again, and is only delayed then

    def pushed(self, seq: int) -> None:
        """Note, for the checks only, that an event is being pushed, which a broken connection does not bring."""
        if self._connection is not None and self._connection.is_broken:
            self.missed[seq] = "dead"

    def connection_closed(self, connection: Connection, code: int) -> None:
        """Hear that the connection is over."""
        if connection is not self._connection:
            return
        self._disconnected()
        if code in ENDS.values():
            self._client.end(code)
        _settle(self._waiting, "closed")

    def _disconnected(self) -> None:
        self._connection, self._ready_seq = None, -1
        self.trouble.begin("not connected")

    def _receive(self, event: Event) -> None:
        before = self.replica.seq
        self.replica.receive(event)
        if self.replica.seq != before:
            self._world.journal.applied(self._client, before)
        if self.replica.gap and not self._closing_gap:
            self._closing_gap = True
            self._client.start(self._close_gap())

    async def _close_gap(self) -> None:
        await asyncio.sleep(GAP_S)
        self._closing_gap = False
        if self.replica.gap:
            self._read_soon()

    def _read_soon(self) -> None:
        """Catch up; once more if that is running already."""
        self._again = True
        if not self._reading:
            self._reading = True
            self.trouble.begin("reading")
            self._client.start(self._read())

    async def _read(self) -> None:
        while self._again:
            self._again = False
            if not await self._catch_up():
                break
        self._reading = False
        self.trouble.end("reading")
        if self._connection is not None and self._ready_seq >= 0:
            self.trouble.end("not connected")

    async def _catch_up(self) -> bool:
        """Read what is missing, or the whole list; whether that was allowed."""
        if self._loaded:
            answer = await self._client.repeat("GET", f"{self._client.place.path}/events?since={self.replica.seq}")
            if answer.status == OK:
                for event in answer.body["events"]:
                    self._world.access.shown(self._client, event["seq"])
                    self._receive(event)
                return True
            if answer.status != RESYNC:
                self._client.end(ENDS[answer.status])
                return False
            self._world.count("a client was told to resync")
        epoch = self._world.journal.epoch
        answer = await self._client.repeat("GET", f"{self._client.place.path}/todos")
        if answer.status != OK:
            self._client.end(ENDS[answer.status])
            return False
        before, self._loaded, self.epoch = self.replica.seq, True, epoch
        self.replica.reload(cast("list[Todo]", answer.body["todos"]), answer.body["seq"])
        self._world.journal.applied(self._client, before)
        return True

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(self._client.chance.uniform(*POLL_S))
            self._read_soon()


def _settle(waiting: asyncio.Future[str] | None, heard: str) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(heard)
