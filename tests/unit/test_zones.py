"""Local time, over changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.zones import check_zone, instant_ms, next_time_of_day
from tests.support.zones import local_time

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
WALLS = st.datetimes(datetime(1975, 1, 1), datetime(2035, 1, 1)).map(  # noqa: DTZ001 - wall clocks
    lambda wall: wall.replace(second=0, microsecond=0)
)


@given(zone=ZONES, wall=WALLS)
def test_a_wall_clock_is_read_as_by_python(zone: str, wall: datetime) -> None:
    """The first time of two; what is skipped is as much later (PEP 495)."""
    assert instant_ms(zone, wall, local_time) == wall.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000


@given(zone=ZONES, wall=WALLS, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_r184_a_time_of_day_comes_once_a_local_day(zone: str, wall: datetime, hour: int, minute: int) -> None:
    """The next one is later, and none is left out, whatever the clocks do."""
    after = wall.replace(tzinfo=UTC).timestamp() * 1000
    at = next_time_of_day(zone, f"{hour:02}:{minute:02}", after, local_time)
    assert at > after
    first = local_time(zone, after)
    assert first is not None
    planned = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp() * 1000
        for day in (first.date() + timedelta(days) for days in range(-2, 4))
    ]
    assert at == min(each for each in planned if each > after)


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("2027-03-28T00:00Z", "02:30", "2027-03-28T01:30:00+00:00"),  # skipped: 03:30 by the new clock
        ("2027-10-31T00:00Z", "02:30", "2027-10-31T00:30:00+00:00"),  # twice: the first one
        ("2027-10-31T00:30Z", "02:30", "2027-11-01T01:30:00+00:00"),  # and not again on the same day
    ],
)
def test_r184_when_the_clocks_change_it_is_once(day: str, time: str, expected: str) -> None:
    """In Berlin, in spring and in autumn."""
    after = datetime.fromisoformat(day).timestamp() * 1000
    at = next_time_of_day("Europe/Berlin", time, after, local_time)
    assert datetime.fromtimestamp(at / 1000, UTC).isoformat() == expected


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "+01:00", "../etc/passwd", "Europe/Berlin ", "x" * 65, "Ä"])
def test_r181_a_zone_is_one_that_exists(zone: str) -> None:
    """Anything else is refused, with its field."""
    with pytest.raises(Invalid, match="`dueZone`"):
        check_zone(zone, "dueZone", local_time)
