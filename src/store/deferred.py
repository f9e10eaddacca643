"""Deferred writes: committed after the answer, and allowed to be lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import msgspec

from ports import Database, Statement

_log = logging.getLogger("glint.deferred")


async def commit_deferred(db: Database, writes: Sequence[Statement]) -> None:
    """Commit the writes. Never raises: the next request defers them again."""
    try:
        await db.batch(*writes)
    except Exception as error:  # noqa: BLE001 - the outer edge of a background task
        _log.warning(msgspec.json.encode({"event": "deferred_write_failed", "error": type(error).__name__}).decode())
