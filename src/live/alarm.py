"""The one alarm of a team's object, which several parts of it share."""

from __future__ import annotations

from ports import OneAlarm


class Alarm:
    """Fires at the earliest time that anybody asked for; whoever is not done by then has to ask again."""

    def __init__(self, alarm: OneAlarm) -> None:
        self._alarm = alarm
        self._at_ms: float | None = None

    async def wake_by(self, at_ms: float) -> None:
        """Set the alarm no later than this; an earlier one stays."""
        if self._at_ms is None:
            stored_ms = await self._alarm.alarm_ms()
            self._at_ms = stored_ms if self._at_ms is None else self._at_ms  # someone else may have set it meanwhile
        if self._at_ms is None or at_ms < self._at_ms:
            self._at_ms = at_ms
            await self._alarm.set_alarm(at_ms)

    def fired(self) -> None:
        """Forget the time: the alarm fires, and is not set."""
        self._at_ms = None
