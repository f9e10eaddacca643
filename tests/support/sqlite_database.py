"""The store's Database over the standard library's sqlite3: one batch is one transaction, as on D1."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ports import Rows, Statement, failure_of
from tools.migrations import MIGRATION_FILES

TRIGGERS_NESTED_MAX = 10
"""D1's depth of cascades and triggers; SQLite's default is a thousand."""


class SqliteDatabase:
    """An in-memory database with all of the project's migrations applied, or only some."""

    def __init__(self, migrations: Sequence[Path] = MIGRATION_FILES) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, TRIGGERS_NESTED_MAX)
        for migration in migrations:
            self._connection.executescript(migration.read_text("utf-8"))

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Run the batch in a transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            results: list[Rows] = [
                [dict(row) for row in self._connection.execute(s.sql, s.params).fetchall()] for s in statements
            ]
        except sqlite3.Error as error:
            self._connection.execute("ROLLBACK")
            failure = failure_of(str(error))
            if failure is None:
                raise
            raise failure from None
        self._connection.execute("COMMIT")
        return results

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()
