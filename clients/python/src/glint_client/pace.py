"""What a client does by the clock, in seconds."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The times of R39 to R46. Tests are hastier."""

    ping_every_s: float = 25.0
    pong_within_s: float = 10.0
    gap_s: float = 0.3
    revalidate_every_s: float = 300.0
    without_push_every_s: float = 5.0
    repeat_after_s: float = 2.0
    retry_s: float = 0.5
    retry_max_s: float = 30.0
    healthy_after_s: float = 60.0

    def backoff_s(self, failures: int, chance: random.Random) -> float:
        """Return how long to wait after so many failures in a row: 0.5, 1, 2, … 30 s, plus up to 20 % (R45)."""
        doubled = self.retry_s * 2.0 ** (min(failures, 32) - 1)
        return min(self.retry_max_s, doubled) * chance.uniform(1.0, 1.2)

    def revalidation_s(self, chance: random.Random) -> float:
        """Return when to ask again without a reason, ±20 % (R43)."""
        return self.revalidate_every_s * chance.uniform(0.8, 1.2)
