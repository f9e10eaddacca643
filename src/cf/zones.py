"""Local time by the platform's own time zones, which workerd has and Python there has not (docs/adr/0035)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from pyodide.ffi import JsException

from cf.globals import function

_FIELDS: Final = {"dateStyle": "short", "timeStyle": "medium", "hourCycle": "h23"}


def local_time(zone: str, at_ms: float) -> datetime | None:
    """As `domain.zones.LocalTime`. Swedish has dates and times in the order of ISO 8601."""
    options = function("JSON.parse")(msgspec.json.encode(_FIELDS | {"timeZone": zone}).decode())
    try:
        shown = function("Intl.DateTimeFormat")("sv-SE", options).format(at_ms)
    except JsException:  # RangeError: no such zone
        return None
    return datetime.fromisoformat(str(shown))
