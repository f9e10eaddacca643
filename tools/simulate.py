"""`make simulate`: simulated histories for many seeds, with progress and a report (docs/simulation.md).

`SEEDS=100000 FIRST=0 WORKERS=2 make simulate`. A seed that fails is shrunk and told as a short story; `SEEDS=1
FIRST=4711` tells that one history, whatever becomes of it. `MUTANTS=1` tells how each seeded mistake is found.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(1, str(Path(__file__).parents[1] / "clients" / "python" / "src"))

from tests.simulation.history import Outcome, run
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.shrink import shrink
from tests.simulation.steps import draw_plan
from tests.simulation.totals import Totals, run_seeds, story
from tools.settings import switch, whole_number

CHUNK: Final = 100
TOLD_MAX: Final = 3
PROGRESS_EVERY_S: Final = 10.0
FOUND_WITHIN: Final = 200
"""Seeds; today every mistake is found within forty."""


def simulate(first: int, count: int, workers: int, say_every_s: float = PROGRESS_EVERY_S) -> Totals:
    """Run the histories of these seeds in worker processes; say how far it is, and which diverge.

    Ctrl-C ends it early: the report is then of those that were run.
    """
    totals, began_s = Totals(), time.monotonic()
    said_s = began_s
    chunks = [(start, min(CHUNK, first + count - start)) for start in range(first, first + count, CHUNK)]
    spawn, ignored = multiprocessing.get_context("spawn"), (signal.SIGINT, signal.SIG_IGN)
    with suppress(KeyboardInterrupt), spawn.Pool(min(workers, len(chunks)), signal.signal, ignored) as pool:
        for each in pool.imap_unordered(_run_chunk, chunks):
            totals.add(each)
            for seed, error in each.failed.items():
                print(f"seed {seed:,}: {error}", flush=True)
            now_s = time.monotonic()
            if now_s - said_s >= say_every_s:
                said_s, rate = now_s, totals.seeds / (now_s - began_s)
                left_s = (count - totals.seeds) / rate
                print(
                    f"{totals.seeds:,} histories, {len(totals.failed)} diverged, {rate:.0f} a second, "
                    f"{left_s:,.0f} s to go",
                    flush=True,
                )
    return totals


def _run_chunk(chunk: tuple[int, int]) -> Totals:
    return run_seeds(*chunk)


def find(mutant: type[Mutant]) -> Outcome | None:
    """Return the first history that finds this mistake."""
    outcomes = (run(draw_plan(seed), mutant()) for seed in range(FOUND_WITHIN))
    return next((outcome for outcome in outcomes if outcome.error), None)


def find_mutants() -> int:
    """Tell how each seeded mistake is found first; return 1 if one is not."""
    missed = 0
    for name, mutant in MUTANTS.items():
        outcome = find(mutant)
        missed += outcome is None
        told = story(shrink(outcome, mutant)) if outcome else ["NOT FOUND"]
        print("\n".join(["", f"{name}: {mutant.__doc__}", *told]), flush=True)
    return 1 if missed else 0


def main() -> int:
    """Run what the environment asks for; return 1 if something did not hold."""
    if switch("MUTANTS", os.environ):
        return find_mutants()
    first = whole_number("FIRST", os.environ, default=0, least=0)
    count = whole_number("SEEDS", os.environ, default=1_000)
    workers = whole_number("WORKERS", os.environ, default=os.cpu_count() or 1)
    totals = simulate(first, count, workers)
    print("\n".join(totals.lines()))
    for seed in [first] if count == 1 else sorted(totals.failed)[:TOLD_MAX]:
        outcome = run(draw_plan(seed))
        print("\n".join(["", *story(shrink(outcome) if outcome.error and count > 1 else outcome)]))
    return 1 if totals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
