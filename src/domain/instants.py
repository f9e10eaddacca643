"""Points in time as the wire and the database have them."""

from __future__ import annotations

import functools
from datetime import UTC, datetime


def instant(epoch_ms: float) -> str:
    """ISO 8601 UTC with milliseconds and `Z`: text order is time order."""
    seconds, milliseconds = divmod(round(epoch_ms), 1000)
    return f"{_second(seconds)}.{milliseconds:03d}Z"


@functools.lru_cache(maxsize=8)  # requests of the same second ask for the same few
def _second(epoch_s: int) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def seconds_to_midnight(text: str) -> int:
    """How long the day (UTC) of an `instant` goes on: 1 s at least."""
    hours, minutes, seconds = map(int, text[11:19].split(":"))
    return 86_400 - 3_600 * hours - 60 * minutes - seconds


def epoch_ms(text: str) -> float:
    """The inverse of `instant`."""
    return datetime.fromisoformat(text).timestamp() * 1000
