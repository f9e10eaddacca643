"""Sessions: opening, renewing, showing and ending them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from ports import Statement


class NewSession(Struct, frozen=True, kw_only=True):
    """A new session. It expires at `expires_at` when unused, and at `ends_at` in any case."""

    id: str
    token_hash: str
    device: str
    now: str
    expires_at: str
    ends_at: str


GOOD_SESSION: Final = """(SELECT iif(count(*) = 1, max(x.token_hash), NULL)
  FROM json_each(?1) j JOIN sessions x ON x.token_hash = j.value AND x.expires_at > ?2)"""
"""The hash of a request's session, over `?1`, all hashes that came, as JSON, and `?2`, now: the only good one."""

_OPEN: Final = """
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at)
SELECT ?2, ?3, id, ?4, ?5, ?5, ?6, ?7 FROM users WHERE username = ?1"""
_OPEN_FOR: Final = """
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at)
VALUES (?2, ?3, ?1, ?4, ?5, ?5, ?6, ?7)"""
_RENEW: Final = """
UPDATE sessions SET used_at = ?2, expires_at = min(ends_at, ?4)
WHERE token_hash = ?1 AND expires_at > ?2 AND used_at <= ?3"""
_OWN: Final = f"""
SELECT json_object('id', o.id, 'device', o.device, 'createdAt', o.created_at, 'usedAt', o.used_at,
                   'expiresAt', o.expires_at,
                   'current', json(iif(o.token_hash = s.token_hash, 'true', 'false'))) AS json, s.token_hash, s.used_at
FROM sessions s JOIN sessions o ON o.user_id = s.user_id AND o.expires_at > ?2
WHERE s.token_hash = {GOOD_SESSION} ORDER BY o.token_hash = s.token_hash DESC, o.used_at DESC, o.id"""  # noqa: S608 - composed of constants
_WHO: Final = f"""
SELECT m.team_id FROM sessions s JOIN memberships m ON m.user_id = s.user_id
WHERE s.token_hash = {GOOD_SESSION}"""  # noqa: S608 - composed of constants
_END: Final = f"""
DELETE FROM sessions WHERE token_hash IN
  (SELECT o.token_hash FROM sessions s JOIN sessions o ON o.user_id = s.user_id
   WHERE s.token_hash = {GOOD_SESSION} AND (?3 = o.id OR ?3 = '' AND o.token_hash <> s.token_hash))
RETURNING id"""  # noqa: S608 - composed of constants
_ENDS: Final = """
SELECT s.token_hash, s.expires_at FROM json_each(?1) j JOIN sessions s ON s.token_hash = j.value"""


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
    """Record that a session was used; an ended one, or one recorded after `due`, is left alone."""
    return Statement(_RENEW, (token_hash, now, due, expires_at))


def select_sessions(token_hashes: Sequence[str], now: str) -> Statement:
    """Select all sessions of this session's user, one JSON text a row, this one first; no rows when it has ended.

    `used_at` is of this one.
    """
    return Statement(_OWN, (hashes_json(token_hashes), now))


def end_sessions(token_hashes: Sequence[str], session_id: str, now: str) -> tuple[Statement, ...]:
    """End one session of this session's user, or, without `session_id`, all others.

    First comes each `team_id` whose sockets are concerned (none when the asking session is over: everybody has
    a personal space), then the `id` of each that has ended.
    """
    hashes = hashes_json(token_hashes)
    return (Statement(_WHO, (hashes, now)), Statement(_END, (hashes, now, session_id)))


def select_ends(token_hashes_json: str) -> Statement:
    """Select when each of these sessions ends; no row for those that no longer exist."""
    return Statement(_ENDS, (token_hashes_json,))
