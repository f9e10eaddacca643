"""`python -m bench.memory`: what the isolate holds with thousands of sockets, the largest answers, and after long work.

On Cloudflare an isolate may hold 128 MB, Worker and Durable Object together; a process's resident size says nothing
about that. Environment: MINUTES=10 of sustained work, 0 for none.
"""

from __future__ import annotations

import json
import os
import resource
import time
from typing import Any

from bench.chart import lines_svg
from bench.growth import seed
from bench.harness import HARNESS, RESULTS, measure
from bench.report import Row, table
from bench.scene import make_scene
from bench.servers import free_port, fresh_state, serving
from tools.project import say
from tools.settings import whole_number
from tools.setup import set_up

SOCKETS = (1_000, 6_000, 10_000)
FILES_PER_SOCKET = 2  # that workerd has open
FILES_BESIDE = 200
MEMBERS = 520
TODOS, EVENTS = 4_499, 10_000  # 500 more todos fill the list
LINES = ("peak", "live", "v8 reserved", "buffers")
OVER_TIME = ("used", "v8", "v8 reserved", "buffers")


def main() -> None:
    """Measure, print, and write a table, a chart and JSON to bench/results/."""
    minutes = whole_number("MINUTES", os.environ, default=10, least=0)
    os.environ["GLINT_NO_WEB"] = "1"  # the web app is not measured
    set_up(HARNESS)
    rows = in_the_isolate("memory")
    table("the isolate, MiB", rows)
    sustained = in_the_isolate("sustained", seconds=minutes * 60) if minutes else []
    table("the isolate during mixed work, MiB", sustained)
    write(rows, sustained)


def in_the_isolate(phase: str, *, seconds: int = 0) -> list[Row]:
    """Run a phase that reads the inspector, on a full list with a long log."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    sockets = [min(count, (files - FILES_BESIDE) // FILES_PER_SOCKET) for count in SOCKETS]
    say(f"memory: {phase} …")
    with fresh_state("memory") as state:
        with serving("glint", state) as server:
            scene = make_scene(server.base, members=MEMBERS)
        seed(state, scene, TODOS, EVENTS)
        port = free_port()
        with serving("glint", state, inspector_port=port) as server:
            options = [f"--viewers={','.join(map(str, sockets))}", f"--inspector-port={port}", f"--seconds={seconds}"]
            report = measure(server, scene, phase, [*options, f"--phase-timeout={seconds + 600}", "--grace=30"])
            rows: list[Row] = report["phases"][phase]["rows"]
            return rows


def write(rows: list[Row], sustained: list[Row]) -> None:
    """Write the chart and the numbers."""
    panels: list[Any] = [("MiB by step", [str(number) for number in range(1, len(rows) + 1)], _lines(rows, LINES))]
    if sustained:
        minutes = [f"{row['minute']:.0f}" if number % 4 == 0 else "" for number, row in enumerate(sustained)]
        panels.append(("MiB by minutes of mixed work", minutes, _lines(sustained, OVER_TIME)))
    RESULTS.mkdir(parents=True, exist_ok=True)
    title = f"One isolate, Worker and Durable Object, {time.strftime('%Y-%m-%d', time.gmtime())}"
    (RESULTS / "memory.svg").write_text(lines_svg(panels, title))
    data = json.dumps({"steps": rows, "sustained": sustained}, indent=1)
    (RESULTS / "memory.json").write_text(data.replace("NaN", "null") + "\n")
    say("Written: bench/results/memory.json and .svg")


def _lines(rows: list[Row], names: tuple[str, ...]) -> dict[str, list[float]]:
    return {name: [row[name] for row in rows] for name in names}


if __name__ == "__main__":
    main()
