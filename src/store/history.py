"""What the log says of changes: what was there before each, for the history and for undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import UNSET, UnsetType

from domain import limits
from domain.events import (
    CommentDeleted,
    DecidedEvent,
    TodoAssigned,
    TodoClaimed,
    TodoDeleted,
    TodoReordered,
    TodoUpdated,
)
from ports import Statement
from store.pages import page
from store.sessions import hashes_json


def subject_of(event: str) -> str:
    """The SQL of the todo that this row of `events` is about, as in the index `events_by_todo`; NULL for several."""
    return f"""coalesce({event}.payload ->> '$.todo.id', {event}.payload ->> '$.todoId', {event}.payload ->> '$.id',
  {event}.payload ->> '$.todos[0].id')"""


TODO_OF: Final = subject_of("e")

REDACTED: Final = "json_object('redacted', json('true'))"
"""The SQL of what is kept of what was there before a change, once that has been deleted for good."""

_OLD: Final = {
    "title": "'title', title",
    "description": "'description', description",
    "completed": "'completed', json(iif(completed, 'true', 'false'))",
    "sort_order": "'sortOrder', sort_order",
    "parent_id": "'parentId', parent_id",
    "claimed_by": "'claimedBy', claimed_by",
    "assignees": "'assignees', json(assignees)",
    "due_on": "'dueOn', due_on, 'dueTime', due_time, 'dueZone', due_zone, 'repeat', json(repeat)",
}
_PATCHED: Final = ("description", "completed", "sort_order", "parent_id", "due_on")
_OF_TODO: Final = "(SELECT json_object({old}) FROM todos WHERE id = coalesce(?3 ->> '$.todo.id', ?3 ->> '$.id'))"
_OF_ORDER: Final = """(SELECT json_object('items', json_group_object(t.id, t.sort_order))
  FROM json_each(?3, '$.items') j JOIN todos t ON t.id = j.value ->> '$.id')"""
_OF_COMMENT: Final = """(SELECT json_object('userId', c.user_id, 'body', c.body, 'createdAt', c.created_at)
  FROM comments c WHERE c.id = ?3 ->> '$.id')"""

VALUES: Final = """json_object('title', t.title, 'completed', json(iif(t.completed, 'true', 'false')),
  'sortOrder', t.sort_order, 'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone,
  'repeat', json(t.repeat))"""
"""What an event of several todos may change of one."""
CHANGED_TODOS: Final = f"""(SELECT json_group_object(t.id, json(iif(json_type(j.value, '$.dueOn') IS NULL,
    json_object('completed', json(iif(t.completed, 'true', 'false'))), {VALUES})))
  FROM json_each({{event}}, '$.items') j JOIN todos t ON t.id = j.value ->> '$.id' AND +t.set_id = {{set_id}})"""  # noqa: S608 - composed of constants
"""What the todos of such an event are like now, by their ids: of those without a date only whether they are done."""

ACCESS_BEGAN: Final = """(SELECT max(coalesce(m.access_since, m.joined_at)) FROM memberships m
  JOIN sessions s ON s.user_id = m.user_id
  WHERE m.team_id = ?1 AND s.token_hash IN (SELECT value FROM json_each(?2) j))"""
_TITLE: Final = """iif(e.before ->> '$.redacted', NULL, coalesce(iif(e.payload ->> '$.type' = 'todos:changed'
    AND e.payload ->> '$.id' IS NOT {about}, t.title, NULL), e.before ->> '$.title', e.payload ->> '$.todo.title',
  iif(e.payload ->> '$.todos[0].id' = {about}, e.payload ->> '$.todos[0].title', NULL), t.title))"""
_COUNT: Final = "coalesce(json_array_length(e.payload, '$.items'), json_array_length(e.payload, '$.todos'), 1)"
_NAME: Final = "(SELECT display_name FROM users WHERE id = e.before ->> '$.claimedBy')"
_PEOPLE: Final = """json_object('assignees', (
  SELECT json_group_array(json_object('id', p.id, 'displayName', p.display_name, 'avatarUrl', p.avatar_url))
  FROM json_each({of}, '$.assignees') j JOIN users p ON p.id = j.value))"""
_FIRST: Final = "iif(e.payload ->> '$.id' IS NULL, NULL, e.payload -> '$.items[0]')"
_SAME: Final = ", ".join(
    f"iif(json_type({_FIRST}, '$.{name}') IS NULL, '$.{name}', '$.none')"
    for name in ("title", "completed", "sortOrder")
)
_WAS: Final = f"""CASE iif(e.before ->> '$.redacted', '', e.payload ->> '$.type')
  WHEN 'todo:updated' THEN json_remove(e.before, iif(e.payload ->> '$.todo.title' IS NULL, '$.title', '$.none'))
  WHEN 'todo:claimed' THEN iif(e.before IS NULL, NULL, json_object('claimedBy', e.before ->> '$.claimedBy',
    'claimedByName', {_NAME}))
  WHEN 'todo:assigned' THEN iif(e.before IS NULL, NULL, {_PEOPLE.format(of="e.before")})
  WHEN 'todos:changed' THEN iif(e.payload ->> '$.id' = {{about}}, json_remove(e.before, '$.todos', {_SAME}),
    e.before -> ('$.todos."' || {{about}} || '"')) END"""
_IS: Final = f"""CASE e.payload ->> '$.type'
  WHEN 'todo:updated' THEN json_remove(e.payload -> '$.todo', '$.id', '$.updatedAt')
  WHEN 'todo:claimed' THEN json_object('claimedBy', e.payload ->> '$.claimedBy',
    'claimedByName', e.payload ->> '$.claimedByName')
  WHEN 'todo:assigned' THEN {_PEOPLE.format(of="e.payload")}
  WHEN 'todos:changed' THEN iif(e.payload ->> '$.id' = {{about}},
    json_patch(json_remove({_FIRST}, '$.id', '$.updatedAt'), json_object('completedOn', e.payload ->> '$.completedOn')),
    (SELECT json_remove(j.value, '$.id', '$.updatedAt')
      FROM json_each(e.payload, '$.items') j WHERE j.value ->> '$.id' = {{about}})) END"""  # noqa: S608 - composed of constants
_ENTRY: Final = f"""json_object('seq', e.seq, 'at', e.created_at, 'type', e.payload ->> '$.type',
  'actor', json(iif(u.id IS NULL, 'null', json_object('id', u.id, 'displayName', u.display_name,
    'avatarUrl', u.avatar_url))), 'via', iif(u.deleted_at IS NULL, e.payload ->> '$.via', NULL),
  'cause', e.payload ->> '$.cause', 'todoId', {{about}}, 'title', {_TITLE}, 'count', {_COUNT},
  'movedTo', e.payload ->> '$.movedTo', 'movedFrom', e.before ->> '$.movedFrom',
  'before', json({_WAS}), 'after', json({_IS}))"""
_FOUND: Final = f"""
SELECT e.seq, e.created_at, {_ENTRY} AS json FROM events e
LEFT JOIN users u ON u.id = e.payload ->> '$.actorId'
LEFT JOIN todos t ON t.id = {{about}}
WHERE {{which}} AND e.seq < ?3 ORDER BY e.seq DESC LIMIT {limits.HISTORY_PAGE_ENTRIES + 1}"""  # noqa: S608 - composed of constants
_PAGE: Final = page(
    f"SELECT * FROM ({_FOUND}) x WHERE created_at > {ACCESS_BEGAN}",  # noqa: S608 - composed of constants
    order="seq DESC",
    cursor="x.seq",
    most=limits.HISTORY_PAGE_ENTRIES,
    max_bytes=limits.HISTORY_PAGE_MAX_BYTES,
)
"""What is from before the reader's access is left out last, so that no more than a page is read for nothing."""
_ABOUT: Final = f"""iif(e.payload ->> '$.type' = 'todos:changed',
  coalesce(e.payload ->> '$.id', e.payload ->> '$.items[0].id'), {TODO_OF})"""
_OF_SET: Final = _PAGE.format(which="e.set_id = ?4", about=_ABOUT)
_LAST: Final = f"ORDER BY x.seq DESC LIMIT {limits.HISTORY_PAGE_ENTRIES + 1}"
_HERE: Final = "x.set_id = (SELECT set_id FROM todos WHERE id = ?4) AND x.seq < ?3"
_THIS_TODO: Final = f"""e.set_id = (SELECT set_id FROM todos WHERE id = ?4) AND e.seq IN (
  SELECT * FROM (SELECT x.seq FROM events x WHERE {subject_of("x")} = ?4 AND {_HERE} {_LAST}) x
  UNION SELECT * FROM (SELECT x.seq FROM event_todos x WHERE x.todo_id = ?4 AND {_HERE} {_LAST}) x)"""  # noqa: S608 - composed of constants
_OF_A_TODO: Final = _PAGE.format(which=_THIS_TODO, about="?4")


def before_of(event: DecidedEvent) -> str:
    """The SQL of what is there before an event, whose text is `?3`: to be run before its change."""
    match event:
        case TodoUpdated(todo=patch):
            names = ["title", *(name for name in _PATCHED if getattr(patch, name) is not UNSET)]
        case TodoClaimed():
            names = ["title", "claimed_by"]
        case TodoAssigned():
            names = ["title", "assignees"]
        case TodoDeleted(moved_to=UnsetType()):
            names = ["title"]
        case TodoDeleted():
            names = ["title", "sort_order", "parent_id"]
        case TodoReordered():
            return _OF_ORDER
        case CommentDeleted():
            return _OF_COMMENT
        case _:
            return "NULL"
    return _OF_TODO.format(old=", ".join(_OLD[name] for name in names))


def select_set_history(team_id: str, token_hashes: Sequence[str], before: int, set_id: str) -> Statement:
    """Select what happened in a list before that `seq`, newest first: one row with JSON, and the next `before` or NULL.

    Nothing from before the reader's access began, so none for someone who is not a member of the team.
    """
    return Statement(_OF_SET, (team_id, hashes_json(token_hashes), before, set_id))


def select_todo_history(team_id: str, token_hashes: Sequence[str], before: int, todo_id: str) -> Statement:
    """As `select_set_history`, of one todo, in the list where it is now."""
    return Statement(_OF_A_TODO, (team_id, hashes_json(token_hashes), before, todo_id))
