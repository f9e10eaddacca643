"""Points in time as the wire and the database have them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(epoch_ms: float) -> str:
    """ISO 8601 UTC with milliseconds and `Z`: text order is time order."""
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch_ms(text: str) -> float:
    """The inverse of `instant`."""
    return datetime.fromisoformat(text).timestamp() * 1000
