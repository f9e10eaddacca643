"""Closing sockets that nobody uses any more, on the alarm of a team's object."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import Generic

from domain import limits
from domain.close_codes import GOING_AWAY, REASONS, SESSION_OVER
from domain.viewer import SocketAttachment
from live.alarm import Alarm
from ports import Socket, Sockets

SessionEnds = Callable[[list[str]], Awaitable[dict[str, float]]]
Close = Callable[[Socket, SocketAttachment, int, str], None]

EVERY_MS = limits.SWEEP_EVERY_S * 1000


class Sweep(Generic[Socket]):
    """The sweeps of one object. `clock` gives epoch milliseconds; `failed` is told why `session_ends` failed."""

    def __init__(
        self,
        sockets: Sockets[Socket],
        alarm: Alarm,
        clock: Callable[[], float],
        session_ends: SessionEnds,
        close: Close[Socket],
        failed: Callable[[Exception], None],
    ) -> None:
        self._sockets, self._alarm, self._clock = sockets, alarm, clock
        self._session_ends, self._close, self._failed = session_ends, close, failed
        self._due_ms: float | None = None

    async def connected(self, session_ends_ms: float) -> None:
        """Set the alarm for a new socket, whose session ends then."""
        due_ms = min(session_ends_ms, self._clock() + EVERY_MS)
        if self._due_ms is not None:
            self._due_ms = min(self._due_ms, due_ms)
        await self._alarm.wake_by(due_ms)

    async def run(self) -> int | None:
        """Close sockets whose session ended or whose client fell silent, and set the next alarm; how many stay open.

        None, and no socket is looked at, when it is known that none is due: the alarm fired for something else.
        """
        left = None
        if self._due_ms is None or self._clock() >= self._due_ms:
            await self._follow_renewals()
            ends = self._close_due()
            left, self._due_ms = len(ends), min(*ends, self._clock() + EVERY_MS) if ends else math.inf
        if self._due_ms < math.inf:
            await self._alarm.wake_by(self._due_ms)
        return left

    def _close_due(self) -> list[float]:
        """Close the sockets; when the sessions of the others end."""
        now, ends = self._clock(), []
        for socket in list(self._sockets.open()):
            attachment = self._sockets.attachment(socket)
            pinged = self._sockets.last_ping_ms(socket)
            if attachment.ends_ms <= now:
                self._close(socket, attachment, SESSION_OVER, REASONS[SESSION_OVER])
            elif pinged is not None and now - pinged > limits.SILENT_AFTER_S * 1000:
                self._close(socket, attachment, GOING_AWAY, "silent")
            else:
                ends.append(attachment.ends_ms)
        return ends

    async def _follow_renewals(self) -> None:
        """Update when sessions end: an attachment has the time from when it was written, and use extends sessions."""
        attachments = map(self._sockets.attachment, self._sockets.open())
        due = {each.token_hash for each in attachments if each.ends_ms <= self._clock()}
        if not due:
            return
        try:
            ends = await self._session_ends(sorted(due))
        except Exception as error:  # noqa: BLE001 - the outer edge of an alarm
            self._failed(error)
            ends = dict.fromkeys(due, self._clock() + EVERY_MS)
        for token_hash, ends_ms in ends.items():
            self._sockets.extend(f"session:{token_hash}", ends_ms)
