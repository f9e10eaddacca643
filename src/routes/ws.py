"""The live connection: authorized here, then handed to the team's object with the viewer it is for."""

from __future__ import annotations

from typing import Final

import msgspec

from actions.lists import view_set
from actions.result import Result
from context import Context
from domain import errors
from domain.errors import Conflict, PushUnavailable, UpgradeRequired
from domain.instants import epoch_ms, instant
from domain.models import PresentUser
from domain.viewer import NO_SET, Viewer
from live.effects import RETRY_AFTER_S, may_retry, wait_to_retry
from ports import Push, PushFailed
from routes.router import Router

routes = Router(scope="read")

CONNECT_ATTEMPTS_MAX: Final = len(RETRY_AFTER_S) + 1


REFUSALS: Final = (
    errors.OriginNotAllowed,
    errors.Conflict,
    errors.LimitReached,
    errors.UpgradeRequired,
    errors.PushUnavailable,
)


@routes.get(
    "/api/teams/<team_id>/sets/<set_id>/ws", None, status=101, own_pages=True, limit="sockets", refusals=REFUSALS
)
async def connect(ctx: Context, team_id: str, set_id: str) -> Result:
    """Open a socket on a list. Raises PushFailed."""
    return await connect_to(ctx, team_id, set_id)


@routes.get("/api/teams/<team_id>/ws", None, status=101, own_pages=True, limit="sockets", refusals=REFUSALS)
async def connect_to_team(ctx: Context, team_id: str) -> Result:
    """Open a socket for a team's hints, on none of its lists. Raises PushFailed."""
    return await connect_to(ctx, team_id, NO_SET)


async def connect_to(ctx: Context, team_id: str, set_id: str) -> Result:
    """Hand the upgrade to the team's object.

    The viewer is authorized again when access changed in the team meanwhile, and when the object was out of reach
    for a moment. Raises PushFailed if it stays so.
    """
    for attempt in range(CONNECT_ATTEMPTS_MAX):
        if attempt:
            ctx.now_ms = ctx.clock()
            ctx.caller = msgspec.structs.replace(ctx.caller, now=instant(ctx.now_ms))
        push, viewer = await _authorize(ctx, team_id, set_id)
        try:
            ctx.upgrade = await push.connect(team_id, viewer)
        except PushFailed as error:
            if not may_retry(error, attempt):
                raise
            await wait_to_retry(attempt)
        if ctx.upgrade is not None:
            return Result(answer="", status=101)
    raise Conflict


async def _authorize(ctx: Context, team_id: str, set_id: str) -> tuple[Push, Viewer]:
    """Where to connect, and a new viewer at each attempt, as one that failed may leave a dead socket behind."""
    authorized_ms = ctx.now_ms
    upgrades = (ctx.headers.get("Upgrade") or "").lower() == "websocket"
    state = await view_set(ctx, team_id, set_id, connects=upgrades and ctx.push is not None)
    if ctx.push is None:
        raise PushUnavailable
    if not upgrades:
        raise UpgradeRequired
    return ctx.push, Viewer(
        id=ctx.new_id(),
        set_id=set_id,
        user=PresentUser(id=state.user.id, name=state.user.display_name, avatar_url=state.user.avatar_url),
        token_hash=state.session.token_hash,
        session_ends_ms=epoch_ms(state.session.expires_at),
        authorized_ms=authorized_ms,
        seq=state.seq,
        guest=state.facts.guest,
    )
