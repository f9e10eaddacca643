"""Taking lists in and out: imports, all or nothing, and the comments and descriptions of a whole list for an export.

Files are read and written by clients, in whichever format; here is one shape, a todo a line (docs/adr/0036).
"""

from __future__ import annotations

from functools import partial

from actions import comments, lists
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors, limits
from domain.inputs import SetImport, TodosImport
from domain.rules import imports as rules
from domain.state import Import, Target
from routes.router import Router

routes = Router(scope="write")


@routes.post("/api/teams/<team_id>/sets/import", answers.Imported, body=SetImport, status=201, bulk=True,
             scope="manage", body_max_bytes=limits.IMPORT_MAX_BYTES, refusals=(errors.LimitReached,))  # fmt: skip
async def import_set(ctx: Context, team_id: str, body: SetImport) -> Result:
    """Import todos as a new list, last in the team."""
    target = Target(team_id=team_id, imported=Import(people=rules.people_in(body.todos), new_set=True))
    rule = partial(rules.import_set, new_id=ctx.new_id, local_time=ctx.local_time)
    ctx.is_large = True
    return await mutate(ctx, target, rule, body, status=201)


@routes.post("/api/teams/<team_id>/sets/<set_id>/import", answers.Imported, body=TodosImport, bulk=True,
             body_max_bytes=limits.IMPORT_MAX_BYTES, refusals=(errors.LimitReached, errors.SetFull))  # fmt: skip
async def import_todos(ctx: Context, team_id: str, set_id: str, body: TodosImport) -> Result:
    """Import todos into a list: last, or in place of all that it has, which go to the trash."""
    target = Target(
        team_id=team_id, set_id=set_id, imported=Import(people=rules.people_in(body.todos), replaces=body.replace)
    )
    rule = partial(rules.import_todos, new_id=ctx.new_id, local_time=ctx.local_time)
    ctx.is_large = True
    return await mutate(ctx, target, rule, body)


@routes.get("/api/teams/<team_id>/sets/<set_id>/comments", answers.CommentsOfSet, query={"after": str}, bulk=True)
async def list_comments_of_set(ctx: Context, team_id: str, set_id: str) -> Result:
    """The comments on all todos of a list, for an export; `after` is the `next` of the answer before."""
    return _counted(ctx, await comments.list_comments_of_set(ctx, team_id, set_id, ctx.query.get("after") or ""))


@routes.get("/api/teams/<team_id>/sets/<set_id>/descriptions", answers.Descriptions, query={"after": str}, bulk=True)
async def list_descriptions(ctx: Context, team_id: str, set_id: str) -> Result:
    """The descriptions of all todos of a list, for an export; `after` is the `next` of the answer before."""
    return _counted(ctx, await lists.list_descriptions(ctx, team_id, set_id, ctx.query.get("after") or ""))


def _counted(ctx: Context, page: Result) -> Result:
    """Count a page as large by its length: a team has many lists, of most of which little is to be exported."""
    ctx.is_large = len(page.text) > limits.BULK_PAGE_CHARS
    return page
