"""The trash: what a deletion keeps for 30 days, and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain import limits
from domain.changes import TodosRestored
from domain.events import TodoDeleted
from domain.state import Caller, State
from ports import Statement
from store.added import log_added
from store.guards import guard
from store.history import ACCESS_BEGAN
from store.pages import page
from store.sessions import hashes_json

KEPT_SINCE: Final = f"strftime('%Y-%m-%dT%H:%M:%fZ', {{now}}, '-{limits.EVENTS_KEEP_DAYS} days')"
"""What was deleted before that is being pruned row by row, and would come back in parts."""
KEPT_UNTIL: Final = f"strftime('%Y-%m-%dT%H:%M:%fZ', {{deleted_at}}, '+{limits.EVENTS_KEEP_DAYS} days')"

COLUMNS: Final = """id, set_id, team_id, user_id, parent_id, depth, title, completed, sort_order, comment_count,
  claimed_by, assignees, due_on, due_time, due_zone, repeat, created_at, updated_at, description"""
_KEEP: Final = f"""
INSERT INTO deleted_todos (deletion, root_id, deleted_by, deleted_at, comments, {COLUMNS})
WITH RECURSIVE below(todo_id) AS (
  SELECT ?1 UNION ALL SELECT c.id FROM below b CROSS JOIN todos c ON c.parent_id = b.todo_id)
SELECT (SELECT seq FROM todo_sets WHERE id = t.set_id), ?1, ?2, ?3,
  '[]', {COLUMNS}
FROM below b CROSS JOIN todos t ON t.id = b.todo_id"""  # noqa: S608 - composed of constants
KEEP_COMMENTS: Final = """
INSERT INTO deleted_comments (set_id, deletion, todo_id, id, user_id, body, written_by, created_at, deleted_at)
SELECT d.set_id, d.deletion, d.id, c.id, c.user_id, c.body, c.written_by, c.created_at, d.deleted_at
FROM deleted_todos d JOIN comments c ON c.todo_id = d.id
WHERE d.set_id = ?1 || '' AND d.deletion {of} (SELECT seq FROM todo_sets WHERE id = ?1)"""
"""Of the deletion whose number the list has, or (`{of}`: `>`) of those after it."""

_DELETION: Final = "d.set_id = ?1 AND d.deletion = ?2"
_SHOWN: Final = page(
    f"""SELECT * FROM (
  SELECT d.deletion, d.deleted_at, json_object('id', d.id, 'userId', d.user_id, 'title', d.title,
    'deletedAt', d.deleted_at, 'keptUntil', {KEPT_UNTIL.format(deleted_at="d.deleted_at")},
    'deletedBy', json_object('id', u.id, 'displayName', u.display_name, 'avatarUrl', u.avatar_url)) AS json
FROM deleted_todos d CROSS JOIN users u ON u.id = d.deleted_by
WHERE d.set_id = ?4 AND d.id = d.root_id AND d.deletion < ?3
ORDER BY d.deletion DESC LIMIT {limits.HISTORY_PAGE_ENTRIES + 1}) x
WHERE deleted_at > max({KEPT_SINCE.format(now="?5")}, {ACCESS_BEGAN})""",  # noqa: S608 - composed of constants
    order="deletion DESC",
    cursor="x.deletion",
    most=limits.HISTORY_PAGE_ENTRIES,
    max_bytes=limits.HISTORY_PAGE_MAX_BYTES,
)

_PRESENT: Final = f"""SELECT count(*) = ?3 AND min(d.parent_id IS NULL OR d.id <> d.root_id OR EXISTS (
  SELECT 1 FROM todos p WHERE p.id = d.parent_id AND p.set_id = d.set_id))
FROM deleted_todos d WHERE {_DELETION}"""  # noqa: S608 - composed of constants
_PUT_BACK: Final = f"""
INSERT INTO todos ({COLUMNS})
SELECT id, set_id, team_id, user_id, parent_id, depth, title, completed, sort_order, comment_count,
  (SELECT m.user_id FROM memberships m WHERE m.team_id = d.team_id AND m.user_id = d.claimed_by),
  (SELECT json_group_array(j.value) FROM json_each(d.assignees) j
    JOIN memberships m ON m.team_id = d.team_id AND m.user_id = j.value),
  due_on, due_time, due_zone, repeat, created_at, updated_at, description
FROM deleted_todos d WHERE {_DELETION} ORDER BY depth"""  # noqa: S608 - composed of constants
_PUT_BACK_COMMENTS: Final = f"""
INSERT INTO comments (id, todo_id, user_id, username, body, written_by, created_at)
SELECT d.id, d.todo_id, d.user_id, '', d.body, d.written_by, d.created_at FROM deleted_comments d WHERE {_DELETION}
UNION ALL
SELECT j.value ->> 'id', d.id, j.value ->> 'user_id', '', j.value ->> 'body', NULL, j.value ->> 'created_at'
FROM deleted_todos d, json_each(d.comments) j WHERE {_DELETION}"""  # noqa: S608 - composed of constants
"""Until migration 0011 the comments were an array in their todo's row."""
_RESTORED: Final = """(SELECT json_object('root', d.root_id, 'restored', d.deletion) FROM deleted_todos d
  WHERE d.set_id = ?1 AND d.deletion = ?5 LIMIT 1)"""
_IDS: Final = "SELECT d.id FROM deleted_todos d WHERE d.set_id = ?1 AND d.deletion = ?5"


_OLDEST_SET: Final = "(SELECT id FROM todo_sets WHERE deleted_at < ?1 ORDER BY deleted_at LIMIT 1)"
_PRUNE_SET: Final = (
    f"""DELETE FROM comments WHERE id IN (SELECT c.id FROM todos t CROSS JOIN comments c ON c.todo_id = t.id
      WHERE t.set_id = {_OLDEST_SET} LIMIT ?2) RETURNING 1""",  # noqa: S608 - composed of constants
    f"""DELETE FROM todos WHERE id IN (SELECT t.id FROM todos t WHERE t.set_id = {_OLDEST_SET}
      AND NOT EXISTS (SELECT 1 FROM todos c WHERE c.parent_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.todo_id = t.id) LIMIT ?2) RETURNING 1""",  # noqa: S608 - composed of constants
    f"""DELETE FROM events WHERE set_id = {_OLDEST_SET}
      AND seq IN (SELECT e.seq FROM events e WHERE e.set_id = {_OLDEST_SET} LIMIT ?2) RETURNING 1""",  # noqa: S608 - composed of constants
    f"""DELETE FROM permissions WHERE (team_id, scope) IN (
      SELECT l.team_id, 'set:' || l.id FROM todo_sets l WHERE l.id = {_OLDEST_SET}) AND ?2 > 0 RETURNING 1""",  # noqa: S608 - composed of constants
    f"""DELETE FROM todo_sets WHERE id = {_OLDEST_SET} AND ?2 > 0
      AND NOT EXISTS (SELECT 1 FROM todos t WHERE t.set_id = todo_sets.id)
      AND NOT EXISTS (SELECT 1 FROM deleted_todos d WHERE d.set_id = todo_sets.id)
      AND NOT EXISTS (SELECT 1 FROM events e WHERE e.set_id = todo_sets.id) RETURNING 1""",  # noqa: S608 - composed of constants
)
"""From the bottom up, so that nothing more goes with what is deleted. The set's own trash is older than the set's end,
and so is being pruned as well."""


def keep_deleted(event: TodoDeleted, deleted_by: str, now: str) -> tuple[Statement, ...]:
    """Copy a todo, all below it and all comments into the trash.

    To be run before they are deleted, and with the list's `seq` at that of the event.
    """
    return (Statement(_KEEP, (event.id, deleted_by, now)), Statement(KEEP_COMMENTS.format(of="="), (event.set_id,)))


def select_deleted_todos(team_id: str, token_hashes: Sequence[str], before: int, set_id: str, now: str) -> Statement:
    """Select what was deleted in a list before that `seq`, newest first, since the reader's access began.

    One row with JSON, and the next `before` or NULL.
    """
    return Statement(_SHOWN, (team_id, hashes_json(token_hashes), before, set_id, now))


def restore(change: TodosRestored, caller: Caller, state: State) -> tuple[Statement, ...]:
    """Put a deletion's todos, claims, assignees and comments back, and log them.

    The deletion must still be in the trash, and the parent of its root in the list. Claims and assignees come back only
    of people who are still members.
    """
    deletion = (change.set_id, change.deletion)
    return (
        guard(_PRESENT, *deletion, change.todos),
        Statement(_PUT_BACK, deletion),
        Statement(_PUT_BACK_COMMENTS, deletion),
        *log_added(change, caller, state, ids=_IDS, before=_RESTORED, params=(change.deletion,)),
        Statement("DELETE FROM deleted_todos WHERE set_id = ?1 AND deletion = ?2", deletion),
    )


def prune_set(before: str, rows: int) -> tuple[Statement, ...]:
    """Delete up to `rows` of each kind of what is in the set that was deleted first, before that; at last the set.

    A row comes back for each that was dropped.
    """
    return tuple(Statement(sql, (before, rows)) for sql in _PRUNE_SET)
