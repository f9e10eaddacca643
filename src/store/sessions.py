"""Sessions: opening, renewing, showing and ending them. Those of programs are access tokens (`store.tokens`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain import limits
from domain.instants import epoch_ms
from ports import Statement


class NewSession(Struct, frozen=True, kw_only=True):
    """A new session. It expires at `expires_at` when unused, and at `ends_at` in any case."""

    id: str
    token_hash: str
    device: str
    now: str
    expires_at: str
    ends_at: str


RENEW_AFTER_MS: Final = limits.SESSION_RENEW_AFTER_S * 1000

GOOD_SESSION: Final = """(SELECT iif(count(*) = 1, max(x.token_hash), NULL)
  FROM json_each(?1) j JOIN sessions x ON x.token_hash = j.value AND x.expires_at > ?2
    AND x.share_link_id IS NULL)"""
"""The hash of a request's session, over `?1`, all hashes that came, as JSON, and `?2`, now: the only good one.

A guest's is none: `store.share_links.GUEST_SESSION`."""

IN_REACH: Final = "m.team_id IS coalesce(s.token_team_id, m.team_id)"
"""Whether session `s` reaches the team of membership `m`: an access token may be for one team alone."""

_OPEN: Final = """
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at)
SELECT ?2, ?3, id, ?4, ?5, ?5, ?6, ?7 FROM users WHERE username = ?1"""
_OPEN_FOR: Final = """
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at)
VALUES (?2, ?3, ?1, ?4, ?5, ?5, ?6, ?7)"""
_RENEW: Final = """
UPDATE sessions SET used_at = ?2, expires_at = iif(token_name IS NULL, min(ends_at, ?4), expires_at)
WHERE token_hash = ?1 AND expires_at > ?2 AND used_at <= ?3"""
_OWN: Final = f"""
SELECT json_object('id', o.id, 'device', o.device, 'createdAt', o.created_at, 'usedAt', o.used_at,
                   'expiresAt', o.expires_at,
                   'current', json(iif(o.token_hash = s.token_hash, 'true', 'false'))) AS json, s.token_hash, s.used_at,
  s.user_id
FROM sessions s JOIN sessions o ON o.user_id = s.user_id AND o.token_name IS NULL AND o.expires_at > ?2
WHERE s.token_hash = {GOOD_SESSION} ORDER BY o.token_hash = s.token_hash DESC, o.used_at DESC, o.id"""  # noqa: S608 - composed of constants
_THESE: Final = "SELECT j.value FROM json_each(?1) j"
_OTHERS: Final = f"""SELECT o.token_hash FROM sessions s JOIN sessions o ON o.user_id = s.user_id
  WHERE s.token_hash = {GOOD_SESSION} AND o.token_name IS NULL
    AND (?3 = o.id OR ?3 = '' AND o.token_hash <> s.token_hash)"""  # noqa: S608 - composed of constants
_TOKEN: Final = f"""SELECT o.token_hash FROM sessions s JOIN sessions o ON o.user_id = s.user_id
  WHERE s.token_hash = {GOOD_SESSION} AND o.token_name IS NOT NULL AND o.id = ?3"""  # noqa: S608 - composed of constants
_OLDEST: Final = f"""SELECT o.token_hash FROM sessions s JOIN sessions o ON o.user_id = s.user_id
  WHERE s.token_hash = ?1 AND o.token_name IS NULL
  ORDER BY o.used_at DESC, o.created_at DESC LIMIT -1 OFFSET {limits.SESSIONS_MAX}"""  # noqa: S608 - composed of constants
_ALL: Final = "SELECT o.token_hash FROM sessions o WHERE o.user_id = ?1"
_LIVE_IN: Final = """SELECT x.team_id AS live_in FROM session_teams x WHERE x.token_hash IN ({ended})
GROUP BY x.team_id ORDER BY max(x.opened_at) DESC"""
_END: Final = "DELETE FROM sessions WHERE token_hash IN ({ended}) AND share_link_id IS NULL RETURNING id"
_RECORD: Final = f"""
INSERT INTO session_teams (token_hash, team_id, opened_at)
SELECT s.token_hash, m.team_id, ?2 FROM sessions s JOIN memberships m ON m.team_id = ?3 AND m.user_id = s.user_id
WHERE s.token_hash = {GOOD_SESSION} AND {limits.SESSION_TEAMS_MAX} >
  (SELECT count(*) FROM session_teams x WHERE x.token_hash = s.token_hash AND x.team_id <> m.team_id)
ON CONFLICT (token_hash, team_id) DO UPDATE SET opened_at = excluded.opened_at RETURNING team_id"""  # noqa: S608 - composed of constants
_ENDS: Final = """
SELECT s.token_hash, s.expires_at FROM json_each(?1) j JOIN sessions s ON s.token_hash = j.value"""


def renewal_due_ms(used_at: str) -> float:
    """From when on a session that was last used then is to be renewed."""
    return round(epoch_ms(used_at)) + RENEW_AFTER_MS


def hashes_json(token_hashes: Sequence[str]) -> str:
    """The hashes that came with a request, as the statements take them."""
    return msgspec.json.encode(token_hashes).decode()


def insert_session(new: NewSession, username: str) -> Statement:
    """Open a session of the user with this name."""
    terms = (new.id, new.device, new.now, new.expires_at, new.ends_at)
    return Statement(_OPEN, (username, new.token_hash, *terms))


def insert_session_for(new: NewSession, user_id: str) -> Statement:
    """Open a session of the user with this id."""
    terms = (new.id, new.device, new.now, new.expires_at, new.ends_at)
    return Statement(_OPEN_FOR, (user_id, new.token_hash, *terms))


def renew_session(token_hash: str, now: str, due: str, expires_at: str) -> Statement:
    """Record that a session was used; an ended one, or one recorded after `due`, is left alone.

    An access token lasts no longer for it.
    """
    return Statement(_RENEW, (token_hash, now, due, expires_at))


def select_sessions(token_hashes: Sequence[str], now: str) -> Statement:
    """Select all of this session's user's sessions in browsers, one JSON text a row, this one first.

    No rows when it has ended. `used_at` is of this one.
    """
    return Statement(_OWN, (hashes_json(token_hashes), now))


def sign_out(token_hashes: Sequence[str]) -> tuple[Statement, ...]:
    """End these sessions: each `live_in`, a team in which one opened a socket, then each `id`."""
    return _end(_THESE, hashes_json(token_hashes))


def end_sessions(token_hashes: Sequence[str], session_id: str, now: str) -> tuple[Statement, ...]:
    """End one browser's session of this session's user, or, without `session_id`, all others; as `sign_out`."""
    return _end(_OTHERS, hashes_json(token_hashes), now, session_id)


def end_token(token_hashes: Sequence[str], token_id: str, now: str) -> tuple[Statement, ...]:
    """End one access token of this session's user; as `sign_out`."""
    return _end(_TOKEN, hashes_json(token_hashes), now, token_id)


def end_oldest(token_hash: str) -> tuple[Statement, ...]:
    """End what this session's user has beyond `SESSIONS_MAX`: the sessions used the longest ago; as `sign_out`."""
    return _end(_OLDEST, token_hash)


def end_all_sessions(user_id: str) -> tuple[Statement, ...]:
    """End all sessions of this user, and access tokens; as `sign_out`."""
    return _end(_ALL, user_id)


def _end(ended: str, *params: str) -> tuple[Statement, ...]:
    return (Statement(_LIVE_IN.format(ended=ended), params), Statement(_END.format(ended=ended), params))


def record_socket(token_hashes: Sequence[str], team_id: str, now: str) -> Statement:
    """Record that this session opens a socket in the team; no row when it has `SESSION_TEAMS_MAX` others already."""
    return Statement(_RECORD, (hashes_json(token_hashes), now, team_id))


def select_ends(token_hashes_json: str) -> Statement:
    """Select when each of these sessions ends; no row for those that no longer exist."""
    return Statement(_ENDS, (token_hashes_json,))
