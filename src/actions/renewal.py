"""The cron trigger's other work: open the todos of lists that are renewed every day."""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.effects import Effects, Published
from domain.errors import Invalid
from domain.instants import instant
from domain.zones import LocalTime, next_time_of_day
from ports import Database, Row, Rows
from store.commit import published
from store.renewal import DueSet, renew, select_due

STEPS_MAX: Final = 100


async def renew_lists(db: Database, now_ms: float, local_time: LocalTime) -> Effects:
    """Renew every list that is due by now, in bounded steps; the events to be published.

    What is left after `STEPS_MAX` steps is renewed at the next trigger, the longest waiting first.
    """
    events: list[Published] = []
    now = instant(now_ms)
    for _ in range(STEPS_MAX):
        (found,) = await db.batch(select_due(now))
        if not found:
            break
        due = [_due_set(row, now_ms, local_time) for row in found[: _most(found)]]
        events += published(await db.batch(*renew(due, now)), "")
    return Effects(events=tuple(events))


def _most(found: Rows) -> int:
    """How many of the lists have no more todos together than one may have; at least one."""
    todos = 0
    for number, row in enumerate(found):
        todos += int(row["todo_count"] or 0)
        if todos > limits.SET_MAX_TODOS:
            return max(number, 1)
    return len(found)


def _due_set(row: Row, now_ms: float, local_time: LocalTime) -> DueSet:
    zone, time = str(row["timezone"]), str(row["renew_time"])
    try:
        next_at: str | None = instant(next_time_of_day(zone, time, now_ms, local_time))
    except Invalid:
        next_at = None
    return DueSet(id=str(row["id"]), renew_at=str(row["renew_at"]), next_at=next_at)
