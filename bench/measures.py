"""The compared figures: where each is found in the harness's reports, and the original's figure as its aim."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Report = Mapping[str, Any]
Found = Mapping[str, Any]

FAR_MS = 10
FAR = f"+{FAR_MS}ms"
"""Marks the reports of servers whose D1 is so far away."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of a comparison.

    `aim` bounds the ratio to the floor: from above, or below where `more` is better. `aim_ms` bounds the time itself.
    """

    name: str
    find: Callable[[Report], Found]
    key: str = "p50"
    unit: str = "ms"
    aim: float | None = None
    aim_ms: float | None = None
    more: bool = False

    def met(self, value: float, ratio: float) -> bool | None:
        """Return whether the aim is reached; None where there is none."""
        if self.aim_ms is not None:
            return value <= self.aim_ms
        if self.aim is None:
            return None
        return ratio >= self.aim if self.more else ratio <= self.aim


def find_row(report: Report, phase: str, **wanted: object) -> Found:
    """Return the row of a phase that has these values."""
    rows: list[Found] = report["phases"][phase]["rows"]
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


def _row(phase: str, **wanted: object) -> Callable[[Report], Found]:
    return lambda report: find_row(report, phase, **wanted)


def _latency(op: str, by: str = "owner") -> Callable[[Report], Found]:
    return _row("latency", op=op, by=by)


def _fan_out(report: Report) -> Found:
    """Compute the CPU time per additional socket: a mutation with 1,000 viewers minus one with a single viewer."""
    few, many = find_row(report, "delivery", viewers=1), find_row(report, "delivery", viewers=1000)
    return {"us": (many["cpu_ms"] - few["cpu_ms"]) / 999 * 1000}


def _resident(report: Report) -> Found:
    return {"mib": find_row(report, "delivery", viewers=1000)["rss_mib"][0]}


CONNECT = "connect, 1,000 sockets"
_MUTATIONS = ("create", "patch title", "patch completed", "delete")

# The aims are what the original, in TypeScript, needed in the same run as this floor: see docs/performance.md.
NEAR: Sequence[Measure] = [
    Measure(name="echo (no session, no D1)", find=_row("echo", op="echo")),
    Measure(name="create", find=_latency("create"), aim=1.42),
    Measure(name="patch title", find=_latency("patch title"), aim=1.26),
    Measure(name="patch completed", find=_latency("patch completed"), aim=1.07),
    Measure(name="delete", find=_latency("delete"), aim=1.20),
    *[Measure(name=f"{op}, as a member", find=_latency(op, "member")) for op in _MUTATIONS],
    Measure(name="lists of a team, as a member", find=_latency("lists of a team", "member")),
    Measure(name="list of 100", find=_latency("list @100"), aim=1.58),
    Measure(name="list of 1,000", find=_latency("list @1000"), aim=1.11),
    Measure(name="list of 100, as a member", find=_latency("list @100", "member"), aim=6.95),
    Measure(name="CPU of a create", find=_latency("create"), key="cpu_ms", aim=1.41),
    Measure(name="CPU of a patch", find=_latency("patch title"), key="cpu_ms", aim=1.32),
    Measure(name="CPU of a list of 1,000", find=_latency("list @1000"), key="cpu_ms"),
    Measure(
        name="create, 32 at once",
        find=_row("throughput", op="create", concurrency=32),
        key="req/s",
        unit="req/s",
        aim=0.69,
        more=True,
    ),
    Measure(
        name="patch, 32 at once",
        find=_row("throughput", op="patch", concurrency=32),
        key="req/s",
        unit="req/s",
        aim=0.71,
        more=True,
    ),
    Measure(name="last of 200 viewers", find=_row("delivery", viewers=200), key="last p50", aim=1.11),
    Measure(name="last of 1,000 viewers", find=_row("delivery", viewers=1000), key="last p50", aim=1.04),
    Measure(name="fan-out CPU per socket", find=_fan_out, key="us", unit="µs"),
    Measure(
        name=CONNECT,
        find=_row("connect", sockets=1000),
        key="per_s",
        unit="sockets/s",
        aim=1.24,
        more=True,
    ),
    Measure(name="resident memory, 1,000 sockets", find=_resident, key="mib", unit="MiB", aim=1.09),
    Measure(name="start to first answer", find=lambda report: report, key="start_s", unit="s", aim=1.07),
]

# D1 10 ms away; a member's aims are half of what the original needed.
DISTANT: Sequence[Measure] = [
    *[Measure(name=op, find=_latency(op)) for op in (*_MUTATIONS, "lists of a team")],
    Measure(name="list of 100", find=_latency("list @100")),
    Measure(name="create, as a member", find=_latency("create", "member"), aim_ms=68 / 2),
    Measure(name="patch title, as a member", find=_latency("patch title", "member"), aim_ms=64 / 2),
    Measure(name="patch completed, as a member", find=_latency("patch completed", "member")),
    Measure(name="delete, as a member", find=_latency("delete", "member"), aim_ms=65 / 2),
    Measure(name="lists of a team, as a member", find=_latency("lists of a team", "member"), aim_ms=36 / 2),
    Measure(name="list of 100, as a member", find=_latency("list @100", "member"), aim_ms=521 / 2),
]

# The first request of an isolate, as a member.
COLD: Sequence[Measure] = [
    Measure(name="first create of an isolate", find=_row("cold", op="create")),
    Measure(name="first list of an isolate", find=_row("cold", op="list")),
]


@dataclass(frozen=True, kw_only=True)
class Felt:
    """What someone waits for: its row in the phase `felt`, and how many D1 trips in turn it cannot do without."""

    name: str
    op: str
    trips: int
    limit: str


FELT: Sequence[Felt] = [
    Felt(name="open the app: who am I, my lists, this list", op="open the app", trips=3, limit="3 requests in turn"),
    Felt(name="open another list of 100", op="open a list", trips=1, limit="1 request"),
    Felt(name="tick a todo: until it is stored", op="tick a todo", trips=1, limit="1 request"),
    Felt(name="see someone's change", op="see a change", trips=1, limit="1 request, and its event"),
    Felt(name="reconnect after a deployment", op="reconnect", trips=2, limit="an upgrade and a request in turn"),
    Felt(name="come back online, 100 changes later", op="come back", trips=2, limit="an upgrade and a request in turn"),
]


def lost(report: Report) -> int:
    """Count events that did not arrive and requests that failed."""
    rows = [row for phase in report["phases"].values() for row in phase["rows"]]
    failures = sum(sum(phase["errors"].values()) for phase in report["phases"].values())
    return int(failures + sum(row.get("missing", 0) for row in rows))


def compare(
    measures: Sequence[Measure],
    rounds: Sequence[Mapping[str, Report]],
    targets: Sequence[str],
    floor: str,
    *,
    mark: str = "",
) -> list[dict[str, Any]]:
    """Compare per measure: the medians over the rounds, all values, and the first target's ratio to the floor.

    The targets' reports are found under their names with this mark.
    """
    rows: list[dict[str, Any]] = []
    for measure in measures:
        found = {target: [_find(measure, one[target + mark]) for one in rounds] for target in targets}
        values = {target: [float(each.get(measure.key, "nan")) for each in found[target]] for target in targets}
        medians = {target: statistics.median(values[target]) for target in targets}
        first = targets[0]
        ratio = _ratio([one / base for one, base in zip(values[first], values[floor], strict=True) if base])
        rows.append(
            {"name": measure.name, "unit": measure.unit, "medians": medians, "values": values, "ratio": ratio}
            | {"aim": measure.aim, "aim_ms": measure.aim_ms, "more": measure.more}
            | {"met": measure.met(medians[first], ratio), "trips": found[first][0].get("trips")}
        )
    return rows


def _find(measure: Measure, report: Report) -> Found:
    """Return where a value is; nothing where the phase did not get that far, which is null in JSON."""
    try:
        return measure.find(report)
    except (StopIteration, TypeError, KeyError, IndexError):
        return {}


def _ratio(ratios: list[float]) -> float:
    return statistics.median(ratios) if ratios else float("nan")


def felt(rounds: Sequence[Mapping[str, Report]], target: str, floor: str) -> list[dict[str, Any]]:
    """Return what people wait for, in ms, with D1 10 ms away, next to its limit.

    The limit is as many requests in turn to a bare JavaScript Worker that asks D1 once.
    """

    def median_ms(name: str, phase: str, **wanted: str) -> float:
        return float(statistics.median(find_row(one[name + FAR], phase, **wanted)["p50"] for one in rounds))

    bare = median_ms(floor, "latency", op="lists of a team", by="member")
    return [
        {"name": each.name, "ms": median_ms(target, "felt", op=each.op)}
        | {"floor_ms": median_ms(floor, "felt", op=each.op)}
        | {"limit_ms": each.trips * bare, "limit": each.limit}
        for each in FELT
    ]


def all_back(rows: Sequence[Mapping[str, Any]], target: str, floor: str) -> dict[str, Any]:
    """Return what the last of 1,000 waits for who all reconnect at once, from the comparison next door."""
    per_s = next(row for row in rows if row["name"] == CONNECT)["medians"]
    ms = {name: 1000 / per_s[name] * 1000 for name in (target, floor)}
    name = "1,000 people reconnect at once, D1 next door: the last one"
    return {"name": name, "ms": ms[target], "floor_ms": ms[floor], "limit_ms": ms[floor], "limit": "as many upgrades"}
