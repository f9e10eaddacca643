"""What the log hears of a request: ids, codes and counts as one line of JSON, and nothing that a person wrote.

`requestId` is Cloudflare's ray id, under which its dashboard shows the same request, and `X-Request-Id` of
the answer. `ms` is the time until now, by a clock that stands still while the Worker computes: it is what
was waited for.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable
from typing import Final

import msgspec
from microdot import Request, Response

from domain.errors import GlintError
from routes.scope import scope_of

NOTED: Final = frozenset({"origin_not_allowed", "rate_limited"})
"""Refusals that an operator may want to know of; the others are everyday."""
FRAMES_SHOWN: Final = 6

_ID: Final = re.compile(r"(personal:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id of ours. Anything else in a path is somebody's own text."""

_log = logging.getLogger("glint.http")


def note_request(log: Callable[[str], None], request: Request, response: Response, set_id: str = "") -> None:
    """A line for an answer that is about to go out; `set_id` is the set that it changed, where the path has none."""
    more: dict[str, object] = {"setId": set_id} if set_id else {}
    if code := getattr(response, "code", ""):
        more["code"] = code
    log(_line(request, "request", status=response.status_code, **more))


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
    known = {"event": event, "requestId": scope.request_id, "method": request.method, "route": _route(request)}
    counts = {"d1": scope.db.trips, "ms": round(scope.clock() - scope.started_ms)}
    return msgspec.json.encode({**known, **_ids(request), **counts, **more}).decode()


def _route(request: Request) -> str:
    """The pattern of the request's path, '' where there is none: the path itself may hold a secret, or anything."""
    route = getattr(request, "route", None)
    return next((str(pattern.url_pattern) for _, pattern, found, *_ in request.app.url_map if found is route), "")


def _ids(request: Request) -> dict[str, str]:
    """The ids of ours in the path, named as on the wire: `teamId`, `setId`, `todoId` and the like."""
    args: dict[str, str] = getattr(request, "url_args", None) or {}
    return {_camel(name): value for name, value in args.items() if _ID.fullmatch(value)}


def _camel(name: str) -> str:
    head, _, tail = name.partition("_")
    return head + tail.capitalize()
