"""Todos."""

from __future__ import annotations

from microdot import Microdot, Request

from actions import sets, todos
from actions.call import Outcome
from domain.inputs import Claim, NewTodo, Nothing, TodoChange, TodoOrder
from routes.endpoint import decode, endpoint
from routes.scope import call_of

routes = Microdot()


@routes.get("/api/teams/<team_id>/sets/<set_id>/todos")
@endpoint
async def list_todos(request: Request, team_id: str, set_id: str) -> Outcome:
    """The list, and the `seq` that it is exact for."""
    return await sets.list_todos(call_of(request), team_id, set_id)


@routes.post("/api/teams/<team_id>/sets/<set_id>/todos")
@endpoint
async def create_todo(request: Request, team_id: str, set_id: str) -> Outcome:
    """A new todo."""
    return await todos.create_todo(call_of(request), team_id, set_id, decode(request, NewTodo))


@routes.post("/api/teams/<team_id>/todos/reorder")
@endpoint
async def reorder_todos(request: Request, team_id: str) -> Outcome:
    """Another order."""
    return await todos.reorder_todos(call_of(request), team_id, decode(request, TodoOrder))


@routes.patch("/api/teams/<team_id>/todos/<todo_id>")
@endpoint
async def update_todo(request: Request, team_id: str, todo_id: str) -> Outcome:
    """Another title, state or place."""
    return await todos.update_todo(call_of(request), team_id, todo_id, decode(request, TodoChange))


@routes.delete("/api/teams/<team_id>/todos/<todo_id>")
@endpoint
async def delete_todo(request: Request, team_id: str, todo_id: str) -> Outcome:
    """The end of a todo and its sub-todos."""
    decode(request, Nothing)
    return await todos.delete_todo(call_of(request), team_id, todo_id)


@routes.post("/api/teams/<team_id>/todos/<todo_id>/claim")
@endpoint
async def claim_todo(request: Request, team_id: str, todo_id: str) -> Outcome:
    """Claim, release, or toggle."""
    return await todos.claim_todo(call_of(request), team_id, todo_id, decode(request, Claim))
