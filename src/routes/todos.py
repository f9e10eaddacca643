"""Todos."""

from __future__ import annotations

from functools import partial

from msgspec import UNSET

from actions import mine
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors, limits
from domain.inputs import EMPTY, Assignees, Claim, Completion, NewTodo, Nothing, TodoChange, TodoMove, TodoOrder
from domain.rules import todos as rules
from domain.state import Destination, Target
from routes.router import Router

routes = Router(scope="write")


@routes.patch("/api/teams/<team_id>/todos/<todo_id>", answers.OkSeq, body=TodoChange)
async def update_todo(ctx: Context, team_id: str, todo_id: str, body: TodoChange) -> Result:
    """Change a todo's title, description, completion, position or when it is due."""
    rule = partial(rules.update_todo, local_time=ctx.local_time)
    target = Target(team_id=team_id, todo_id=todo_id, description=body.description is not UNSET)
    return await mutate(ctx, target, rule, body)


@routes.post("/api/teams/<team_id>/sets/<set_id>/todos", answers.OneTodo, body=NewTodo, status=201,
             refusals=(errors.IdTaken, errors.SetFull))  # fmt: skip
async def create_todo(ctx: Context, team_id: str, set_id: str, body: NewTodo) -> Result:
    """Add a todo, last in its list."""
    target = Target(team_id=team_id, set_id=set_id, parent_id=body.parent_id or "")
    rule = partial(rules.create_todo, new_id=ctx.new_id(), local_time=ctx.local_time)
    return await mutate(ctx, target, rule, body, status=201)


@routes.post("/api/teams/<team_id>/sets/<set_id>/todos/complete", answers.OkSeq, body=Completion, bulk=True)
async def complete_todos(ctx: Context, team_id: str, set_id: str, body: Completion) -> Result:
    """Complete or reopen several todos of a list, as one change; those that are gone are left out."""
    ctx.is_large = len(body.ids) > limits.BULK_ITEMS
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, todo_ids=body.ids), rules.complete_todos, body)


@routes.post("/api/teams/<team_id>/todos/reorder", answers.OkSeq, body=TodoOrder, bulk=True)
async def reorder_todos(ctx: Context, team_id: str, body: TodoOrder) -> Result:
    """Give todos of one list other positions, all or none."""
    ctx.is_large = len(body.items) > limits.BULK_ITEMS
    target = Target(team_id=team_id, set_id=body.set_id, todo_order=body.items)
    return await mutate(ctx, target, rules.reorder_todos, body)


@routes.post("/api/teams/<team_id>/todos/<todo_id>/move", answers.OkSeq, body=TodoMove, refusals=(errors.SetFull,))
async def move_todo(ctx: Context, team_id: str, todo_id: str, body: TodoMove) -> Result:
    """Move a todo with all below it: below another todo, to the top level, or to another list of the team."""
    place = Destination(set_id="" if body.set_id is UNSET else body.set_id, parent_id=body.parent_id)
    return await mutate(ctx, Target(team_id=team_id, todo_id=todo_id, destination=place), rules.move_todo, body)


@routes.delete("/api/teams/<team_id>/todos/<todo_id>", answers.OkSeq, body=Nothing)
async def delete_todo(ctx: Context, team_id: str, todo_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a todo and its sub-todos."""
    return await mutate(ctx, Target(team_id=team_id, todo_id=todo_id), rules.delete_todo, body)


@routes.post(
    "/api/teams/<team_id>/todos/<todo_id>/restore",
    answers.OkSeq,
    body=Nothing,
    refusals=(errors.IdTaken, errors.SetFull),
)
async def restore_todo(ctx: Context, team_id: str, todo_id: str, body: Nothing = EMPTY) -> Result:
    """Undo the deletion of a todo and its sub-todos."""
    target = Target(team_id=team_id, todo_id=todo_id, deleted_id=todo_id)
    return await mutate(ctx, target, rules.restore_todo, body)


@routes.delete("/api/teams/<team_id>/deleted-todos/<todo_id>", answers.Ok, body=Nothing, refusals=(errors.IdTaken,))
async def purge_todo(ctx: Context, team_id: str, todo_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a deleted todo and its sub-todos for good, with every text of them in logs and remembered answers."""
    target = Target(team_id=team_id, todo_id=todo_id, deleted_id=todo_id)
    return await mutate(ctx, target, rules.purge_todo, body)


@routes.post("/api/teams/<team_id>/todos/<todo_id>/claim", answers.Claimed, body=Claim,
             refusals=(errors.AlreadyClaimed,))  # fmt: skip
async def claim_todo(ctx: Context, team_id: str, todo_id: str, body: Claim) -> Result:
    """Claim a todo, release it, or toggle."""
    return await mutate(ctx, Target(team_id=team_id, todo_id=todo_id), rules.claim_todo, body)


@routes.put("/api/teams/<team_id>/todos/<todo_id>/assignees", answers.OkSeq, body=Assignees)
async def assign_todo(ctx: Context, team_id: str, todo_id: str, body: Assignees) -> Result:
    """Say whose a todo is: up to 10 members, or nobody."""
    target = Target(team_id=team_id, todo_id=todo_id, assignees=body.assignees)
    return await mutate(ctx, target, rules.assign_todo, body)


@routes.get("/api/me/todos", answers.MyTodos, query={"after": str})
async def my_todos(ctx: Context) -> Result:
    """The open todos that the reader is assigned to or has claimed, by list; `after` is the `next` before."""
    return await mine.my_todos(ctx, ctx.query.get("after") or "")


@routes.get("/api/teams/<team_id>/search", answers.FoundTodos, query={"q": str, "after": str}, bulk=True)
async def search_todos(ctx: Context, team_id: str) -> Result:
    """The todos whose titles have the text `q`, in all lists that the reader may view."""
    return await mine.search_todos(ctx, team_id, ctx.query.get("q") or "", ctx.query.get("after") or "")
