"""People and their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.ids import personal_team_id
from domain.models import Model
from ports import Statement
from store.guards import guard
from store.sessions import GOOD_SESSION, IN_REACH, NewSession, end_oldest, hashes_json, insert_session


class Profile(Model, frozen=True, kw_only=True):
    """A person's profile at sign-in; `id` is used when the username is new."""

    id: str
    username: str
    display_name: str
    avatar_url: str | None = None


_NOT_OF_A_PROVIDER: Final = """SELECT count(*) = 0 FROM users
  WHERE username = ?1 AND (substr(id, 15, 1) = '5' OR subject IS NOT NULL)"""
"""The id of a provider's account is a UUID of version 5 (`domain.oidc.user_id_of`), or random after a deletion, with a
`subject`; nobody else has either."""
_SAVE_USER: Final = """
INSERT INTO users (id, username, display_name, avatar_url, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
ON CONFLICT (username) DO NOTHING"""
_SAVE_SPACE: Final = """
INSERT INTO teams (id, name, personal, created_at, updated_at)
SELECT '{prefix}' || id, 'Personal', 1, ?2, ?2 FROM users WHERE username = ?1 ON CONFLICT (id) DO NOTHING"""
_JOIN_SPACE: Final = """
INSERT INTO memberships (team_id, user_id, role, joined_at)
SELECT '{prefix}' || id, id, 'owner', ?2 FROM users WHERE username = ?1 ON CONFLICT (team_id, user_id) DO NOTHING"""
_ME: Final = f"""
SELECT json_object('id', u.id, 'username', u.username, 'displayName', u.display_name, 'avatarUrl', u.avatar_url,
  'teams', (SELECT json_group_array(json_object('id', x.id, 'name', x.name, 'role', x.role, 'avatarUrl', x.avatar_url))
            FROM (SELECT g.id, g.name, m.role, g.avatar_url FROM memberships m JOIN teams g ON g.id = m.team_id
                  WHERE m.user_id = u.id AND {IN_REACH} AND NOT g.personal ORDER BY g.name, g.id) x)) AS json,
  s.token_hash, s.used_at, s.user_id, u.provider, u.creates_teams
FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = {GOOD_SESSION}"""  # noqa: S608 - composed of constants


def sign_in(profile: Profile, session: NewSession) -> tuple[Statement, ...]:
    """Create the user and their personal space, if new, and open a session.

    The batch is aborted (`GuardFailed`) where a provider's account has the name.
    """
    prefix, now = personal_team_id(""), session.now
    return (
        guard(_NOT_OF_A_PROVIDER, profile.username),
        Statement(_SAVE_USER, (profile.id, profile.username, profile.display_name, profile.avatar_url, now)),
        Statement(_SAVE_SPACE.format(prefix=prefix), (profile.username, now)),
        Statement(_JOIN_SPACE.format(prefix=prefix), (profile.username, now)),
        insert_session(session, profile.username),
        *end_oldest(session.token_hash),
        select_me([session.token_hash], now),
    )


def select_me(token_hashes: Sequence[str], now: str) -> Statement:
    """The signed-in user with the teams joined, as one JSON text, and their session; no row for nobody."""
    return Statement(_ME, (hashes_json(token_hashes), now))


def select_schema() -> Statement:
    """Select nothing, from a column that an older database does not have."""
    return Statement("SELECT creates_teams FROM users WHERE id = ''")


_LIVE: Final = """
SELECT j.value ->> 0 AS token_hash, j.value ->> 1 AS set_id, s.user_id, m.role, k.id AS link_id,
  coalesce(l.id, g.id) AS found
FROM json_each(?2) j
LEFT JOIN sessions s ON s.token_hash = j.value ->> 0 AND s.expires_at > ?3
LEFT JOIN memberships m ON m.team_id = ?1 AND m.user_id = s.user_id
LEFT JOIN share_links k ON k.id = s.share_link_id AND k.set_id = j.value ->> 1
LEFT JOIN todo_sets l ON l.id = j.value ->> 1 AND l.team_id = ?1 AND l.deleted_at IS NULL
LEFT JOIN teams g ON j.value ->> 1 = '' AND g.id = ?1"""


def select_viewers(team_id: str, viewers_json: str, now: str) -> Statement:
    """Look up the user, role or share link, and set (or, without one, team) of each `[token hash, set id]`."""
    return Statement(_LIVE, (team_id, viewers_json, now))
