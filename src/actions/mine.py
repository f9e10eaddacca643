"""Reading the reader's own todos, and searching those of a team."""

from __future__ import annotations

from typing import Final

import msgspec

from actions.authorize import load_state, load_with
from actions.paging import cursor_of, page_of
from actions.result import Result
from context import Context
from domain import limits
from domain.answers import FoundTodo, FoundTodos
from domain.errors import Invalid
from domain.state import Target
from domain.text import folded, trimmed
from store.mine import select_mine
from store.search import START, Candidate, Place, candidates_in, select_candidates

_cursor: Final = msgspec.json.Decoder(tuple[str, str])
_place: Final = msgspec.json.Decoder(Place)


async def my_todos(ctx: Context, after: str) -> Result:
    """A page of the open todos that the reader is assigned to or has claimed, by list. Raises Invalid for `after`."""
    read = select_mine(ctx.caller.token_hashes, ctx.caller.now, cursor_of(after, _cursor, ("", "")))
    _, (found,) = await load_with(ctx, Target(), read)
    return Result(answer=page_of(found[0], "lists"))


async def search_todos(ctx: Context, team_id: str, query: str, after: str) -> Result:
    """A page of the todos whose titles have that text, in any list that the reader may view. Raises Invalid.

    A page may have none and still not be the last one: it ends where enough was read.
    """
    target = Target(team_id=team_id)
    try:
        text = folded(trimmed(query, "q", limits.TITLE_MAX_CHARS))
        place = cursor_of(after, _place, START)
    except Invalid:
        await load_state(ctx, target)  # who may not search is told that instead
        raise
    read = select_candidates(team_id, ctx.caller.token_hashes, text, place)
    _, (found,) = await load_with(ctx, target, read)
    rows_read = int(found[0]["rows_read"] or 0)
    ctx.is_large = rows_read > limits.BULK_ROWS
    candidates = candidates_in(str(found[0]["candidates"]))
    hits = [each for each in candidates if text in folded(each.title)]
    last = None
    if len(hits) > limits.SEARCH_PAGE_TODOS:
        hits = hits[: limits.SEARCH_PAGE_TODOS]
        last = hits[-1]
    elif len(candidates) == limits.SEARCH_MAX_CANDIDATES or rows_read == limits.SEARCH_MAX_TODOS:
        last = candidates[-1]
    shown = [
        FoundTodo(id=each.id, set_id=each.set_id, set_name=each.set_name, title=each.title, completed=each.completed)
        for each in hits
    ]
    answer = FoundTodos(todos=shown, next=None if last is None else _place_of(last))
    return Result(answer=msgspec.json.encode(answer).decode())


def _place_of(last: Candidate) -> str:
    place = Place(set_id=last.set_id, sort_order=last.sort_order, created_at=last.created_at, id=last.id)
    return msgspec.json.encode(place).decode()
