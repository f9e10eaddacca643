"""What ties background work to the request that it follows."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from domain.metrics import Metrics


class Trace(Struct, frozen=True, kw_only=True):
    """The request's id, when it was answered in epoch milliseconds by `clock`, and who counts."""

    request_id: str = ""
    answered_ms: float = 0.0
    clock: Callable[[], float] = lambda: 0.0
    metrics: Metrics | None = None

    def ms(self) -> int:
        """How many milliseconds ago that was."""
        return round(self.clock() - self.answered_ms)
