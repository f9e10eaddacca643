"""Reading the comments on a todo."""

from __future__ import annotations

from typing import Final

import msgspec

from actions.authorize import view
from actions.result import Result
from context import Context
from domain.errors import Invalid
from domain.state import Target
from store.comments import select_page

FROM_THE_FIRST: Final = ("", "")

_cursor: Final = msgspec.json.Decoder(tuple[str, str])


async def list_comments(ctx: Context, team_id: str, todo_id: str, after: str) -> Result:
    """A page of the comments, oldest first, exact for `seq`: both are read in one transaction.

    Raises NotFound, Forbidden, and Invalid unless `after` is '' or was the `next` of another page.
    """
    read = select_page(team_id, todo_id, ctx.caller.token_hashes, _cursor_of(after))
    state, (found,) = await view(ctx, Target(team_id=team_id, todo_id=todo_id), read)
    page = found[0]
    following = msgspec.json.encode(page["next"]).decode()
    return Result(answer=f'{{"comments":{page["items"]},"next":{following},"seq":{state.seq}}}')


def _cursor_of(after: str) -> tuple[str, str]:
    try:
        return _cursor.decode(after) if after else FROM_THE_FIRST
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise Invalid("`after` must be the `next` of the answer before.") from None
