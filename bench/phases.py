"""The measured phases: each yields rows that share their keys; times are in ms unless named _s."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import statistics
from collections.abc import Awaitable, Callable
from functools import partial

from bench.client import Api, Job, bounded, close_viewers, connect_viewers, now
from bench.felt import phase_felt
from bench.latency import phase_echo, phase_latency
from bench.memory_phases import phase_memory, phase_sustained
from bench.neighbour import phase_abuse
from bench.people import phase_work
from bench.report import Row, cpu_s, percentile, process_rows, summary
from bench.reset_phase import phase_reset
from bench.wsviewer import Hub, Viewer

SETTLE_S = 0.5
DELIVERY_WARM_UPS = 3


async def phase_throughput(api: Api) -> list[Row]:
    """(b) Measure --requests creates, then as many title patches, at each concurrency level."""
    rows: list[Row] = []
    for level in api.args.concurrency:
        for op in ("create", "patch"):
            jobs: list[Job] = _creates(api) if op == "create" else _patches(api)
            start = now()
            got = await bounded(level, jobs)
            took = now() - start
            good = [ms for done, ms in filter(None, got) if done]
            head = {"op": op, "concurrency": level, "req/s": len(good) / took, "errors": len(jobs) - len(good)}
            rows.append(head | summary(good))
        await api.cleanup()
    return rows


def _creates(api: Api) -> list[Job]:
    return [partial(api.create, f"load {i}", i) for i in range(api.args.requests)]


def _patches(api: Api) -> list[Job]:
    targets = list(api.created.items())
    chosen = [targets[i % len(targets)] for i in range(api.args.requests)] if targets else []
    return [partial(api.patch, todo, {"title": f"edited {i}"}, owner) for i, (todo, owner) in enumerate(chosen)]


async def _deliver(api: Api, hub: Hub, viewers: list[Viewer], marker: str, target: str) -> Row | None:
    """Send one mutation with the marker; wait for its event to reach every viewer (or --grace)."""
    hub.arm([marker], len(viewers))
    sent = now()
    if api.args.delivery_op == "create":
        ok = (await api.create(marker))[0] is not None
    else:
        ok = (await api.patch(target, {"title": marker}))[0]
    answered = now()
    if not ok:
        return None
    await hub.wait(api.args.grace)
    at = list(hub.seen[marker.encode()].values()) or [math.nan]
    return {
        "missing": hub.waiting,
        "first": (min(at) - sent) * 1000,
        "median": (statistics.median(at) - sent) * 1000,
        "last": (max(at) - sent) * 1000,
        "http": (answered - sent) * 1000,
        "last-http": (max(at) - answered) * 1000,
    }


async def phase_delivery(api: Api) -> list[Row]:
    """(c) Measure the time from sending a mutation to its event arriving at the viewers of the set.

    first/median/last: at the first, the median and the last viewer; http: until the mutation's own response was read;
    last-http: from that response to the last viewer (negative: events came first); cpu_ms: CPU time of the --pid
    processes for one mutation and its fan-out.
    """
    rows: list[Row] = []
    for count in api.args.viewers:
        hub = Hub()
        viewers, opened = await connect_viewers(api, hub, count)
        target = (await api.create("delivery target"))[0] or ""
        await asyncio.sleep(SETTLE_S)
        before = cpu_s(api.args.pid)
        got = await _deliveries(api, hub, viewers, count, target)
        spent = (cpu_s(api.args.pid) - before) * 1000 / max(1, len(got))
        rss = [row["rss_mib"] for row in process_rows(api.args.pid)]
        closed = sum(not viewer.open for viewer in viewers)
        await close_viewers(viewers)
        good = [row for row in got[DELIVERY_WARM_UPS:] if row]
        rows.append(
            {"viewers": len(viewers), "mutations": len(good), "events": len(good) * len(viewers)}
            | {"missing": sum(row["missing"] for row in good), "closed_ws": closed}
            | _spread(good)
            | {"cpu_ms": spent, "rss_mib": rss, "why": opened["why"]}
        )
        await api.cleanup()
    return rows


async def _deliveries(api: Api, hub: Hub, viewers: list[Viewer], count: int, target: str) -> list[Row | None]:
    """Run the mutations one after the other, with the harness's garbage collection disabled."""
    got: list[Row | None] = []
    gc.collect()
    gc.disable()
    try:
        for i in range(api.args.mutations + DELIVERY_WARM_UPS if viewers else 0):
            got.append(await _deliver(api, hub, viewers, f"mk-{os.getpid()}-{count}-{i}-end", target))
            await asyncio.sleep(api.args.gap)
    finally:
        gc.enable()
    return got


def _spread(good: list[Row]) -> Row:
    row: Row = {}
    for name in ("first", "median", "last", "http", "last-http"):
        values = [got[name] for got in good if not math.isnan(got[name])]
        row |= {f"{name} p50": percentile(values, 50), f"{name} p95": percentile(values, 95)}
    return row


async def phase_burst(api: Api) -> list[Row]:
    """(c') Run concurrent creates with --burst-viewers watching: lost events and delivery under load."""
    rows: list[Row] = []
    for level in api.args.concurrency:
        hub, sent = Hub(), dict[str, float]()
        viewers, opened = await connect_viewers(api, hub, api.args.burst_viewers)

        async def one(marker: str, sent: dict[str, float] = sent) -> bool:
            sent[marker] = now()
            return (await api.create(marker))[0] is not None

        markers = [f"mk-{os.getpid()}-{level}-{i}-end" for i in range(api.args.requests)]
        hub.arm(markers, len(viewers))
        start = now()
        good = sum(filter(None, await bounded(level, [partial(one, marker) for marker in markers])))
        took = now() - start
        await hub.wait(api.args.grace)
        last = [(max(times.values()) - sent[marker.decode()]) * 1000 for marker, times in hub.seen.items() if times]
        rows.append(
            {"concurrency": level, "viewers": len(viewers), "req/s": good / took, "failed": len(markers) - good}
            | {"events": len(markers) * len(viewers), "missing": hub.waiting, "duplicates": hub.duplicates}
            | {"mutations_nobody_saw": sum(not times for times in hub.seen.values())}
            | {"last p50": percentile(last, 50), "last p95": percentile(last, 95), "why": opened["why"]}
        )
        await close_viewers(viewers)
        await api.cleanup()
    return rows


async def phase_connect(api: Api) -> list[Row]:
    """(d) Measure the time to open many sockets with bounded concurrency."""
    rows: list[Row] = []
    for count in api.args.connect_n:
        viewers, row = await connect_viewers(api, Hub(), count)
        rows.append(row)
        await close_viewers(viewers)
    return rows


PHASES: dict[str, Callable[[Api], Awaitable[list[Row]]]] = {
    "echo": phase_echo,
    "latency": phase_latency,
    "felt": phase_felt,
    "throughput": phase_throughput,
    "delivery": phase_delivery,
    "burst": phase_burst,
    "connect": phase_connect,
    "memory": phase_memory,
    "sustained": phase_sustained,
    "reset": phase_reset,
    "work": phase_work,
    "abuse": phase_abuse,
}
