"""When a client was not live, or was waiting for an answer: no bound on staleness counts that time."""

from __future__ import annotations

from collections.abc import Callable


class Trouble:
    """Intervals of virtual time, each of one or several reasons."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._reasons: dict[str, None] = {}
        self._began_s = 0.0
        self._past: list[tuple[float, float]] = []

    @property
    def now(self) -> bool:
        """Return whether there is any."""
        return bool(self._reasons)

    def begin(self, reason: str) -> None:
        """There is trouble for this reason."""
        if not self._reasons:
            self._began_s = self._clock()
        self._reasons[reason] = None

    def end(self, reason: str) -> None:
        """This reason is gone."""
        if self._reasons.pop(reason, "") is None and not self._reasons:
            self._past.append((self._began_s, self._clock()))

    def within(self, start_s: float, end_s: float) -> float:
        """Return for how long there was trouble between two moments."""
        intervals = [*self._past, (self._began_s, self._clock())] if self._reasons else self._past
        return sum(max(0.0, min(end, end_s) - max(begin, start_s)) for begin, end in intervals)
