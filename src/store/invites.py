"""Invitations to a team. Only the hash of an invitation's token is stored."""

from __future__ import annotations

from typing import Final

from domain.changes import InviteAccepted
from domain.models import Invite
from ports import Statement
from store.guards import guard
from store.teams import insert_member

_INVITES: Final = """
SELECT json_object('id', id, 'role', role, 'expiresAt', expires_at, 'maxUses', max_uses, 'uses', uses,
                   'createdAt', created_at) AS json FROM invites
WHERE team_id = ?1 AND expires_at > ?2 AND (max_uses IS NULL OR uses < max_uses) ORDER BY created_at, id"""
_INSERT: Final = """
INSERT INTO invites (id, team_id, token_hash, role, created_by, created_at, expires_at, max_uses)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"""


def select_invites(team_id: str, now: str) -> Statement:
    """The invitations that can still be used, one JSON text a row."""
    return Statement(_INVITES, (team_id, now))


def insert_invite(invite: Invite, team_id: str, token_hash: str, author_id: str) -> Statement:
    """Store an invitation."""
    terms = (invite.created_at, invite.expires_at, invite.max_uses)
    return Statement(_INSERT, (invite.id, team_id, token_hash, invite.role, author_id, *terms))


def delete_invite(team_id: str, invite_id: str) -> tuple[Statement, ...]:
    """Withdraw an invitation that must still be there."""
    return (
        guard("SELECT 1 FROM invites WHERE team_id = ?1 AND id = ?2", team_id, invite_id),
        Statement("DELETE FROM invites WHERE team_id = ?1 AND id = ?2", (team_id, invite_id)),
    )


def accept_invite(change: InviteAccepted, user_id: str, now: str) -> tuple[Statement, ...]:
    """Count the use and join, once. The invitation must still be there and not used up."""
    usable = "SELECT max_uses IS NULL OR uses < max_uses FROM invites WHERE id = ?1"
    absent = "SELECT count(*) = 0 FROM memberships WHERE team_id = ?1 AND user_id = ?2"
    return (
        guard(usable, change.invite_id),
        guard(absent, change.team_id, user_id),
        Statement("UPDATE invites SET uses = uses + 1 WHERE id = ?1", (change.invite_id,)),
        *insert_member(change.team_id, user_id, change.role, now),
    )
