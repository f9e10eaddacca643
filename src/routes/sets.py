"""Lists (`set` in the code and on the wire), their todos, and the log of each."""

from __future__ import annotations

from functools import partial

from actions import lists
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors, limits
from domain.inputs import EMPTY, Nothing, SetChange, SetName, SetOrder
from domain.rules import sets as rules
from domain.state import Target
from routes.query import seq_in
from routes.router import Router

routes = Router(scope="manage")


@routes.get("/api/teams/<team_id>/sets/<set_id>/todos", answers.Todos, bulk=True)
async def list_todos(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's todos, and the `seq` that they are exact for."""
    return await lists.list_todos(ctx, team_id, set_id)


@routes.get("/api/teams/<team_id>/sets/<set_id>/events", answers.Events, query={"since": answers.Seq},
            refusals=(errors.Resync,), bulk=True)  # fmt: skip
async def list_events(ctx: Context, team_id: str, set_id: str) -> Result:
    """The events after `since`."""
    return await lists.list_events(ctx, team_id, set_id, seq_in(ctx, "since", 0))


@routes.get("/api/teams/<team_id>/sets", answers.Sets)
async def list_sets(ctx: Context, team_id: str) -> Result:
    """The team's lists."""
    return await lists.list_sets(ctx, team_id)


@routes.post("/api/teams/<team_id>/sets", answers.OneSet, body=SetName, status=201, refusals=(errors.LimitReached,))
async def create_set(ctx: Context, team_id: str, body: SetName) -> Result:
    """Add a list, last in the team."""
    rule = partial(rules.create_set, new_id=ctx.new_id())
    return await mutate(ctx, Target(team_id=team_id, counted="sets"), rule, body, status=201)


@routes.post("/api/teams/<team_id>/sets/reorder", answers.Ok, body=SetOrder, bulk=True)
async def reorder_sets(ctx: Context, team_id: str, body: SetOrder) -> Result:
    """Give lists other positions, all or none."""
    ctx.is_large = len(body.items) > limits.BULK_ITEMS
    return await mutate(ctx, Target(team_id=team_id, set_order=body.items), rules.reorder_sets, body)


@routes.patch("/api/teams/<team_id>/sets/<set_id>", answers.OneSet, body=SetChange)
async def update_set(ctx: Context, team_id: str, set_id: str, body: SetChange) -> Result:
    """Rename a list, or choose whether completed todos are shown apart, and whether all are opened every day."""
    rule = partial(rules.update_set, local_time=ctx.local_time)
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id), rule, body)


@routes.delete("/api/teams/<team_id>/sets/<set_id>", answers.Ok, body=Nothing, refusals=(errors.LimitReached,))
async def delete_set(ctx: Context, team_id: str, set_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a list with its todos; it is kept for 30 days."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, counted="deleted sets"), rules.delete_set, body)


@routes.get("/api/teams/<team_id>/deleted-sets", answers.DeletedSets)
async def list_deleted_sets(ctx: Context, team_id: str) -> Result:
    """The team's deleted lists that the reader may restore, the last one first."""
    return await lists.list_deleted_sets(ctx, team_id)


@routes.delete("/api/teams/<team_id>/deleted-sets/<set_id>", answers.Ok, body=Nothing)
async def purge_set(ctx: Context, team_id: str, set_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a deleted list for good, with every text of it in logs and remembered answers."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, deleted_set_id=set_id), rules.purge_set, body)


@routes.post("/api/teams/<team_id>/sets/<set_id>/restore", answers.OneSet, body=Nothing,
             refusals=(errors.LimitReached,))  # fmt: skip
async def restore_set(ctx: Context, team_id: str, set_id: str, body: Nothing = EMPTY) -> Result:
    """Undo the deletion of a list."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, deleted_set_id=set_id), rules.restore_set, body)
