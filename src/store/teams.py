"""Teams, their members and their permission overrides."""

from __future__ import annotations

from typing import Final

import msgspec

from domain.changes import MemberRemoved, OverridesChanged, RoleChanged
from domain.models import Role
from ports import Statement
from store.guards import guard_owner, guard_role
from store.visible import has_hidden

_MEMBERS: Final = """
SELECT json_object('userId', u.id, 'username', u.username, 'displayName', u.display_name,
                   'avatarUrl', u.avatar_url, 'role', m.role, 'joinedAt', m.joined_at) AS json
FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.team_id = ?1 ORDER BY u.username"""
_OVERRIDES: Final = "SELECT scope, role, permission, allowed FROM permissions WHERE team_id = ?1"
_SAVE_OVERRIDE: Final = """
INSERT INTO permissions (id, team_id, scope, role, permission, allowed, updated_at)
VALUES (?1 || ':' || ?2 || ':' || ?3 || ':' || ?4, ?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (team_id, scope, role, permission) DO UPDATE SET allowed = ?5, updated_at = ?6"""
_REMOVE_OVERRIDE: Final = """
DELETE FROM permissions WHERE team_id = ?1 AND scope = ?2 AND role = ?3 AND permission = ?4"""
HAD_HIDDEN: Final = has_hidden("memberships")
"""Whether a member could not see every list until now: with another role, or other overrides, access begins."""

_CHANGE_ROLE: Final = f"""
UPDATE memberships SET role = ?3, access_since = iif({HAD_HIDDEN}, ?4, access_since)
WHERE team_id = ?1 AND user_id = ?2"""  # noqa: S608 - composed of constants
_BEGIN_ACCESS: Final = f"""
UPDATE memberships SET access_since = ?3 WHERE team_id = ?1 AND role = ?2 AND {HAD_HIDDEN}"""  # noqa: S608 - composed of constants
_CUT_OFF: Final = """
INSERT INTO invite_cutoffs (team_id, user_id, cutoff_at) VALUES (?1, ?2, ?3)
ON CONFLICT (team_id, user_id) DO UPDATE SET cutoff_at = excluded.cutoff_at"""
_WITHDRAW: Final = """
DELETE FROM invites WHERE team_id = ?1 AND created_by = ?2 AND role NOT IN (SELECT j.value FROM json_each(?3) j)"""

_DELETE_TEAM: Final = (
    "DELETE FROM todo_sets WHERE team_id = ?1",
    "DELETE FROM teams WHERE id = ?1",
    "DELETE FROM idempotency_keys WHERE team_id = ?1",
    "DELETE FROM idempotency_keys WHERE team_id = '' AND answer ->> '$.team.id' = ?1",
)


def insert_team(team_id: str, name: str, owner_id: str, now: str) -> tuple[Statement, ...]:
    """A new team and its owner."""
    return (
        Statement("INSERT INTO teams (id, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)", (team_id, name, now)),
        *insert_member(team_id, owner_id, "owner", now),
    )


def rename_team(team_id: str, name: str, now: str) -> Statement:
    """Give the team another name."""
    return Statement("UPDATE teams SET name = ?2, updated_at = ?3 WHERE id = ?1", (team_id, name, now))


def delete_team(team_id: str) -> tuple[Statement, ...]:
    """Delete the team with all that it holds, and the answers that are remembered of it.

    Its sets go first: D1 follows a cascade ten levels deep at most, and team, set and a todo with eight levels
    of sub-todos are more.
    """
    return tuple(Statement(sql, (team_id,)) for sql in _DELETE_TEAM)


def select_members(team_id: str) -> Statement:
    """Everybody in the team, one JSON text a row."""
    return Statement(_MEMBERS, (team_id,))


def insert_member(team_id: str, user_id: str, role: Role, now: str) -> tuple[Statement, ...]:
    """Someone joins; who is in already stays as they are."""
    sql = "INSERT INTO memberships (team_id, user_id, role, joined_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"
    return (Statement(sql, (team_id, user_id, role, now)),)


def update_role(team_id: str, change: RoleChanged, now: str) -> tuple[Statement, ...]:
    """Change a member's role, which must still be what it was; the team must have an owner afterwards."""
    return (
        guard_role(team_id, change.user_id, change.before),
        Statement(_CHANGE_ROLE, (team_id, change.user_id, change.after, now)),
        guard_owner(team_id),
        _withdraw_invites(team_id, change.user_id, change.invitable),
        Statement(_CUT_OFF, (team_id, change.user_id, now)),
    )


def delete_member(team_id: str, change: MemberRemoved, now: str) -> tuple[Statement, ...]:
    """Remove a member, whose role must still be what it was; the team must have an owner afterwards."""
    return (
        guard_role(team_id, change.user_id, change.before),
        Statement("DELETE FROM memberships WHERE team_id = ?1 AND user_id = ?2", (team_id, change.user_id)),
        guard_owner(team_id),
        _withdraw_invites(team_id, change.user_id, ()),
        *(() if change.left else (Statement(_CUT_OFF, (team_id, change.user_id, now)),)),
    )


def _withdraw_invites(team_id: str, author_id: str, kept: tuple[Role, ...]) -> Statement:
    """Withdraw the author's invitations to other roles than `kept`."""
    return Statement(_WITHDRAW, (team_id, author_id, msgspec.json.encode(kept).decode()))


def select_overrides(team_id: str) -> Statement:
    """Every override of the team."""
    return Statement(_OVERRIDES, (team_id,))


def save_overrides(team_id: str, change: OverridesChanged, now: str) -> tuple[Statement, ...]:
    """Store or remove each override of the scope."""
    roles = {item.role for item in change.overrides if item.permission == "view_todos"}
    begun = (Statement(_BEGIN_ACCESS, (team_id, role, now)) for role in roles)
    saved = (
        Statement(_REMOVE_OVERRIDE, (team_id, change.scope, item.role, item.permission))
        if item.allowed is None
        else Statement(_SAVE_OVERRIDE, (team_id, change.scope, item.role, item.permission, item.allowed, now))
        for item in change.overrides
    )
    return (*begun, *saved)
