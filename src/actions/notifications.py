"""Reading what concerns oneself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.authorize import load_with
from actions.result import Result
from context import Context
from domain import limits
from domain.instants import instant
from domain.rules.notifications import is_due
from domain.state import Target
from domain.zones import check_zone, local_date
from ports import Row
from store.notifications import select_notifications

_DAYS_BETWEEN_ZONES: Final = 2
"""How much later a date may be where it still is the reader's today: zones are up to 26 hours apart."""


async def list_notifications(ctx: Context, zone: str) -> Result:
    """What concerns the reader, the newest first, and which of their own todos are due where they are.

    Raises Invalid for an unknown zone.
    """
    check_zone(zone, "zone", ctx.local_time)
    today = local_date(zone, ctx.now_ms, ctx.local_time)
    since = instant(ctx.now_ms - limits.NOTIFICATIONS_KEEP_DAYS * 86_400_000)
    latest = (today + timedelta(days=_DAYS_BETWEEN_ZONES)).isoformat()
    reads = select_notifications(ctx.caller.token_hashes, ctx.caller.now, since, today.isoformat(), latest)
    _, (kept, due) = await load_with(ctx, Target(), *reads)
    shown = [*kept, *(row for row in due if _is_due(row, zone, today.isoformat(), ctx))]
    shown.sort(key=lambda row: str(row["at"]), reverse=True)
    items = ",".join(str(row["json"]) for row in shown)
    unread = sum(not row["read"] for row in shown)
    return Result(answer=f'{{"notifications":[{items}],"unread":{unread}}}')


def _is_due(row: Row, zone: str, today: str, ctx: Context) -> bool:
    time, its_zone = row["due_time"], row["due_zone"]
    return is_due(
        str(row["due_on"]),
        None if time is None else str(time),
        None if its_zone is None else str(its_zone),
        here=zone,
        today=today,
        local_time=ctx.local_time,
    )
