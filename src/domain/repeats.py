"""When a repeating todo is due next: arithmetic on dates alone, so that no change of clocks matters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from domain.models import WEEKDAYS, DailyRepeat, MonthlyRepeat, Repeat, WeeklyRepeat


def next_date(repeat: Repeat, due_on: date, today: date) -> date:
    """The first date of the repetition, counted on from `due_on`, that is after both `due_on` and `today`.

    Weeks begin on Monday. In a month that is shorter than the day it is the last one.
    """
    after = max(due_on, today)
    match repeat:
        case DailyRepeat(every=every):
            return due_on + timedelta(days=((after - due_on).days // every + 1) * every)
        case WeeklyRepeat(every=every, weekdays=names):
            monday, cycle = due_on - timedelta(days=due_on.weekday()), 7 * every
            start = monday + timedelta(days=(after - monday).days // cycle * cycle)
            days = [WEEKDAYS.index(name) for name in names]
            dates = [start + timedelta(days=turn + day) for turn in (0, cycle) for day in days]
        case MonthlyRepeat(every=every, day=day):
            first, last = due_on.year * 12 + due_on.month, after.year * 12 + after.month
            start_month = first + (last - first) // every * every
            dates = [_in_month(start_month + turn - 1, day) for turn in (0, every)]
        case _:
            assert_never(repeat)
    return min(each for each in dates if each > after)


def _in_month(months: int, day: int) -> date:
    """This day, or the last one, of the month that is so many after January of the year 0."""
    last = date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day, last.day))
