"""Databases that wrap another one, to observe or to disturb it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

import msgspec

from ports import Database, Rows, Statement
from tools.migrations import MIGRATION_FILES

TABLES = [name for file in MIGRATION_FILES for name in re.findall(r"CREATE TABLE (\w+)", file.read_text("utf-8"))]
IMPOSSIBLE = Statement("INSERT INTO teams (id) VALUES ('no name')")


async def dump(db: Database) -> dict[str, list[str]]:
    """Return everything that is stored, as text, by table."""
    found = await db.batch(*(Statement(f"SELECT * FROM {table}") for table in TABLES))  # noqa: S608 - the project's tables
    return {
        table: sorted(msgspec.json.encode(row).decode() for row in rows)
        for table, rows in zip(TABLES, found, strict=True)
    }


BY_TRIGGERS = ("event_todos", "todo_assignees")
COUNTS = {"todo_count": 0, "open_count": 0}
"""The columns of a list that triggers maintain, as they are before there are todos."""
"""Tables that only triggers write to."""
EVERYTHING = ("todo_sets", "teams", "idempotency_keys", "users", "sign_ins")
"""All other rows are deleted with these."""


async def empty(db: Database) -> None:
    """Delete everything that is stored."""
    await db.batch(*map(_delete, EVERYTHING))


async def copying(db: Database) -> tuple[Statement, ...]:
    """Return statements that make any database hold exactly what this one holds."""
    statements = [_delete(table) for table in EVERYTHING]
    for table in (table for table in TABLES if table not in BY_TRIGGERS):
        for row in (await db.batch(Statement(f"SELECT * FROM {table}")))[0]:  # noqa: S608 - the project's tables
            kept = {**row, **COUNTS} if table == "todo_sets" else row
            places = ", ".join(f"?{number}" for number in range(1, len(kept) + 1))
            sql = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({places})"  # noqa: S608 - the project's tables
            statements.append(Statement(sql, tuple(kept.values())))
    return tuple(statements)


def _delete(table: str) -> Statement:
    return Statement(f"DELETE FROM {table}")  # noqa: S608 - the project's tables


def writes(statements: tuple[Statement, ...]) -> bool:
    """Return whether this batch may change anything."""
    return not all(statement.sql.lstrip().startswith("SELECT") for statement in statements)


class Recording:
    """Records every batch that it passes on."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.batches: list[tuple[Statement, ...]] = []

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Record the batch and pass it on."""
        self.batches.append(statements)
        return await self._db.batch(*statements)


class Interleaved:
    """Yields to all other tasks before each batch, so that all read before the first one commits."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Yield, then pass the batch on."""
        await asyncio.sleep(0)
        return await self._db.batch(*statements)


class FailingBatch:
    """Puts a failing statement at one position of every batch that writes; `reached` says whether there was one.

    A shorter batch that follows, because the first was decided on cached state, fails at its end.
    """

    def __init__(self, db: Database, position: int) -> None:
        self._db, self._position = db, position
        self.reached = False

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Insert the failing statement and pass the batch on."""
        if writes(statements) and (self.reached or self._position <= len(statements)):
            self.reached = True
            statements = (*statements[: self._position], IMPOSSIBLE, *statements[self._position :])
        return await self._db.batch(*statements)


class Interfering:
    """Does something else just before each batch that writes: whatever was read is then out of date."""

    def __init__(self, db: Database, interfere: Callable[[], Awaitable[object]]) -> None:
        self._db, self._meddle = db, interfere

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Interfere, then pass the batch on."""
        if writes(statements):
            await self._meddle()
        return await self._db.batch(*statements)
