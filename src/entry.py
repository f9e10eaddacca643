"""The composition root: the classes that wrangler.jsonc names, put together from the layers."""

from __future__ import annotations

import functools
import secrets
from types import SimpleNamespace
from typing import Any

from workers import Request, WorkerEntrypoint

from actions.housekeeping import find_undelivered, prune_old
from actions.renewal import renew_lists
from cf.background import defer
from cf.bindings import variable
from cf.console import log_to_console
from cf.d1 import database
from cf.event_loop import use_microtasks
from cf.globals import function
from cf.handlers import handler
from cf.limiter import limiter
from cf.log import request_log
from cf.metrics import metrics
from cf.outside import Internet
from cf.requests import Headers, body_of, origin_of, request_id_of, response_of
from cf.team import team_objects
from cf.zones import local_time
from context import Context, CountingDatabase
from domain.log_quota import DEFAULT_QUOTA, LogBytes
from domain.outgoing import Outgoing
from domain.published import PublishedTexts
from domain.settings import Settings
from domain.version import VERSION
from durable_objects.todo_sync import TodoSync
from live.effects import apply_effects
from routes.app import answer, body_limit, make_app
from routes.reply import last_resort
from store.cache import StateCache
from store.refusals import Refusals

__all__ = ["Default", "TodoSync"]

TOKEN_BYTES = 32

log_to_console()
_app = make_app()
_published = PublishedTexts()
_cache = StateCache()
_refusals = Refusals()
_outgoing = Outgoing()


@handler
async def fetch(request: Request, *_: object) -> Any:
    """Answer one request; whatever escapes is answered as an internal error."""
    use_microtasks()
    raw = request.js_object
    headers, url = Headers(raw.headers), raw.url
    request_id, ctx = request_id_of(headers), None
    try:
        ctx = context_of(origin_of(url), request_id)
        body = await body_of(raw, headers, body_limit(url))
        reply = await answer(_app, ctx, raw.method, url, headers, body)
        if ctx.upgrade is not None:
            return ctx.upgrade
        return response_of(reply.status_code, reply.headers, reply.answer, head=reply.is_head)
    except Exception as error:  # noqa: BLE001 - the outer edge of the Worker
        reply = last_resort(error, request_id, ctx.db.trips if ctx else 0)
        return response_of(reply.status_code, reply.headers, reply.answer, head=raw.method == "HEAD")


def context_of(origin: str, request_id: str) -> Context:
    """The surroundings of one request, or of one run of the cron trigger."""
    clock = function("Date.now")
    return Context(
        settings=settings(),
        db=CountingDatabase(database()),
        push=team_objects(),
        origin=origin,
        clock=clock,
        new_id=function("crypto.randomUUID"),
        new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        local_time=local_time,
        defer=defer,
        request_id=request_id,
        limiter=limiter(),
        refusals=_refusals,
        outgoing=_outgoing,
        cache=_cache,
        outside=Internet(_published),
        started_ms=clock(),
        log=request_log(),
        metrics=metrics(),
    )


@handler
async def scheduled(*_: object) -> None:
    """Renew the lists that are due, drop what is older than Glint promises to keep, and deliver what was left."""
    now_ms = function("Date.now")()
    renewed = await renew_lists(database(), now_ms, local_time)
    await apply_effects(context_of("", "cron"), renewed)
    await prune_old(database(), now_ms)
    await apply_effects(context_of("", "cron"), await find_undelivered(database(), now_ms))


_handlers = SimpleNamespace(fetch=fetch, scheduled=scheduled)


class Default(WorkerEntrypoint):
    """The Worker: HTTP under /api, and the cron trigger. The platform sees here what it handles."""

    def __new__(cls, *_args: Any) -> Any:
        """What handles an event: one object for all of them, as nothing is kept of one.

        For an instance of its own the SDK would wrap the event's context and bindings, which are not used from there
        (docs/adr/0017).
        """
        return _handlers

    async def fetch(self, request: Request) -> Any:
        """As the function."""
        return await fetch(request)

    async def scheduled(self) -> None:
        """As the function."""
        await scheduled()


@functools.cache
def settings() -> Settings:
    """This deployment's choices, from its variables."""
    origins = variable("ALLOWED_ORIGINS").split(",")
    return Settings(
        version=VERSION,
        dev_login=variable("DEV_LOGIN") == "true",
        oidc_providers=variable("OIDC_PROVIDERS"),
        oidc_client_secrets=variable("OIDC_CLIENT_SECRETS"),
        log_quota=LogBytes(
            person=int(variable("LOG_BYTES_PER_PERSON") or DEFAULT_QUOTA.person),
            team=int(variable("LOG_BYTES_PER_TEAM") or DEFAULT_QUOTA.team),
        ),
        local_webhooks=variable("LOCAL_WEBHOOKS") == "true",
        allowed_origins=frozenset(origin.strip().rstrip("/").lower() for origin in origins if origin.strip()),
    )
