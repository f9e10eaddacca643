"""What the composition root hands to the routes, and what a route needs of one request."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from microdot import Request
from msgspec import Struct, field

from actions.call import Call, Push
from actions.instants import instant
from actions.invites import digest
from actions.provider import Outside
from domain import limits
from domain.devices import device_of
from domain.errors import Invalid, OriginNotAllowed
from domain.metrics import Metrics
from domain.providers import Configured, configured
from routes.limiting import Limiter, admit_user
from store.database import Counted, Statement
from store.memory import Memory

COOKIE: Final = "session"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Settings(Struct, frozen=True, kw_only=True):
    """What a deployment can choose; docs/settings.md lists the variables."""

    version: str
    dev_login: bool = False
    oidc_providers: str = ""
    oidc_client_secrets: str = ""
    allowed_origins: frozenset[str] = frozenset()

    @property
    def ways(self) -> Configured:
        """The providers to sign in with. SignInMisconfigured where they are not set up correctly."""
        return configured(self.oidc_providers, self.oidc_client_secrets)


class Scope(Struct, kw_only=True):
    """One request's surroundings.

    `origin` is this server's own, as the client addressed it; `request_id` is told to the client and to the log.
    `notes` are what the actions want noted once the answer is on its way. `started_ms` is when the request
    came, by `clock`; `log` takes a line about it, and is None where nobody wants one.
    """

    settings: Settings
    db: Counted
    push: Push | None
    origin: str
    clock: Callable[[], float]
    new_id: Callable[[], str]
    new_token: Callable[[], str]
    defer: Callable[[Awaitable[None]], None]
    outside: Outside
    request_id: str = ""
    limiter: Limiter | None = None
    memory: Memory | None = None
    upgrade: object | None = None
    notes: list[Statement] = field(default_factory=list)
    started_ms: float = 0.0
    log: Callable[[str], None] | None = None
    metrics: Metrics | None = None


def scope_of(request: Request) -> Scope:
    """The surroundings of this request."""
    scope: Scope = request.g.scope
    return scope


def call_of(request: Request) -> Call:
    """The request as the actions see it. Invalid when the Idempotency-Key is too long."""
    scope = scope_of(request)
    token = request.cookies.get(COOKIE)
    key = request.headers.get("Idempotency-Key") or ""
    if len(key) > limits.IDEMPOTENCY_KEY_MAX_CHARS:
        raise Invalid(f"`Idempotency-Key` may have {limits.IDEMPOTENCY_KEY_MAX_CHARS} characters at most.")
    now_ms = scope.clock()
    safe = request.method in SAFE_METHODS
    return Call(
        db=scope.db,
        now_ms=now_ms,
        now=instant(now_ms),
        token_hash=digest(token) if token else None,
        key="" if safe else key,
        fingerprint=_fingerprint(request) if key else "",
        new_id=scope.new_id,
        new_token=scope.new_token,
        admit=None if safe or scope.limiter is None else admit_user(scope.limiter),
        afterwards=scope.notes.append,
        memory=scope.memory,
        metrics=scope.metrics,
    )


def device_name(request: Request) -> str:
    """What kind of browser asks, in words."""
    return device_of(request.headers.get("User-Agent") or "")


def session_cookie(token: str, max_age_s: int) -> str:
    """The `Set-Cookie` of a session; with '' and 0 it takes the cookie away."""
    return f"{COOKIE}={token}; Path=/; Max-Age={max_age_s}; HttpOnly; Secure; SameSite=Lax"


def target_of(url: str) -> str:
    """Path and query of a URL as Microdot takes them: it parses only well-formed queries, and cuts at any `?`."""
    parts = urlsplit(url)
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    path = unquote(parts.path).replace("?", "%3F")
    return f"{path}?{query}" if query else path


def check_origin(request: Request) -> None:
    """OriginNotAllowed when a page of another site sent this; what is no browser sends no Origin."""
    scope, origin = scope_of(request), request.headers.get("Origin")
    if origin and origin != scope.origin and origin not in scope.settings.allowed_origins:
        raise OriginNotAllowed


def _fingerprint(request: Request) -> str:
    """What makes a request the same one: method, path and body."""
    head = f"{request.method} {request.path}\n".encode()
    return hashlib.sha256(head + (request.body or b"")).hexdigest()
