"""Local time. What a zone's clock shows is asked of the platform; what follows from it is worked out here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain import limits
from domain.errors import Invalid

LocalTime = Callable[[str, float], datetime | None]
"""What clocks in the zone of this IANA name show at this instant (epoch ms), to the second; None if there is no such
zone."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_DAY_MS: Final = 86_400_000.0


def check_zone(zone: str, field: str, local_time: LocalTime) -> str:
    """Return the zone. Raises Invalid, naming `field`, unless there is one of this name."""
    is_name = len(zone) <= limits.ZONE_MAX_CHARS and _NAME.fullmatch(zone)
    if not is_name or local_time(zone, 0.0) is None:
        raise Invalid(f"`{field}` must be the name of a time zone, such as Europe/Berlin.")
    return zone


def local_date(zone: str | None, at_ms: float, local_time: LocalTime) -> date:
    """The day that it is in the zone, or in UTC without one."""
    shown = local_time(zone or "UTC", at_ms)
    return (shown or datetime.fromtimestamp(at_ms / 1000, UTC)).date()


def instant_ms(zone: str, wall: datetime, local_time: LocalTime) -> float:
    """When clocks in the zone show `wall` (naive): the first time of two, and as much later as they skip if never.

    Raises Invalid for an unknown zone.
    """
    as_utc = wall.replace(tzinfo=UTC).timestamp() * 1000
    before, after = (_offset_ms(zone, as_utc + days * _DAY_MS, local_time) for days in (-1, 1))
    found = [as_utc - offset for offset in (before, after)]
    return min([at for at in found if local_time(zone, at) == wall], default=found[0])


def next_time_of_day(zone: str, time: str, after_ms: float, local_time: LocalTime) -> float:
    """The next instant after `after_ms` at which it is `time` (HH:MM) in the zone; there is one on every local day."""
    hour, minute = map(int, time.split(":"))
    today = local_date(zone, after_ms, local_time)
    for days in range(-1, 3):
        day = today + timedelta(days=days)
        at = instant_ms(zone, datetime(day.year, day.month, day.day, hour, minute), local_time)  # noqa: DTZ001 - a wall clock's
        if at > after_ms:
            return at
    raise AssertionError("no zone skips three days")  # pragma: no cover


def _offset_ms(zone: str, at_ms: float, local_time: LocalTime) -> float:
    shown = local_time(zone, at_ms)
    if shown is None:
        raise Invalid("There is no such time zone.")
    return shown.replace(tzinfo=UTC).timestamp() * 1000 - at_ms // 1000 * 1000
