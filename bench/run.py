"""`make bench`: Glint compared with a JavaScript baseline, measured alternately by the same harness.

Every round restarts every server and runs each phase on all of them in turn, so that other load on the machine affects
them alike: with D1 next door, with D1 10 ms away, and the first request of an isolate. Environment: ROUNDS=3, QUICK=1
for one short round, and TARGETS=glint,js,js-log, of which the first is compared with `js`, the floor.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import FrameType
from typing import Any

from bench.chart import ratios_svg
from bench.first_request import phase_cold
from bench.harness import HARNESS, RESULTS, measure
from bench.measures import COLD, DISTANT, FAR, FAR_MS, NEAR, all_back, compare, felt, lost
from bench.memory import in_the_isolate
from bench.report import Row
from bench.scene import MEMBERS, make_scene
from bench.servers import TARGETS, running
from bench.tables import cold_table, distant_table, felt_table, memory_table, near_table
from tools.project import ROOT, CommandFailed, say
from tools.settings import WrongSetting, switch, whole_number
from tools.setup import set_up

FLOOR = "js"
BUSY_FROM = 1.25  # times the CPUs; client and server alone cause about 1.5 in all
NEAR_PHASES = ("echo", "latency", "throughput", "delivery", "connect")
FAR_PHASES = ("latency", "felt")
QUICK = ["--n=40", "--requests=100", "--concurrency=32", "--viewers=1,200,1000", "--mutations=8", "--connect-n=1000"]
FULL = ["--n=100", "--requests=240", "--concurrency=32", "--viewers=1,200,1000", "--mutations=30", "--connect-n=1000"]
QUICK_FAR = [*QUICK, "--list-sizes=100"]
FULL_FAR = [*FULL, "--list-sizes=100", "--n=60"]


def main() -> None:
    """Measure, print, and write the results. Ctrl-C ends everything that was started."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        compare_all()
    except KeyboardInterrupt:
        raise CommandFailed("Interrupted: nothing is written.") from None


def compare_all() -> None:
    """Set up, measure in rounds, print and write."""
    quick, _ = switch("QUICK", os.environ), switch("VERBOSE", os.environ)
    count = whole_number("ROUNDS", os.environ, default=1 if quick else 3)
    targets = (os.environ.get("TARGETS") or ",".join(TARGETS[:2] if quick else TARGETS)).split(",")
    if FLOOR not in targets or set(targets) - set(TARGETS):
        raise WrongSetting(f"TARGETS must be some of {', '.join(TARGETS)}, with {FLOOR} among them.")
    os.environ["GLINT_NO_WEB"] = "1"  # the web app is not measured
    set_up(HARNESS)
    about: dict[str, Any] = {"at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), "loadavg": os.getloadavg()}
    near, far = (QUICK, QUICK_FAR) if quick else (FULL, FULL_FAR)
    rounds = [run_round(number, targets, near, far) for number in range(1, count + 1)]
    about |= {"machine": platform.platform(), "cpus": os.cpu_count(), "quick": quick, "rounds": count}
    memory = [] if quick else in_the_isolate("memory")
    write(about, rounds, targets, memory)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run_round(number: int, targets: Sequence[str], near: Sequence[str], far: Sequence[str]) -> dict[str, Any]:
    """Run one round, by target: D1 next door; then, of the two that are compared, far away and just started."""
    compared = list(dict.fromkeys((targets[0], FLOOR)))
    reports = run_phases(number, targets, NEAR_PHASES, near)
    reports |= run_phases(number, compared, FAR_PHASES, far, d1_ms=FAR_MS)
    for target in compared:
        for d1_ms in (0, FAR_MS):
            say(f"round {number}: the first requests to {target} …")
            reports[_marked(target, d1_ms)]["phases"]["cold"] = phase_cold(target, d1_ms)
    for target, report in reports.items():
        if lost(report):
            say(f"round {number}: {target} LOST {lost(report)} events or requests")
    return reports


def run_phases(
    number: int, targets: Sequence[str], phases: Sequence[str], options: Sequence[str], *, d1_ms: int = 0
) -> dict[str, Any]:
    """Start the targets, and run every phase on each in turn, in an order that changes by phase."""
    with ExitStack() as stack:
        servers = []
        for target in targets:
            say(f"round {number}: starting {target} …")
            servers.append(stack.enter_context(running(target, d1_ms=d1_ms)))
        scenes = {server.name: make_scene(server.base, members=1 if d1_ms else MEMBERS) for server in servers}
        reports: dict[str, Any] = {
            server.name: {"start_s": server.start_s, "phases": {}, "loadavg": []} for server in servers
        }
        for turn, phase in enumerate(phases):
            first = (number + turn) % len(servers)
            for server in servers[first:] + servers[:first]:
                started = time.monotonic()
                report = measure(server, scenes[server.name], phase, options)
                reports[server.name]["phases"] |= report["phases"]
                reports[server.name]["loadavg"].append(report["loadavg"][0])
                say(f"round {number}: {phase:10} {_marked(server.name, d1_ms):9} {time.monotonic() - started:5.1f} s")
        return {_marked(target, d1_ms): report for target, report in reports.items()}


def _marked(target: str, d1_ms: int) -> str:
    return target + (FAR if d1_ms else "")


def write(about: Mapping[str, Any], rounds: Sequence[Any], targets: Sequence[str], memory: Sequence[Row]) -> None:
    """Print the tables, and write them, all reports and the chart to bench/results/."""
    compared = list(dict.fromkeys((targets[0], FLOOR)))
    rows = compare(NEAR, rounds, targets, FLOOR)
    distant = compare(DISTANT, rounds, compared, FLOOR, mark=FAR)
    cold = compare(COLD, rounds, compared, FLOOR), compare(COLD, rounds, compared, FLOOR, mark=FAR)
    waited = [*felt(rounds, targets[0], FLOOR), all_back(rows, targets[0], FLOOR)]
    tables = [felt_table(waited, FAR_MS), near_table(rows, targets), distant_table(distant, compared, FAR_MS)]
    text = "\n".join([*tables, cold_table(*cold, compared, FAR_MS), *([memory_table(memory)] if memory else [])])
    sys.stdout.write(text)
    RESULTS.mkdir(parents=True, exist_ok=True)
    # A quick run must not overwrite what docs/performance.md shows.
    name = "quick" if about["quick"] else "latest"
    figures: dict[str, Any] = {"felt": waited, "near": rows, "distant": distant, "cold": cold, "memory": memory}
    data = json.dumps({**about, "figures": figures, "reports": rounds}, indent=1)
    (RESULTS / f"{name}.json").write_text(data.replace("NaN", "null") + "\n")
    (RESULTS / f"{name}.md").write_text(text)
    loads = [load for one in rounds for report in one.values() for load in report["loadavg"]]
    if max(loads) > BUSY_FROM * (os.cpu_count() or 1):
        say(f"The machine was busy (load {max(loads):.1f}): trust the CPU rows, and measure the times again.")
    load = f"load average {min(loads):.1f} to {max(loads):.1f}, the bench's own about 1.5 of it"
    subtitle = f"{about['at']}, {about['cpus']} CPUs, medians of {about['rounds']} rounds, {load}"
    (RESULTS / f"{name}.svg").write_text(ratios_svg(rows, f"{targets[0]} as a ratio to {FLOOR}", subtitle))
    say(f"Written: {(RESULTS / name).relative_to(ROOT)}.json, .md and .svg")


if __name__ == "__main__":
    main()
