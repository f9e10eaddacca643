"""What the new database will contain, and everything that had to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, uuid5

from tools.legacy.source import Row

Value = str | int | float | None
NewRow = dict[str, Value]
# Parents before children: the order in which the rows can be inserted.
TABLES = ("users", "teams", "memberships", "permissions", "todo_sets", "todos", "comments", "share_links", "sessions")


@dataclass(frozen=True)
class Note:
    """A row of the old database that is missing or different in the new one, with all its values."""

    table: str
    what: str
    row: Mapping[str, object]
    kept: bool


@dataclass
class Plan:
    """Rows by table, and notes."""

    rows: dict[str, list[NewRow]] = field(default_factory=lambda: {table: [] for table in TABLES})
    notes: list[Note] = field(default_factory=list)

    def add(self, table: str, row: NewRow) -> None:
        """Add a row of the new database."""
        self.rows[table].append(row)

    def changed(self, table: str, row: Row, what: str) -> None:
        """Note that the row is migrated with changes."""
        self.notes.append(Note(table, what, row, kept=True))

    def left(self, table: str, row: Row, what: str) -> None:
        """Note that the row is not migrated; the note keeps it."""
        self.notes.append(Note(table, what, row, kept=False))

    def left_by_table(self) -> Counter[str]:
        """Count the rows of each table that are not migrated."""
        return Counter(note.table for note in self.notes if not note.kept)


def derived_id(*parts: object) -> str:
    """Derive an id that is always the same for the same parts."""
    return str(uuid5(NAMESPACE_OID, "\x1f".join(["glint-migration", *map(str, parts)])))
