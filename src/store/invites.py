"""Invitations to a team. Only the hash of an invitation's token is stored."""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.changes import InviteAccepted
from domain.models import Invite
from ports import Statement
from store.guards import guard
from store.teams import insert_member

_USED_BY: Final = f"""(SELECT json_group_array(json_object('userId', x.id, 'displayName', x.display_name,
    'avatarUrl', x.avatar_url, 'usedAt', x.used_at))
  FROM (SELECT u.id, u.display_name, u.avatar_url, t.used_at FROM invite_uses t JOIN users u ON u.id = t.user_id
        WHERE t.invite_id = i.id ORDER BY t.used_at DESC LIMIT {limits.INVITE_USES_SHOWN}) x)"""  # noqa: S608 - composed of constants
_INVITES: Final = f"""
SELECT json_object('id', id, 'role', role, 'expiresAt', expires_at, 'maxUses', max_uses, 'uses', uses,
                   'usedBy', {_USED_BY}, 'createdAt', created_at) AS json FROM invites i
WHERE team_id = ?1 AND expires_at > ?2 AND (max_uses IS NULL OR uses < max_uses) ORDER BY created_at, id"""  # noqa: S608 - composed of constants
_INSERT: Final = """
INSERT INTO invites (id, team_id, token_hash, role, created_by, created_at, expires_at, max_uses)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"""


def select_invites(team_id: str, now: str) -> Statement:
    """The invitations that can still be used and who used them last, one JSON text a row."""
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
    """Record the use and join, once. The invitation must still be there, not used up, and newer than a removal."""
    usable = """SELECT (max_uses IS NULL OR uses < max_uses) AND NOT EXISTS (SELECT 1 FROM invite_cutoffs c
      WHERE c.team_id = i.team_id AND c.user_id = ?2 AND c.cutoff_at >= i.created_at) FROM invites i WHERE id = ?1"""
    absent = "SELECT count(*) = 0 FROM memberships WHERE team_id = ?1 AND user_id = ?2"
    return (
        guard(usable, change.invite_id, user_id),
        guard(absent, change.team_id, user_id),
        Statement("UPDATE invites SET uses = uses + 1 WHERE id = ?1", (change.invite_id,)),
        Statement("INSERT INTO invite_uses VALUES (?1, ?2, ?3)", (change.invite_id, now, user_id)),
        *insert_member(change.team_id, user_id, change.role, now),
    )
