"""A list by its share link, for people who do not sign in. `token` is the link's own."""

from __future__ import annotations

from actions import lists, shared
from actions.result import Result
from context import Context
from domain import answers, errors
from routes import ws
from routes.query import seq_in
from routes.router import Router

routes = Router()


@routes.get("/api/shared/<token>", answers.SharedTodos, public=True, by_link=True, bulk=True)
async def show_list(ctx: Context, token: str) -> Result:  # noqa: ARG001 - `endpoint` has read it
    """The list of a share link, its todos, and the `seq` that they are exact for."""
    return await shared.show_list(ctx)


@routes.get("/api/shared/<token>/events", answers.Events, query={"since": answers.Seq}, public=True, by_link=True,
            refusals=(errors.Resync,), bulk=True)  # fmt: skip
async def list_shared_events(ctx: Context, token: str) -> Result:  # noqa: ARG001 - `endpoint` has read it
    """The list's events after `since`."""
    team_id, set_id = await shared.locate(ctx)
    return await lists.list_events(ctx, team_id, set_id, seq_in(ctx, "since", 0))


@routes.get("/api/shared/<token>/ws", None, status=101, public=True, by_link=True, own_pages=True, limit="sockets",
            refusals=ws.REFUSALS)  # fmt: skip
async def connect_by_link(ctx: Context, token: str) -> Result:  # noqa: ARG001 - `endpoint` has read it
    """Open a socket on the list of a share link. Raises PushFailed."""
    return await ws.connect_to(ctx, *await shared.locate(ctx))
