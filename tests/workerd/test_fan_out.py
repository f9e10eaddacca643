"""A broadcast reaches everybody whom it can reach, and never delays an answer."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.people import People
from tests.support.viewer import Viewer
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

FAIL_THEN_PASS = {"fail": 0.5, "seed": 8}


async def test_r27_dead_sockets_do_not_affect_the_others(people: People) -> None:
    """While some connections are cut as the event goes out, all others get it."""
    place, persons = await people.team_of(*(f"P{number}" for number in range(6)))
    viewers = [await Viewer.open(person, place) for person in persons]
    dead, alive = viewers[::2], viewers[1::2]
    await asyncio.gather(*(viewer.vanish() for viewer in dead), persons[1].create(place, "Milk"))
    await persons[1].create(place, "Bread")
    for viewer in alive:
        await viewer.event(2)
        assert [event["seq"] for event in viewer.events] == [1, 2]
        await viewer.leave()


async def test_r27_a_slow_socket_does_not_delay_the_others(people: People) -> None:
    """While one viewer does not read, megabytes of events reach the other in full."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    ids = [(await ann.create(place, f"{number}"))["todo"]["id"] for number in range(40)]
    async with await Viewer.open(ann, place) as viewer:
        slow = await Viewer.open(bob, place)
        slow.stop_reading()
        for round_ in range(1, 101):
            items = [{"id": id_, "sortOrder": round_ * 1000 + number} for number, id_ in enumerate(ids, 1)]
            await ann.do("POST", place.todo("reorder"), {"setId": place.set, "items": items})
        await viewer.event(140)
        assert [event["seq"] for event in viewer.events] == list(range(41, 141))
        await slow.vanish()


async def test_r26_a_failing_broadcast_is_retried(faulty: People) -> None:
    """The first call to the object fails, the answer is as usual, and the event arrives all the same."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        await faulty.faults(**FAIL_THEN_PASS)
        await ann.create(place, "Milk")
        await viewer.event(1)
        counts = await faulty.faults()
        assert counts == {"fail": 1, "pass": 1}


async def test_r26_an_overloaded_object_is_not_called_again(faulty: People) -> None:
    """It is called once, and the failure is logged."""
    place, (ann,) = await faulty.team_of("Ann")
    start = faulty.server.log_size()
    async with await Viewer.open(ann, place):
        await faulty.faults(overload=1.0)
        await ann.create(place, "Milk")

        async def logged() -> bool:
            return '"tries":1' in faulty.server.log(start)

        await eventually(logged, "a line about the failure")
        assert await faulty.faults() == {"overload": 1}


async def test_r26_a_broadcast_that_fails_for_good_is_logged_with_its_ids(faulty: People) -> None:
    """The change is answered and in the log of events, the failure in the server's, with the ids of team and set."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    start = faulty.server.log_size()
    async with await Viewer.open(bob, place) as viewer:
        await faulty.faults(fail=1.0)
        assert (await ann.create(place, "Milk"))["seq"] == 1

        async def logged() -> bool:
            said = faulty.server.log(start)
            return all(part in said for part in ("push_failed", place.team, place.set))

        await eventually(logged, "a line about the failure")
        assert await faulty.faults() == {"fail": 4}
        assert "Milk" not in faulty.server.log(start)
        assert viewer.events == []
        assert (await bob.events(place))["seq"] == 1


async def test_r26_answers_do_not_wait_for_broadcasts(faulty: People) -> None:
    """While every broadcast is delayed, ten changes are answered; then all ten events arrive."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        await faulty.faults(delay=1.0, delayMs=3_000)
        for seq in range(1, 11):
            assert (await ann.create(place, "Milk"))["seq"] == seq
        for seq in range(1, 11):
            await viewer.event(seq)
        assert len(viewer.events) == 10
