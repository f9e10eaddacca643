"""Signing in with a provider: away from here, and back."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import re
from collections.abc import Awaitable, Callable
from string import Template
from typing import Final

import msgspec
from microdot import Microdot, Request, Response

from actions import sign_in
from actions.call import Outcome
from actions.sessions import SESSION_MS
from actions.sign_in import Return
from domain import limits
from domain.errors import GlintError, Invalid, NotFound
from domain.providers import Configured, Provider
from routes.endpoint import Reply, public_endpoint
from routes.scope import call_of, device_name, scope_of, session_cookie

routes = Microdot()

BROWSER_COOKIE: Final = "sign_in"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_STYLE: Final = (
    "html{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}"
    "main{max-width:30rem;margin:15vh auto;padding:0 1.5rem}small{opacity:.7}"
)
_PAGE: Final = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign-in · Glint</title><style>$style</style></head>
<body><main><h1>You are not signed in</h1><p>$sentence</p><p><a href="/">Back to Glint</a></p>
<p><small>$code</small></p></main></body></html>
""")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_PAGE_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}

Handler = Callable[[Request], Awaitable["Outcome | Response"]]


def shown_to_people(handler: Handler) -> Handler:
    """Answer a browser with a page where the handler refuses; programs get JSON as everywhere."""

    @functools.wraps(handler)
    async def handle(request: Request) -> Outcome | Response:
        try:
            return await handler(request)
        except GlintError as error:
            if "text/html" not in (request.headers.get("Accept") or ""):
                raise
            page = _PAGE.substitute(style=_STYLE, sentence=html.escape(str(error)), code=error.code)
            return Reply(page, error.status, {**error.headers, **_PAGE_HEADERS}, error.code)

    return handle


@routes.get("/api/auth/login")
@public_endpoint
@shown_to_people
async def login(request: Request) -> Response:
    """Send the browser to a provider."""
    scope = scope_of(request)
    provider = _chosen(scope.settings.ways, request.args.get("provider") or "")
    known = request.cookies.get(BROWSER_COOKIE) or ""
    away = await sign_in.begin(
        call_of(request),
        scope.outside,
        provider,
        redirect_uri=_redirect_uri(request),
        return_to=request.args.get("returnTo") or "/",
        browser=known if _SECRET.fullmatch(known) else "",
    )
    flags = f"Path=/api/auth; Max-Age={limits.SIGN_IN_MAX_S}; HttpOnly; Secure; SameSite=Lax"
    return _redirect(away.url, f"{BROWSER_COOKIE}={away.browser}; {flags}")


@routes.get("/api/auth/callback")
@public_endpoint
@shown_to_people
async def callback(request: Request) -> Outcome:
    """Take the browser back from the provider, signed in."""
    said = request.args
    back = Return(
        state=said.get("state") or "",
        code=said.get("code") or "",
        error=said.get("error") or "",
        issuer=said.get("iss") or "",
        browser=request.cookies.get(BROWSER_COOKIE) or "",
        device=device_name(request),
    )
    scope = scope_of(request)
    arrived = await sign_in.complete(call_of(request), scope.outside, scope.settings.ways, back, _redirect_uri(request))

    @request.after_request
    def go(_: Request, response: Response) -> Response:
        cookie = session_cookie(arrived.token, SESSION_MS // 1000)
        response.headers.update({"Location": arrived.return_to, "Set-Cookie": cookie, "Referrer-Policy": "no-referrer"})
        return response

    return msgspec.structs.replace(arrived.outcome, status=302)


def _chosen(ways: Configured, asked: str) -> Provider:
    """The provider by this id; the only one need not be named."""
    if not asked and len(ways.providers) > 1:
        raise Invalid("`provider`: there are several ways to sign in here, choose one.")
    found = ways.find(asked) if asked else next(iter(ways.providers), None)
    if found is None:
        raise NotFound("There is no such way to sign in here.")
    return found


def _redirect_uri(request: Request) -> str:
    return f"{scope_of(request).origin}/api/auth/callback"


def _redirect(location: str, cookie: str) -> Response:
    return Reply("{}", 302, {"Location": location, "Set-Cookie": cookie, "Referrer-Policy": "no-referrer"})
