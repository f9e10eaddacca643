"""Structured logging of requests: ids, codes and counts as one line of JSON, and nothing that a person wrote.

`requestId` is Cloudflare's ray id, under which its dashboard shows the same request, and `X-Request-Id` of the
answer. `ms` is the time until now, by a clock that stands still while the Worker computes: it is what was waited for.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Final

import msgspec
from microdot import Request

from context import Context
from domain.errors import GlintError
from ports import Log

LOGGED_REFUSALS: Final = frozenset({"origin_not_allowed", "rate_limited"})
"""Refusals that an operator may want to know of; the others are everyday."""
FRAMES_SHOWN: Final = 6

_ID: Final = re.compile(r"(personal:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id that Glint made. Anything else in a path may be a person's own text."""

_log = logging.getLogger("glint.http")


def log_request(log: Log, ctx: Context, request: Request, status: int, *, code: str, set_id: str) -> None:
    """Log an answer that is about to be sent; `set_id` is the list that it changed, where the path has none."""
    more: dict[str, object] = {"setId": set_id} if set_id else {}
    if code:
        more["code"] = code
    log(_line(ctx, request, "request", status=status, **more))


def log_refusal(ctx: Context, request: Request, error: GlintError) -> None:
    """Log a refusal that hints at an attack, or at a limit that is too low."""
    if error.code in LOGGED_REFUSALS and not error.repeated:
        _log.warning(_line(ctx, request, "request_refused", code=error.code))


def log_failure(ctx: Context, request: Request, error: Exception) -> None:
    """Log an unhandled exception: its kind and where. Its message is left out, as it may quote a person's text."""
    _log.error(_line(ctx, request, "request_failed", **_shown(error)))


def log_escape(error: Exception, request_id: str) -> None:
    """Log an exception that left the application itself, as `log_failure` does."""
    known = {"event": "request_failed", "requestId": request_id}
    _log.error(msgspec.json.encode({**known, **_shown(error)}).decode())


def _shown(error: Exception) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_SHOWN:]
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "where": where}


def _line(ctx: Context, request: Request, event: str, **more: object) -> str:
    known = {"event": event, "requestId": ctx.request_id, "method": request.method, "route": _route(request)}
    counts = {"d1": ctx.db.trips, "ms": round(ctx.clock() - ctx.started_ms)}
    return msgspec.json.encode({**known, **_ids(request), **counts, **more}).decode()


def _route(request: Request) -> str:
    """The pattern of the request's path, '' where there is none: the path itself may hold a secret, or anything."""
    route = getattr(request, "route", None)
    return next((str(pattern.url_pattern) for _, pattern, found, *_ in request.app.url_map if found is route), "")


def _ids(request: Request) -> dict[str, str]:
    """Glint's ids in the path, named as on the wire: `teamId`, `setId`, `todoId` and the like.

    Never a token, which looks like an id if another Glint made it.
    """
    args: dict[str, str] = getattr(request, "url_args", None) or {}
    return {_camel(name): value for name, value in args.items() if name != "token" and _ID.fullmatch(value)}


def _camel(name: str) -> str:
    head, _, tail = name.partition("_")
    return head + tail.capitalize()
