"""From a plan that fails to a short one that still does: fewer steps, fewer kinds of fault, no pauses."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict, replace

from tests.simulation.history import Outcome, run
from tests.simulation.mutants import NO_MUTANT, Mutant
from tests.simulation.steps import Plan
from tests.simulation.weather import Weather

RUNS_MAX = 500


def shrink(outcome: Outcome, mutant: type[Mutant] = Mutant) -> Outcome:
    """Return the outcome of the shortest failing plan that is found."""
    runs, best = 0, outcome
    while True:
        for plan in _simpler(best.plan):
            runs += 1
            found = run(plan, NO_MUTANT if mutant is Mutant else mutant())
            if found.error:
                best = found
                break
            if runs >= RUNS_MAX:
                return best
        else:
            return best


def _simpler(plan: Plan) -> Iterator[Plan]:
    """Yield plans that are simpler by one thing, the boldest first."""
    size = len(plan.steps)
    while size:
        for start in range(0, len(plan.steps), size):
            yield replace(plan, steps=plan.steps[:start] + plan.steps[start + size :])
        size //= 2
    if plan.hibernates:
        yield replace(plan, hibernates=False)
    for name, rate in asdict(plan.weather).items():
        if rate:
            yield replace(plan, weather=Weather(**{**asdict(plan.weather), name: 0.0}))
