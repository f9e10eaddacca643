"""The image of a list, for whoever has its token."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from actions.authorize import view
from actions.rate_limits import check_limit
from actions.result import Result
from context import Context
from domain.errors import NotFound
from domain.ids import digest
from domain.images import Line, Progress, badge, checklist
from domain.state import Target
from ports import Row, json_array
from store import images

HEADERS: Final = {
    "Content-Type": "image/svg+xml; charset=utf-8",
    # Kept by whoever likes to, but asked for again each time: the answer to that is 304 while nothing has changed.
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

_progress: Final = msgspec.json.Decoder(Progress)
_lines: Final = msgspec.json.Decoder(list[Line])


async def list_images(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's images, for those who manage its links."""
    state, (found,) = await view(ctx, Target(team_id=team_id, set_id=set_id), images.select_images(team_id, set_id))
    state.require("manage_set_links")
    return Result(answer=f'{{"images":{json_array(found)}}}')


async def show_image(ctx: Context, token: str) -> Result:
    """The image as SVG; 304 to whoever has the same one already. Raises NotFound."""
    token_hash = digest(token)
    await check_limit(ctx, "reads", token_hash)
    [found] = await ctx.db.batch(images.select_shown(token_hash))
    if not found:
        raise NotFound("There is no such image.")
    image = _drawn(found[0])
    etag = f'"{hashlib.sha256(image.encode()).hexdigest()[:32]}"'
    if etag in (ctx.headers.get("If-None-Match") or ""):
        return Result(answer="", status=304, headers={**HEADERS, "ETag": etag})
    return Result(answer=image, headers={**HEADERS, "ETag": etag})


def _drawn(row: Row) -> str:
    progress = _progress.decode(str(row["counts"]))
    if row["kind"] == "badge":
        return badge(progress)
    return checklist(str(row["name"]), progress, _lines.decode(str(row["lines"])))
