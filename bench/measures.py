"""The compared figures, read from the harness's reports, with the target for each ratio."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Report = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of the comparison. `aim` bounds the ratio to the floor: from above, or below where `more` is better."""

    name: str
    unit: str
    read: Callable[[Report], float]
    aim: float | None = None
    more: bool = False

    def met(self, ratio: float) -> bool | None:
        """Return whether the ratio reaches the aim; None where there is none."""
        if self.aim is None:
            return None
        return ratio >= self.aim if self.more else ratio <= self.aim


def find_row(report: Report, phase: str, **wanted: object) -> Mapping[str, Any]:
    """Return the row of a phase that has these values."""
    rows = report["phases"][phase]["rows"]
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


def _latency(op: str) -> Callable[[Report], float]:
    return lambda report: float(find_row(report, "latency", op=op)["p50"])


def _cpu(op: str) -> Callable[[Report], float]:
    return lambda report: float(find_row(report, "latency", op=op)["cpu_ms"])


def _rate(op: str, level: int) -> Callable[[Report], float]:
    return lambda report: float(find_row(report, "throughput", op=op, concurrency=level)["req/s"])


def _last(viewers: int) -> Callable[[Report], float]:
    return lambda report: float(find_row(report, "delivery", viewers=viewers)["last p50"])


def _fan_out_us(report: Report) -> float:
    """Compute the CPU time per additional socket: a mutation with 1,000 viewers minus one with a single viewer."""
    few, many = find_row(report, "delivery", viewers=1), find_row(report, "delivery", viewers=1000)
    return float(many["cpu_ms"] - few["cpu_ms"]) / 999 * 1000


MEASURES: Sequence[Measure] = [
    Measure(name="echo (no session, no D1)", unit="ms", read=lambda r: float(find_row(r, "echo", op="echo")["p50"])),
    Measure(name="create", unit="ms", read=_latency("create"), aim=1.5),
    Measure(name="patch title", unit="ms", read=_latency("patch title"), aim=1.5),
    Measure(name="patch completed", unit="ms", read=_latency("patch completed"), aim=1.5),
    Measure(name="delete", unit="ms", read=_latency("delete")),
    Measure(name="list of 100", unit="ms", read=_latency("list @100 todos")),
    Measure(name="list of 1,000", unit="ms", read=_latency("list @1000 todos"), aim=1.2),
    Measure(name="list of 100, as a member", unit="ms", read=_latency("list @100 todos (2nd user)")),
    Measure(name="CPU of a create", unit="ms", read=_cpu("create")),
    Measure(name="CPU of a patch", unit="ms", read=_cpu("patch title")),
    Measure(name="CPU of a list of 1,000", unit="ms", read=_cpu("list @1000 todos")),
    Measure(name="create, 1 at a time", unit="req/s", read=_rate("create", 1), more=True),
    Measure(name="create, 32 at once", unit="req/s", read=_rate("create", 32), more=True),
    Measure(name="patch, 32 at once", unit="req/s", read=_rate("patch", 32), more=True),
    Measure(name="last of 200 viewers", unit="ms", read=_last(200)),
    Measure(name="last of 1,000 viewers", unit="ms", read=_last(1000), aim=1.2),
    Measure(name="fan-out CPU per socket", unit="µs", read=_fan_out_us, aim=1.1),
    Measure(
        name="connect, 1,000 sockets",
        unit="sockets/s",
        read=lambda r: float(find_row(r, "connect", sockets=1000)["per_s"]),
        aim=0.8,
        more=True,
    ),
    Measure(
        name="memory with 1,000 sockets",
        unit="MiB",
        read=lambda r: float(find_row(r, "delivery", viewers=1000)["rss_mib"][0]),
        aim=1.5,
    ),
    Measure(name="start to first answer", unit="s", read=lambda r: float(r["start_s"])),
]


def lost(report: Report) -> int:
    """Count events that did not arrive and requests that failed."""
    rows = [row for phase in report["phases"].values() for row in phase["rows"]]
    failures = sum(sum(phase["errors"].values()) for phase in report["phases"].values())
    return int(failures + sum(row.get("missing", 0) for row in rows))


def compare(rounds: Sequence[Mapping[str, Report]], targets: Sequence[str], floor: str) -> list[dict[str, Any]]:
    """Compare per measure: the median over the rounds for each target, all values, and the ratios to the floor."""
    rows: list[dict[str, Any]] = []
    for measure in MEASURES:
        values = {target: [_read(measure, one[target]) for one in rounds] for target in targets}
        medians = {target: statistics.median(values[target]) for target in targets}
        ratio = _ratio([one / base for one, base in zip(values[targets[0]], values[floor], strict=True) if base])
        rows.append(
            {
                "name": measure.name,
                "unit": measure.unit,
                "medians": medians,
                "values": values,
                "ratio": ratio,
                "aim": measure.aim,
                "more": measure.more,
                "met": measure.met(ratio),
            }
        )
    return rows


def _read(measure: Measure, report: Report) -> float:
    """Read a value; NaN where the phase did not get that far, which is null in JSON."""
    try:
        return measure.read(report)
    except (StopIteration, TypeError, KeyError, IndexError):
        return float("nan")


def _ratio(ratios: list[float]) -> float:
    return statistics.median(ratios) if ratios else float("nan")
