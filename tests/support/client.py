"""A minimal client of the protocol in docs/SPEC.md, like the web app, over real sockets."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.support.people import Person, Place
from tests.support.replica import Event, Replica, Todo

GAP_WAIT_S = 0.3
HEAL_AFTER_S = 2.0
PING_EVERY_S = 1.0  # the web app's 25 s, shortened like the next one so that tests exercise them
REVALIDATE_S = 6.0
RECONNECT_S = 0.2
HEAD_KEY_CHARS = 8


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
        """Return whether it must have changed something: a new todo, a new title, a deletion."""
        new_title = isinstance(self.sent, dict) and "title" in self.sent
        return self.seq > 0 and (new_title or self.method == "DELETE")


class Client:
    """One person's replica of one set, kept up to date by socket and catch-up, and mutations with their keys."""

    def __init__(self, person: Person, place: Place) -> None:
        self.person, self.place = person, place
        self.replica = Replica({}, 0)
        self.live = False
        self.answers: list[Answer] = []
        self.deleted: list[str] = []
        self.arrived: dict[int, float] = {}
        self.counts = {"catch-ups": 0, "reloads": 0, "connects": 0, "heals": 0, "pongs ahead": 0}
        self._catching = asyncio.Lock()
        self._grown = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._tasks = [asyncio.create_task(work()) for work in (self._stay_connected, self._beat, self._revalidate)]

    async def close(self) -> None:
        """Disconnect for good."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Drop the connection without a close."""
        if self._socket is not None:
            self._socket.transport.abort()

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
            await asyncio.sleep(RECONNECT_S)

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

    async def _stay_connected(self) -> None:
        while True:
            with suppress(OSError, TimeoutError, ConnectionClosed, InvalidHandshake):
                await self._connected()
            self.live, self._socket = False, None
            await asyncio.sleep(RECONNECT_S)

    async def _connected(self) -> None:
        uri = f"ws://127.0.0.1:{self.person.server.port}{self.place.path}/ws"
        async with connect(
            uri, additional_headers=self.person.headers, compression=None, ping_interval=None, proxy=None,
            close_timeout=1, open_timeout=20,
        ) as socket:  # fmt: skip
            self._socket = socket
            self.counts["connects"] += 1
            async for text in socket:
                await self._frame(json.loads(text))

    async def _frame(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "realtime:ready":
                await self.catch_up()
                self.live = True
            case "pong":
                if frame["heads"].get(self.place.set[:HEAD_KEY_CHARS], 0) > self.replica.seq:
                    self.counts["pongs ahead"] += 1
                    await self.catch_up()
            case "presence":
                pass
            case _:
                self._receive(cast("Event", frame))
                if self.replica.gap:
                    asyncio.get_running_loop().call_later(GAP_WAIT_S, self._close_gap)

    def _close_gap(self) -> None:
        if self.replica.gap and not self._catching.locked():
            self._tasks.append(asyncio.create_task(self.catch_up()))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(PING_EVERY_S)
            if self._socket is not None:
                with suppress(ConnectionClosed):
                    await self._socket.send("ping")

    async def _revalidate(self) -> None:
        while True:
            await asyncio.sleep(REVALIDATE_S)
            await self.catch_up()
