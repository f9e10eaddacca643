"""The live connection: authorised here, then handed to the team's object with who it is for."""

from __future__ import annotations

from typing import Final

import msgspec
from microdot import Microdot, Request, Response

from actions.instants import epoch_ms, instant
from actions.sets import view_set
from domain.errors import Conflict, PushUnavailable, UpgradeRequired
from domain.models import PresentUser
from domain.viewer import Viewer
from routes.endpoint import Reply, endpoint
from routes.scope import call_of, check_origin, scope_of

routes = Microdot()

CONNECT_ATTEMPTS_MAX: Final = 3


@routes.get("/api/teams/<team_id>/sets/<set_id>/ws")
@endpoint
async def connect(request: Request, team_id: str, set_id: str) -> Response:
    """Open a socket on a set. When somebody's access changed meanwhile, who asks is authorised once more."""
    scope, call = scope_of(request), call_of(request)
    check_origin(request)
    for _ in range(CONNECT_ATTEMPTS_MAX):
        asked_ms = scope.clock()
        who = await view_set(msgspec.structs.replace(call, now=instant(asked_ms)), team_id, set_id)
        if (request.headers.get("Upgrade") or "").lower() != "websocket":
            raise PushUnavailable if scope.push is None else UpgradeRequired
        if scope.push is None:
            raise PushUnavailable
        viewer = Viewer(
            id=scope.new_id(),
            set_id=set_id,
            user=PresentUser(id=who.user_id, name=who.access.display_name, avatar_url=who.access.avatar_url),
            token_hash=call.token_hash or "",
            session_ends_ms=epoch_ms(who.access.session_expires_at),
            authorised_ms=asked_ms,
            seq=who.todo_set.seq,
        )
        scope.upgrade = await scope.push.connect(team_id, viewer)
        if scope.upgrade is not None:
            return Reply("", 101)
    raise Conflict
