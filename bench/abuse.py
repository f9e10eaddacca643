"""`make abuse`: what people notice of a bad neighbour, an account in another team that takes all it can get.

The same work of the same number of people is measured alone, and then beside the neighbour. Server, people and
neighbour share the machine, each a process of its own; the rate limits of wrangler.jsonc are on, and people and
neighbour have addresses of their own. Environment: DURATION=60, in seconds, of each of the two measurements;
ONLY=reorder,sockets to leave out all that the neighbour does but what has one of these in its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bench.growth import seed
from bench.harness import HARNESS, measure
from bench.measures import Report, find_row
from bench.report import Row, table
from bench.scene import make_scene, sign_in
from bench.servers import fresh_state, serving
from tools.project import say
from tools.settings import whole_number
from tools.setup import set_up

COLLEAGUES = 2
SESSIONS = 5  # of the neighbour
WARM_UP_S = 10
MARGIN_S = 10  # that the neighbour goes on for longer
TODOS, EVENTS = 4_900, 10_000  # in the neighbour's list, from the start
AIM = 2.0  # times the 99th percentile alone


def main() -> None:
    """Measure, and print what people noticed and what the neighbour got."""
    seconds = whole_number("DURATION", os.environ, default=60)
    only = [part for part in os.environ.get("ONLY", "").split(",") if part]
    os.environ["GLINT_NO_WEB"] = "1"  # the web app is not measured
    set_up(HARNESS)
    load = os.getloadavg()[0]
    alone, beside, neighbour = measured(seconds, only)
    table(f"what people noticed; load average {load:.1f} before", compare(alone, beside, neighbour))
    table("what the neighbour got, by status", got(neighbour))


def measured(seconds: int, only: Sequence[str]) -> tuple[Report, Report, Report]:
    """Return the reports of the people alone, of the people beside the neighbour, and of the neighbour."""
    with fresh_state("abuse") as state:
        with serving("glint", state) as server:
            first, second = (make_scene(server.base, name, members=COLLEAGUES) for name in ("alone", "beside"))
            own = make_scene(server.base, "neighbour", members=0)
            own = replace(own, cookies=tuple(sign_in(server.base, "neighbour-owner") for _ in range(SESSIONS)))
        seed(state, own, TODOS, EVENTS)
        with serving("glint", state, rate_limits=True) as server, ThreadPoolExecutor() as pool:
            measure(server, first, "work", _options(WARM_UP_S, "192.0.2.1"))
            say(f"abuse: people alone, {seconds} s …")
            alone = measure(server, first, "work", _options(seconds, "192.0.2.1"))
            say(f"abuse: people beside the neighbour, {seconds} s …")
            options = _options(seconds + MARGIN_S, "198.51.100.1") + [f"--only={part}" for part in only]
            neighbour = pool.submit(measure, server, own, "abuse", options)
            beside = measure(server, second, "work", _options(seconds, "192.0.2.2"))
            return alone, beside, neighbour.result()


def _options(seconds: int, address: str) -> list[str]:
    return [f"--seconds={seconds}", f"--phase-timeout={seconds + 120}", f"--header=CF-Connecting-IP: {address}"]


def compare(alone: Report, beside: Report, neighbour: Report) -> list[Row]:
    """Compare the two measurements: a row for each figure, with its aim and whether it was met beside the neighbour."""
    rows: list[Row] = []
    for op in ("create", "arrival"):
        before, after = (find_row(report, "work", op=op) for report in (alone, beside))
        limit = AIM * before["p99"]
        rows += [
            _line(f"{op}, p50 in ms", before["p50"], after["p50"]),
            _line(f"{op}, p99 in ms", before["p99"], after["p99"], limit),
            _line("events lost" if op == "arrival" else "creates failed", before["missing"], after["missing"], 0),
        ]
    faults = _faults(beside) + _faults(neighbour)
    rows.append(_line("5xx, the neighbour's included", _faults(alone), faults, 0))
    return rows


def _line(name: str, alone: float, beside: float, limit: float | None = None) -> Row:
    aim, verdict = "", ""
    if limit is not None:
        aim, verdict = f"≤ {limit:.1f}" if limit else "0", "met" if beside <= limit else "missed"
    return {"what": name, "alone": alone, "beside": beside, "aim": aim, "": verdict}


def _faults(report: Report) -> int:
    """Count the answers with a status of 5xx, of people or of the neighbour."""
    phases = report["phases"].values()
    counts = [phase["errors"] for phase in phases]
    counts += [row.get("answers", {}) for phase in phases for row in phase["rows"]]
    return sum(count for each in counts for name, count in each.items() if re.search(r"\b5\d\d$", name))


def got(neighbour: Report) -> list[Row]:
    """Return a row for each kind of request, with a column for each status that occurred."""
    rows = neighbour["phases"]["abuse"]["rows"]
    statuses = sorted({status for row in rows for status in row["answers"]} - {"ok"})
    return [{"what": row["what"]} | {each: row["answers"].get(each, 0) for each in ("ok", *statuses)} for row in rows]


if __name__ == "__main__":
    main()
