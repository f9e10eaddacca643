"""What a person can download is everything that the database has about them."""

from __future__ import annotations

import re
from typing import Final

from ports import Statement
from store.personal_data import SECTIONS, select_page
from tests.support.sqlite_database import SqliteDatabase

A_PERSON: Final = re.compile(r"user_id|username|\w+_by")
"""A column that says who."""
SOURCE: Final = re.compile(r"JOIN (\w+) t ON")

LEFT_OUT: Final = {
    "hashes of secrets": {"invites.token_hash", "idempotency_keys.fingerprint"},
    "empty as long as there is an account": {"users.deleted_at"},
    "empty in the sessions of people": {"sessions.share_link_id"},
    "where a list or a todo stands, which its team decides": {
        "todo_sets.seq", "todo_sets.sort_order", "todo_sets.split_completed", "todo_sets.todo_count",
        "todo_sets.open_count",
        "todo_sets.updated_at", "todos.assignees", "todos.comment_count", "todos.depth", "todos.sort_order",
        "deleted_todos.comment_count", "deleted_todos.completed", "deleted_todos.depth", "deleted_todos.sort_order",
        "deleted_todos.updated_at",
    },
    "how a deletion or a replay finds what belongs to it": {
        "deleted_todos.root_id", "idempotency_keys.logged", "idempotency_keys.seq",
    },
    "what other people wrote or did": {
        "deleted_todos.assignees", "deleted_todos.claimed_by", "deleted_todos.comments", "deleted_todos.deleted_by",
        "todo_sets.deleted_by",
    },
}  # fmt: skip
"""Columns of a person's rows that are not in the download, by the reason."""


async def test_r120_every_column_about_a_person_is_in_the_download_or_left_out_for_a_reason() -> None:
    """A column that a migration adds is shown, or named here."""
    db = SqliteDatabase()
    listed = "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    tables: dict[str, set[str]] = {}
    for row in (await db.batch(Statement(listed)))[0]:
        tables.setdefault(str(row["t"]), set()).add(str(row["c"]))
    db.close()
    about = {table for table, columns in tables.items() if any(map(A_PERSON.fullmatch, columns))}
    stored = {f"{table}.{column}" for table in about for column in tables[table]}
    assert stored - _shown() == {column for columns in LEFT_OUT.values() for column in columns}


def _shown() -> set[str]:
    """The columns that the sections read, each of its rows `t`."""
    found = set[str]()
    for name in SECTIONS:
        sql = select_page([], "", name, "").sql
        table = SOURCE.findall(sql)[0]
        found |= {f"{table}.{column}" for column in re.findall(r"\bt\.(\w+)", sql)}
    return found
