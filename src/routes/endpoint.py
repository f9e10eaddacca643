"""From a route to a Microdot handler: open the request, decode, call, and render the answer or the refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import msgspec
from microdot import Request
from msgspec import Struct
from msgspec.structs import replace

from actions.authorize import admit_known
from actions.rate_limits import check_limit, count_bulk
from context import Context
from domain import limits
from domain.effects import Effects
from domain.errors import (
    BodyTooLarge,
    GlintError,
    Internal,
    Invalid,
    InvalidJson,
    InvalidToken,
    NotFound,
    NotJson,
    NotSignedIn,
    OriginNotAllowed,
    OutOfScope,
)
from domain.instants import instant
from domain.networks import network_of
from domain.state import Caller
from live.effects import apply_effects
from routes import request_log
from routes.credentials import caller_of, guest_of
from routes.page import accepts_html, page_of
from routes.reply import UPGRADED, Reply, finish, rendered
from routes.router import Route
from store.deferred import commit_deferred

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
ENTRIES: Final = ("/api/auth/", "/api/invites/")
LOADED_BY_EVERY_PAGE: Final = ("/api/auth/me", "/api/auth/providers", "/api/auth/sessions")

Body = TypeVar("Body", bound=Struct)


def endpoint(route: Route) -> Callable[..., Awaitable[Reply]]:
    """A Microdot handler that answers with the route's Result, or with the GlintError that it raised.

    Effects run after the answer: they can neither delay nor fail it.
    """

    async def handle(request: Request, **path: str) -> Reply:
        ctx: Context = request.g.ctx
        try:
            await _open(ctx, request, route, link_token=path["token"] if route.by_link else "")
            body = {} if route.body is None else {"body": decode(request, route.body, route.body_max_bytes)}
            result = await route.handler(ctx, **path, **body)
            if ctx.is_large:
                await count_bulk(ctx)
        except GlintError as error:
            request_log.log_refusal(ctx, request, error)
            effects = error.effects
            reply = page_of(error) if route.page and accepts_html(ctx) else rendered(error)
        except Exception as error:  # noqa: BLE001 - the outer edge of a request
            request_log.log_failure(ctx, request, error)
            effects, reply = Effects(), rendered(Internal())
        else:
            effects, reply = result.effects, UPGRADED if ctx.upgrade is not None else Reply.of(ctx, result)
        if ctx.push is not None and effects:
            ctx.defer(apply_effects(ctx, effects))
        if ctx.deferred_writes:
            ctx.defer(commit_deferred(ctx.directory, ctx.deferred_writes))
        return finish(ctx, request, reply)

    return handle


async def _open(ctx: Context, request: Request, route: Route, link_token: str) -> None:
    """Fill in what the client sent, and refuse what no route would take.

    Raises RateLimited, OriginNotAllowed, NotSignedIn without a session's cookie or a token, InvalidToken, OutOfScope,
    NotFound for a route that this deployment has not enabled, and Invalid for an Idempotency-Key that is too long.
    """
    safe = request.method in SAFE_METHODS
    ctx.caller = caller = guest_of(link_token) if route.by_link else caller_of(ctx)
    ctx.bulk, ctx.scope = route.bulk, route.scope
    if ctx.limiter is not None:
        ctx.person_limit = route.limit or ("reads" if safe else "user")
        if route.by_link or not route.public:
            await admit_known(ctx)
        await _admit_address(ctx, request)
    ctx.query = request.args
    if caller.by_token:
        _check_token(caller, route)
    elif not safe or route.own_pages:
        _check_origin(ctx)
    if not (route.public or caller.token_hashes):
        raise NotSignedIn
    if route.enabled is not None and not route.enabled(ctx):
        raise NotFound
    key = "" if safe else (request.headers.get("Idempotency-Key") or "")
    if len(key) > limits.IDEMPOTENCY_KEY_MAX_CHARS:
        raise Invalid(f"`Idempotency-Key` may have {limits.IDEMPOTENCY_KEY_MAX_CHARS} characters at most.")
    ctx.now_ms = ctx.clock()
    ctx.caller = replace(
        caller,
        now=instant(ctx.now_ms),
        key=key,
        fingerprint=_fingerprint(request) if key else "",
        log_quota=ctx.settings.log_quota,
    )


def _check_token(caller: Caller, route: Route) -> None:
    """Raise InvalidToken for what no access token looks like, and OutOfScope where none is taken."""
    if not caller.token_hashes:
        raise InvalidToken
    if route.scope is None:
        raise OutOfScope


def _check_origin(ctx: Context) -> None:
    """Raise OriginNotAllowed for a page of another site, to which a browser may have added the cookie.

    Programs send no Origin.
    """
    origin = ctx.headers.get("Origin")
    if origin and origin not in (ctx.origin, *ctx.settings.allowed_origins):
        raise OriginNotAllowed


async def _admit_address(ctx: Context, request: Request) -> None:
    """Raise RateLimited when this network sends too much, or tries too often to sign in or to join."""
    network = network_of(request.headers.get("CF-Connecting-IP") or "unknown")
    await check_limit(ctx, "address", network)
    if request.path.startswith(ENTRIES) and not request.path.startswith(LOADED_BY_EVERY_PAGE):
        await check_limit(ctx, "entry", network)


def decode(request: Request, model: type[Body], max_bytes: int = limits.BODY_MAX_BYTES) -> Body:
    """The request's body. It may be empty where all fields of the model have defaults.

    Raises BodyTooLarge, NotJson for the content type, InvalidJson, and Invalid, which names the field.
    """
    body = request.body or b""
    if max(len(body), request.content_length) > max_bytes:  # what is larger may have been drained, not read
        raise BodyTooLarge.over(max_bytes)
    if body and (request.content_type or "").split(";")[0].strip().lower() != "application/json":
        raise NotJson
    try:
        return msgspec.json.decode(body or b"{}", type=model)
    except msgspec.ValidationError as error:
        raise Invalid(_sentence(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InvalidJson from None


def _sentence(message: str) -> str:
    """The message of msgspec, which names the field as a path (`$.title`), as a sentence."""
    text, _, path = message.partition(" - at `$")
    field = path.rstrip("`").lstrip(".")
    return f"`{field}`: {text}." if field else f"{text}."


def _fingerprint(request: Request) -> str:
    """What makes a request the same one: method, path with query, and body."""
    head = f"{request.method} {request.url}\n".encode()
    return hashlib.sha256(head + (request.body or b"")).hexdigest()
