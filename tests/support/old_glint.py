"""A TypeScript Glint's database, after years of use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE todo_sets (id TEXT PRIMARY KEY, team_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
  sort_order INTEGER DEFAULT 0, created_at TEXT DEFAULT (datetime('now')), updated_at TEXT DEFAULT (datetime('now')),
  auto_renew INTEGER DEFAULT 0, renew_time TEXT, timezone TEXT, last_renewed_at TEXT, color TEXT);
CREATE TABLE todos (id TEXT PRIMARY KEY, set_id TEXT NOT NULL, team_id TEXT NOT NULL, user_id TEXT NOT NULL,
  parent_id TEXT, title TEXT, completed INTEGER DEFAULT 0, sort_order INTEGER DEFAULT 0, claimed_by TEXT,
  created_at TEXT DEFAULT (datetime('now')), updated_at TEXT DEFAULT (datetime('now')));
CREATE TABLE comments (id TEXT PRIMARY KEY, todo_id TEXT NOT NULL, user_id TEXT NOT NULL, username TEXT NOT NULL,
  body TEXT NOT NULL, created_at TEXT DEFAULT (datetime('now')));
CREATE TABLE permissions (id TEXT PRIMARY KEY, team_id TEXT NOT NULL, scope TEXT NOT NULL, role TEXT NOT NULL,
  permission TEXT NOT NULL, allowed INTEGER NOT NULL, updated_at TEXT DEFAULT (datetime('now')));
"""
T1, T2, T3 = "2025-01-02 03:04:05", "2025-02-03 04:05:06", "2025-03-04 05:06:07"
LONG_TITLE = "It's long; " * 700
SETS = [
    ("s1", "t1", "u-ada", "Engine; no. 2", 1, T1, T2, 1, "06:00", "Europe/Berlin", T3, None),
    ("s2", "t1", "u-bob", "  ", "abc", T2, T2, 1, "25:00", "Europe/Berlin", "", None),
    ("s3", "personal:u-ada", "u-ada", "Mine", 1, T1, T1, 0, "00:00", "UTC", None, "red"),
]
TODOS = [
    ("a", "s1", "t1", "u-ada", None, "Milk", 0, 1, "u-bob", T1, T2),
    ("b", "s1", "t1", "u-ada", "a", "Oat\nmilk 'n' more", 1, 1, "", T1, T3),
    ("c", "s1", "t1", "u-bob", "gone", "Its parent is gone", 0, 1, None, T2, "yesterday"),
    ("d", "s1", "t1", "u-bob", "e", "In a circle", 0, 2.5, None, T2, T2),
    ("e", "s1", "t1", "u-bob", "d", "In a circle too", 0, 3, None, T2, T2),
    ("f", "s1", "t1", "u-bob", "f", "Its own parent", 0, 4, None, T2, T2),
    ("g", "s1", "t1", "u-cyd", None, LONG_TITLE, 0, None, "u-cyd", T2, T2),
    ("h", "s1", "t1", "u-cyd", None, "", 0, 1e300, None, "", ""),
    ("i", "lost", "t1", "u-cyd", None, "Its set is gone", 1, 1, None, T3, T3),
    ("j", "s1", "t2", "u-dan", None, "Its set is another team's", 0, 1, None, T3, T3),
    ("k", "s2", "t1", "u-ada", "a", "Its parent is in another set", 0, 1, None, T3, T3),
    ("m", "s3", "personal:u-ada", "u-ada", None, "Private", 0, 1, None, T1, T1),
    *((f"z{n:02}", "s2", "t1", "u-ada", f"z{n - 1:02}" if n else None, f"Level {n}", 0, n, None, T1, T1)
      for n in range(12)),
]  # fmt: skip
COMMENTS = [
    ("c1", "a", "u-bob", "bob", "Which one?\nThis one: 🥛", T2),
    ("c2", "a", "u-ada", "ada", "x" * 120_000, T3),
    ("c3", "never", "u-ada", "ada", "To a todo that is gone", T3),
    ("c4", "b", "u-eve", "bob", "Another bob", T3),
]
PERMISSIONS = [
    ("p1", "t1", "global", "member", "view_todos", 1, T1),
    ("p2", "t1", "set:s2", "member", "create_todos", 0, T1),
    ("p3", "t1", "global", "member", "view_todos", 0, T2),
    ("p4", "t1", "global", "member", "fly", 1, T2),
    ("p5", "t1", "set:nowhere", "admin", "comment", 0, T2),
    ("p6", "t1", "global", "owner", "comment", 0, T2),
    ("p7", "t2", "set:s1", "member", "comment", 0, T2),
]
LEFT_OVER = {"comments": {"c3"}, "permissions": {"p1", "p4", "p5", "p6", "p7"}}
TABLES: dict[str, list[tuple[Any, ...]]] = {
    "todo_sets": SETS,
    "todos": TODOS,
    "comments": COMMENTS,
    "permissions": PERMISSIONS,
}


def make_old(path: Path, *, todos: int = 0) -> Path:
    """Write the database as an SQL export; with `todos`, that many more in a set of their own."""
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    for table, rows in TABLES.items():
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608 - constant names
    if todos:
        database.execute(
            "INSERT INTO todo_sets VALUES ('big', 't1', 'u-ada', 'Big', 9, ?, ?, 0, NULL, NULL, NULL, NULL)", (T1, T1)
        )
        many = ((f"big{n}", "big", "t1", "u-ada", None, str(n), 0, n, None, T1, T1) for n in range(todos))
        database.executemany(f"INSERT INTO todos VALUES ({', '.join('?' * 11)})", many)  # noqa: S608 - constant names
    database.commit()
    path.write_text("PRAGMA defer_foreign_keys=TRUE;\n" + "\n".join(database.iterdump()))
    database.close()
    return path
