"""Data points as they reach the dataset: the host keeps them and refuses what Cloudflare would not record."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.metrics import Point
from tests.support.people import People, Place
from tests.support.story import tell
from tests.support.viewer import Viewer
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

FAIL_THEN_PASS = {"fail": 0.5, "seed": 8}


async def counted(people: People, place: Place, kind: str, number: int) -> list[Point]:
    """Return the next points of this kind for the place's team, once there are so many; ignore the others."""
    found: list[Point] = []

    async def there() -> bool:
        found.extend(point for point in await people.points(place.team) if point.kind == kind)
        return len(found) >= number

    await eventually(there, f"{number} {kind}")
    assert {point.set for point in found} <= {place.set, ""}
    return found


async def test_r25_r86_a_broadcast_is_counted_with_whom_it_reached(people: People) -> None:
    """Each change is one data point, of whatever kind, even from an object that was evicted meanwhile."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    answers = await tell(ann, place)
    nobody = await counted(people, place, "broadcast", len(answers))
    assert [point.reached for point in nobody] == [0] * len(answers)
    async with await Viewer.open(ann, place), await Viewer.open(bob, place) as viewer:
        for seq in range(len(answers) + 1, len(answers) + 4):
            await people.evict()
            await ann.create(place, "Milk")
            await viewer.event(seq)
        points = await people.points(place.team)
    kinds = Counter(point.kind for point in points)
    assert kinds == {"connect": 2, "broadcast": 3}
    expected = Point(team=place.team, kind="broadcast", set=place.set, reached=2)
    assert [point for point in points if point.kind == "broadcast"] == [expected] * 3


async def test_r32_r86_sockets_are_counted_as_they_come_and_go(people: People) -> None:
    """One data point for each that opens, and one for each that closes, with its code, whoever closed it."""
    place, (ann, bob, cat) = await people.team_of("Ann", "Bob", "Cat")
    removed, loud = await Viewer.open(bob, place), await Viewer.open(cat, place)
    async with await Viewer.open(ann, place):
        assert len(await counted(people, place, "connect", 3)) == 3
        await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")
        assert await removed.close_code() == 4403
        await loud.send("x" * 3_000)
        assert await loud.close_code() == 1009
        closed = await counted(people, place, "close", 2)
        assert sorted(point.code for point in closed) == [1009, 4403]
    [left] = await counted(people, place, "close", 1)
    assert left.code == 1000


async def test_r9_r10_r86_catch_ups_and_resyncs_are_counted(people: People) -> None:
    """With the number of missed events."""
    place, (ann,) = await people.team_of("Ann")
    for title in ("Milk", "Bread"):
        await ann.create(place, title)
    await ann.events(place)
    assert (await ann.ask("GET", f"{place.path}/events?since=3")).status_code == 410
    points = await people.points(place.team)
    assert [(point.kind, point.events) for point in points if point.kind != "broadcast"] == [
        ("catch_up", 2), ("resync", 0)
    ]  # fmt: skip


async def test_r13_r86_a_repeat_is_counted(people: People) -> None:
    """A repeated request is a data point of its own, besides those of its broadcasts."""
    place, (ann,) = await people.team_of("Ann")
    for _ in range(2):
        await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="k1")
    assert await counted(people, place, "repeat", 1) == [Point(team=place.team, kind="repeat", set=place.set)]


async def test_r26_r86_a_broadcast_that_was_tried_again_is_counted(faulty: People) -> None:
    """The first call to the object fails, the second succeeds: one retry."""
    place, (ann,) = await faulty.team_of("Ann")
    await faulty.faults(**FAIL_THEN_PASS)
    await ann.create(place, "Milk")
    assert await counted(faulty, place, "retry", 1) == [Point(team=place.team, kind="retry", set=place.set, retries=1)]
