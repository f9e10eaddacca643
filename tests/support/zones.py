"""Local time by the machine's own time zones."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local_time(zone: str, at_ms: float) -> datetime | None:
    """As `domain.zones.LocalTime`."""
    try:
        return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
