"""What happened to a list, for a loop that may be slower than the list."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from glint_client.apply import apply_event, in_order
from glint_client.wire import Event, State, Todo

WAITING_MAX: Final = 4_000
"""Events that wait for the loop; more become one change to the newest list."""


@dataclass(frozen=True)
class Change:
    """One step of a list from `before` to `after`, the list at `seq`.

    `event` is None where the list was loaded again (R40), or where the loop was too far behind for single events.
    """

    event: Event | None
    seq: int
    before: State
    after: State

    def touched(self) -> list[Todo]:
        """Return the todos that differ, as they are now; those that are gone as they were."""
        changed = {key: todo for key, todo in self.after.items() if self.before.get(key) != todo}
        gone = {key: todo for key, todo in self.before.items() if key not in self.after}
        return in_order({**gone, **changed})


class Changes:
    """The list as far as the loop has it, and the events that wait for it."""

    def __init__(self) -> None:
        self._state: State = {}
        self._waiting: deque[Event] = deque()
        self._skipped = False
        self.seq = -1

    @property
    def state(self) -> State:
        """Return the list at `seq`."""
        return self._state

    @property
    def has_next(self) -> bool:
        """Return whether there is a change."""
        return self._skipped or bool(self._waiting)

    def begin(self, state: State, seq: int) -> None:
        """Start from this list."""
        self._state, self.seq = state, seq
        self._waiting.clear()
        self._skipped = False

    def add(self, events: list[Event] | None) -> None:
        """Take events that were applied, or that the list was loaded again."""
        if events is None or len(self._waiting) + len(events) > WAITING_MAX:
            self._waiting.clear()
            self._skipped = True
        elif not self._skipped:
            self._waiting.extend(events)

    def next(self, newest: State, seq: int) -> Change:
        """Take the next change; `newest` is the list now."""
        before, event = self._state, None
        if self._skipped:
            self.begin(newest, seq)
        else:
            event = self._waiting.popleft()
            self._state, self.seq = apply_event(before, event), event["seq"]
        return Change(event, self.seq, before, self._state)
