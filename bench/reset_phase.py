"""The phase in which the server loses everything in its memory, with viewers that reconnect."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal

from bench.client import Api, now, open_viewer
from bench.report import Row, percentile
from bench.wsviewer import Hub

WORK_S = 5.0  # before and after
WRITE_EVERY_S = 0.1
BACKOFF_S, BACKOFF_MAX_S, BACKOFF_SPREAD = 0.5, 30.0, 0.2  # R45
SEQ = re.compile(rb'"seq":\s*(\d+)')
BACK_WITHIN_S = 120.0


class _Watched(Hub):
    """What one viewer has got, by push or catch-up, in order up to `head`; and when it last was up to date."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.head = 0
        self.early: set[int] = set()
        self.back = asyncio.Event()
        self.back_at = 0.0

    def message(self, _viewer: int, _at: float, payload: bytes) -> None:
        """Note the number of a todo event."""
        found = SEQ.search(payload) if b'"todo:' in payload else None
        if found:
            self.add({int(found[1])})

    def add(self, numbers: set[int]) -> None:
        """Note these numbers; those after a gap wait for what is missing."""
        self.early |= {number for number in numbers if number > self.head}
        while self.first and self.head + 1 in self.early:
            self.head += 1
            self.early.remove(self.head)


async def phase_reset(api: Api) -> list[Row]:
    """(i) Measure what the loss of an isolate is for the last of --viewers, and whether anything is lost.

    After 5 s the process --pid is killed; whoever started it must start it again. Viewers reconnect with backoff, and
    catch up. A todo is created every 100 ms, answered or not.
    """
    watched = [_Watched() for _ in range(api.args.viewers[-1])]
    viewers = [asyncio.create_task(_watch(api, number, each)) for number, each in enumerate(watched)]
    await _all_back(watched)
    over = asyncio.Event()
    writer = asyncio.create_task(_write(api, over))
    await asyncio.sleep(WORK_S)
    start = now()
    os.kill(api.args.pid[0], signal.SIGKILL)
    up = await _up(api) - start
    await _all_back(watched)
    await asyncio.sleep(WORK_S)
    over.set()
    acknowledged, failed = await writer
    _ok, found, _ms = await api.call("GET", f"{api.set_path}/todos")
    await asyncio.sleep(WORK_S)
    for task in viewers:
        task.cancel()
    ids, head = {todo["id"] for todo in found["todos"]}, found["seq"]
    back = [each.back_at - start for each in watched]
    return [
        {"viewers": len(watched), "server up, s": up}
        | {"back p50, s": percentile(back, 50), "back p95, s": percentile(back, 95), "last, s": max(back)}
        | {"created": len(acknowledged), "unanswered": failed, "lost": len(acknowledged - ids)}
        | {"events": sum(head - each.first for each in watched), "missing": sum(head - each.head for each in watched)}
    ]


async def _up(api: Api) -> float:
    """Wait until the server answers again; return when it did."""
    for _ in range(round(BACK_WITHIN_S / WRITE_EVERY_S)):
        if (await api.call("GET", api.args.echo_path))[0]:
            return now()
        await asyncio.sleep(WRITE_EVERY_S)
    raise SystemExit(f"The server was not started again within {BACK_WITHIN_S:.0f} s.")


async def _all_back(watched: list[_Watched]) -> None:
    async with asyncio.timeout(BACK_WITHIN_S):
        await asyncio.gather(*(each.back.wait() for each in watched))


async def _watch(api: Api, number: int, watched: _Watched) -> None:
    """Keep a socket open; after each reconnect catch up over HTTP."""
    attempt = 0
    while True:
        viewer, _verdict = await open_viewer(api, watched, number)
        if viewer is None:
            pause = min(BACKOFF_MAX_S, BACKOFF_S * 2**attempt) * (1 + random.random() * BACKOFF_SPREAD)  # noqa: S311
            attempt += 1
            await asyncio.sleep(pause)
            continue
        path = f"events?since={watched.head}" if watched.first else "todos"
        ok, found, _ms = await api.call("GET", f"{api.set_path}/{path}", user=number)
        if ok:
            if not watched.first:
                watched.first = watched.head = found["seq"]
            watched.add({event["seq"] for event in found.get("events", [])})
            watched.back_at, attempt = now(), 0
            watched.back.set()
            await viewer.gone.wait()
            watched.back.clear()
        viewer.close()
        await asyncio.sleep(BACKOFF_S * (1 + random.random() * BACKOFF_SPREAD))  # noqa: S311


async def _write(api: Api, over: asyncio.Event) -> tuple[set[str], int]:
    """Create a todo every 100 ms; return the ids of those that were acknowledged, and how many were not."""
    acknowledged, failed = set[str](), 0
    while not over.is_set():
        todo, _ms = await api.create("written")
        if todo:
            acknowledged.add(todo)
        else:
            failed += 1
        await asyncio.sleep(WRITE_EVERY_S)
    return acknowledged, failed
