"""What the core asks of the world: protocols that `cf` implements, and the plain data that crosses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from domain.errors import NotSetUp
from domain.metrics import Point
from domain.models import PresentUser
from domain.oidc import Jwk
from domain.published import PublishedTexts
from domain.viewer import SocketAttachment, Viewer

Value = str | int | float | None
Row = Mapping[str, Value]
Rows = Sequence[Row]
RateLimit = Literal["address", "entry", "user", "reads", "sockets", "bulk"]


class Statement(NamedTuple):
    """SQL with numbered parameters (`?1`) and their values. A bool is bound as 0 or 1.

    With `passed_on` each row is one JSON text, the column `json`, that is sent to the client unchanged: a database
    may keep these rows on its side of the language border until one is read.
    """

    sql: str
    params: tuple[Value, ...] = ()
    passed_on: bool = False


class ConstraintFailed(Exception):
    """The batch was rolled back because a constraint does not hold; the message names it."""


class GuardFailed(ConstraintFailed):
    """The batch was rolled back because its precondition does not hold any more."""


class Database(Protocol):
    """A database of which every call is one round trip and one transaction."""

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Run all statements in one transaction; the rows of each, in order.

        Raises ConstraintFailed, with nothing changed, when one violates a constraint or a guard, and NotSetUp where
        there is no database, or not all of its tables and columns.
        """
        ...


class Listing(Struct, frozen=True, kw_only=True):
    """An answer around an array of rows that the database wrote as JSON: text before it, the rows, text after it."""

    before: str
    rows: Rows
    after: str

    def __str__(self) -> str:
        """The whole text."""
        return f"{self.before}{json_array(self.rows)}{self.after}"


class PushFailed(Exception):
    """A call to a team's object failed; `retryable` says whether the same call may work a moment later."""

    def __init__(self, *, retryable: bool) -> None:
        super().__init__()
        self.retryable = retryable


class Push(Protocol):
    """The live side of a team, as seen from outside of its object. Every method raises PushFailed."""

    async def publish(self, team_id: str, set_id: str, events: str, holders: Sequence[str]) -> None:
        """Send each event, a line of `events`, to every socket that has the set open.

        And to every socket of the holders in the team that what they hold has changed.
        """
        ...

    async def announce(self, team_id: str, message: str) -> None:
        """Send the message's text to every socket of the team."""
        ...

    async def rename(self, team_id: str, user: PresentUser) -> None:
        """Show a person under this name and picture wherever they are present in the team."""
        ...

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """The distinct (token hash, set id) of the team's sockets."""
        ...

    async def deliver(self, team_id: str) -> None:
        """Have the team's webhooks deliver what they have not."""
        ...

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """Close the sockets of each (token hash, set id) with its close code."""
        ...

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """Hand this request's upgrade to the team's object; the platform's response to pass on.

        None when access changed in the team since the viewer was authorized: authorize again.
        """
        ...


class Limiter(Protocol):
    """Counts requests by key."""

    async def allows(self, limit: RateLimit, key: str) -> bool:
        """Count one more for the key; whether it is within the limit."""
        ...


class Reached(Struct, frozen=True, kw_only=True):
    """What another server answered."""

    status: int
    text: str


class Unreachable(Exception):
    """Another server did not answer in time, or not at all."""


class TimedOut(Unreachable):
    """Another server did not answer in time."""


class Outside(Protocol):
    """Other servers, signatures, and a cache of what sign-in providers publish."""

    published: PublishedTexts

    async def send(self, url: str, headers: Mapping[str, str], form: str | None = None) -> Reached:
        """GET, or POST of a form, without following redirects. Raises Unreachable."""
        ...

    async def is_signed(self, algorithm: str, key: Jwk, signed: bytes, signature: bytes) -> bool:
        """Whether the signature (of an algorithm of `KEY_KINDS`) is this key's; False for a key that cannot be used."""
        ...


class Metrics(Protocol):
    """Takes data points."""

    def count(self, point: Point) -> None:
        """Record the point in the background. Never raises."""
        ...


Socket = TypeVar("Socket")


class Sent(NamedTuple):
    """To how many sockets something was sent, and to how many open ones it could not be."""

    reached: int
    failed: int


class Sockets(Protocol[Socket]):
    """The sockets of one team's object, hibernated ones included. Times are epoch milliseconds."""

    def accept(self, attachment: SocketAttachment) -> tuple[object, Socket]:
        """Accept a new socket for hibernation: (the client's end, ours)."""
        ...

    def attachment(self, socket: Socket) -> SocketAttachment:
        """What the socket carries."""
        ...

    def open(self, tag: str | None = None) -> Iterator[Socket]:
        """The open sockets with this tag, or all."""
        ...

    def count(self, tag: str) -> int:
        """How many sockets there are with this tag, those that are closing included."""
        ...

    def rename(self, user: PresentUser) -> list[str]:
        """Store the person's name and picture at all of their sockets; the sets that these have open."""
        ...

    def extend(self, tag: str, ends_ms: float) -> None:
        """Move the end of the session of the sockets with this tag."""
        ...

    def send_to(self, socket: Socket, text: str) -> None:
        """Send to one socket."""
        ...

    def send(self, audience: str, text: str) -> Sent:
        """Send to every socket of this `SocketAttachment.audience`; one that fails does not stop the others."""
        ...

    def send_to_user(self, user_id: str, text: str) -> None:
        """Send to every socket of a person."""
        ...

    def send_all(self, text: str) -> None:
        """Send to every socket of a member."""
        ...

    def close(self, socket: Socket, code: int, reason: str) -> None:
        """Close a socket with this code, or answer a client's close that had it; never a socket that is closing."""
        ...

    def last_ping_ms(self, socket: Socket) -> float | None:
        """When this socket's ping was last answered, or None."""
        ...

    def answer_pings(self, text: str) -> None:
        """From now on answer `ping` with this text, also while the object sleeps."""
        ...

    def answered_pings(self) -> str | None:
        """The text that pings are answered with, as it survived eviction."""
        ...


class OneAlarm(Protocol):
    """The alarm of a team's object, which fires while it sleeps as well, and is not set any more then."""

    async def alarm_ms(self) -> float | None:
        """When the alarm is set for, in epoch milliseconds, or None."""
        ...

    async def set_alarm(self, at_ms: float) -> None:
        """Set the alarm."""
        ...


class RecheckStorage(Protocol):
    """When a team's object last checked access, which outlives the object's instances."""

    async def rechecked_ms(self) -> float:
        """What was last stored, by any instance of the object, in epoch milliseconds; 0 if never."""
        ...

    def store_rechecked_ms(self, at_ms: float) -> None:
        """Store when access was checked."""
        ...


class ObjectStorage(OneAlarm, RecheckStorage, Protocol):
    """What a team's object stores beside its sockets."""

    async def has_webhooks(self) -> bool:
        """Whether the team has webhooks, as was stored."""
        ...

    async def store_has_webhooks(self, has: bool) -> None:  # noqa: FBT001 - what is stored
        """Store whether the team has webhooks."""
        ...


class Post(Protocol):
    """Sends to the receiver of a webhook."""

    async def __call__(self, url: str, headers: Mapping[str, str], body: str) -> int:
        """POST the body; the status of the answer, of which nothing is read and no redirect is followed.

        Raises Unreachable, and its kind TimedOut.
        """
        ...


Log = Callable[[str], None]


def json_array(rows: Iterable[Row]) -> str:
    """The `json` column of these rows, each a JSON text built by SQLite, as one JSON array."""
    return f"[{','.join([str(row['json']) for row in rows])}]"


def failure_of(message: str) -> ConstraintFailed | NotSetUp | None:
    """The failure that SQLite's error message stands for, or None when it is about something else."""
    if "no such table" in message or "no such column" in message or "has no column named" in message:
        return NotSetUp()
    if "expectation_failed" in message or "NOT NULL constraint failed: todo_sets.seq" in message:
        return GuardFailed(message)
    return ConstraintFailed(message) if "constraint failed" in message else None
