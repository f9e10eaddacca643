"""The one thing that the store asks of a database: run statements together, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

Value = str | int | float | None
Row = Mapping[str, Value]
Rows = Sequence[Row]


class Statement(NamedTuple):
    """SQL with numbered parameters (`?1`), and their values. A bool is handed over as 0 or 1.

    With `passed_on` each row is one JSON text, the column `json`, that goes out as it is: a database may leave
    these rows on its side of the language border until somebody looks at one.
    """

    sql: str
    params: tuple[Value, ...] = ()
    passed_on: bool = False


class ConstraintFailed(Exception):
    """The batch was rolled back because a constraint does not hold; the message names it."""


class ExpectationFailed(ConstraintFailed):
    """The batch was rolled back because something that was read before is not so any more."""


class Database(Protocol):
    """A database of which every call is one round trip and one transaction."""

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Run all statements in one transaction; the rows of each, in order.

        Raises ConstraintFailed, with nothing changed, when one violates a constraint or expectation.
        """
        ...


class Counted:
    """A Database that counts its round trips: they are the latency, and every answer says how many it took."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.trips = 0

    async def batch(self, *statements: Statement) -> list[Rows]:
        """As `Database.batch`."""
        self.trips += 1
        return await self._db.batch(*statements)


def json_array(rows: Iterable[Row]) -> str:
    """The `json` column of these rows, each a JSON text built by SQLite, as one JSON array."""
    return f"[{','.join([str(row['json']) for row in rows])}]"


def expect(condition: str, *params: Value) -> Statement:
    """A statement that aborts its batch unless `condition` (SQL, over `?1…`) is true."""
    return Statement(f"INSERT INTO expectations VALUES (({condition}) IS TRUE)", params)  # noqa: S608 - our own SQL


def constraint_failure(message: str) -> ConstraintFailed | None:
    """The failure that SQLite's error message stands for, or None when it is about something else."""
    if "expectation_failed" in message:
        return ExpectationFailed(message)
    return ConstraintFailed(message) if "constraint failed" in message else None
