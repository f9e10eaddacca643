"""The cron trigger's work: prune what is older than the retention period, and find what was left undelivered."""

from __future__ import annotations

from domain import limits
from domain.effects import Effects
from domain.instants import instant
from ports import Database
from store.events import prune
from store.notifications import prune_notifications
from store.trash import prune_set
from store.webhooks import select_next

STEPS_MAX = 100
WEBHOOKS_STEP = 10
READ_EARLY_DAYS = 2
"""How long before the end of a date in UTC what is due then may be read elsewhere: it stays read while it is shown."""


async def prune_old(db: Database, now_ms: float) -> int:
    """Delete old events, keys, trash, notifications and ended sessions in bounded steps; return the number of rows.

    So it does with deleted sets, one after the other. What is left after `STEPS_MAX` steps goes at the next trigger.
    """
    before = instant(now_ms - limits.EVENTS_KEEP_DAYS * 86_400_000)
    dropped = 0
    hidden = instant(now_ms - (limits.NOTIFICATIONS_KEEP_DAYS + READ_EARLY_DAYS) * 86_400_000)
    notifications = prune_notifications(hidden, limits.PRUNE_STEP_ROWS)
    old = (*prune(before, instant(now_ms), limits.PRUNE_STEP_ROWS), notifications)
    for _ in range(STEPS_MAX):
        gone = [len(rows) for rows in await db.batch(*old, *prune_set(before, limits.PRUNE_STEP_ROWS))]
        dropped += sum(gone)
        if max(gone) < limits.PRUNE_STEP_ROWS and not any(gone[len(old) :]):
            break
    return dropped


async def find_undelivered(db: Database, now_ms: float) -> Effects:
    """Have those webhooks deliver that should have done so by now: nobody told their team's object."""
    now, after, teams = instant(now_ms), "", dict[str, None]()
    while True:
        (found,) = await db.batch(select_next(now, after, WEBHOOKS_STEP))
        teams |= {str(row["team_id"]): None for row in found if row["is_due"]}
        if len(found) < WEBHOOKS_STEP:
            return Effects(deliver=tuple(teams))
        after = str(found[-1]["id"])
