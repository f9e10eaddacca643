"""Reading who changed what in a list, and when."""

from __future__ import annotations

from actions.authorize import view
from actions.paging import page_of
from actions.result import Result
from context import Context
from domain.state import Target
from ports import Statement
from store import history
from store.trash import select_deleted_todos


async def set_history(ctx: Context, team_id: str, set_id: str, before: int) -> Result:
    """A page of what happened in a list, newest first. Raises NotFound and Forbidden."""
    read = history.select_set_history(team_id, ctx.caller.token_hashes, before, set_id)
    return await _page(ctx, Target(team_id=team_id, set_id=set_id), read)


async def todo_history(ctx: Context, team_id: str, todo_id: str, before: int) -> Result:
    """A page of what happened to a todo in its list, newest first. Raises NotFound and Forbidden."""
    read = history.select_todo_history(team_id, ctx.caller.token_hashes, before, todo_id)
    return await _page(ctx, Target(team_id=team_id, todo_id=todo_id), read)


async def deleted_todos(ctx: Context, team_id: str, set_id: str, before: int) -> Result:
    """A page of a list's trash, newest first. Raises NotFound and Forbidden."""
    read = select_deleted_todos(team_id, ctx.caller.token_hashes, before, set_id, ctx.now)
    return await _page(ctx, Target(team_id=team_id, set_id=set_id), read, "todos")


async def _page(ctx: Context, target: Target, read: Statement, name: str = "entries") -> Result:
    _, (found,) = await view(ctx, target, read)
    return Result(answer=page_of(found[0], name))
