"""What concerns someone: stored with the change that causes it, and shown with what it is about as that is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from domain import limits
from domain.changes import NotificationsRead, PeopleMentioned
from domain.events import TodoAssigned
from domain.state import Caller, State
from ports import Statement
from store.mine import ME, TEAM, held_todos
from store.sessions import hashes_json
from store.visible import may_view

_TELL: Final = f"""
INSERT OR REPLACE INTO notifications (user_id, kind, todo_id, comment_id, id, team_id, actor_id, created_at)
SELECT u.id, {{kind}}, l.id || ':' || (l.seq + {{number}}), l.team_id, ?1, ?2
FROM todo_sets l
CROSS JOIN json_each(?5) j
CROSS JOIN memberships m ON m.team_id = l.team_id AND m.user_id = j.value
CROSS JOIN users u ON u.id = m.user_id
WHERE l.id = ?3 AND u.id <> ?1 AND {may_view("l.team_id", "l.id")} AND {{condition}}
RETURNING user_id AS concerned"""  # noqa: S608 - composed of constants
_ASSIGNED: Final = _TELL.format(
    kind="'assigned', ?4, ''",
    number=0,
    condition="u.id NOT IN (SELECT a.value FROM todos t CROSS JOIN json_each(t.assignees) a WHERE t.id = ?4)",
)
"""Its event has its number already."""
_MENTIONED: Final = _TELL.format(kind="'mentioned', ?4, ?6", number=1, condition="instr(?7, '@' || u.display_name) > 0")
"""The comment's event has the next number."""
_KEEP_NEWEST: Final = f"""
DELETE FROM notifications WHERE (user_id, kind, todo_id, comment_id) IN (
  SELECT x.user_id, x.kind, x.todo_id, x.comment_id FROM (
    SELECT n.*, row_number() OVER (PARTITION BY n.user_id ORDER BY n.created_at DESC) AS number
    FROM json_each(?1) j CROSS JOIN notifications n ON n.user_id = j.value AND n.kind <> 'due') x
  WHERE x.number > {limits.NOTIFICATIONS_KEPT})"""  # noqa: S608 - composed of constants
_PRUNE: Final = """
DELETE FROM notifications WHERE (user_id, kind, todo_id, comment_id) IN
  (SELECT user_id, kind, todo_id, comment_id FROM notifications WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)
RETURNING 1"""

_JSON: Final = """json_object('id', {id}, 'kind', {kind}, 'at', {at},
  'read', json(iif(n.read_at IS NULL, 'false', 'true')), 'teamId', l.team_id, 'teamName', g.name,
  'setId', l.id, 'setName', l.name, 'todoId', t.id, 'title', t.title,
  'completed', json(iif(t.completed, 'true', 'false')),
  'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone, {cause}) AS json,
  {at} AS at, n.read_at IS NOT NULL AS read, t.due_on, t.due_time, t.due_zone"""
_CAUSE: Final = f"""'commentId', c.id, 'excerpt', substr(c.body, 1, {limits.NOTIFICATION_EXCERPT_CHARS}),
  'actor', json_object('id', u.id, 'displayName', u.display_name, 'avatarUrl', u.avatar_url)"""
_NO_CAUSE: Final = "'commentId', NULL, 'excerpt', NULL, 'actor', NULL"
_SHOWN_IN: Final = f"""CROSS JOIN todo_sets l ON l.id = t.set_id AND l.deleted_at IS NULL
  CROSS JOIN memberships m ON m.team_id = l.team_id AND m.user_id = {ME}
  CROSS JOIN teams g ON g.id = l.team_id"""
_MAY_SEE: Final = f"l.team_id IS coalesce({TEAM}, l.team_id) AND {may_view('l.team_id', 'l.id')}"
_KEPT: Final = f"""
SELECT {_JSON.format(id="n.id", kind="n.kind", at="n.created_at", cause=_CAUSE)}
FROM notifications n
CROSS JOIN todos t ON t.id = n.todo_id
{_SHOWN_IN}
LEFT JOIN comments c ON c.id = n.comment_id AND c.todo_id = t.id
CROSS JOIN users u ON u.id = n.actor_id
WHERE n.user_id = {ME} AND n.kind <> 'due' AND n.created_at > ?3 AND {_MAY_SEE}
  AND iif(n.kind = 'mentioned', c.id IS NOT NULL, EXISTS (
    SELECT 1 FROM todo_assignees a WHERE a.user_id = n.user_id AND a.set_id = t.set_id AND a.todo_id = t.id))"""  # noqa: S608 - composed of constants
_DUE_AT: Final = "t.due_on || 'T' || coalesce(t.due_time, '00:00') || ':00.000Z'"
_DUE: Final = f"""
SELECT {_JSON.format(id="t.id || ':' || t.due_on", kind="'due'", at=_DUE_AT, cause=_NO_CAUSE)}
FROM ({held_todos(limits.NOTIFICATIONS_MAX_OPEN_TODOS)}) x
CROSS JOIN todos t ON t.id = x.todo_id AND t.due_on >= substr(?3, 1, 10) AND t.due_on <= iif(t.due_time IS NULL, ?4, ?5)
{_SHOWN_IN}
LEFT JOIN notifications n ON n.user_id = {ME} AND n.kind = 'due' AND n.todo_id = t.id AND n.comment_id = ''
  AND n.id = t.id || ':' || t.due_on
WHERE {_MAY_SEE}
ORDER BY t.due_on DESC, t.id LIMIT {limits.NOTIFICATIONS_MAX_DUE}"""  # noqa: S608 - composed of constants

_READ: Final = """
UPDATE notifications SET read_at = ?2 WHERE user_id = ?1 AND read_at IS NULL
  AND id IN (SELECT j.value FROM json_each(?4) j)
  AND team_id IS coalesce((SELECT s.token_team_id FROM sessions s WHERE s.token_hash = ?3), team_id)"""
_READ_DUE: Final = f"""
INSERT OR REPLACE INTO notifications (user_id, kind, todo_id, comment_id, id, team_id, created_at, read_at)
SELECT m.user_id, 'due', t.id, '', j.value, t.team_id, ?2, ?2
FROM json_each(?4) j
CROSS JOIN todos t ON t.id = substr(j.value, 1, length(j.value) - 11) AND t.id || ':' || t.due_on = j.value
CROSS JOIN memberships m ON m.team_id = t.team_id AND m.user_id = ?1
WHERE (t.claimed_by IS ?1 OR EXISTS (
    SELECT 1 FROM todo_assignees a WHERE a.user_id = ?1 AND a.set_id = t.set_id AND a.todo_id = t.id))
  AND {may_view("t.team_id", "t.set_id")}
  AND t.team_id IS coalesce((SELECT s.token_team_id FROM sessions s WHERE s.token_hash = ?3), t.team_id)"""  # noqa: S608 - composed of constants
"""Its id is that of the todo, a colon, and the date."""


def change_notifications(
    change: PeopleMentioned | NotificationsRead, state: State, caller: Caller
) -> tuple[Statement, ...]:
    """The statements of what changes notifications by itself."""
    if isinstance(change, PeopleMentioned):
        return _tell_mentioned(change, state, caller)
    return _mark_read(change, state, caller.now)


def tell_assigned(event: TodoAssigned, state: State, caller: Caller) -> tuple[Statement, ...]:
    """Notify those whom this makes a todo's assignees, but not who does it; before it is assigned.

    Each comes back as `concerned`. An undo tells nobody.
    """
    others = [user_id for user_id in event.assignees if user_id != state.user.id]
    if not others or state.target.undo_seq:
        return ()
    people = _json(others)
    tell = Statement(_ASSIGNED, (state.user.id, caller.now, event.set_id, event.id, people))
    return (tell, Statement(_KEEP_NEWEST, (people,)))


def prune_notifications(before: str, rows: int) -> Statement:
    """Delete up to `rows` of those older than `before`; a row comes back for each."""
    return Statement(_PRUNE, (before, rows))


def select_notifications(
    token_hashes: Sequence[str], now: str, since: str, today: str, latest: str
) -> tuple[Statement, Statement]:
    """Select what is stored since then for the reader, and which of their own todos are due since that day.

    These are due by `today`, and those with a time of day by the day `latest`: whether they are due where the reader is
    remains to be seen. A row each has its `json`, `at`, whether it is `read`, and when the todo is due.
    """
    who = (hashes_json(token_hashes), now, since)
    return (Statement(_KEPT, who), Statement(_DUE, (*who, today, latest)))


def _tell_mentioned(change: PeopleMentioned, state: State, caller: Caller) -> tuple[Statement, ...]:
    """Notify those mentioned who may see the list and whose name stands in the comment; before it is stored.

    Each comes back as `concerned`.
    """
    people = _json(change.user_ids)
    told = (state.user.id, caller.now, change.set_id, change.todo_id, people, change.comment_id, change.body)
    return (Statement(_MENTIONED, told), Statement(_KEEP_NEWEST, (people,)))


def _mark_read(change: NotificationsRead, state: State, now: str) -> tuple[Statement, ...]:
    """Mark the person's notifications as read, of the team alone that an access token is for."""
    read = (state.user.id, now, state.session.token_hash, _json(change.ids))
    return (Statement(_READ, read), Statement(_READ_DUE, read))


def _json(ids: Sequence[str]) -> str:
    return msgspec.json.encode(ids).decode()
