"""The D1 migrations as single statements, which is how a server applies them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from devhost.build import write_if_changed
from tools.project import DEVHOST, ROOT, environment, node, run_quietly

MIGRATION_FILES = sorted((ROOT / "migrations").glob("*.sql"))


def statements(sql: str) -> list[str]:
    """Split a script into statements, by SQLite's own rules for strings, comments and triggers."""
    found: list[str] = []
    pending = ""
    for piece in sql.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return [statement for statement in found if _does_something(statement)]


def _does_something(statement: str) -> bool:
    lines = (line.strip() for line in statement.rstrip(";").splitlines())
    return any(line and not line.startswith("--") for line in lines)


def apply_migrations(folder: Path, state: Path) -> None:
    """Apply the migrations to the databases in `state`, which `folder/wrangler.json` names."""
    write_migrations(folder / "migrations.json")
    run_quietly([node(), DEVHOST / "migrate.mjs", folder, state], env=environment())


def write_migrations(path: Path) -> None:
    """Write all of them, in the order in which they apply."""
    write_if_changed(path, as_json(MIGRATION_FILES).encode())


def as_json(files: Sequence[Path]) -> str:
    """Return migrations as `[{ name, statements }]`."""
    return json.dumps([{"name": file.name, "statements": statements(file.read_text("utf-8"))} for file in files])
