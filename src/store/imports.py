"""Storing what is imported: rows from one JSON parameter each, whatever their number."""

from __future__ import annotations

from typing import Final

import msgspec

from domain.changes import TodosImported
from domain.state import Caller, State
from ports import Statement
from store.added import event_head, log_added
from store.holders import HOLDERS_OF_DELETED
from store.places import NEXT_PLACE
from store.trash import COLUMNS, KEEP_COMMENTS

_INSERT: Final = f"""
INSERT INTO todos ({COLUMNS})
SELECT j.value ->> '$.id', l.id, l.team_id, ?2, j.value ->> '$.parent_id', j.value ->> '$.depth', j.value ->> '$.title',
  j.value ->> '$.completed', (SELECT {NEXT_PLACE} FROM todos WHERE set_id = ?1) + j.key,
  j.value ->> '$.comment_count',
  (SELECT m.user_id FROM memberships m WHERE m.team_id = l.team_id AND m.user_id = j.value ->> '$.claimed_by'),
  (SELECT json_group_array(a.value) FROM json_each(j.value, '$.assignees') a
    CROSS JOIN memberships m ON m.team_id = l.team_id AND m.user_id = a.value),
  j.value ->> '$.due_on', j.value ->> '$.due_time', j.value ->> '$.due_zone',
  iif(j.value ->> '$.repeat' IS NULL, NULL, j.value -> '$.repeat'),
  j.value ->> '$.created_at', ?4, j.value ->> '$.description'
FROM todo_sets l, json_each(?3) j
WHERE l.id = ?1 ORDER BY j.key"""  # noqa: S608 - composed of constants
_INSERT_COMMENTS: Final = """
INSERT INTO comments (id, todo_id, user_id, username, body, written_by, created_at)
SELECT j.value ->> '$.id', j.value ->> '$.todo_id', ?1, '', j.value ->> '$.body', j.value ->> '$.written_by',
  j.value ->> '$.created_at' FROM json_each(?2) j"""
_IDS: Final = "SELECT j.value ->> '$.id' FROM json_each(?5) j"

_ROOTS: Final = """
SELECT t.id, t.title, l.seq + row_number() OVER (ORDER BY t.sort_order, t.created_at, t.id) AS seq
FROM todo_sets l CROSS JOIN todos t ON t.set_id = l.id WHERE l.id = ?1 AND t.parent_id IS NULL"""
_KEEP: Final = f"""
INSERT INTO deleted_todos (deletion, root_id, deleted_by, deleted_at, comments, {COLUMNS})
WITH RECURSIVE below(deletion, root_id, todo_id) AS (
  SELECT seq, id, id FROM ({_ROOTS})
  UNION ALL SELECT b.deletion, b.root_id, c.id FROM below b CROSS JOIN todos c ON c.parent_id = b.todo_id)
SELECT b.deletion, b.root_id, ?2, ?3, '[]', {COLUMNS} FROM below b CROSS JOIN todos t ON t.id = b.todo_id"""  # noqa: S608 - composed of constants
_LOG_DELETED: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at, before)
SELECT ?1, x.seq, json_patch(?2, json_object('seq', x.seq, 'id', x.id)), ?3, json_object('title', x.title)
FROM ({_ROOTS}) x ORDER BY x.seq
RETURNING set_id, payload, {HOLDERS_OF_DELETED} AS holders"""  # noqa: S608 - composed of constants
_BUMP_DELETED: Final = """UPDATE todo_sets SET seq = seq + (
  SELECT count(*) FROM todos WHERE set_id = ?1 AND parent_id IS NULL) WHERE id = ?1"""


def import_todos(change: TodosImported, state: State, caller: Caller) -> tuple[Statement, ...]:
    """Add the todos with their comments, last in the list, and log them; before it, delete what is to be replaced.

    Who is not a member any more claims nothing, and is not assigned.
    """
    user_id = state.user.id
    rows = msgspec.json.encode(change.rows).decode()
    comments = (
        (Statement(_INSERT_COMMENTS, (user_id, msgspec.json.encode(change.comments).decode())),)
        if change.comments
        else ()
    )
    return (
        *(_delete_all(change.set_id, state, caller) if change.replaces else ()),
        Statement(_INSERT, (change.set_id, user_id, rows, caller.now)),
        *comments,
        *log_added(change, caller, state, ids=_IDS, before="NULL", params=(rows,)),
    )


def _delete_all(set_id: str, state: State, caller: Caller) -> tuple[Statement, ...]:
    """Delete the list's todos into the trash, with an event for each of the top level."""
    return (
        Statement(_KEEP, (set_id, state.user.id, caller.now)),
        Statement(KEEP_COMMENTS.format(of=">"), (set_id,)),
        Statement(_LOG_DELETED, (set_id, event_head("todo:deleted", set_id, caller, state), caller.now)),
        Statement(_BUMP_DELETED, (set_id,)),
        Statement("DELETE FROM todos WHERE set_id = ?1", (set_id,)),
    )
