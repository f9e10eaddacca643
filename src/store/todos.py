"""Todos in the database: the list as JSON, and the statements that change rows.

The list's JSON is built by SQLite, a text for each todo, and passed on as it is: converting rows, not SQL,
is what costs on this platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import UNSET

from domain.events import TodoPatch
from domain.inputs import NewPosition
from domain.models import Todo
from domain.todos import StoredTodo
from store.database import Row, Statement, Value, expect

_JSON: Final = """json_object(
  'id', t.id, 'userId', t.user_id, 'parentId', t.parent_id, 'title', t.title,
  'completed', json(iif(t.completed, 'true', 'false')), 'sortOrder', t.sort_order,
  'commentCount', t.comment_count, 'claimedBy', t.claimed_by, 'claimedByName', c.display_name,
  'claimedByAvatar', c.avatar_url, 'createdAt', t.created_at, 'updatedAt', t.updated_at)"""

_LIST: Final = f"""
SELECT {_JSON} AS json FROM todos t LEFT JOIN users c ON c.id = t.claimed_by
WHERE t.set_id = ?1 AND EXISTS (SELECT 1 FROM todo_sets l JOIN memberships m ON m.team_id = l.team_id
  JOIN sessions s ON s.user_id = m.user_id WHERE l.id = ?1 AND l.team_id = ?2 AND s.token_hash = ?3)
ORDER BY t.sort_order, t.created_at, t.id"""  # noqa: S608 - composed of constants

_STORED: Final = "RETURNING id, set_id, user_id, title, completed, sort_order, claimed_by"

_INSERT: Final = f"""
INSERT INTO todos (id, set_id, team_id, user_id, parent_id, depth, title, sort_order, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
        (SELECT coalesce(max(sort_order), 0) + 1 FROM todos WHERE set_id = ?2), ?8, ?8) {_STORED}"""  # noqa: S608 - composed of constants

PLACED_LAST: Final = "json_set(?3, '$.todo.sortOrder', (SELECT sort_order FROM todos WHERE id = ?3 ->> '$.todo.id'))"
WITH_TODO: Final = "json_object('todo', json(payload -> '$.todo'), 'seq', seq)"

_ALL_IN_SET: Final = """SELECT count(*) = json_array_length(?2) FROM json_each(?2) j
  JOIN todos t ON t.id = j.value ->> '$.id' AND t.set_id = ?1"""
_UNMOVED: Final = """SELECT count(*) AS found, coalesce(sum(t.sort_order IS j.value ->> '$.sortOrder'), 0) AS unmoved
FROM json_each(?2) j JOIN todos t ON t.id = j.value ->> '$.id' AND t.set_id = ?1"""
_MOVE: Final = """UPDATE todos SET sort_order = j.value ->> '$.sortOrder'
FROM json_each(?2) j WHERE todos.id = j.value ->> '$.id' AND todos.set_id = ?1"""


def select_list(team_id: str, set_id: str, token_hash: str | None) -> Statement:
    """Every todo of the set in order, one JSON text a row; none for who is not a member of its team."""
    return Statement(_LIST, (set_id, team_id, token_hash), passed_on=True)


def select_parent(set_id: str, parent_id: str) -> Statement:
    """The `depth` of a todo in this set; no row when it is not there."""
    return Statement("SELECT depth FROM todos WHERE id = ?1 AND set_id = ?2", (parent_id, set_id))


def insert_todo(todo: Todo, *, team_id: str, set_id: str, depth: int) -> tuple[Statement, ...]:
    """Insert the todo, last in its set; its `sort_order` is assigned here. Its parent must still be in the set."""
    row = (todo.id, set_id, team_id, todo.user_id, todo.parent_id, depth, todo.title, todo.created_at)
    insert = Statement(_INSERT, row)
    if todo.parent_id is None:
        return (insert,)
    return (expect("SELECT 1 FROM todos WHERE id = ?1 AND set_id = ?2", todo.parent_id, set_id), insert)


def todo_of(row: Row) -> StoredTodo:
    """The row of a statement that returns how a todo is stored now."""
    return msgspec.convert(row, StoredTodo, strict=False)


def update_todo(patch: TodoPatch, *, proven: bool) -> tuple[Statement, ...]:
    """Apply the patch; expects that the todo exists and that the patch still changes something.

    Not so when that is `proven` by the batch already.
    """
    given = {"title": patch.title, "completed": patch.completed, "sort_order": patch.sort_order}
    fields: dict[str, Value] = {name: value for name, value in given.items() if value is not UNSET}
    names = list(fields)
    differs = " OR ".join(f"{name} IS NOT ?{number}" for number, name in enumerate(names, 2))
    assigned = ", ".join(f"{name} = ?{number}" for number, name in enumerate(names, 2))
    values = [fields[name] for name in names]
    differing = expect(f"SELECT 1 FROM todos WHERE id = ?1 AND ({differs})", patch.id, *values)  # noqa: S608 - our own names
    update = Statement(
        f"UPDATE todos SET {assigned}, updated_at = ?{len(names) + 2} WHERE id = ?1 {_STORED}",  # noqa: S608 - our own names
        (patch.id, *values, patch.updated_at),
    )
    return (update,) if proven else (differing, update)


def delete_todo(todo_id: str) -> tuple[Statement, ...]:
    """Delete the todo and its sub-todos; expects that it is there."""
    return (
        expect("SELECT 1 FROM todos WHERE id = ?1", todo_id),
        Statement("DELETE FROM todos WHERE id = ?1", (todo_id,)),
    )


def claim_todo(todo_id: str, before: str | None, after: str | None) -> tuple[Statement, ...]:
    """Hand the todo over; expects that it is still held by `before`.

    Like a move, it leaves `updated_at` alone: the event does not carry it, and replaying the log must give
    the list.
    """
    return (
        expect("SELECT claimed_by IS ?2 FROM todos WHERE id = ?1", todo_id, before),
        Statement(f"UPDATE todos SET claimed_by = ?2 WHERE id = ?1 {_STORED}", (todo_id, after)),  # noqa: S608 - constants
    )


def select_positions(set_id: str, items: Sequence[NewPosition]) -> Statement:
    """How many of these todos are `found` in the set, and how many stand there already (`unmoved`)."""
    return Statement(_UNMOVED, (set_id, _positions(items)))


def move_todos(set_id: str, items: Sequence[NewPosition]) -> tuple[Statement, ...]:
    """Give every item its new place; expects all of them in the set."""
    text = _positions(items)
    return (expect(_ALL_IN_SET, set_id, text), Statement(_MOVE, (set_id, text)))


def _positions(items: Sequence[NewPosition]) -> str:
    return msgspec.json.encode(items).decode()
