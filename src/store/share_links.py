"""Share links, and the session of the guest that each acts as. Only the hash of a link's token is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from domain.changes import LinkChanged
from domain.models import GuestRight, ShareLink
from ports import Statement
from store.guards import guard
from store.sessions import hashes_json
from store.tokens import NEVER

LINK_JSON: Final = f"""json_object('id', k.id, 'name', k.name, 'allows', json(k.allows), 'createdAt', k.created_at,
  'usedAt', (SELECT nullif(x.used_at, '{NEVER}') FROM sessions x WHERE x.share_link_id = k.id),
  'expiresAt', k.expires_at)"""  # noqa: S608 - composed of constants
"""A share link as it is on the wire, over its row `k`."""
GUEST_SESSION: Final = """(SELECT x.token_hash FROM sessions x
  WHERE x.token_hash = ?1 ->> 0 AND x.expires_at > ?2 AND x.share_link_id IS NOT NULL)"""
"""The hash of a guest's session, over `?1` and `?2` as `store.sessions.GOOD_SESSION`."""

_GUEST: Final = """
INSERT INTO users (id, username, display_name, subject, created_at, updated_at)
VALUES (?1, 'guest:' || ?1, 'Guest', 'guest:' || ?1, ?2, ?2)"""
_LINK: Final = """
INSERT INTO share_links (id, set_id, team_id, name, created_at, expires_at, allows)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"""
_SESSION: Final = f"""
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at, token_name,
  token_scopes, token_team_id, share_link_id)
SELECT ?2, id, id, '', ?3, '{NEVER}', expires_at, expires_at, name, '["read"]', team_id, id
FROM share_links WHERE id = ?1"""  # noqa: S608 - composed of constants
_OF_SET: Final = f"""
SELECT {LINK_JSON} AS json FROM share_links k WHERE k.set_id = ?1 || '' AND k.team_id = ?2 AND k.expires_at > ?3
ORDER BY k.created_at DESC, k.id"""  # noqa: S608 - composed of constants
_PLACE: Final = f"""
SELECT k.team_id, k.set_id FROM sessions s JOIN share_links k ON k.id = s.share_link_id
WHERE s.token_hash = {GUEST_SESSION}"""  # noqa: S608 - composed of constants
_SET: Final = """
SELECT json_object('id', id, 'name', name, 'splitCompleted', json(iif(split_completed, 'true', 'false'))) AS json
FROM todo_sets WHERE id = ?1"""


def insert_link(link: ShareLink, team_id: str, set_id: str, token_hash: str) -> tuple[Statement, ...]:
    """Store a share link, its guest, and its session."""
    row = (link.id, set_id, team_id, link.name, link.created_at, link.expires_at, _json_of(link.allows))
    return (
        Statement(_GUEST, (link.id, link.created_at)),
        Statement(_LINK, row),
        Statement(_SESSION, (link.id, token_hash, link.created_at)),
    )


def update_link(change: LinkChanged) -> tuple[Statement, ...]:
    """Let a share link, which must still be there, allow something else."""
    update = "UPDATE share_links SET allows = ?2 WHERE id = ?1"
    return (_guard_link(change.link_id), Statement(update, (change.link_id, _json_of(change.allows))))


def rotate_link(link_id: str, token_hash: str, now: str) -> tuple[Statement, ...]:
    """Put another session in place of a share link's, which must still be there."""
    return (
        _guard_link(link_id),
        Statement("DELETE FROM sessions WHERE share_link_id = ?1", (link_id,)),
        Statement(_SESSION, (link_id, token_hash, now)),
    )


def delete_link(link_id: str) -> tuple[Statement, ...]:
    """Delete a share link, which must still be there, with its guest and its session."""
    return (_guard_link(link_id), Statement("DELETE FROM share_links WHERE id = ?1", (link_id,)))


def select_links(team_id: str, set_id: str, now: str) -> Statement:
    """Select the share links of a list that have not expired, one JSON text a row, the newest first."""
    return Statement(_OF_SET, (set_id, team_id, now))


def select_place(token_hashes: Sequence[str], now: str) -> Statement:
    """Select where a guest is: the team and the list of the link. No row when it has ended."""
    return Statement(_PLACE, (hashes_json(token_hashes), now))


def select_set(set_id: str) -> Statement:
    """Select what guests see of the list itself, as one JSON text."""
    return Statement(_SET, (set_id,))


def _json_of(allows: Sequence[GuestRight]) -> str:
    return msgspec.json.encode(allows).decode()


def _guard_link(link_id: str) -> Statement:
    return guard("SELECT 1 FROM share_links WHERE id = ?1", link_id)
