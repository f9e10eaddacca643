"""Answers and refusals as HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

import msgspec
from microdot import Request, Response

from actions.result import Result
from actions.sessions import SESSION_MS
from context import Context
from domain.errors import ErrorBody, GlintError, Internal
from ports import Listing
from routes import request_log
from routes.cookies import SESSION, set_cookie
from routes.origin import cors_headers

HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Reply(Response):
    """A response whose body is text; it is handed to the platform unchanged, without being encoded here.

    `code` says which refusal it is; `set_id` which list was changed; `logged` whether it is one for the request log.
    """

    def __init__(
        self,
        answer: str | Listing,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        *,
        code: str = "",
        set_id: str = "",
        logged: bool = True,
    ) -> None:
        super().__init__("", status, {**HEADERS, **(headers or {})})
        self.answer, self.code, self.set_id, self.logged = answer, code, set_id, logged

    @classmethod
    def of(cls, ctx: Context, result: Result) -> Self:
        """The reply that a result asks for."""
        headers = dict(result.headers)
        if result.session_token is not None:
            max_age_s = SESSION_MS // 1000 if result.session_token else 0
            headers["Set-Cookie"] = set_cookie(ctx, SESSION, result.session_token, max_age_s)
        if result.location:
            headers["Location"] = result.location
        events = result.effects.events
        return cls(result.answer, result.status, headers, set_id=events[0][1] if events else "")


UPGRADED: Final = Reply("", 101)
"""Stands for the platform's answer to an upgrade."""


def rendered(error: GlintError) -> Reply:
    """A refusal as the client gets it."""
    text = msgspec.json.encode(ErrorBody(error=str(error), code=error.code)).decode()
    return Reply(text, error.status, error.headers, code=error.code, logged=not error.repeated)


def last_resort(error: Exception, request_id: str, trips: int = 0) -> Reply:
    """The answer for an exception that nothing caught: without it the platform would answer in plain text."""
    request_log.log_escape(error, request_id)
    reply = rendered(Internal())
    reply.headers.update({"Server-Timing": f'd1;desc="{trips}"', "X-Request-Id": request_id})
    return reply


def finish(ctx: Context, request: Request, reply: Reply) -> Reply:
    """Add what every answer carries: D1 round trips, the id under which the log has it, and which pages may read it.

    The answer to an upgrade is the platform's own, and carries nothing.
    """
    if ctx.upgrade is None:
        reply.headers["Server-Timing"] = f'd1;desc="{ctx.db.trips}"'
        reply.headers["X-Request-Id"] = ctx.request_id
        if ctx.settings.allowed_origins:
            reply.headers.update(cors_headers(ctx))
        if ctx.is_https:
            reply.headers["Strict-Transport-Security"] = "max-age=31536000"
    if ctx.log is not None and reply.logged:
        request_log.log_request(ctx.log, ctx, request, reply.status_code, code=reply.code, set_id=reply.set_id)
    return reply
