"""The history of lists and todos, and undoing what is in it."""

from __future__ import annotations

from typing import Final

from actions import history
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import Undo
from domain.rules.history import undo
from domain.state import Target
from routes.query import seq_in
from routes.router import Router

routes = Router(scope="write")

NEWEST: Final = 10**15


@routes.get("/api/teams/<team_id>/sets/<set_id>/history", answers.History, query={"before": answers.Seq})
async def set_history(ctx: Context, team_id: str, set_id: str) -> Result:
    """What happened in a list, newest first; `before` is the `next` of the answer before."""
    return await history.set_history(ctx, team_id, set_id, seq_in(ctx, "before", NEWEST))


@routes.get("/api/teams/<team_id>/todos/<todo_id>/history", answers.History, query={"before": answers.Seq})
async def todo_history(ctx: Context, team_id: str, todo_id: str) -> Result:
    """What happened to a todo in its list, newest first; `before` is the `next` of the answer before."""
    return await history.todo_history(ctx, team_id, todo_id, seq_in(ctx, "before", NEWEST))


@routes.get("/api/teams/<team_id>/sets/<set_id>/deleted-todos", answers.DeletedTodos, query={"before": answers.Seq})
async def list_deleted_todos(ctx: Context, team_id: str, set_id: str) -> Result:
    """What was deleted in a list, newest first; `before` is the `next` of the answer before."""
    return await history.deleted_todos(ctx, team_id, set_id, seq_in(ctx, "before", NEWEST))


@routes.post("/api/teams/<team_id>/sets/<set_id>/undo", answers.OkSeq, body=Undo,
             refusals=(errors.CannotUndo, errors.IdTaken, errors.LimitReached, errors.SetFull))  # fmt: skip
async def undo_change(ctx: Context, team_id: str, set_id: str, body: Undo) -> Result:
    """Undo a change of a list's todos, unless a later change would be lost."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, undo_seq=body.seq), undo, body)
