"""Reading who changed what in a list, and when."""

from __future__ import annotations

import msgspec

from actions.authorize import load_with
from actions.result import Result
from context import Context
from domain.state import Target
from ports import Rows
from store import history


async def set_history(ctx: Context, team_id: str, set_id: str, before: int) -> Result:
    """A page of what happened in a list, newest first. Raises NotFound and Forbidden."""
    read = history.select_set_history(team_id, ctx.caller.token_hashes, before, set_id)
    state, (found,) = await load_with(ctx, Target(team_id=team_id, set_id=set_id), read)
    _ = state.todo_set  # NotFound comes before Forbidden
    state.require("view_todos")
    return _page(found)


async def todo_history(ctx: Context, team_id: str, todo_id: str, before: int) -> Result:
    """A page of what happened to a todo in its list, newest first. Raises NotFound and Forbidden."""
    read = history.select_todo_history(team_id, ctx.caller.token_hashes, before, todo_id)
    state, (found,) = await load_with(ctx, Target(team_id=team_id, todo_id=todo_id), read)
    _ = state.todo  # NotFound comes before Forbidden
    state.require("view_todos")
    return _page(found)


def _page(found: Rows) -> Result:
    following = msgspec.json.encode(found[0]["next"]).decode()
    return Result(answer=f'{{"entries":{found[0]["entries"]},"next":{following}}}')
