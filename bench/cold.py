"""`python -m bench.cold`: the delay of the first request after a start and of the first event after an eviction.

A start includes Node, Miniflare, workerd, D1, and Python from its snapshot. An eviction removes the team's object from
memory, as hibernation does, and leaves its sockets open.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from bench.report import table
from tests.support.people import People, Person, Place, people_at
from tests.support.server import Server
from tests.support.viewer import Viewer
from tools.project import say
from tools.setup import set_up

STARTS: Final = 5
DELIVERIES: Final = 40


def main() -> None:
    """Measure and print."""
    set_up()
    starts: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-cold-") as folder:
        server = Server(Path(folder))
        for number in range(STARTS):
            say(f"cold: start {number + 1}/{STARTS} …")
            started = time.monotonic()
            server.start()
            starts.append(time.monotonic() - started)
            server.stop()
        server.start()
        warm, evicted = asyncio.run(deliveries(server))
        server.stop()
    rows = [
        {"what": "start to first answer, first time, s", "p50": starts[0], "worst": starts[0]},
        {"what": "start to first answer, later, s", "p50": statistics.median(starts[1:]), "worst": max(starts[1:])},
        {"what": "create to delivery, ms", "p50": statistics.median(warm), "worst": max(warm)},
        {"what": "create to delivery, object evicted, ms", "p50": statistics.median(evicted), "worst": max(evicted)},
    ]
    table("cold starts", rows)


async def deliveries(server: Server) -> tuple[list[float], list[float]]:
    """Measure the ms from sending a create to its event at a viewer: with the object awake, and just evicted."""
    async with people_at(server) as people:
        place, (ann, bob) = await people.team_of("Ann", "Bob")
        async with await Viewer.open(bob, place) as viewer:
            warm = [await delivered(ann, place, viewer) for _ in range(DELIVERIES)]
            evicted = [await after_eviction(people, ann, place, viewer) for _ in range(DELIVERIES)]
    return warm[5:], evicted[5:]


async def after_eviction(people: People, ann: Person, place: Place, viewer: Viewer) -> float:
    """Like `delivered`, with the object not in memory."""
    await people.evict()
    return await delivered(ann, place, viewer)


async def delivered(ann: Person, place: Place, viewer: Viewer) -> float:
    """Measure one delivery."""
    before = time.perf_counter()
    created = asyncio.create_task(ann.create(place, "Milk"))
    await viewer.event(len(viewer.events) + 1)
    took = (time.perf_counter() - before) * 1000
    await created
    return took


if __name__ == "__main__":
    main()
