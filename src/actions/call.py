"""What an action is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import Struct

from domain.metrics import Metrics
from domain.viewer import Viewer
from store.database import Database, Rows, Statement, json_array
from store.memory import Memory

Admit = Callable[[str], Awaitable[None]]


class Call(Struct, frozen=True, kw_only=True):
    """One request, without its HTTP: who asks (by the hash of the session's token), when, and with what.

    `token_hash` is None when there is no session cookie. `key` is the Idempotency-Key, '' without one;
    `fingerprint` stands for method, path and body. `new_id` and `new_token` are the only randomness.
    `admit` is told who wants to change something, at each attempt; it raises RateLimited when that is too much.
    `afterwards` takes what is to be noted once the answer is on its way, and may be lost. `memory` is what was read
    for earlier requests.
    `metrics` is None where nothing is counted.
    """

    db: Database
    now_ms: float
    now: str
    token_hash: str | None
    key: str
    fingerprint: str
    new_id: Callable[[], str]
    new_token: Callable[[], str]
    afterwards: Callable[[Statement], None]
    admit: Admit | None = None
    memory: Memory | None = None
    metrics: Metrics | None = None


class Listing(Struct, frozen=True, kw_only=True):
    """An answer around an array of rows that the database wrote: a text before it, the rows, and one after it."""

    before: str
    rows: Rows
    after: str

    def __str__(self) -> str:
        """The whole text."""
        return f"{self.before}{json_array(self.rows)}{self.after}"


class Outcome(Struct, frozen=True, kw_only=True):
    """The answer's JSON text and status, and what is to be pushed once the answer is on its way.

    `event` goes to those who have `set_id` open. `recheck` names the teams whose sockets must be
    authorised again, because somebody's access may have ended. `changed` names those whose viewers are told
    to ask anew for lists, members and permissions.
    """

    answer: str | Listing
    status: int = 200
    team_id: str = ""
    set_id: str = ""
    event: str | None = None
    recheck: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole answer."""
        return str(self.answer)


class PushFailed(Exception):
    """A call to a team's object failed; `retryable` says whether the same call may work a moment later."""

    def __init__(self, *, retryable: bool) -> None:
        super().__init__()
        self.retryable = retryable


class Push(Protocol):
    """The live side of a team, as seen from outside of its object. Every method raises PushFailed."""

    async def publish(self, team_id: str, set_id: str, event: str) -> None:
        """Send the event's text to every socket that has the set open."""
        ...

    async def announce(self, team_id: str, message: str) -> None:
        """Send the message's text to every socket of the team."""
        ...

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """The distinct (token hash, set id) of the team's sockets."""
        ...

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """Close the sockets of each (token hash, set id) with its close code."""
        ...

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """Hand this request's upgrade to the team's object; the platform's response to pass on.

        None when access changed in the team since the viewer was authorised: authorise again.
        """
        ...
