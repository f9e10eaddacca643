"""One request: the platform it runs on, the settings, and what the client sent along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from msgspec import Struct, field

from domain.models import Scope
from domain.outgoing import Outgoing
from domain.settings import Settings
from domain.state import Caller
from domain.zones import LocalTime
from ports import Database, Limiter, Log, Metrics, Outside, Push, RateLimit, Rows, Statement
from store.cache import StateCache
from store.refusals import Refusals

NOBODY: Final = Caller(token_hashes=(), now="")
NOTHING: Final[Mapping[str, str]] = {}


class CountingDatabase:
    """A Database that counts its round trips: they are the latency, and every answer says how many it took."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.trips = 0

    async def batch(self, *statements: Statement) -> list[Rows]:
        """As `Database.batch`."""
        self.trips += 1
        return await self._db.batch(*statements)


class Context(Struct, kw_only=True):
    """One per request. The composition root fills the first part, `routes` the second.

    `clock` gives epoch milliseconds, `local_time` what clocks show somewhere; `new_id` and `new_token` are the only
    randomness. `defer` runs work after the answer. Whatever a deployment does not have is None. `origin` is this
    server's own, as the client addressed it.

    `person_limit` is the rate limit of the person that the request has yet to be counted against, `person_id` whom it
    was counted for. `scope` is what an access token must have for it. What a `bulk` request is about may be large;
    `is_large` says that it was. `deferred_writes` are committed after the answer and may be lost. `upgrade` is the
    platform's response to an upgrade.
    """

    settings: Settings
    db: CountingDatabase
    push: Push | None
    clock: Callable[[], float]
    new_id: Callable[[], str]
    new_token: Callable[[], str]
    local_time: LocalTime
    defer: Callable[[Awaitable[None]], None]
    outside: Outside
    origin: str = ""
    request_id: str = ""
    started_ms: float = 0.0
    limiter: Limiter | None = None
    refusals: Refusals = field(default_factory=Refusals)
    outgoing: Outgoing = field(default_factory=Outgoing)
    cache: StateCache | None = None
    log: Log | None = None
    metrics: Metrics | None = None

    caller: Caller = NOBODY
    now_ms: float = 0.0
    is_https: bool = False
    headers: Mapping[str, str] = NOTHING
    query: Mapping[str, str] = NOTHING
    person_limit: RateLimit | None = None
    person_id: str = ""
    scope: Scope | None = None
    bulk: bool = False
    is_large: bool = False
    deferred_writes: list[Statement] = field(default_factory=list)
    upgrade: object | None = None

    @property
    def now(self) -> str:
        """When the request came, as it is stored."""
        return self.caller.now

    def cookie_values(self, name: str) -> tuple[str, ...]:
        """What the client sent of this cookie: each value once. Another path or host may have set a second one."""
        full = f"__Host-{name}" if self.is_https else name
        pairs = (pair.strip().partition("=") for pair in (self.headers.get("Cookie") or "").split(";"))
        return tuple(dict.fromkeys(value for key, _, value in pairs if key == full and value))

    def database_for(self, team_id: str) -> Database:  # noqa: ARG002 - one database today, see docs/scale.md
        """The database that holds a team's lists, todos, log and permissions."""
        return self.db

    @property
    def directory(self) -> Database:
        """The database of people, sessions, memberships and invitations."""
        return self.db
