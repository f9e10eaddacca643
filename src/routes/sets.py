"""Sets, and the log of each."""

from __future__ import annotations

from typing import Final

from microdot import Microdot, Request

from actions import sets
from actions.call import Outcome
from domain.errors import Invalid
from domain.inputs import Nothing, SetChange, SetName, SetOrder
from routes.endpoint import decode, endpoint
from routes.scope import call_of

routes = Microdot()

SEQ_MAX_DIGITS: Final = 15


@routes.get("/api/teams/<team_id>/sets")
@endpoint
async def list_sets(request: Request, team_id: str) -> Outcome:
    """The team's sets."""
    return await sets.list_sets(call_of(request), team_id)


@routes.post("/api/teams/<team_id>/sets")
@endpoint
async def create_set(request: Request, team_id: str) -> Outcome:
    """A new set."""
    return await sets.create_set(call_of(request), team_id, decode(request, SetName))


@routes.post("/api/teams/<team_id>/sets/reorder")
@endpoint
async def reorder_sets(request: Request, team_id: str) -> Outcome:
    """Another order of sets."""
    return await sets.reorder_sets(call_of(request), team_id, decode(request, SetOrder))


@routes.patch("/api/teams/<team_id>/sets/<set_id>")
@endpoint
async def update_set(request: Request, team_id: str, set_id: str) -> Outcome:
    """Another name or look."""
    return await sets.update_set(call_of(request), team_id, set_id, decode(request, SetChange))


@routes.delete("/api/teams/<team_id>/sets/<set_id>")
@endpoint
async def delete_set(request: Request, team_id: str, set_id: str) -> Outcome:
    """The end of a set."""
    decode(request, Nothing)
    return await sets.delete_set(call_of(request), team_id, set_id)


@routes.get("/api/teams/<team_id>/sets/<set_id>/events")
@endpoint
async def list_events(request: Request, team_id: str, set_id: str) -> Outcome:
    """What happened after `since`."""
    since = request.args.get("since") or "0"
    if not (since.isascii() and since.isdigit() and len(since) <= SEQ_MAX_DIGITS):
        raise Invalid("`since` must be a whole number, 0 or more.")
    return await sets.list_events(call_of(request), team_id, set_id, int(since))
