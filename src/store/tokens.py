"""Access tokens: sessions that a person has opened for programs. `store.sessions` ends them as it ends any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from domain.models import AccessToken
from ports import Statement
from store.sessions import GOOD_SESSION, hashes_json

NEVER: Final = "1970-01-01T00:00:00.000Z"
"""When a token was used last that was never used: so its first use is recorded at once."""

_INSERT: Final = f"""
INSERT INTO sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at,
  token_name, token_scopes, token_team_id)
VALUES (?1, ?2, ?3, '', ?4, '{NEVER}', ?5, ?5, ?6, ?7, ?8)"""  # noqa: S608 - composed of constants
_OWN: Final = f"""
SELECT json_object('id', o.id, 'name', o.token_name, 'scopes', json(o.token_scopes), 'teamId', o.token_team_id,
  'createdAt', o.created_at, 'usedAt', nullif(o.used_at, '{NEVER}'), 'expiresAt', o.expires_at) AS json
FROM sessions s JOIN sessions o ON o.user_id = s.user_id AND o.token_name IS NOT NULL AND o.expires_at > ?2
WHERE s.token_hash = {GOOD_SESSION} ORDER BY o.created_at DESC, o.id"""  # noqa: S608 - composed of constants


def insert_token(token: AccessToken, token_hash: str, user_id: str) -> Statement:
    """Store a new token of the user."""
    scopes = msgspec.json.encode(token.scopes).decode()
    terms = (token.created_at, token.expires_at, token.name, scopes, token.team_id)
    return Statement(_INSERT, (token_hash, token.id, user_id, *terms))


def select_tokens(token_hashes: Sequence[str], now: str) -> Statement:
    """Select all access tokens of this session's user, one JSON text a row, the newest first."""
    return Statement(_OWN, (hashes_json(token_hashes), now))
