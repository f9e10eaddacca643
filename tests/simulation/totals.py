"""What many histories came to, and how it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from tests.simulation.history import Outcome, run
from tests.simulation.staleness import BOUNDS_S
from tests.simulation.steps import draw_plan
from tests.simulation.violations import DoneTwice, Lost

TAIL_CHARS: Final = 4
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Totals(Struct, kw_only=True):
    """Of any number of seeds; `failed` has the seeds that did not hold, each with its error."""

    seeds: int = 0
    steps: int = 0
    acknowledged: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    worst_s: dict[str, float] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)

    def add(self, other: Totals) -> None:
        """Add others."""
        self.seeds += other.seeds
        self.steps += other.steps
        self.acknowledged += other.acknowledged
        self.faults.update(other.faults)
        self.failed.update(other.failed)
        self.events.update(other.events)
        self.violations.update(other.violations)
        for row, took_s in other.worst_s.items():
            self.worst_s[row] = max(took_s, self.worst_s.get(row, 0.0))

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        yield f"{self.seeds:>9,}  histories"
        yield f"{self.steps:>9,}  steps"
        yield f"{self.acknowledged:>9,}  acknowledged changes"
        yield f"{self.violations[Lost.__name__]:>9,}  of them lost"
        yield f"{self.violations[DoneTwice.__name__]:>9,}  of them doubled"
        yield f"{len(self.failed):>9,}  histories that diverged {sorted(self.failed) or ''}".rstrip()
        yield "Events:"
        for kind, times in self.events.most_common():
            yield f"{times:>9,}  {kind}"
        yield "Faults:"
        for fault, times in self.faults.most_common():
            yield f"{times:>9,}  {fault}"
        yield "The stalest viewer, in virtual seconds, and the bound:"
        for row, bound_s in BOUNDS_S.items():
            yield f"{self.worst_s.get(row, 0.0):>9.2f}  {bound_s:>6.2f}  {row}"


def totals_of(outcome: Outcome) -> Totals:
    """Count one outcome."""
    return Totals(
        seeds=1,
        steps=len(outcome.plan.steps),
        acknowledged=outcome.acknowledged,
        faults=outcome.counts,
        worst_s=outcome.worst_s,
        failed={outcome.plan.seed: outcome.error} if outcome.error else {},
        events=outcome.kinds,
        violations=Counter([outcome.violation] if outcome.error else []),
    )


def run_seeds(first: int, count: int) -> Totals:
    """Run the histories of some seeds."""
    totals = Totals()
    for seed in range(first, first + count):
        totals.add(totals_of(run(draw_plan(seed))))
    return totals


def story(outcome: Outcome) -> Iterator[str]:
    """Yield a history, line by line."""
    what = _ID.sub(_tail, outcome.error) or "everything held"
    yield f"seed {outcome.plan.seed}, {len(outcome.plan.steps)} steps: {what}"
    yield f"  faults on the way: {', '.join(outcome.plan.weather.faults) or 'none'}"
    for at_s, what in outcome.told:
        yield f"  {at_s:>9.3f} s  {_ID.sub(_tail, what)}"


def _tail(found: re.Match[str]) -> str:
    """Shorten an id to its end, by which a reader can tell it from others."""
    return f"…{found[0][-TAIL_CHARS:]}"
