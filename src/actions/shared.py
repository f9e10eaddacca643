"""What whoever has a share link is shown of its list, and answered to changes of it."""

from __future__ import annotations

from msgspec.structs import replace

from actions.authorize import unknown_caller, view
from actions.lists import list_answer
from actions.result import Result
from context import Context
from domain.redaction import redacted_answer, redacted_todo
from domain.state import Target
from ports import Rows
from store import share_links, todos
from store.cache import Place


async def locate(ctx: Context) -> Place:
    """Where the link leads: by what this isolate remembers, or in a round trip. Raises NotFound.

    It says nothing of what the guest may do there: that is read for each request.
    """
    known = ctx.cache.place(ctx.caller) if ctx.cache is not None else None
    if known is not None:
        return known
    [found] = await ctx.directory.batch(share_links.select_place(ctx.caller.token_hashes, ctx.now))
    if not found:
        raise unknown_caller(ctx)
    place = Place(str(found[0]["team_id"]), str(found[0]["set_id"]))
    if ctx.cache is not None:
        ctx.cache.put_place(ctx.caller, place)
    return place


async def show_list(ctx: Context) -> Result:
    """The list with its todos, in order, and the `seq` that they are exact for."""
    team_id, set_id = await locate(ctx)
    read = todos.select_list(team_id, set_id, ctx.caller)
    target = Target(team_id=team_id, set_id=set_id)
    state, (rows, [todo_set]) = await view(ctx, target, read, share_links.select_set(set_id))
    shown: Rows = [{"json": redacted_todo(str(row["json"]))} for row in rows]
    return list_answer(ctx, state, shown, f'"set":{todo_set["json"]}')


def redacted(result: Result) -> Result:
    """The result with an answer for guests: of a change, made now or before, or of a read of comments."""
    return replace(result, answer=redacted_answer(result.text))
