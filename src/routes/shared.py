"""A list by its share link, for people who do not sign in. `token` is the link's own.

What may be changed is decided by the same rules as for members: a route here differs from its like in who makes the
request, in where that may be, and in the answer, which is redacted.
"""

from __future__ import annotations

from typing import Final

from actions import lists, shared
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import EMPTY, Completion, NewComment, NewTodo, Nothing, TodoChange, TodoMove, TodoOrder
from routes import comments, todos, ws
from routes.query import seq_in
from routes.router import Router

routes = Router(by_link=True)

_LINK: Final = "/api/shared/<token>"
_TODO: Final = f"{_LINK}/todos/<todo_id>"

# ruff: noqa: ARG001 - `endpoint` has read the token


@routes.get(_LINK, answers.SharedTodos, bulk=True)
async def show_list(ctx: Context, token: str) -> Result:
    """The list of a share link, its todos, and the `seq` that they are exact for."""
    return await shared.show_list(ctx)


@routes.get(f"{_LINK}/events", answers.Events, query={"since": answers.Seq}, refusals=(errors.Resync,), bulk=True)
async def list_shared_events(ctx: Context, token: str) -> Result:
    """The list's events after `since`."""
    team_id, set_id = await shared.locate(ctx)
    return await lists.list_events(ctx, team_id, set_id, seq_in(ctx, "since", 0))


@routes.get(f"{_LINK}/ws", None, status=101, own_pages=True, limit="sockets", refusals=ws.REFUSALS)
async def connect_by_link(ctx: Context, token: str) -> Result:
    """Open a socket on the list of a share link. Raises PushFailed."""
    return await ws.connect_to(ctx, *await shared.locate(ctx))


@routes.post(f"{_LINK}/todos", answers.OneTodo, body=NewTodo, status=201, refusals=(errors.IdTaken, errors.SetFull))
async def create_todo_by_link(ctx: Context, token: str, body: NewTodo) -> Result:
    """Add a todo, last in the list, as a guest whom the link allows to `create`."""
    return shared.redacted(await todos.create_todo(ctx, *await shared.locate(ctx), body))


@routes.post(f"{_LINK}/todos/complete", answers.OkSeq, body=Completion, bulk=True)
async def complete_todos_by_link(ctx: Context, token: str, body: Completion) -> Result:
    """Complete or reopen several todos, as a guest whom the link allows to `complete`."""
    return shared.redacted(await todos.complete_todos(ctx, *await shared.locate(ctx), body))


@routes.post(f"{_LINK}/todos/reorder", answers.OkSeq, body=TodoOrder, bulk=True)
async def reorder_todos_by_link(ctx: Context, token: str, body: TodoOrder) -> Result:
    """Give todos other positions, as a guest whom the link allows to `edit`."""
    place = await shared.locate(ctx)
    return shared.redacted(await todos.reorder_todos(ctx, place.team_id, body))


@routes.patch(_TODO, answers.OkSeq, body=TodoChange)
async def update_todo_by_link(ctx: Context, token: str, todo_id: str, body: TodoChange) -> Result:
    """Change a todo as a guest: whether it is done takes `complete`, all else `edit`."""
    place = await shared.locate(ctx)
    return shared.redacted(await todos.update_todo(ctx, place.team_id, todo_id, body))


@routes.post(f"{_TODO}/move", answers.OkSeq, body=TodoMove)
async def move_todo_by_link(ctx: Context, token: str, todo_id: str, body: TodoMove) -> Result:
    """Move a todo within the list, as a guest whom the link allows to `edit`."""
    place = await shared.locate(ctx)
    return shared.redacted(await todos.move_todo(ctx, place.team_id, todo_id, body))


@routes.get(f"{_TODO}/comments", answers.Comments, query={"after": str})
async def list_comments_by_link(ctx: Context, token: str, todo_id: str) -> Result:
    """The comments on a todo, oldest first; `after` is the `next` of the answer before."""
    place = await shared.locate(ctx)
    return shared.redacted(await comments.list_comments(ctx, place.team_id, todo_id))


@routes.post(f"{_TODO}/comments", answers.OneComment, body=NewComment, status=201,
       refusals=(errors.IdTaken, errors.LimitReached))  # fmt: skip
async def create_comment_by_link(ctx: Context, token: str, todo_id: str, body: NewComment) -> Result:
    """Comment on a todo, as a guest whom the link allows to `comment`."""
    place = await shared.locate(ctx)
    return shared.redacted(await comments.create_comment(ctx, place.team_id, todo_id, body))


@routes.delete(f"{_LINK}/comments/<comment_id>", answers.OkSeq, body=Nothing)
async def delete_comment_by_link(ctx: Context, token: str, comment_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a comment that was made by the same link, as a guest whom it allows to `comment`."""
    place = await shared.locate(ctx)
    return shared.redacted(await comments.delete_comment(ctx, place.team_id, comment_id, body))
