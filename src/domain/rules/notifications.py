"""What one has read of what concerns oneself, and which todos are due."""

from __future__ import annotations

from datetime import datetime

from domain.changes import NotificationsRead
from domain.decision import Decision
from domain.inputs import ReadNotifications
from domain.state import State
from domain.zones import LocalTime, instant_ms, local_date


def read_notifications(state: State, body: ReadNotifications, now: str) -> Decision:
    """Mark the person's notifications as read, and tell their other devices. A repeat changes nothing."""
    return Decision(changes=(NotificationsRead(ids=body.ids),), concerns_self=True, replayable=False)


def is_due(due_on: str, time: str | None, zone: str | None, *, here: str, today: str, local_time: LocalTime) -> bool:
    """Whether a todo is due by the end of `today` in the zone `here`: a time of day counts where its own zone is."""
    if time is None or zone is None or zone == here:
        return due_on <= today
    at_ms = instant_ms(zone, datetime.fromisoformat(f"{due_on}T{time}"), local_time)
    return local_date(here, at_ms, local_time).isoformat() <= today
