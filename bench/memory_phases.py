"""The phases that read the memory of the Worker's isolate; they need --inspector-port. All sizes are MiB."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable
from functools import partial
from typing import Any

from bench.client import Api, bounded, close_viewers, connect_viewers, now, open_viewer
from bench.heap import Heap
from bench.report import Row, process_rows
from bench.wsviewer import Hub, Viewer

IMPORTED = 500
AT_ONCE = 8
MISSED = 3_600  # events, nearly 1 MiB
HIBERNATES_AFTER_S = 13.0  # the platform's ten seconds, and a little
ROUNDS = 5  # events to every viewer
SAMPLE_EVERY_S = 30.0
WATCHING = 200  # during the sustained work


class _Scenario:
    """One list and its viewers. Every step adds a row."""

    def __init__(self, api: Api, heap: Heap) -> None:
        self.api, self.heap = api, heap
        self.rows: list[Row] = []
        self.viewers: list[Viewer] = []
        self._hub = Hub()

    async def step(self, what: str, work: Awaitable[Any] | None = None) -> None:
        """Do the work; note the peak meanwhile, and what is there after it."""
        print(f"{what} …", file=sys.stderr, flush=True)
        peak = await self.heap.during(work) if work else (await self.heap.sample())["used"]
        row = {"what": what, "sockets": sum(viewer.open for viewer in self.viewers), "peak": peak}
        resident = process_rows(self.api.args.pid)[0]["rss_mib"]
        missing, self._hub.waiting = self._hub.waiting, 0
        self.rows.append(row | await self.heap.usage() | {"resident": resident, "missing": missing})

    async def open(self, count: int) -> None:
        """Open sockets until there are so many, and send events to all of them."""
        more, _row = await connect_viewers(self.api, self._hub, count - len(self.viewers), len(self.viewers))
        self.viewers += more
        await self.tell()

    async def tell(self) -> None:
        """Change a title several times; every viewer must see each."""
        (todo, *_) = self.api.created
        for i in range(ROUNDS):
            marker = f"mk-{os.getpid()}-{len(self.viewers)}-{i}-{now():.6f}-end".replace(".", "-")
            self._hub.arm([marker], len(self.viewers))
            await self.api.patch(todo, {"title": marker})
            await self._hub.wait(self.api.args.grace)

    async def close(self, count: int) -> None:
        """Close so many sockets."""
        gone, self.viewers = self.viewers[:count], self.viewers[count:]
        await close_viewers(gone)

    def requests(self, path: str) -> Awaitable[Any]:
        """Ask for a path several times at once."""
        return bounded(AT_ONCE, [partial(self.api.call, "GET", path, user=i) for i in range(AT_ONCE)])


async def phase_memory(api: Api) -> list[Row]:
    """(g) Measure the isolate with sockets, with the largest answers, asleep and awake again.

    peak: the most in use during the step; used: after it, garbage included; live: after a full collection.
    """
    async with Heap(api.args.inspector_port) as heap:
        scenario = _Scenario(api, heap)
        await scenario.step("at the start")
        imported = bounded(32, [partial(api.create, f"imported {i}") for i in range(IMPORTED)])
        await scenario.step(f"{IMPORTED} todos created, 32 at once", imported)
        await _largest(scenario)
        for count in api.args.viewers:
            await scenario.step(f"{count:,} sockets", scenario.open(count))
        await _largest(scenario)
        await scenario.step("asleep", asyncio.sleep(HIBERNATES_AFTER_S))
        await scenario.step("awake again", scenario.tell())
        await scenario.step("half of them closed", scenario.close(len(scenario.viewers) // 2))
        await scenario.step("all closed", scenario.close(len(scenario.viewers)))
        return scenario.rows


async def _largest(scenario: _Scenario) -> None:
    """Ask for the largest answers, several at once."""
    api = scenario.api
    _ok, found, _ms = await api.call("GET", f"{api.set_path}/todos")
    count, since = len(found["todos"]), found["seq"] - MISSED
    await scenario.step(f"{AT_ONCE} lists of {count:,} at once", scenario.requests(f"{api.set_path}/todos"))
    catch_up = scenario.requests(f"{api.set_path}/events?since={since}")
    await scenario.step(f"{AT_ONCE} catch-ups of 1 MiB at once", catch_up)


async def phase_sustained(api: Api) -> list[Row]:
    """(h) Measure the isolate every 30 s for --seconds of mixed work with 200 viewers, without forcing a collection."""
    async with Heap(api.args.inspector_port) as heap:
        viewers, _row = await connect_viewers(api, Hub(), WATCHING)
        start, rows, done = now(), list[Row](), 0

        async def work(worker: int) -> None:
            nonlocal done
            while now() - start < api.args.seconds:
                await _mixed(api, worker)
                done += 1

        workers = [asyncio.create_task(work(i)) for i in range(AT_ONCE)]
        while any(not worker.done() for worker in workers):
            resident = process_rows(api.args.pid)[0]["rss_mib"]
            rows.append({"minute": (now() - start) / 60, "rounds": done} | await heap.sample() | {"resident": resident})
            await asyncio.wait(workers, timeout=SAMPLE_EVERY_S)
        after = await heap.usage()
        await close_viewers(viewers)
        return [row | {"python": after["python"], "live": after["live"]} for row in rows]


async def _mixed(api: Api, user: int) -> None:
    """Do what a person does: connect, read, create, change, catch up, delete."""
    viewer, _verdict = await open_viewer(api, Hub(), WATCHING + user)
    await api.list_todos(user)
    todo, _ms = await api.create("sustained", user)
    if todo:
        await api.patch(todo, {"title": "sustained, changed"}, user)
        await api.patch(todo, {"completed": True}, user)
        _ok, listed, _ms = await api.call("GET", f"{api.set_path}/todos", user=user)
        since = max(0, int((listed or {}).get("seq") or 0) - 100)
        await api.call("GET", f"{api.set_path}/events?since={since}", user=user)
        await api.delete(todo)
    if viewer:
        viewer.close()
