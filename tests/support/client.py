"""A minimal client of the protocol in docs/SPEC.md, like the web app, over real sockets."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from glint_client.replica import Replica
from glint_client.wire import Event, Todo
from tests.support.people import Person, Place

GAP_WAIT_S = 0.3
HEAL_AFTER_S = 2.0
REPEAT_S = 0.2
JITTER = 0.2
HEAD_KEY_CHARS = 8


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What a client does by the clock. It waits for `reconnect_s` at first, and twice as long after each failure."""

    ping_every_s: float
    pong_within_s: float
    revalidate_every_s: float
    reconnect_s: float
    reconnect_max_s: float


HASTY = Pace(ping_every_s=1, pong_within_s=10, revalidate_every_s=6, reconnect_s=0.2, reconnect_max_s=0.2)
"""Short intervals, so that a test of seconds exercises them."""

WEB_APP = Pace(ping_every_s=25, pong_within_s=10, revalidate_every_s=300, reconnect_s=0.5, reconnect_max_s=30)
"""As R41, R43 and R45 say."""


@dataclass
class Answer:
    """How and when (monotonic seconds) a mutation was answered; `seq` is 0 when it was refused."""

    method: str
    sent: object
    key: str
    status: int
    seq: int
    body: Mapping[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)

    @property
    def changes_for_sure(self) -> bool:
        """Return whether it must have changed something: a new todo, title or comment, a deletion."""
        new_text = isinstance(self.sent, dict) and not self.sent.keys().isdisjoint(("title", "body"))
        return self.seq > 0 and (new_text or self.method == "DELETE")


class Client:
    """One person's replica of one set, kept up to date by socket and catch-up, and mutations with their keys."""

    def __init__(self, person: Person, place: Place, pace: Pace = HASTY) -> None:
        self.person, self.place, self.pace = person, place, pace
        self.replica = Replica({}, 0)
        self.live = False
        self.answers: list[Answer] = []
        self.deleted: list[str] = []
        self.arrived: dict[int, float] = {}
        self.counts = {"catch-ups": 0, "reloads": 0, "connects": 0, "heals": 0, "pongs ahead": 0, "pongs missed": 0}
        self._catching = asyncio.Lock()
        self._grown = asyncio.Event()
        self._pong = asyncio.Event()
        self._heard_at = self._longest_silence_s = 0.0
        self._socket: ClientConnection | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        for work in (self._stay_connected, self._revalidate):
            self._spawn(work())

    @property
    def longest_silence_s(self) -> float:
        """Return for how long a socket that this client believed in brought nothing, at most."""
        now = 0.0 if self._socket is None else time.monotonic() - self._heard_at
        return max(self._longest_silence_s, now)

    async def close(self) -> None:
        """Disconnect for good."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def cut(self) -> None:
        """Drop the connection without a close."""
        if self._socket is not None:
            self._socket.transport.abort()

    def deafen(self) -> None:
        """Let nothing arrive on the open connection any more, as when a line dies without a word."""
        if self._socket is not None:
            self._socket.transport.pause_reading()

    async def mutate(self, method: str, path: str, body: object, key: str) -> Answer:
        """Send until it is answered, always with the same key; then make sure that its event is broadcast."""
        response = await self._send(method, path, body, key)
        ok = response.is_success
        seq = int(response.json()["seq"]) if ok else 0
        answer = Answer(method, body, key, response.status_code, seq, response.json())
        self.answers.append(answer)
        if ok:
            await self._recover(method, path, body, answer)
        return answer

    async def catch_up(self) -> None:
        """Load the missing events, or the whole list when those are no longer kept."""
        async with self._catching:
            self.counts["catch-ups"] += 1
            response = await self._send("GET", f"{self.place.path}/events?since={self.replica.seq}")
            if response.status_code == 410:
                self.counts["reloads"] += 1
                snapshot = (await self._send("GET", f"{self.place.path}/todos")).json()
                self.replica.reload(cast("list[Todo]", snapshot["todos"]), snapshot["seq"])
                self._grown.set()
                return
            for event in response.json()["events"]:
                self._receive(event)

    async def _send(self, method: str, path: str, body: object = None, key: str = "") -> httpx.Response:
        """Repeat until there is an answer other than a server error."""
        while True:
            with suppress(httpx.TransportError):
                response = await self.person.ask(method, path, body, key=key)
                assert response.status_code < 500, f"{method} {path}: {response.status_code} {response.text}"
                return response
            await asyncio.sleep(REPEAT_S)

    async def _recover(self, method: str, path: str, body: object, answer: Answer) -> None:
        """Repeat the request once when its own event does not arrive: the server then publishes again."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._reached(answer.seq), HEAL_AFTER_S)
        if self.replica.seq < answer.seq:
            self.counts["heals"] += 1
            again = await self._send(method, path, body, answer.key)
            assert (again.status_code, again.json()) == (answer.status, answer.body), "A repeat was answered otherwise."

    async def _reached(self, seq: int) -> None:
        while self.replica.seq < seq:
            self._grown.clear()
            await self._grown.wait()

    def _receive(self, event: Event) -> None:
        before = self.replica.seq
        self.replica.receive(event)
        now = time.monotonic()
        self.arrived.update(dict.fromkeys(range(before + 1, self.replica.seq + 1), now))
        self._grown.set()

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _stay_connected(self) -> None:
        failures = 0
        while True:
            opened_before = self.counts["connects"]
            with suppress(OSError, TimeoutError, ConnectionClosed, InvalidHandshake):
                await self._connected()
            self.live, self._socket = False, None
            failures = 0 if self.counts["connects"] > opened_before else failures + 1
            wait_s = min(self.pace.reconnect_s * 2**failures, self.pace.reconnect_max_s)
            await asyncio.sleep(wait_s * (1 + JITTER * random.random()))

    async def _connected(self) -> None:
        uri = f"ws://127.0.0.1:{self.person.server.port}{self.place.path}/ws"
        async with connect(
            uri, additional_headers=self.person.headers, compression=None, ping_interval=None, proxy=None,
            close_timeout=1, open_timeout=20,
        ) as socket:  # fmt: skip
            self._socket, self._heard_at = socket, time.monotonic()
            self.counts["connects"] += 1
            heartbeat = asyncio.create_task(self._beat(socket))
            try:
                async for text in socket:
                    self._hear()
                    await self._frame(json.loads(text))
            finally:
                self._hear()
                heartbeat.cancel()

    def _hear(self) -> None:
        self._longest_silence_s, self._heard_at = self.longest_silence_s, time.monotonic()

    async def _go_live(self) -> None:
        """Catch up before what the socket brings counts as complete."""
        socket = self._socket
        await self.catch_up()
        self.live = socket is not None and socket is self._socket

    async def _frame(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "realtime:ready":
                self._spawn(self._go_live())
            case "pong":
                self._pong.set()
                if frame["heads"].get(self.place.set[:HEAD_KEY_CHARS], 0) > self.replica.seq:
                    self.counts["pongs ahead"] += 1
                    self._spawn(self.catch_up())
            case "presence":
                pass
            case _:
                self._receive(cast("Event", frame))
                if self.replica.gap:
                    asyncio.get_running_loop().call_later(GAP_WAIT_S, self._close_gap)

    def _close_gap(self) -> None:
        if self.replica.gap and not self._catching.locked():
            self._spawn(self.catch_up())

    async def _beat(self, socket: ClientConnection) -> None:
        """Send pings on this connection; cut it when no pong comes."""
        with suppress(ConnectionClosed):
            while True:
                pinged_at = time.monotonic()
                self._pong.clear()
                await socket.send("ping")
                try:
                    await asyncio.wait_for(self._pong.wait(), self.pace.pong_within_s)
                except TimeoutError:
                    self.counts["pongs missed"] += 1
                    return socket.transport.abort()
                await asyncio.sleep(pinged_at + self.pace.ping_every_s - time.monotonic())

    async def _revalidate(self) -> None:
        while True:
            await asyncio.sleep(self.pace.revalidate_every_s * random.uniform(1 - JITTER, 1 + JITTER))
            await self.catch_up()
