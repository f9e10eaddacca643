"""Numbers and tables: percentiles, aligned tables, memory and CPU of processes."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def percentile(values: Iterable[float], q: float) -> float:
    """Return the nearest-rank percentile (q in 0..100); NaN without values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * q / 100) - 1)] if ordered else float("nan")


def summary(ms: list[float]) -> Row:
    """Return the usual latency columns of a list of milliseconds."""
    return {
        "n": len(ms),
        "p50": percentile(ms, 50),
        "p95": percentile(ms, 95),
        "p99": percentile(ms, 99),
        "max": max(ms, default=float("nan")),
    }


def table(title: str, rows: list[Row]) -> None:
    """Print rows (which share their keys) as an aligned table; times are in ms unless named _s."""
    cells = [[f"{v:.2f}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    lines = [list(rows[0]), *cells] if rows else []
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n== {title}")
    for line in lines:
        print("  " + "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))
    sys.stdout.flush()


def process_rows(pids: list[int]) -> list[Row]:
    """Return resident memory and consumed CPU seconds of each pid, from /proc; NaN for one that is gone."""
    rows: list[Row] = []
    for pid in pids:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            rows.append({"pid": pid, "name": "(gone)", "rss_mib": math.nan, "cpu_s": math.nan})
            continue
        got = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        rss_mib = int(got.get("VmRSS", "0 kB").split()[0]) / 1024
        ticks = int(fields[11]) + int(fields[12])
        rows.append(
            {"pid": pid, "name": got["Name"].strip(), "rss_mib": rss_mib, "cpu_s": ticks / os.sysconf("SC_CLK_TCK")}
        )
    return rows


def cpu_s(pids: list[int]) -> float:
    """Return the CPU seconds that these processes have consumed together."""
    return float(sum(row["cpu_s"] for row in process_rows(pids)))
