"""All routes in one application, and what is answered where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from microdot import Microdot, Request, Response

from context import Context
from domain import limits
from domain.errors import BodyTooLarge, MethodNotAllowed, NotFound
from routes import (
    account,
    auth,
    comments,
    exchange,
    health,
    history,
    images,
    invites,
    links,
    notifications,
    sets,
    shared,
    sign_in,
    teams,
    todos,
    tokens,
    webhooks,
    ws,
)
from routes.endpoint import endpoint
from routes.origin import is_local, preflight_headers
from routes.page import accepts_html, page_of
from routes.reply import Reply, finish, rendered
from routes.router import Route

Request.max_content_length = limits.IMPORT_MAX_BYTES  # of any route; `endpoint` knows that of each

RESOURCES: Final = (
    health, todos, ws, sets, comments, history, auth, account, tokens, sign_in, teams, invites, exchange, shared, links,
    images, webhooks, notifications,
)  # fmt: skip
"""In the order in which Microdot tries them: what is requested most comes first."""


def table() -> Iterator[Route]:
    """Every route."""
    for resource in RESOURCES:
        yield from resource.routes.table


_LARGE_BODIES: Final = {
    route.path.rpartition("/")[2]: route.body_max_bytes
    for route in table()
    if route.body_max_bytes > limits.BODY_MAX_BYTES
}


def make_app() -> Microdot:
    """The application. Every error, also of the framework's own, is rendered in the same way."""
    app = Microdot()
    app.options_handler = None  # type: ignore[assignment]  # its default answers OPTIONS of any path: see 405 below
    for route in table():
        app.route(route.path, methods=[route.method])(endpoint(route))

    @app.errorhandler(404)
    async def not_found(request: Request) -> Reply:
        if accepts_html(request.g.ctx) and not request.path.startswith("/api"):
            return page_of(NotFound("The address may be mistyped, or the page no longer exists."), "Page not found")
        return rendered(NotFound())

    @app.errorhandler(405)
    async def method_not_allowed(request: Request) -> Reply:
        allowed = app.default_options_handler(request)
        if request.method == "OPTIONS":
            return Reply("", 200, {**allowed, **preflight_headers(request.g.ctx, allowed["Allow"])})
        return rendered(MethodNotAllowed(headers=allowed))

    @app.errorhandler(413)
    async def too_large(_: Request) -> Reply:
        return rendered(BodyTooLarge.over(limits.IMPORT_MAX_BYTES))

    @app.after_error_request
    async def finish_error(request: Request, reply: Response) -> Reply:
        assert isinstance(reply, Reply)  # noqa: S101 - the handlers above make no other
        return finish(request.g.ctx, request, reply)

    return app


async def answer(app: Microdot, ctx: Context, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Answer one request, or send it to https.

    308 for every method: a client repeats the very request there, a change with its body. No cookie is set on the way,
    and the answer over https has browsers keep to it (HSTS).
    """
    parts = urlsplit(url)
    looked_up = cast("dict[str, str]", headers)  # Microdot only looks them up
    ctx.is_https = ctx.origin.startswith("https:")
    path, query = unquote(parts.path).replace("?", "%3F"), urlencode(parse_qsl(parts.query, keep_blank_values=True))
    target = f"{path}?{query}" if query else path  # Microdot cuts at any `?`, and parses only well-formed queries
    request = Request(app, ("", 0), method, target, "1.1", looked_up, body=body)
    request.g.ctx, ctx.headers = ctx, headers
    if not (ctx.is_https or is_local(ctx.origin)):
        return finish(ctx, request, Reply("{}", 308, {"Location": https_url(url)}))
    reply: Reply = await app.dispatch_request(request)
    return reply


def body_limit(url: str) -> int:
    """How many bytes are read of a body for this address: as many as routes take that end like it.

    `endpoint` refuses by the route itself.
    """
    return _LARGE_BODIES.get(urlsplit(url).path.rpartition("/")[2], limits.BODY_MAX_BYTES)


def https_url(url: str) -> str:
    """The same address by https, on its usual port: the number of the other one says nothing about it."""
    parts = urlsplit(url)
    return parts._replace(scheme="https", netloc=parts.hostname or "").geturl()
