"""What is stored about a person, section by section, for them to download.

A text that others may have changed since is null where its author may no longer see the list: a download is no way
around the end of access.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from domain import limits
from ports import Statement
from store.sessions import GOOD_SESSION, hashes_json
from store.tokens import NEVER
from store.visible import may_view


class _Section(Struct, frozen=True, kw_only=True):
    """The rows `t` of a session's (`w`) user: where they are, their unique order, and the members of their JSON."""

    source: str
    keys: str
    members: str


def _if_visible(column: str, set_id: str = "t.set_id") -> str:
    """The column, or NULL where the reader may not see the list."""
    return f"""iif(EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.team_id AND m.user_id = w.user_id
      AND {may_view("t.team_id", set_id)}), {column}, NULL)"""  # noqa: S608 - composed of constants


_TODO: Final = f"""'id', t.id, 'teamId', t.team_id, 'setId', t.set_id, 'parentId', t.parent_id,
  'title', {_if_visible("t.title")}, 'createdAt', t.created_at"""
_DESCRIPTION: Final = f"'description', {_if_visible('t.description')}"
_CONNECTIONS: Final = """(SELECT json_group_array(json_object('teamId', c.team_id, 'openedAt', c.opened_at))
            FROM session_teams c WHERE c.token_hash = t.token_hash)"""
_DUE: Final = "'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone, 'repeat', json(t.repeat)"
_SECTIONS: Final = {
    "profile": _Section(
        source="users t ON t.id = w.user_id",
        keys="t.id",
        members="""'id', t.id, 'username', t.username, 'displayName', t.display_name, 'avatarUrl', t.avatar_url,
          'createdAt', t.created_at, 'updatedAt', t.updated_at, 'logDay', t.log_day, 'logBytes', t.log_bytes,
          'provider', t.provider, 'subject', t.subject,
          'createsTeams', json(iif(t.creates_teams, 'true', 'false'))""",
    ),
    "sessions": _Section(
        source="sessions t ON t.user_id = w.user_id AND t.token_name IS NULL",
        keys="t.id",
        members=f"""'id', t.id, 'device', t.device, 'createdAt', t.created_at, 'usedAt', t.used_at,
          'expiresAt', t.expires_at, 'endsAt', t.ends_at, 'connections', {_CONNECTIONS}""",
    ),
    "accessTokens": _Section(
        source="sessions t ON t.user_id = w.user_id AND t.token_name IS NOT NULL",
        keys="t.id",
        members=f"""'id', t.id, 'name', t.token_name, 'scopes', json(t.token_scopes), 'teamId', t.token_team_id,
          'createdAt', t.created_at, 'usedAt', nullif(t.used_at, '{NEVER}'), 'expiresAt', t.expires_at,
          'connections', {_CONNECTIONS}""",
    ),
    "memberships": _Section(
        source="memberships t ON t.user_id = w.user_id",
        keys="t.team_id",
        members="""'teamId', t.team_id, 'teamName', (SELECT g.name FROM teams g WHERE g.id = t.team_id),
          'role', t.role, 'joinedAt', t.joined_at, 'accessSince', t.access_since""",
    ),
    "removals": _Section(
        source="invite_cutoffs t ON t.user_id = w.user_id",
        keys="t.team_id",
        members="'teamId', t.team_id, 'removedAt', t.cutoff_at",
    ),
    "invitesMade": _Section(
        source="invites t ON t.created_by = w.user_id",
        keys="t.id",
        members="""'id', t.id, 'teamId', t.team_id, 'role', t.role, 'createdAt', t.created_at,
          'expiresAt', t.expires_at, 'maxUses', t.max_uses, 'uses', t.uses""",
    ),
    "invitesUsed": _Section(
        source="invite_uses t ON t.user_id = w.user_id",
        keys="t.invite_id, t.used_at",
        members="""'inviteId', t.invite_id, 'usedAt', t.used_at,
          'teamId', (SELECT i.team_id FROM invites i WHERE i.id = t.invite_id)""",
    ),
    "lists": _Section(
        source="todo_sets t ON t.user_id = w.user_id",
        keys="t.id",
        members=f"""'id', t.id, 'teamId', t.team_id, 'name', {_if_visible("t.name", "t.id")},
          'createdAt', t.created_at, 'deletedAt', t.deleted_at,
          'autoRenew', json(iif(t.auto_renew, 'true', 'false')), 'renewTime', t.renew_time, 'timezone', t.timezone,
          'lastRenewedAt', t.last_renewed_at, 'renewAt', t.renew_at""",
    ),
    "todos": _Section(
        source="todos t ON t.user_id = w.user_id",
        keys="t.team_id, t.id",
        members=f"""{_TODO}, {_DESCRIPTION}, 'completed', json(iif(t.completed, 'true', 'false')), {_DUE},
          'updatedAt', t.updated_at""",
    ),
    "claims": _Section(source="todos t ON t.claimed_by = w.user_id", keys="t.team_id, t.id", members=_TODO),
    "assignments": _Section(
        source="todo_assignees t ON t.user_id = w.user_id",
        keys="t.set_id, t.todo_id",
        members="'todoId', t.todo_id, 'setId', t.set_id, 'completed', json(iif(t.completed, 'true', 'false'))",
    ),
    "deletedTodos": _Section(
        source="deleted_todos t ON t.user_id = w.user_id",
        keys="t.set_id, t.deletion, t.id",
        members=f"{_TODO}, {_DESCRIPTION}, {_DUE}, 'deletedAt', t.deleted_at",
    ),
    "comments": _Section(
        source="comments t ON t.user_id = w.user_id",
        keys="t.id",
        members="""'id', t.id, 'todoId', t.todo_id, 'username', t.username, 'body', t.body,
          'writtenBy', t.written_by, 'createdAt', t.created_at""",
    ),
    "deletedComments": _Section(
        source="deleted_comments t ON t.user_id = w.user_id",
        keys="t.set_id, t.deletion, t.todo_id, t.id",
        members="""'id', t.id, 'todoId', t.todo_id, 'body', t.body, 'writtenBy', t.written_by,
          'createdAt', t.created_at, 'deletedAt', t.deleted_at""",
    ),
    "removedComments": _Section(
        source="events t ON t.before ->> '$.userId' = +w.user_id",
        keys="t.set_id, t.seq",
        members="""'id', t.payload ->> '$.id', 'todoId', t.payload ->> '$.todoId', 'body', t.before ->> '$.body',
          'createdAt', t.before ->> '$.createdAt', 'deletedAt', t.created_at""",
    ),
    "notifications": _Section(
        source="notifications t ON t.user_id = w.user_id",
        keys="t.kind, t.todo_id, t.comment_id",
        members="""'id', t.id, 'kind', t.kind, 'teamId', t.team_id, 'todoId', t.todo_id,
          'commentId', nullif(t.comment_id, ''), 'actorId', t.actor_id, 'createdAt', t.created_at,
          'readAt', t.read_at""",
    ),
    "answers": _Section(
        source="idempotency_keys t ON t.user_id = w.user_id",
        keys="t.team_id, t.key, t.set_id",
        members="""'key', t.key, 'teamId', t.team_id, 'setId', t.set_id, 'answer', json(t.answer),
          'createdAt', t.created_at""",
    ),
}
SECTIONS: Final = tuple(_SECTIONS)
"""The names of the sections, in the order of the download."""


def select_page(token_hashes: Sequence[str], now: str, name: str, cursor: str) -> Statement:
    """Select up to `PERSONAL_DATA_PAGE_ROWS` of a section: the `json` of each row, and its `cursor`.

    `cursor` is the JSON array of the section's name and the last row's key, which is absent for the first page.
    """
    section = _SECTIONS[name]
    keys = section.keys.split(", ")
    after = ", ".join(f"coalesce(?3 ->> {number}, '')" for number in range(1, len(keys) + 1))
    sql = f"""SELECT json_object({section.members}) AS json, json_array('{name}', {section.keys}) AS cursor
FROM sessions w JOIN {section.source}
WHERE w.token_hash = {GOOD_SESSION} AND ({section.keys}) > ({after})
ORDER BY {section.keys} LIMIT {limits.PERSONAL_DATA_PAGE_ROWS}"""  # noqa: S608 - composed of constants
    return Statement(sql, (hashes_json(token_hashes), now, cursor))
