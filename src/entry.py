"""The composition root: the classes that wrangler.jsonc names, put together from the layers."""

from __future__ import annotations

import functools
import secrets
from typing import Any, Self

from workers import Request, WorkerEntrypoint

from actions.housekeeping import prune_old
from actions.published import Published
from actions.sessions import session_ends
from cf.background import defer
from cf.bindings import variable
from cf.console import log_to_console
from cf.d1 import database
from cf.event_loop import use_microtasks
from cf.globals import function
from cf.limiter import limiter
from cf.log import request_log
from cf.metrics import metrics
from cf.outside import Internet
from cf.requests import origin_of, request_id_of, serve
from cf.team import team_objects
from durable_objects.todo_sync import TodoSync
from routes.app import make_app
from routes.scope import Scope, Settings
from store.database import Counted
from store.memory import Memory

__all__ = ["Default", "TodoSync"]

VERSION = "0.1.0"
TOKEN_BYTES = 32

log_to_console()
_app = make_app()
_published = Published()
_memory = Memory()

# The object asks for nothing else of the database, and knows nothing of its tables.
TodoSync.session_ends = staticmethod(lambda token_hashes: session_ends(database(), token_hashes))


async def fetch(request: Request) -> Any:
    """Answer one request."""
    use_microtasks()
    raw, now = request.js_object, function("Date.now")
    scope = Scope(
        settings=settings(),
        db=Counted(database()),
        push=team_objects(),
        origin=origin_of(raw),
        clock=now,
        new_id=function("crypto.randomUUID"),
        new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        defer=defer,
        request_id=request_id_of(raw),
        limiter=limiter(),
        memory=_memory,
        outside=Internet(_published),
        started_ms=now(),
        log=request_log(),
        metrics=metrics(),
    )
    return await serve(_app, raw, scope)


class Default(WorkerEntrypoint):
    """The Worker: HTTP under /api, and the cron trigger."""

    def __new__(cls, *_args: Any) -> Self:
        """An instance, which the platform makes for each event, with the one function that answers requests.

        The platform looks at the signature of what it calls and remembers it, function by function. A method
        would be another one in each instance, and be looked at each time, for 0.1 ms (docs/adr/0017).
        """
        entrypoint = super().__new__(cls)
        entrypoint.fetch = fetch  # type: ignore[method-assign]  # as the docstring says
        return entrypoint

    async def fetch(self, request: Request) -> Any:
        """Answer one request."""
        return await fetch(request)

    async def scheduled(self, *_args: Any) -> None:
        """Drop what is older than Glint promises to keep."""
        await prune_old(database(), function("Date.now")())


@functools.cache
def settings() -> Settings:
    """This deployment's choices, from its variables."""
    origins = variable("ALLOWED_ORIGINS").split(",")
    return Settings(
        version=VERSION,
        dev_login=variable("DEV_LOGIN") == "true",
        oidc_providers=variable("OIDC_PROVIDERS"),
        oidc_client_secrets=variable("OIDC_CLIENT_SECRETS"),
        allowed_origins=frozenset(origin.strip() for origin in origins if origin.strip()),
    )
