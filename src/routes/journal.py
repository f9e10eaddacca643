"""What the log hears of a request: ids, codes and counts as one line of JSON, and nothing that a person wrote.

`requestId` is Cloudflare's ray id, under which its dashboard shows the same request, and `X-Request-Id` of
the answer.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Final

import msgspec
from microdot import Request

from domain.errors import GlintError
from routes.scope import scope_of

NOTED: Final = frozenset({"origin_not_allowed", "rate_limited"})
"""Refusals that an operator may want to know of; the others are everyday."""
FRAMES_SHOWN: Final = 6

_ID: Final = re.compile(r"(personal:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id of ours. Anything else in a path is somebody's own text."""

_log = logging.getLogger("glint.http")


def note_refusal(request: Request, error: GlintError) -> None:
    """A line for a refusal that hints at an attack or at a limit that is too low."""
    if error.code in NOTED:
        _log.warning(_line(request, "request_refused", code=error.code))


def note_failure(request: Request, error: Exception) -> None:
    """A line for a fault of ours: what kind, and where. Its message is left out: it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_SHOWN:]
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    _log.error(_line(request, "request_failed", error=type(error).__name__, where=where))


def _line(request: Request, event: str, **more: object) -> str:
    scope = scope_of(request)
    args: dict[str, str] = getattr(request, "url_args", None) or {}
    ids = {name: value for name, value in args.items() if _ID.fullmatch(value)}
    known = {"event": event, "requestId": scope.request_id, "method": request.method, "ids": ids}
    return msgspec.json.encode({**known, "d1": scope.db.trips, **more}).decode()
