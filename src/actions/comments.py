"""Reading comments."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from actions.authorize import view
from actions.result import Result
from context import Context
from domain.errors import Invalid
from domain.state import Target
from store.comments import select_page, select_page_of_set

Cursor = TypeVar("Cursor")

_in_thread: Final = msgspec.json.Decoder(tuple[str, str])
_in_set: Final = msgspec.json.Decoder(tuple[str, str, str])


async def list_comments(ctx: Context, team_id: str, todo_id: str, after: str) -> Result:
    """A page of the comments on a todo, oldest first, exact for `seq`: both are read in one transaction.

    Raises NotFound, Forbidden, and Invalid unless `after` is '' or was the `next` of another page.
    """
    cursor = _cursor_of(after, _in_thread, ("", ""))
    read = select_page(team_id, todo_id, ctx.caller.token_hashes, cursor)
    state, (found,) = await view(ctx, Target(team_id=team_id, todo_id=todo_id), read)
    page = found[0]
    following = msgspec.json.encode(page["next"]).decode()
    return Result(answer=f'{{"comments":{page["items"]},"next":{following},"seq":{state.seq}}}')


async def list_comments_of_set(ctx: Context, team_id: str, set_id: str, after: str) -> Result:
    """A page of the comments on a list's todos, by todo. Raises as `list_comments` does."""
    cursor = _cursor_of(after, _in_set, ("", "", ""))
    read = select_page_of_set(team_id, set_id, ctx.caller.token_hashes, cursor)
    _, (found,) = await view(ctx, Target(team_id=team_id, set_id=set_id), read)
    page = found[0]
    following = msgspec.json.encode(page["next"]).decode()
    return Result(answer=f'{{"comments":{page["items"]},"next":{following}}}')


def _cursor_of(after: str, decoder: msgspec.json.Decoder[Cursor], first: Cursor) -> Cursor:
    try:
        return decoder.decode(after) if after else first
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise Invalid("`after` must be the `next` of the answer before.") from None
