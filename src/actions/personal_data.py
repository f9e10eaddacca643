"""Reading all that is stored about the reader, in parts."""

from __future__ import annotations

import msgspec

from actions.authorize import load_with
from actions.result import Result
from context import Context
from domain import limits
from domain.errors import Invalid
from domain.state import Target
from ports import Listing
from store.personal_data import SECTIONS, select_page


async def show_part(ctx: Context, after: str) -> Result:
    """One part: a page of one section. Raises Invalid unless `after` is '' or was the `next` of another part."""
    cursor = after or _first(SECTIONS[0])
    section = _section_of(cursor)
    page = select_page(ctx.caller.token_hashes, ctx.caller.now, section, cursor)
    _, (rows,) = await load_with(ctx, Target(), page)
    following = SECTIONS[SECTIONS.index(section) + 1 :]
    if len(rows) == limits.PERSONAL_DATA_PAGE_ROWS:
        after = str(rows[-1]["cursor"])
    else:
        after = _first(following[0]) if following else ""
    ends = msgspec.json.encode(after or None).decode()
    return Result(answer=Listing(before=f'{{"section":"{section}","items":', rows=rows, after=f',"next":{ends}}}'))


def _first(section: str) -> str:
    return msgspec.json.encode([section]).decode()


def _section_of(cursor: str) -> str:
    try:
        section, *_ = msgspec.json.decode(cursor, type=list[str | int])
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        section = ""
    if section not in SECTIONS:
        raise Invalid("`after` must be the `next` of the part before.")
    return str(section)
