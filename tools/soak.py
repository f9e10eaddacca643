"""`make soak`: the convergence test for many seeds, with progress and a summary.

`SEEDS=20 FIRST=100 STEPS=200 KILLS=2 make soak`. A seed that fails prints its steps; add its number to SEEDS in
tests/workerd/test_convergence.py. With CROWD=1000 it is another test: tools/crowd.py.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(1, str(Path(__file__).parents[1] / "clients" / "python" / "src"))

from tests.support.chaos import Story, Summary
from tests.support.server import Server
from tools import crowd
from tools.settings import whole_number

DEFAULTS: Final = {"SEEDS": 20, "FIRST": 100, "STEPS": 200, "KILLS": 2}
MAY_BE_NONE: Final = {"FIRST", "KILLS"}
TOTALS: Final = (
    "acknowledged", "refused", "events", "kill", "cut", "evict", "drop all", "connects", "catch-ups", "repeats",
    "pongs ahead", "reloads",
)  # fmt: skip


def setting(name: str) -> int:
    """Read a number from the environment, or return its default."""
    return whole_number(name, os.environ, default=DEFAULTS[name], least=0 if name in MAY_BE_NONE else 1)


def run(server: Server, seed: int) -> Summary | None:
    """Run one seed; return None, with the reason and the steps printed, if the clients diverged."""
    story = Story(server, seed, steps=setting("STEPS"), kills=setting("KILLS"))
    started = time.monotonic()
    try:
        summary = asyncio.run(story.tell())
    except AssertionError as error:
        print(f"seed {seed}: DIVERGED: {error}", *getattr(error, "__notes__", []), sep="\n", flush=True)
        return None
    counts, took = summary.counts, time.monotonic() - started
    print(
        f"seed {seed}: {counts['events']} events, {counts['kill']} kills, {counts['cut']} cuts, "
        f"{counts['repeats']} repeats, worst staleness {summary.worst_staleness_s:.1f} s; {took:.0f} s",
        flush=True,
    )
    return summary


def main() -> int:
    """Run all seeds on one server, or a crowd; return 1 if one of them diverged."""
    if os.environ.get("CROWD"):
        return crowd.main()
    first, count, steps, kills = (setting(name) for name in ("FIRST", "SEEDS", "STEPS", "KILLS"))
    print(f"{count} seeds from {first}, {steps} changes and {kills} kills each.", flush=True)
    totals: Counter[str] = Counter()
    worst, diverged = 0.0, []
    with tempfile.TemporaryDirectory(prefix="glint-soak-") as folder:
        server = Server(Path(folder))
        server.start()
        try:
            for seed in range(first, first + count):
                summary = run(server, seed)
                if summary is None:
                    diverged.append(seed)
                    continue
                totals.update(summary.counts)
                worst = max(worst, summary.worst_staleness_s)
        finally:
            server.stop()
    print("\n".join(f"{name:>14}  {totals[name]}" for name in TOTALS))
    print(f"worst staleness  {worst:.1f} s (outages included)\n     divergences  {len(diverged)} {diverged or ''}")
    return 1 if diverged else 0


if __name__ == "__main__":
    sys.exit(main())
