"""Teams, their members, invitations and permission overrides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.inputs import PermissionChange
from domain.models import Invite, Role
from store.database import Statement, expect

_MEMBERS: Final = """
SELECT json_object('userId', u.id, 'username', u.username, 'displayName', u.display_name,
                   'avatarUrl', u.avatar_url, 'role', m.role, 'joinedAt', m.joined_at) AS json
FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.team_id = ?1 ORDER BY u.username"""
_ROLE: Final = """
SELECT role, (SELECT count(*) FROM memberships WHERE team_id = ?1 AND role = 'owner') AS owners
FROM memberships WHERE team_id = ?1 AND user_id = ?2"""
_INVITES: Final = """
SELECT json_object('id', id, 'role', role, 'expiresAt', expires_at, 'maxUses', max_uses, 'uses', uses,
                   'createdAt', created_at) AS json FROM invites
WHERE team_id = ?1 AND expires_at > ?2 AND (max_uses IS NULL OR uses < max_uses) ORDER BY created_at, id"""
_FIND_INVITE: Final = """
SELECT i.id, i.team_id, i.role, g.name, g.avatar_url, m.role AS held
FROM invites i JOIN teams g ON g.id = i.team_id
LEFT JOIN memberships m ON m.team_id = i.team_id AND m.user_id =
  (SELECT user_id FROM sessions WHERE token_hash = ?3 AND expires_at > ?2)
WHERE i.token_hash = ?1 AND i.expires_at > ?2 AND (i.max_uses IS NULL OR i.uses < i.max_uses OR m.role IS NOT NULL)"""
_OVERRIDES: Final = """
SELECT scope, role, permission, allowed FROM permissions
WHERE team_id = ?1 AND (?2 = '' OR scope IN ('global', ?2)) ORDER BY scope, role, permission"""
_SAVE_OVERRIDE: Final = """
INSERT INTO permissions (id, team_id, scope, role, permission, allowed, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (team_id, scope, role, permission) DO UPDATE SET allowed = ?6, updated_at = ?7"""


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
    """Delete the team with all that it holds.

    Its sets go first: D1 follows a cascade ten levels deep at most, and team, set and a todo with eight levels
    of sub-todos are more.
    """
    return (
        Statement("DELETE FROM todo_sets WHERE team_id = ?1", (team_id,)),
        Statement("DELETE FROM teams WHERE id = ?1", (team_id,)),
    )


def select_members(team_id: str) -> Statement:
    """Everybody in the team, one JSON text a row."""
    return Statement(_MEMBERS, (team_id,))


def select_role(team_id: str, user_id: str) -> Statement:
    """The `role` of one member and the number of `owners`; no row when there is no such member."""
    return Statement(_ROLE, (team_id, user_id))


def insert_member(team_id: str, user_id: str, role: Role, now: str) -> tuple[Statement, ...]:
    """Somebody joins; who is in already stays as they are."""
    sql = "INSERT INTO memberships (team_id, user_id, role, joined_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"
    return (Statement(sql, (team_id, user_id, role, now)),)


def update_role(team_id: str, user_id: str, before: Role, after: Role) -> tuple[Statement, ...]:
    """Change a member's role; expects that it still is `before`, and an owner afterwards."""
    sql = "UPDATE memberships SET role = ?3 WHERE team_id = ?1 AND user_id = ?2"
    return (
        expect_role(team_id, user_id, before),
        Statement(sql, (team_id, user_id, after)),
        _expect_owner(team_id),
    )


def delete_member(team_id: str, user_id: str, role: Role) -> tuple[Statement, ...]:
    """Remove a member; expects that the role still is `role`, and an owner afterwards."""
    return (
        expect_role(team_id, user_id, role),
        Statement("DELETE FROM memberships WHERE team_id = ?1 AND user_id = ?2", (team_id, user_id)),
        _expect_owner(team_id),
    )


def expect_role(team_id: str, user_id: str, role: Role) -> Statement:
    """The batch is only good while this member has this role."""
    return expect("SELECT role = ?3 FROM memberships WHERE team_id = ?1 AND user_id = ?2", team_id, user_id, role)


def withdraw_invites(team_id: str, author_id: str, kept_json: str) -> Statement:
    """Withdraw the author's invitations to other roles than those in this JSON array."""
    sql = """DELETE FROM invites WHERE team_id = ?1 AND created_by = ?2
             AND role NOT IN (SELECT j.value FROM json_each(?3) j)"""
    return Statement(sql, (team_id, author_id, kept_json))


def _expect_owner(team_id: str) -> Statement:
    return expect("SELECT count(*) > 0 FROM memberships WHERE team_id = ?1 AND role = 'owner'", team_id)


def insert_invite(invite: Invite, team_id: str, token_hash: str, author_id: str) -> Statement:
    """A new invitation, of whose token only the hash is kept."""
    sql = """INSERT INTO invites (id, team_id, token_hash, role, created_by, created_at, expires_at, max_uses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"""
    terms = (invite.created_at, invite.expires_at, invite.max_uses)
    return Statement(sql, (invite.id, team_id, token_hash, invite.role, author_id, *terms))


def select_invites(team_id: str, now: str) -> Statement:
    """The invitations that can still be used, one JSON text a row."""
    return Statement(_INVITES, (team_id, now))


def delete_invite(team_id: str, invite_id: str) -> Statement:
    """Withdraw an invitation; one row comes back if it was there."""
    return Statement("DELETE FROM invites WHERE team_id = ?1 AND id = ?2 RETURNING 1 AS found", (team_id, invite_id))


def select_invite(invite_hash: str, now: str, token_hash: str | None) -> Statement:
    """The usable invitation with its team; `held` is the role that the session's user has there already."""
    return Statement(_FIND_INVITE, (invite_hash, now, token_hash))


def accept_invite(invite_id: str, team_id: str, user_id: str, role: Role, now: str) -> tuple[Statement, ...]:
    """Count the use and join, once. Expects that the invitation is still there and not used up."""
    usable = "SELECT max_uses IS NULL OR uses < max_uses FROM invites WHERE id = ?1"
    absent = "SELECT count(*) = 0 FROM memberships WHERE team_id = ?1 AND user_id = ?2"
    return (
        expect(usable, invite_id),
        expect(absent, team_id, user_id),
        Statement("UPDATE invites SET uses = uses + 1 WHERE id = ?1", (invite_id,)),
        *insert_member(team_id, user_id, role, now),
    )


def select_overrides(team_id: str, scope: str = "") -> Statement:
    """The stored overrides: of the team-wide scope and `scope`, or all of them without one."""
    return Statement(_OVERRIDES, (team_id, scope))


def save_overrides(
    team_id: str, scope: str, changes: Iterable[tuple[str, PermissionChange]], now: str
) -> tuple[Statement, ...]:
    """Store or forget each override; each comes with the id for its row if it is new."""
    forget = "DELETE FROM permissions WHERE team_id = ?1 AND scope = ?2 AND role = ?3 AND permission = ?4"
    return tuple(
        Statement(forget, (team_id, scope, change.role, change.permission))
        if change.allowed is None
        else Statement(_SAVE_OVERRIDE, (row_id, team_id, scope, change.role, change.permission, change.allowed, now))
        for row_id, change in changes
    )
