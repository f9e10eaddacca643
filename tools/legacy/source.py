"""An export of the old database, read into memory."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tools.migrations import statements
from tools.project import CommandFailed

Row = dict[str, object]
COLUMNS = {
    "todo_sets": "id team_id user_id name sort_order created_at updated_at",
    "todos": "id set_id team_id user_id parent_id title completed sort_order claimed_by created_at updated_at",
    "comments": "id todo_id user_id username body created_at",
    "permissions": "id team_id scope role permission allowed updated_at",
}
OPTIONAL = {"todo_sets": "auto_renew renew_time timezone last_renewed_at"}
"""Columns that not every old database has: NULL where they are not there."""
NOT_DATA = ("sqlite_%", "d1_%", "_cf_%")
SQLITE_MAGIC = b"SQLite format 3\x00"


def read_database(path: Path) -> sqlite3.Connection:
    """Open an SQL export of `wrangler d1 export`, or an SQLite file, as a copy in memory."""
    if not path.is_file():
        raise CommandFailed(
            f"There is no file {path}. `npx wrangler d1 export NAME --remote --output=old.sql` makes it."
        )
    memory = sqlite3.connect(":memory:")
    memory.row_factory = sqlite3.Row
    with path.open("rb") as file:
        is_database = file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    try:
        if is_database:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as stored:
                stored.backup(memory)
            stored.close()
        else:
            for statement in statements(path.read_text("utf-8")):
                # An export may create a trigger before its table; only rows matter here.
                if not statement.upper().startswith(("CREATE TRIGGER", "CREATE VIEW")):
                    memory.execute(statement)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise CommandFailed(f"{path} is neither an SQL export nor an SQLite database: {error}") from None
    return memory


def read_old(path: Path) -> dict[str, list[Row]]:
    """Return the rows of the four tables, in an order that does not depend on how they were stored."""
    database = read_database(path)
    found = {table: _read(database, table, columns.split(), path) for table, columns in COLUMNS.items()}
    database.close()
    return found


def other_tables(path: Path) -> list[str]:
    """Return the tables of the export that are not migrated."""
    database = read_database(path)
    hidden = " AND ".join(f"name NOT LIKE '{pattern}'" for pattern in NOT_DATA)
    names = database.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND {hidden} ORDER BY name")  # noqa: S608 - constants
    found = [str(row["name"]) for row in names if row["name"] not in COLUMNS]
    database.close()
    return found


def other_columns(path: Path) -> list[str]:
    """Return the columns of the four tables that are not migrated, as `table.column`."""
    database = read_database(path)
    found = []
    for table, columns in COLUMNS.items():
        known = {*columns.split(), *OPTIONAL.get(table, "").split()}
        there = [str(row["name"]) for row in database.execute(f"PRAGMA table_info({table})")]
        found += [f"{table}.{name}" for name in there if name not in known]
    database.close()
    return found


def _read(database: sqlite3.Connection, table: str, columns: list[str], path: Path) -> list[Row]:
    there = {row["name"] for row in database.execute(f"PRAGMA table_info({table})")}
    if missing := [column for column in columns if column not in there]:
        what = f"lacks {', '.join(missing)}" if there else "is not there"
        raise CommandFailed(f"{path} is not the database of a TypeScript Glint: its table {table} {what}.")
    known = [*columns, *OPTIONAL.get(table, "").split()]
    chosen = [name if name in there else f"NULL AS {name}" for name in known]
    order = "created_at, id" if "created_at" in columns else "updated_at, id"
    rows = database.execute(f"SELECT {', '.join(chosen)} FROM {table} ORDER BY {order}")  # noqa: S608 - constants
    return [dict(row) for row in rows]
