"""D1: one database behind a network, whose calls take time and sometimes fail, before or after they took effect."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ports import ConstraintFailed, Rows, Statement
from tests.simulation.clock import Process
from tests.simulation.request import Request, blame, current
from tests.simulation.weather import INSIDE_S, pause
from tests.support.sqlite_database import SqliteDatabase

if TYPE_CHECKING:
    from tests.simulation.world import World

HISTORY: Final = "history"
BACKUP: Final = "backup"
LOST: Final = "lost"


class DatabaseUnreachable(Exception):
    """What the platform throws when a call fails, whether or not it took effect."""


class Store:
    """The database of all histories of a process, which share its prepared statements; each is undone at its end."""

    def __init__(self, sqlite: SqliteDatabase) -> None:
        self._sqlite = sqlite
        self._world: World | None = None
        self._logged: list[tuple[str, int, str]] = []
        sqlite.watch_events(lambda *event: self._logged.append(event))

    def open(self, world: World) -> None:
        """Begin a history."""
        self._world = world
        self._sqlite.mark(HISTORY)
        self._sqlite.mark(BACKUP)

    def close(self) -> None:
        """Undo the history."""
        self._world = None
        self._sqlite.go_back(HISTORY)
        self._sqlite.unmark(HISTORY)

    def back_up(self) -> None:
        """Remember this moment, to restore it later."""
        self._sqlite.mark(BACKUP)

    def restore(self) -> None:
        """Go back to the last backup."""
        self._sqlite.go_back(BACKUP)

    def run(self, *statements: Statement, request: Request | None = None) -> list[Rows]:
        """Run a batch, and tell the history what it has committed."""
        self._logged.clear()
        rows = self._sqlite.run(*statements)
        if self._world is not None:
            self._world.committed(statements, list(self._logged), request)
        return rows

    def change(self, sql: str) -> None:
        """Change something that nobody is told of."""
        self._sqlite.run(Statement(sql))

    def lose(self, *statements: Statement) -> list[Rows]:
        """Run a batch and roll it back; what it would have given."""
        self._sqlite.mark(LOST)
        try:
            return self._sqlite.run(*statements)
        finally:
            self._sqlite.go_back(LOST)
            self._sqlite.unmark(LOST)

    def rows(self, sql: str, *params: str | int) -> Rows:
        """Run one query, for the checks."""
        return self._sqlite.run(Statement(sql, params))[0]


class SimulatedD1:
    """As `ports.Database`, from a process."""

    def __init__(self, world: World, owner: Process) -> None:
        self._world, self._owner = world, owner

    async def batch(self, *statements: Statement) -> list[Rows]:
        """As `Database.batch`. Once sent, the call takes effect whatever becomes of the caller."""
        world, chance = self._world, self._world.chance
        reply: asyncio.Future[list[Rows]] = world.loop.create_future()
        fails = chance.random() < world.weather.database_failed
        fails_before = fails and chance.random() < 1 / 2
        if fails:
            world.count("the database failed")
            blame("the database failed")
        there = pause(chance, INSIDE_S)
        if fails_before:
            world.loop.after(there, _settle, reply, DatabaseUnreachable())
        else:
            world.loop.after(there, self._execute, statements, reply, current.get(), fails)
        return await reply

    def _execute(
        self, statements: tuple[Statement, ...], reply: asyncio.Future[list[Rows]], request: Request | None, fails: bool
    ) -> None:
        world = self._world
        outcome: list[Rows] | Exception
        statements = tuple(world.mutant.batch(statements))
        loses = world.mutant.loses_commit(world.chance)
        try:
            outcome = world.store.lose(*statements) if loses else world.store.run(*statements, request=request)
            world.mutant.after_batch(world.store)
        except ConstraintFailed as error:
            outcome = error
        if fails:
            outcome = DatabaseUnreachable()
        if request is not None and request.commits:
            world.reached("kill a worker after a commit", self._owner)
        world.loop.after(pause(world.chance, INSIDE_S), _settle, reply, outcome)


def _settle(reply: asyncio.Future[list[Rows]], outcome: list[Rows] | Exception) -> None:
    if reply.done():
        return
    if isinstance(outcome, Exception):
        reply.set_exception(outcome)
    else:
        reply.set_result(outcome)
