"""Pending sign-ins at a provider, and what a completed one stores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

import msgspec
from msgspec import Struct

from domain.ids import personal_team_id
from domain.models import Role
from domain.permissions import roles_to_invite
from ports import Statement
from store.guards import guard
from store.sessions import NewSession, end_oldest, insert_session_for
from store.teams import HAD_HIDDEN
from store.users import Profile


class SignIn(Struct, frozen=True, kw_only=True):
    """A pending sign-in: it can be completed once, by the browser that began it."""

    provider: str
    nonce: str
    verifier: str
    return_to: str


_BEGIN: Final = """
INSERT INTO sign_ins (state_hash, browser_hash, provider, nonce, verifier, return_to, expires_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"""
_TAKE: Final = """
DELETE FROM sign_ins WHERE state_hash = ?1 AND browser_hash = ?2 AND expires_at > ?3
RETURNING provider, nonce, verifier, return_to"""

_ACCOUNT: Final = """SELECT coalesce((SELECT id FROM users WHERE subject = ?1),
  (SELECT ?2 FROM users WHERE id = ?1 AND deleted_at IS NOT NULL), ?1) AS id"""

# A username that someone else has is made unique by the beginning of the id.
_SAVE_USER: Final = """
INSERT INTO users (id, username, display_name, avatar_url, created_at, updated_at, provider, creates_teams, subject)
VALUES (?1, CASE WHEN EXISTS (SELECT 1 FROM users WHERE username = ?2 AND id <> ?1)
            THEN ?2 || '-' || substr(?1, 1, 13) ELSE ?2 END, ?3, ?4, ?5, ?5, ?6, ?7, nullif(?8, ?1))
ON CONFLICT (id) DO UPDATE SET username = excluded.username, display_name = excluded.display_name,
  avatar_url = excluded.avatar_url, updated_at = excluded.updated_at, provider = excluded.provider,
  creates_teams = excluded.creates_teams"""
_SAVE_SPACE: Final = """
INSERT INTO teams (id, name, personal, created_at, updated_at) VALUES (?1, 'Personal', 1, ?2, ?2)
ON CONFLICT (id) DO NOTHING"""
_JOIN_SPACE: Final = """
INSERT INTO memberships (team_id, user_id, role, joined_at) VALUES (?1, ?2, 'owner', ?3)
ON CONFLICT (team_id, user_id) DO NOTHING"""

# A team never loses its last owner, whatever a provider says.
_NOT_LAST_OWNER: Final = """
(memberships.role <> 'owner' OR EXISTS (SELECT 1 FROM memberships o WHERE o.team_id = memberships.team_id
   AND o.role = 'owner' AND o.user_id <> memberships.user_id))"""
_PUT_IN: Final = f"""
INSERT INTO memberships (team_id, user_id, role, joined_at)
SELECT id, ?2, ?3, ?4 FROM teams WHERE id = ?1 AND NOT personal
ON CONFLICT (team_id, user_id) DO UPDATE
SET role = excluded.role, access_since = iif({HAD_HIDDEN}, excluded.joined_at, memberships.access_since)
WHERE memberships.role <> excluded.role AND {_NOT_LAST_OWNER}
RETURNING team_id"""  # noqa: S608 - our own SQL
_TAKE_OUT: Final = f"""
DELETE FROM memberships WHERE team_id = ?1 AND user_id = ?2 AND {_NOT_LAST_OWNER}
  AND NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = ?1 AND t.personal)
RETURNING team_id"""  # noqa: S608 - our own SQL
_CUT_OFF: Final = f"""
INSERT INTO invite_cutoffs (team_id, user_id, cutoff_at)
SELECT team_id, user_id, ?4 FROM memberships
WHERE team_id = ?1 AND user_id = ?2 AND role IS NOT ?3 AND {_NOT_LAST_OWNER}
ON CONFLICT (team_id, user_id) DO UPDATE SET cutoff_at = excluded.cutoff_at"""  # noqa: S608 - our own SQL

_WITHDRAW: Final = """
DELETE FROM invites
WHERE team_id IN (SELECT j.value FROM json_each(?1) j) AND created_by = ?2 AND role NOT IN (
  SELECT j.value FROM memberships m JOIN json_each(?3, '$."' || m.role || '"') j
  WHERE m.team_id = invites.team_id AND m.user_id = ?2)"""


def begin_sign_in(sign_in: SignIn, state_hash: str, browser_hash: str, expires_at: str) -> Statement:
    """Store a pending sign-in."""
    told = (sign_in.provider, sign_in.nonce, sign_in.verifier, sign_in.return_to, expires_at)
    return Statement(_BEGIN, (state_hash, browser_hash, *told))


def take_sign_in(state_hash: str, browser_hash: str, now: str) -> Statement:
    """Delete and return the pending sign-in; no row for another browser, a second time, or after it expired."""
    return Statement(_TAKE, (state_hash, browser_hash, now))


def select_account(subject: str, new_id: str) -> Statement:
    """Select the `id` of the account that belongs to a provider's subject, given what is derived from it.

    That is the id itself, unless an account with it was deleted: then it is the later one's, or `new_id`.
    """
    return Statement(_ACCOUNT, (subject, new_id))


def complete_sign_in(
    profile: Profile, session: NewSession, subject: str, provider_id: str, *, creates_teams: bool
) -> tuple[Statement, ...]:
    """Create or update the user, which is bound to the provider's subject, and open a session.

    The account must not have been deleted.
    """
    space, now = personal_team_id(profile.id), session.now
    shown = (profile.username, profile.display_name, profile.avatar_url)
    return (
        guard("SELECT count(*) = 0 FROM users WHERE id = ?1 AND deleted_at IS NOT NULL", profile.id),
        Statement(_SAVE_USER, (profile.id, *shown, now, provider_id, creates_teams, subject)),
        Statement(_SAVE_SPACE, (space, now)),
        Statement(_JOIN_SPACE, (space, profile.id, now)),
        insert_session_for(session, profile.id),
        *end_oldest(session.token_hash),
    )


def place(user_id: str, wanted: Mapping[str, Role | None], now: str) -> tuple[Statement, ...]:
    """Add the user to each team with its role, or remove them; returns the id of each team that changed.

    Their invitations to roles that they could not invite to any more are withdrawn, and earlier ones of others do not
    undo what changed.
    """
    if not wanted:
        return ()
    cutoffs = (Statement(_CUT_OFF, (team_id, user_id, role, now)) for team_id, role in wanted.items())
    moves = (
        Statement(_TAKE_OUT, (team_id, user_id)) if role is None else Statement(_PUT_IN, (team_id, user_id, role, now))
        for team_id, role in wanted.items()
    )
    teams = msgspec.json.encode(list(wanted)).decode()
    invitable = msgspec.json.encode({role: roles_to_invite(role) for role in get_args(Role)}).decode()
    return (*cutoffs, *moves, Statement(_WITHDRAW, (teams, user_id, invitable)))
