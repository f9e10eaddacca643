"""The ordinary people of `make abuse`."""

from __future__ import annotations

import asyncio
import os

from bench.client import Api, close_viewers, connect_viewers, now
from bench.report import Row, summary
from bench.wsviewer import Hub

EVERY_S = 0.2


async def phase_work(api: Api) -> list[Row]:
    """(e) Measure a steady pace for --seconds: each cookie has a socket, and they create a todo every 200 ms by turns.

    A create is sent when it is due, answered or not what came before: a slow server cannot slow its measurement down.
    create: until the response was read; missing: failed. arrival: from sending the create to its event at each of the
    others; missing: events of answered creates that did not come within --grace, at any of the sockets.
    """
    hub, people = Hub(), len(api.args.cookie)
    viewers, _opened = await connect_viewers(api, hub, people)
    markers = [f"mk-{os.getpid()}-{i}-end" for i in range(round(api.args.seconds / EVERY_S))]
    hub.arm(markers, people)
    sent: dict[str, float] = {}
    answered: dict[str, float] = {}

    async def create(i: int, marker: str) -> None:
        sent[marker] = now()
        todo, ms = await api.create(marker, i)
        if todo:
            answered[marker] = ms

    start = now()
    async with asyncio.TaskGroup() as creates:
        for i, marker in enumerate(markers):
            creates.create_task(create(i, marker))
            await asyncio.sleep(max(0.0, start + (i + 1) * EVERY_S - now()))
    await hub.wait(api.args.grace)
    await close_viewers(viewers)
    seen = [hub.seen[marker.encode()] for marker in markers]
    arrivals = [
        (at - sent[marker]) * 1000
        for i, marker in enumerate(markers)
        for viewer, at in seen[i].items()
        if viewer != i % people
    ]
    lost = sum(people - len(seen[i]) for i, marker in enumerate(markers) if marker in answered)
    return [
        {"op": "create"} | summary(list(answered.values())) | {"missing": len(markers) - len(answered)},
        {"op": "arrival"} | summary(arrivals) | {"missing": lost},
    ]
