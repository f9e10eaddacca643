"""The live connection: authorised here, then handed to the team's object with who it is for."""

from __future__ import annotations

from typing import Final

import msgspec
from microdot import Microdot, Request, Response

from actions import live
from actions.call import Push, PushFailed
from actions.instants import epoch_ms, instant
from actions.sets import view_set
from domain.errors import Conflict, PushUnavailable, UpgradeRequired
from domain.models import PresentUser
from domain.viewer import Viewer
from routes.endpoint import Reply, endpoint
from routes.scope import call_of, check_origin, scope_of

routes = Microdot()

CONNECT_ATTEMPTS_MAX: Final = len(live.RETRY_AFTER_S) + 1


@routes.get("/api/teams/<team_id>/sets/<set_id>/ws")
@endpoint
async def connect(request: Request, team_id: str, set_id: str) -> Response:
    """Open a socket on a set.

    It is authorised once more when somebody's access changed meanwhile, and when the object was out of reach for a
    moment. PushFailed if it stays so.
    """
    check_origin(request)
    scope = scope_of(request)
    for attempt in range(CONNECT_ATTEMPTS_MAX):
        push, viewer = await _authorise(request, team_id, set_id)
        try:
            scope.upgrade = await push.connect(team_id, viewer)
        except PushFailed as error:
            if not live.may_retry(error, attempt):
                raise
            await live.wait_to_retry(attempt)
        if scope.upgrade is not None:
            return Reply("", 101)
    raise Conflict


async def _authorise(request: Request, team_id: str, set_id: str) -> tuple[Push, Viewer]:
    """Who may view the set, and where to; a new viewer at each attempt, which may leave a dead socket behind."""
    scope, call, asked_ms = scope_of(request), call_of(request), scope_of(request).clock()
    who = await view_set(msgspec.structs.replace(call, now=instant(asked_ms)), team_id, set_id)
    if scope.push is None:
        raise PushUnavailable
    if (request.headers.get("Upgrade") or "").lower() != "websocket":
        raise UpgradeRequired
    return scope.push, Viewer(
        id=scope.new_id(),
        set_id=set_id,
        user=PresentUser(id=who.user_id, name=who.access.display_name, avatar_url=who.access.avatar_url),
        token_hash=call.token_hash or "",
        session_ends_ms=epoch_ms(who.access.session_expires_at),
        authorised_ms=asked_ms,
        seq=who.todo_set.seq,
    )
