"""The published client with what tests need beside it: faults of its connection, and a record of what happened."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from glint_client.errors import Refused
from glint_client.http import SERVER_ERROR, Http
from glint_client.http import Answer as HttpAnswer
from glint_client.live_list import LiveList
from glint_client.pace import Pace
from glint_client.wire import Event
from tests.support.people import Person, Place

HASTY: Final = Pace(ping_every_s=1, revalidate_every_s=6, retry_s=0.2, retry_max_s=0.2)
"""Short intervals, so that a test of seconds exercises them."""
WEB_APP: Final = Pace()
"""As R41, R43 and R45 say."""


@dataclass
class Answer:
    """How and when (monotonic seconds) a mutation was answered; `seq` is 0 when it was refused."""

    method: str
    sent: object
    key: str
    seq: int
    body: Mapping[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)

    @property
    def changes_for_sure(self) -> bool:
        """Return whether it must have changed something: a new todo, title or comment, a deletion."""
        new_text = isinstance(self.sent, dict) and not self.sent.keys().isdisjoint(("title", "body"))
        return self.seq > 0 and (new_text or self.method == "DELETE")


class _NoServerErrors(Http):
    """Takes every answer of 500 and more as a failure of the test: a killed server gives none at all."""

    errors: list[str]

    async def ask(self, method: str, path: str, body: object = None, key: str = "") -> HttpAnswer:
        answer = await super().ask(method, path, body, key)
        if answer.status >= SERVER_ERROR:
            self.errors.append(f"{method} {path}: {answer.status} {answer.body}")
        return answer


class Client(LiveList):
    """One person's live list. `errors` must stay empty; `arrived` is when (monotonic seconds) it had each event."""

    def __init__(self, person: Person, place: Place, pace: Pace = HASTY) -> None:
        http = _NoServerErrors(person.server.url, person.headers, client=person.http, pace=pace)
        self.errors = http.errors = list[str]()
        super().__init__(http, place.team, place.set, pace=pace)
        self.person, self.place = person, place
        self.answers: list[Answer] = []
        self.deleted: list[str] = []
        self.arrived: dict[int, float] = {}
        self._heard_at = self._longest_silence_s = 0.0
        self.start()

    @property
    def team_path(self) -> str:
        """As `place` says, which may be that of a share link."""
        return self.place.team_path

    @property
    def path(self) -> str:
        """The same."""
        return self.place.path

    @property
    def list_path(self) -> str:
        """The same."""
        return self.place.list_path

    @property
    def longest_silence_s(self) -> float:
        """Return for how long a socket that this client believed in brought nothing, at most."""
        now = 0.0 if self._socket is None or not self._heard_at else time.monotonic() - self._heard_at
        return max(self._longest_silence_s, now)

    def cut(self) -> None:
        """Drop the connection without a close."""
        if self._socket is not None:
            self._socket.transport.abort()

    def deafen(self) -> None:
        """Let nothing arrive on the open connection any more, as when a line dies without a word."""
        if self._socket is not None:
            self._socket.transport.pause_reading()

    async def mutate(self, method: str, path: str, body: object, key: str) -> Answer:
        """Make a change, whatever the answer; then wait until its event is here, or should be."""
        try:
            said = await self.write(method, path, body, key=key)
        except Refused:
            answer = Answer(method, body, key, 0)
        else:
            answer = Answer(method, body, key, said["seq"], said)
        self.answers.append(answer)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.reached(answer.seq), self._pace.repeat_after_s)
        return answer

    async def _repeat(self, method: str, path: str, body: object, key: str, first: HttpAnswer) -> None:
        with suppress(Refused):
            again = await self.http.answered(method, path, body, key)
            if again != first:
                self.errors.append(f"{method} {path} was answered {first}, and then {again}.")

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "realtime:ready":
            self._heard_at = time.monotonic()
        self._longest_silence_s, self._heard_at = self.longest_silence_s, time.monotonic()
        super()._take(frame)

    def drop(self) -> None:
        """Abandon the socket, after a silence that counts."""
        self._longest_silence_s = self.longest_silence_s
        super().drop()

    def applied(self, events: list[Event] | None, before: int) -> None:
        """Note when each event was here."""
        now = time.monotonic()
        self.arrived.update((event["seq"], now) for event in events or ())
        super().applied(events, before)
