"""A client's own changes: kept until they are answered, each with its key (R13, R42)."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET

from domain.close_codes import SESSION_OVER
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.client import Client

ACCEPTED: Final = 300
NOT_SIGNED_IN: Final = 401


@dataclass(frozen=True)
class Change:
    """A mutation, which was made at `since_s`."""

    method: str
    path: str
    body: object
    key: str
    since_s: float

    def __str__(self) -> str:
        return f"{self.method} {self.path.rpartition('/teams/')[2]} {_short(self.body)}".rstrip()

    @property
    def changes_for_sure(self) -> bool:
        """Return whether it must have changed something if it is accepted."""
        has_text = isinstance(self.body, dict) and bool({"title", "body", "todos"} & self.body.keys())
        return self.method == "DELETE" or has_text


@dataclass(frozen=True)
class Acknowledged:
    """A mutation that was answered; `seq` is 0 when it was refused, or has no event."""

    change: Change
    answer: Answer
    seq: int
    at_s: float


class Outbox:
    """Sends one change at a time, in order."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.waiting: deque[Change] = deque()
        self.answers: list[Acknowledged] = []
        self._recovering: list[float] = []
        self._more: asyncio.Future[None] | None = None

    @property
    def unsettled_since_s(self) -> float:
        """Return since when there has been a request that may still be repeated."""
        since_s = (change.since_s for change in self.waiting)
        return min([self._client.loop.time(), *self._recovering, *since_s])

    def put(self, method: str, path: str, body: object) -> None:
        """Make a change."""
        client = self._client
        key = f"{client.name}-{client.chance.getrandbits(48):012x}"
        change = Change(method, path, body, key, client.loop.time())
        self.waiting.append(change)
        client.world.say(f"{client.name}: {change}")
        if self._more is not None and not self._more.done():
            self._more.set_result(None)

    async def send_all(self) -> None:
        """Send what is waiting, and whatever comes; until the session is over."""
        self._recovering.clear()
        while True:
            while self.waiting:
                answer = await self._send(self.waiting[0])
                if answer.status == NOT_SIGNED_IN:
                    return self._client.end(SESSION_OVER)
                self._acknowledge(self.waiting.popleft(), answer)
            self._more = self._client.loop.create_future()
            await self._more

    async def _send(self, change: Change) -> Answer:
        key = self._client.world.mutant.key(change.key)
        return await self._client.repeat(change.method, change.path, change.body, {"Idempotency-Key": key})

    def _acknowledge(self, change: Change, answer: Answer) -> None:
        client = self._client
        seq = answer.body.get("seq", 0) if answer.status < ACCEPTED else 0
        acknowledged = Acknowledged(change, answer, seq, client.loop.time())
        self.answers.append(acknowledged)
        client.world.say(f"{client.name} is answered {answer.status}{f', as {seq}' if seq else ''}")
        if seq:
            self._recovering.append(change.since_s)
            client.list.acknowledged(seq, partial(self._confirm, acknowledged))

    def _confirm(self, acknowledged: Acknowledged, missing: bool) -> None:
        if missing:
            self._client.start(self._repeat(acknowledged))
        else:
            self._recovering.remove(acknowledged.change.since_s)

    async def _repeat(self, acknowledged: Acknowledged) -> None:
        """Repeat the request once, because its own event has not come over the live socket: it is pushed again then."""
        client = self._client
        client.world.count("an author repeated")
        faults = client.world.counts.total()
        again = await self._send(acknowledged.change)
        client.world.journal.repeated(client, acknowledged, again, faults)
        self._recovering.remove(acknowledged.change.since_s)


def _short(body: Any) -> str:
    return "" if body is UNSET or body is None else json.dumps(body)
