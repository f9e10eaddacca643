"""The receiver of a webhook, and the team's object that sends to it, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from domain.webhooks import SIGNATURE_HEADER, signature
from live.alarm import Alarm
from live.webhooks import Sender, Webhooks
from ports import Database, Unreachable
from tests.support.scene import World

URL = "https://receiver.example/glint"


class Receiver:
    """A `ports.Post`, which answers with the next of `answers`, or 204: a status, or an exception to raise."""

    def __init__(self, *answers: int | type[Unreachable]) -> None:
        self.answers = list(answers)
        self.received: list[dict[str, Any]] = []
        self.secret = ""

    async def __call__(self, url: str, headers: Mapping[str, str], body: str) -> int:
        """Check the signature, if the secret is known, and keep the body, also of what is not accepted."""
        assert url == URL
        if self.secret:
            sent_s = int(headers[SIGNATURE_HEADER].removeprefix("t=").partition(",")[0])
            assert headers[SIGNATURE_HEADER] == signature(self.secret, body, sent_s)
        self.received.append(json.loads(body))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, int):
            return answer
        raise answer

    @property
    def events(self) -> list[tuple[str, int]]:
        """Return type and `seq` of each event, in the order in which they came."""
        return [(event["type"], event["seq"]) for body in self.received for event in body["events"]]


class Storage:
    """A `ports.ObjectStorage` in memory."""

    def __init__(self) -> None:
        self.at_ms: float | None = None
        self.has = False
        self.recheck_ms = 0.0

    async def alarm_ms(self) -> float | None:
        """As `ObjectStorage.alarm_ms`."""
        return self.at_ms

    async def set_alarm(self, at_ms: float) -> None:
        """As `ObjectStorage.set_alarm`."""
        self.at_ms = at_ms

    async def rechecked_ms(self) -> float:
        """As `ObjectStorage.rechecked_ms`."""
        return self.recheck_ms

    def store_rechecked_ms(self, at_ms: float) -> None:
        """As `ObjectStorage.store_rechecked_ms`."""
        self.recheck_ms = at_ms

    async def has_webhooks(self) -> bool:
        """As `ObjectStorage.has_webhooks`."""
        return self.has

    async def store_has_webhooks(self, has: bool) -> None:
        """As `ObjectStorage.store_has_webhooks`."""
        self.has = has


class SendingObject:
    """The webhooks of a team's object, whose memory can be lost, and whose alarm fires when the test says so."""

    def __init__(self, world: World, team_id: str, receiver: Receiver, db: Database | None = None) -> None:
        self._world, self._team_id, self._receiver, self._db = world, team_id, receiver, db or world.db
        self.storage = Storage()
        self.evict()

    def evict(self) -> None:
        """Lose the memory."""
        clock = lambda: self._world.now_ms  # noqa: E731
        self._alarm = Alarm(self.storage)
        self.webhooks = Webhooks(
            self._team_id, lambda: self._db, self.storage, self._alarm, Sender(self._receiver, clock, local=False),
            clock=clock, new_id=self._world.new_id,
        )  # fmt: skip

    async def ring(self) -> bool:
        """Let the alarm fire, at its time; return whether it was set."""
        if self.storage.at_ms is None:
            return False
        self._world.now_ms = max(self._world.now_ms, self.storage.at_ms)
        self.storage.at_ms = None
        self._alarm.fired()
        await self.webhooks.run()
        return True

    async def settle(self, most: int = 50) -> int:
        """Let the alarm fire until it is not set any more; return how often it did."""
        for count in range(most):
            if not await self.ring():
                return count
        raise AssertionError(f"The alarm still fires after {most} times.")
