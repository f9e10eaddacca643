"""Reading comments."""

from __future__ import annotations

from typing import Final

import msgspec

from actions.authorize import view
from actions.paging import cursor_of, page_of
from actions.result import Result
from context import Context
from domain.state import Target
from store.comments import select_page, select_page_of_set

_in_thread: Final = msgspec.json.Decoder(tuple[str, str])
_in_set: Final = msgspec.json.Decoder(tuple[str, str, str])


async def list_comments(ctx: Context, team_id: str, todo_id: str, after: str) -> Result:
    """A page of the comments on a todo, oldest first, exact for `seq`: both are read in one transaction.

    With the first page comes the todo's description, so that whoever opens a todo asks once.
    Raises NotFound, Forbidden, and Invalid unless `after` is '' or was the `next` of another page.
    """
    cursor = cursor_of(after, _in_thread, ("", ""))
    read = select_page(team_id, todo_id, ctx.caller, cursor)
    target = Target(team_id=team_id, todo_id=todo_id, description=not after)
    state, (found,) = await view(ctx, target, read)
    more = "" if after else f',"description":{msgspec.json.encode(state.related.description).decode()}'
    return Result(answer=page_of(found[0], "comments", f',"seq":{state.seq}{more}'))


async def list_comments_of_set(ctx: Context, team_id: str, set_id: str, after: str) -> Result:
    """A page of the comments on a list's todos, by todo. Raises as `list_comments` does."""
    cursor = cursor_of(after, _in_set, ("", "", ""))
    read = select_page_of_set(team_id, set_id, ctx.caller.token_hashes, cursor)
    _, (found,) = await view(ctx, Target(team_id=team_id, set_id=set_id), read)
    return Result(answer=page_of(found[0], "comments"))
