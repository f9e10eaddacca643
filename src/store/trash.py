"""The trash: what a deletion keeps for 30 days, and how it comes back."""

from __future__ import annotations

from typing import Final

import msgspec

from domain import limits
from domain.changes import TodosRestored
from domain.events import TodoDeleted
from domain.state import Caller
from ports import Statement
from store.guards import guard
from store.todos import WIRE_JSON

_COLUMNS: Final = """id, set_id, team_id, user_id, parent_id, depth, title, completed, sort_order, comment_count,
  claimed_by, created_at, updated_at"""
_KEEP: Final = f"""
INSERT INTO deleted_todos (deletion, root_id, deleted_by, deleted_at, comments, {_COLUMNS})
WITH RECURSIVE below(todo_id) AS (
  SELECT ?1 UNION ALL SELECT c.id FROM below b CROSS JOIN todos c ON c.parent_id = b.todo_id)
SELECT (SELECT seq FROM todo_sets WHERE id = t.set_id), ?1, ?2, ?3,
  '[]', {_COLUMNS}
FROM below b CROSS JOIN todos t ON t.id = b.todo_id"""  # noqa: S608 - composed of constants
_KEEP_COMMENTS: Final = """
INSERT INTO deleted_comments (set_id, deletion, todo_id, id, user_id, body, created_at, deleted_at)
SELECT d.set_id, d.deletion, d.id, c.id, c.user_id, c.body, c.created_at, d.deleted_at
FROM deleted_todos d JOIN comments c ON c.todo_id = d.id
WHERE d.set_id = ?1 AND d.deletion = (SELECT seq FROM todo_sets WHERE id = ?1)"""

_DELETION: Final = "d.set_id = ?1 AND d.deletion = ?2"
_PRESENT: Final = f"""SELECT count(*) = ?3 AND min(d.parent_id IS NULL OR d.id <> d.root_id OR EXISTS (
  SELECT 1 FROM todos p WHERE p.id = d.parent_id AND p.set_id = d.set_id))
FROM deleted_todos d WHERE {_DELETION}"""  # noqa: S608 - composed of constants
_PUT_BACK: Final = f"""
INSERT INTO todos ({_COLUMNS})
SELECT id, set_id, team_id, user_id, parent_id, depth, title, completed, sort_order, comment_count,
  (SELECT m.user_id FROM memberships m WHERE m.team_id = d.team_id AND m.user_id = d.claimed_by),
  created_at, updated_at
FROM deleted_todos d WHERE {_DELETION} ORDER BY depth"""  # noqa: S608 - composed of constants
_PUT_BACK_COMMENTS: Final = f"""
INSERT INTO comments (id, todo_id, user_id, username, body, created_at)
SELECT d.id, d.todo_id, d.user_id, '', d.body, d.created_at FROM deleted_comments d WHERE {_DELETION}
UNION ALL
SELECT j.value ->> 'id', d.id, j.value ->> 'user_id', '', j.value ->> 'body', j.value ->> 'created_at'
FROM deleted_todos d, json_each(d.comments) j WHERE {_DELETION}"""  # noqa: S608 - composed of constants
"""Until migration 0011 the comments were an array in their todo's row."""
_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at)
SELECT ?1, l.seq + x.part + 1, json_patch(?3, json_object('seq', l.seq + x.part + 1, 'todos', json(x.todos))), ?4
FROM todo_sets l, (
  SELECT part, json_group_array(json(todo)) AS todos FROM (
    SELECT {WIRE_JSON} AS todo,
      (row_number() OVER (ORDER BY d.depth, d.sort_order, d.created_at, d.id) - 1)
        / {limits.ADDED_EVENT_MAX_TODOS} AS part
    FROM deleted_todos d JOIN todos t ON t.id = d.id LEFT JOIN users c ON c.id = t.claimed_by WHERE {_DELETION})
  GROUP BY part) x
WHERE l.id = ?1 ORDER BY x.part RETURNING set_id, payload"""  # noqa: S608 - composed of constants


def keep_deleted(event: TodoDeleted, deleted_by: str, now: str) -> tuple[Statement, ...]:
    """Copy a todo, all below it and all comments into the trash.

    To be run before they are deleted, and with the list's `seq` at that of the event.
    """
    return (Statement(_KEEP, (event.id, deleted_by, now)), Statement(_KEEP_COMMENTS, (event.set_id,)))


def restore(change: TodosRestored, caller: Caller, user_id: str) -> tuple[Statement, ...]:
    """Put a deletion's todos, claims and comments back, and log them, `ADDED_EVENT_MAX_TODOS` in each event.

    The deletion must still be in the trash, and the parent of its root in the list. A claim comes back only if its
    holder is still a member.
    """
    deletion = (change.set_id, change.deletion)
    head = {"type": "todos:added", "setId": change.set_id, "seq": 0, "actorId": user_id}
    head |= {"mutationId": caller.key} if caller.key else {}
    log = (msgspec.json.encode(head).decode(), caller.now)
    return (
        guard(_PRESENT, *deletion, change.todos),
        Statement(_PUT_BACK, deletion),
        Statement(_PUT_BACK_COMMENTS, deletion),
        Statement(_LOG, (*deletion, *log)),
        Statement("UPDATE todo_sets SET seq = seq + ?2 WHERE id = ?1", (change.set_id, events_of(change))),
        Statement("DELETE FROM deleted_todos WHERE set_id = ?1 AND deletion = ?2", deletion),
    )


def events_of(change: TodosRestored) -> int:
    """How many events a restore logs."""
    return -(-change.todos // limits.ADDED_EVENT_MAX_TODOS)
