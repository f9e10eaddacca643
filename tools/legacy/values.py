"""Single values of the old database, converted for the new one."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

UNKNOWN_TIME = "1970-01-01T00:00:00.000Z"
SORT_ORDER_MAX = 2**50
_SQLITE_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


def text(value: object) -> str:
    """Return text unchanged, '' for NULL. A NUL character, where SQLite's functions stop reading, is replaced."""
    written = value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)
    return written.replace("\x00", "\ufffd")


def instant(value: object) -> str | None:
    """Convert `datetime('now')`, or ISO 8601 with an offset, to ISO 8601 UTC with milliseconds; otherwise None."""
    written = text(value).strip()
    if not _SQLITE_TIME.fullmatch(written):
        return None
    try:
        time = datetime.fromisoformat(written)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at the ends of the calendar
        return None
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def first_instant(*values: object) -> str:
    """Return the first of these that is a time."""
    return next((found for value in values if (found := instant(value))), UNKNOWN_TIME)


def number(value: object) -> int | float | None:
    """Return a finite number that JavaScript can hold exactly enough, or None."""
    try:
        found = value if isinstance(value, int | float) else float(text(value))
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) <= SORT_ORDER_MAX else None


def flag(value: object) -> int:
    """Return 0 or 1."""
    return 0 if text(value).strip().lower() in ("", "0", "0.0", "false") else 1
