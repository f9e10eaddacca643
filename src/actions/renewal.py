"""Sessions that are used live on: rolling renewal, which no request waits for."""

from __future__ import annotations

import logging
from typing import Final

import msgspec

from actions.call import Call
from actions.instants import instant
from domain import limits
from store.database import Database, Statement
from store.sessions import renew_session

IDLE_MS: Final = limits.SESSION_IDLE_DAYS * 86_400_000
RENEW_AFTER_MS: Final = limits.SESSION_RENEW_AFTER_S * 1000

_log = logging.getLogger("glint.sessions")


def is_renewal_due(call: Call, used_at: str) -> bool:
    """Whether the session was last noted to be used an hour ago, or longer."""
    return used_at <= instant(call.now_ms - RENEW_AFTER_MS)


def renew_if_due(call: Call, used_at: str) -> None:
    """Note after the answer that the session was used, unless that was done within the last hour.

    `used_at` comes with the read that authorises, so that it costs no round trip, and no write but one an hour.
    """
    if call.token_hash and is_renewal_due(call, used_at):
        due = instant(call.now_ms - RENEW_AFTER_MS)
        call.afterwards(renew_session(call.token_hash, call.now, due, instant(call.now_ms + IDLE_MS)))


async def note(db: Database, statements: list[Statement]) -> None:
    """Carry out what was left for afterwards. Never raises: the next request leaves it again."""
    try:
        await db.batch(*statements)
    except Exception as error:  # noqa: BLE001 - the outer edge of a background task
        _log.warning(msgspec.json.encode({"event": "note_failed", "error": type(error).__name__}).decode())
