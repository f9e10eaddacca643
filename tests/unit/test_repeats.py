"""R182: when a repeating todo is due next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.models import WEEKDAYS, DailyRepeat, MonthlyRepeat, Repeat, WeeklyRepeat
from domain.repeats import next_date

DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
EVERY = st.integers(1, 5)
REPEATS: st.SearchStrategy[Repeat] = st.one_of(
    st.builds(DailyRepeat, every=EVERY),
    st.builds(WeeklyRepeat, every=EVERY, weekdays=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True)),
    st.builds(MonthlyRepeat, every=EVERY, day=st.integers(1, 31)),
)


def _is_of(repeat: Repeat, due_on: date, day: date) -> bool:
    """Return whether the repetition that is counted from `due_on` has this day."""
    match repeat:
        case DailyRepeat(every=every):
            return (day - due_on).days % every == 0
        case WeeklyRepeat(every=every, weekdays=names):
            weeks = ((day - timedelta(day.weekday())) - (due_on - timedelta(due_on.weekday()))).days // 7
            return weeks % every == 0 and WEEKDAYS[day.weekday()] in names
        case MonthlyRepeat(every=every, day=wanted):
            months = (day.year - due_on.year) * 12 + day.month - due_on.month
            is_last = (day + timedelta(1)).month != day.month
            return months % every == 0 and (day.day == wanted or (is_last and day.day < wanted))


@given(repeat=REPEATS, due_on=DAYS, late=st.integers(-400, 400))
def test_r182_the_next_date_is_the_first_of_the_repetition_after_the_old_one_and_today(
    repeat: Repeat, due_on: date, late: int
) -> None:
    """Compared with looking at one day after the other."""
    today = due_on + timedelta(late)
    day = max(due_on, today) + timedelta(1)
    while not _is_of(repeat, due_on, day):
        day += timedelta(1)
    assert next_date(repeat, due_on, today) == day


@pytest.mark.parametrize(
    ("repeat", "due_on", "following"),
    [
        (MonthlyRepeat(day=31), "2026-12-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (MonthlyRepeat(day=29, every=12), "2028-02-29", ["2029-02-28", "2030-02-28"]),
        (MonthlyRepeat(day=30), "2028-01-30", ["2028-02-29", "2028-03-30"]),
        (WeeklyRepeat(weekdays=["mon", "fri"]), "2026-12-02", ["2026-12-04", "2026-12-07", "2026-12-11"]),
        (WeeklyRepeat(weekdays=["sun"], every=2), "2026-12-06", ["2026-12-20", "2027-01-03"]),
        (DailyRepeat(every=3), "2026-12-30", ["2027-01-02", "2027-01-05"]),
    ],
)
def test_r182_short_months_and_leap_years(repeat: Repeat, due_on: str, following: list[str]) -> None:
    """The 31st is the last day of every month, and comes back after a shorter one."""
    day = date.fromisoformat(due_on)
    for expected in following:
        day = next_date(repeat, day, day)
        assert day.isoformat() == expected
