"""The results of `make bench` as Markdown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]
SIZES = {
    "sockets": "sockets",
    "most in use": "peak",
    "live": "live",
    "V8 reserved": "v8 reserved",
    "Python": "python",
    "process": "resident",
}
MET = {True: "met", False: "missed", None: ""}


def near_table(rows: Rows, targets: Sequence[str]) -> str:
    """Format the comparison with D1 next door."""
    head = ["D1 next door", "unit", *targets, "ratio", "aim", "", "D1 trips"]
    lines = []
    for row in rows:
        aim = "" if row["aim"] is None else f"{'≥' if row['more'] else '≤'} {row['aim']}"
        medians = [_number(row["medians"][target]) for target in targets]
        lines.append([row["name"], row["unit"], *medians, f"{row['ratio']:.2f}", aim, MET[row["met"]], _trips(row)])
    return _table(head, lines)


def distant_table(rows: Rows, targets: Sequence[str], ms: int) -> str:
    """Format the comparison with D1 some ms away, in ms."""
    head = [f"D1 {ms} ms away, ms", *targets, "aim", "", "D1 trips"]
    lines = []
    for row in rows:
        aim = "" if row["aim_ms"] is None else f"≤ {row['aim_ms']:g}"
        medians = [_number(row["medians"][target]) for target in targets]
        lines.append([row["name"], *medians, aim, MET[row["met"]], _trips(row)])
    return _table(head, lines)


def cold_table(near: Rows, far: Rows, targets: Sequence[str], ms: int) -> str:
    """Format the first requests of an isolate, in ms."""
    where = ("D1 next door", f"{ms} ms away")
    head = ["as a member, ms", *[f"{target}, {place}" for place in where for target in targets], "D1 trips"]
    lines = [
        [one["name"], *[_number(row["medians"][target]) for row in (one, other) for target in targets], _trips(one)]
        for one, other in zip(near, far, strict=True)
    ]
    return _table(head, lines)


def felt_table(rows: Rows, ms: int) -> str:
    """Format what a member waits for, next to its limit, in ms."""
    head = [f"a member, D1 {ms} ms away", "glint, ms", "floor, ms", "limit, ms", "the limit: a bare JavaScript Worker"]
    lines = [
        [row["name"], *[_number(row[key]) for key in ("ms", "floor_ms", "limit_ms")], row["limit"]] for row in rows
    ]
    return _table(head, lines)


def memory_table(rows: Rows) -> str:
    """Format what one isolate holds, in MiB."""
    head = ["one isolate, MiB", *SIZES]
    lines = [
        [f"{number}. {row['what']}", *[f"{row[key]:,.0f}" for key in SIZES.values()]]
        for number, row in enumerate(rows, start=1)
    ]
    return _table(head, lines)


def _trips(row: Mapping[str, Any]) -> str:
    trips = row["trips"]
    return "" if trips is None or math.isnan(trips) else str(trips)


def _number(value: float) -> str:
    return f"{value:.{0 if value >= 100 else 1 if value >= 20 else 2}f}"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Join cells; every column is right-aligned but the first, and those that hold words."""
    words = {"unit", "", "the limit: a bare JavaScript Worker"}
    rule = ["---" if number == 0 or name in words else "--:" for number, name in enumerate(head)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines)) + "\n"
