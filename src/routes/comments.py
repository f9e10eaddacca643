"""Comments on todos."""

from __future__ import annotations

from functools import partial

from actions import comments
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import EMPTY, NewComment, Nothing
from domain.rules import comments as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="comment")


@routes.get("/api/teams/<team_id>/todos/<todo_id>/comments", answers.Comments, query={"after": str})
async def list_comments(ctx: Context, team_id: str, todo_id: str) -> Result:
    """The comments on a todo, oldest first; `after` is the `next` of the answer before."""
    return await comments.list_comments(ctx, team_id, todo_id, ctx.query.get("after") or "")


@routes.post("/api/teams/<team_id>/todos/<todo_id>/comments", answers.OneComment, body=NewComment, status=201,
             refusals=(errors.IdTaken, errors.LimitReached))  # fmt: skip
async def create_comment(ctx: Context, team_id: str, todo_id: str, body: NewComment) -> Result:
    """Comment on a todo."""
    target = Target(team_id=team_id, todo_id=todo_id, counted="comments")
    return await mutate(ctx, target, partial(rules.create_comment, new_id=ctx.new_id()), body, status=201)


@routes.delete("/api/teams/<team_id>/comments/<comment_id>", answers.OkSeq, body=Nothing)
async def delete_comment(ctx: Context, team_id: str, comment_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a comment."""
    return await mutate(ctx, Target(team_id=team_id, comment_id=comment_id), rules.delete_comment, body)
