"""What a client of a live list must do (R37 to R46), without any I/O: reports go in, orders come out.

`LiveList` carries the orders out with asyncio, httpx and websockets; the project's simulation does it in virtual time.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, cast

from glint_client.edge import FINAL_CODES, FINAL_STATUSES, LIST_GONE, NO_PUSH, RESYNC, Edge
from glint_client.pace import Pace
from glint_client.replica import Replica
from glint_client.wire import Event, Todo

HEAD_KEY_CHARS: Final = 8
PUSHES_KEPT: Final = 1_000

Timer = Callable[[], None]


class Session:
    """One open list. `live` says whether the socket is open and nothing before it is missing.

    `has_read` says whether any read has succeeded. `code` is why it is over, or 0. `counts` is for logs and tests.
    `now` is a clock in seconds.
    """

    def __init__(
        self,
        edge: Edge,
        list_id: str,
        replica: Replica,
        *,
        now: Callable[[], float],
        chance: random.Random,
        pace: Pace | None = None,
    ) -> None:
        self._edge, self.replica, self._now = edge, replica, now
        self._pace, self._chance = pace or Pace(), chance
        self._head_key = list_id[:HEAD_KEY_CHARS]
        self.loaded = replica.seq >= 0
        self.live, self.code = False, 0
        self.counts: Counter[str] = Counter()
        self._timers: dict[Timer, float] = {}
        self.reading = False
        self._stopped = self._again = self.has_read = False
        self._has_push = True
        self._ready_seq, self._ready_s = -1, 0.0
        self._pushed: deque[int] = deque(maxlen=PUSHES_KEPT)
        self._failures = self._read_failures = 0

    @property
    def settled(self) -> bool:
        """Return whether nothing is being read, or missing."""
        return not self.reading and not self.replica.gap

    def misses(self, seq: int) -> bool:
        """Return whether an event should have come over the open socket, and has not."""
        return 0 <= self._ready_seq < seq and seq not in self._pushed

    def start(self) -> None:
        """Begin."""
        self._edge.connect()
        self._revalidate_later()

    def stop(self) -> None:
        """Ignore whatever is reported from now on."""
        self._stopped, self.live, self.reading, self._ready_seq = True, False, False, -1
        self._timers.clear()

    def opened(self) -> None:
        """Take that the socket is open; `realtime:ready` follows."""
        self.counts["connects"] += 1
        self._has_push = True
        self._set(self._silent, self._pace.pong_within_s)

    def refused(self, status: int) -> None:
        """Take that no socket was opened, but an answer given with this status."""
        if status == NO_PUSH:
            self._has_push = False
            self._revalidate_later()
        self.closed(FINAL_STATUSES.get(status, 0))

    def closed(self, code: int) -> None:
        """Take that the socket is closed, or could not be opened."""
        if code in FINAL_CODES:
            self.end(code)
        if self._stopped:
            return
        if self._ready_seq >= 0 and self._now() - self._ready_s > self._pace.healthy_after_s:
            self._failures = 0
        self._failures += 1
        self.live, self._ready_seq = False, -1
        self._timers.pop(self._silent, None)
        self._timers.pop(self._ping, None)
        self._set(self._edge.connect, self._pace.backoff_s(self._failures, self._chance))
        if not self.has_read:
            self.read_soon()
        self._edge.changed()

    def frame(self, frame: dict[str, Any]) -> None:
        """Take a frame of the socket. Types that are not known, and have no `seq`, are ignored."""
        match frame.get("type"):
            case "realtime:ready":
                self._greeted(frame["seq"])
            case "pong":
                self._timers.pop(self._silent, None)
                if self.loaded and frame["heads"].get(self._head_key, 0) > self.replica.seq:
                    self.counts["pongs ahead"] += 1
                    self.read_soon()
            case "presence":
                self._edge.presence(frame["users"])
            case _ if "seq" in frame:
                self._pushed.append(frame["seq"])
                self._receive([cast("Event", frame)])

    def acknowledged(self, seq: int, then: Callable[[bool], None]) -> None:
        """Take that a request of one's own was answered with this `seq`, whose event should come over the socket.

        `then` is called when that should have happened, with whether the request has to be repeated (R42).
        """
        self._set(partial(self._confirm, seq, then), self._pace.repeat_after_s)

    def read_soon(self) -> None:
        """Catch up; once more if that is running already."""
        self._again = True
        if not self.reading and not self._stopped:
            self._read()

    def caught_up(self, events: Iterable[Event]) -> None:
        """Take the events that were asked for."""
        if not self._stopped:
            self.counts["catch-ups"] += 1
            self._receive(events)
            self._read_done()

    def listed(self, todos: Iterable[Todo], seq: int) -> None:
        """Take the list, which is exact for `seq`."""
        if self._stopped:
            return
        before, self.loaded = self.replica.seq, True
        self.replica.reload(todos, seq)
        self._edge.applied(None, before)
        self._note(self.replica.drain(), seq)
        self._read_done()

    def unread(self, status: int) -> None:
        """Take that a read was refused with a status for which repeating it is no use."""
        if self._stopped:
            return
        if status == RESYNC:
            self.counts["reloads"] += 1
            self._edge.read(None)
        else:
            self.end(FINAL_STATUSES.get(status, LIST_GONE))

    def failed(self, retry_after_s: float = 0.0) -> None:
        """Take that a read had no answer, or a server's error, or has to wait (429)."""
        if not self._stopped:
            self._read_failures += 1
            backoff_s = self._pace.backoff_s(self._read_failures, self._chance)
            self._set(self._read, max(retry_after_s, backoff_s))

    def end(self, code: int) -> None:
        """Give up."""
        if not self._stopped:
            self.stop()
            self.code = code
            self._edge.over(code)

    def wake(self) -> None:
        """Do what is due."""
        now_s = self._now()
        for timer in [timer for timer, due_s in self._timers.items() if due_s <= now_s]:
            if self._timers.pop(timer, None) is not None:
                timer()
        if self._timers:
            self._edge.wake_at(min(self._timers.values()))

    def _greeted(self, head: int) -> None:
        self._ready_seq, self._ready_s = head, self._now()
        self._pushed.clear()
        self._ping()
        if self._timers.pop(self._read, None) is not None:
            self._read()  # a read that waits after a failure: the server is back
        self.read_soon()

    def _ping(self) -> None:
        self._edge.ping()
        self._set(self._silent, self._pace.pong_within_s)
        self._set(self._ping, self._pace.ping_every_s)

    def _silent(self) -> None:
        self.counts["pongs missed"] += 1
        self._edge.drop()
        self.closed(0)

    def _receive(self, events: Iterable[Event]) -> None:
        for event in events:
            before = self.replica.seq
            self._note(self.replica.receive(event), before)
        if self.replica.gap and self._close_gap not in self._timers:
            self._set(self._close_gap, self._pace.gap_s)

    def _note(self, applied: list[Event], before: int) -> None:
        if applied:
            self._edge.applied(applied, before)

    def _close_gap(self) -> None:
        if self.replica.gap:
            self.read_soon()

    def _confirm(self, seq: int, then: Callable[[bool], None]) -> None:
        missing = self.misses(seq)
        self.counts["repeats"] += missing
        then(missing)

    def _read(self) -> None:
        self._again, self.reading = False, True
        self._edge.changed()
        self._edge.read(self.replica.seq if self.loaded else None)

    def _read_done(self) -> None:
        self._read_failures, self.has_read = 0, True
        self.reading = False
        if self._again:
            self._read()
        else:
            self.live = self._ready_seq >= 0
            if self.replica.gap:
                self._set(self._close_gap, self._pace.gap_s)
            self._edge.changed()

    def _revalidate(self) -> None:
        self.read_soon()
        self._revalidate_later()

    def _revalidate_later(self) -> None:
        pace = self._pace
        self._set(self._revalidate, pace.revalidation_s(self._chance) if self._has_push else pace.without_push_every_s)

    def _set(self, timer: Timer, after_s: float) -> None:
        if not self._stopped:
            self._timers[timer] = due_s = self._now() + after_s
            self._edge.wake_at(due_s)
