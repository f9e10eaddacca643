"""`make soak CROWD=1000 MINUTES=60 KILLS=2`: that many people for so long, while the server is killed in between.

It alternates: for a minute and a half some people work, then nobody does anything, and nothing but their alarm may wake
the teams' objects. At the end everybody must have the server's lists, and nothing that was acknowledged may be missing.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.report import Row, percentile, process_rows, table
from tests.support.client import WEB_APP
from tests.support.crowd import Crowd
from tests.support.people import People, people_at
from tests.support.server import Server
from tools.settings import whole_number

CYCLE_MIN: Final = 3
SILENCE_MAX_S: Final = WEB_APP.ping_every_s + WEB_APP.pong_within_s
CLOCK_S: Final = 1.0  # by which the clients' own timers may be late on a busy machine
TOTALS: Final = ("connects", "catch-ups", "repeats", "pongs ahead", "pongs missed", "reloads")


@dataclass
class Run:
    """One run: what it does, and a row of figures for each cycle."""

    server: Server
    people: People
    crowd: Crowd
    rows: list[Row] = field(default_factory=list)
    wakes: Counter[str] = field(default_factory=Counter)

    async def cycle(self, number: int, seconds: float, kills: int) -> None:
        """Work for half of the time, killing the server in between, and then do nothing."""
        end = time.monotonic() + seconds
        working = asyncio.create_task(self.crowd.work(seconds / 2))
        for _ in range(kills):
            await asyncio.sleep(seconds / 2 / (kills + 1))
            await asyncio.to_thread(self.server.restart)
        await working
        converged = await self.crowd.converge()
        await self.people.wakes()
        cpu_s, since = self._workerd("cpu_s"), time.monotonic()
        await asyncio.sleep(end - time.monotonic())
        woken = sum((Counter(counts) for counts in (await self.people.wakes()).values()), Counter[str]())
        self.wakes += woken
        idle_s = time.monotonic() - since
        self.rows.append(
            {
                "cycle": number,
                "killed": kills,
                "live": sum(client.live for client in self.crowd.clients),
                "changes": self.crowd.changes,
                "converged_s": converged,
                "idle_s": idle_s,
                "alarms": woken["alarm"],
                "other wakes": woken["constructed"] - woken["alarm"],
                "idle CPU %": (self._workerd("cpu_s") - cpu_s) / idle_s * 100,
                "RSS MiB": self._workerd("rss_mib"),
                "silence_s": self.crowd.longest_silence_s,
            }
        )
        print("  ".join(f"{name} {_short(value)}" for name, value in self.rows[-1].items()), flush=True)

    def _workerd(self, figure: str) -> float:
        return float(process_rows([self.server.workerd])[0][figure])

    def verdicts(self) -> list[Row]:
        """Return what must hold, what was seen, and whether it held."""
        silence, others = self.crowd.longest_silence_s, self.wakes["constructed"] - self.wakes["alarm"]
        held = {
            f"longest silence of an open socket, at most {SILENCE_MAX_S:.0f} s": (
                f"{silence:.1f}",
                silence <= SILENCE_MAX_S + CLOCK_S,
            ),
            "objects woken while nobody did anything, except by their alarm: 0": (others, others == 0),
        }
        return [{"what": what, "seen": seen, "": "met" if met else "missed"} for what, (seen, met) in held.items()]


async def run(server: Server, count: int, minutes: int, kills: int) -> bool:
    """Run it, with progress; return whether everything held. AssertionError if something is lost."""
    async with people_at(server) as people:
        crowd = await Crowd.of(people, count)
        this = Run(server, people, crowd)
        try:
            print(
                f"{count} people in {len(crowd.groups)} lists, up to date after {await crowd.converge():.0f} s.",
                flush=True,
            )
            cycles = max(1, minutes // CYCLE_MIN)
            for number in range(cycles):
                await this.cycle(number + 1, minutes * 60 / cycles, kills_in(number, cycles, kills))
            await crowd.converge()
            await crowd.check()
        finally:
            await crowd.close()
    report(this)
    return all(row[""] == "met" for row in this.verdicts())


def kills_in(number: int, cycles: int, kills: int) -> int:
    """Return how many of the kills are due in this cycle, so that they divide the run into equal parts."""
    before, after = (min(kills, each * (kills + 1) // cycles) for each in (number, number + 1))
    return after - before


def report(this: Run) -> None:
    """Print the figures of the whole run."""
    table("by cycle", this.rows)
    waits, counts = this.crowd.staleness_s(), this.crowd.counts()
    table("from an answer to its event at a viewer, outages included, in s", [
        {"deliveries": len(waits), "p50": percentile(waits, 50), "p99": percentile(waits, 99), "last": waits[-1]}
    ])  # fmt: skip
    table("counted", [{name: counts[name] for name in TOTALS} | {"lines that died": this.crowd.dead_lines}])
    table("nothing was lost, everybody had the server's lists, and", this.verdicts())


def main() -> int:
    """Run it on a server of its own; return 1 if something did not hold."""
    count = whole_number("CROWD", os.environ, default=1000)
    minutes = whole_number("MINUTES", os.environ, default=60)
    kills = whole_number("KILLS", os.environ, default=2, least=0)
    with tempfile.TemporaryDirectory(prefix="glint-crowd-") as folder:
        server = Server(Path(folder), metrics=False)
        server.start()
        try:
            return 0 if asyncio.run(run(server, count, minutes, kills)) else 1
        except AssertionError as error:
            print(f"FAILED: {error}", *getattr(error, "__notes__", []), sep="\n", flush=True)
            return 1
        finally:
            server.stop()


def _short(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
