"""The heartbeat: an answer from the runtime that shows a viewer what it should have seen."""

from __future__ import annotations

import pytest

from tests.support.people import People
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


async def test_r36_a_pong_tells_the_heads_of_the_teams_sets(people: People) -> None:
    """By the first 8 characters of a set's id; nothing of other teams; updated at once after each change."""
    place, (ann,) = await people.team_of("Ann")
    elsewhere, (cat,) = await people.team_of("Cat")
    beside = await ann.create_set(place.team)
    async with await Viewer.open(ann, place) as viewer, await Viewer.open(cat, elsewhere) as other:
        for title in ("Milk", "Bread"):
            seq = (await ann.create(place, title))["seq"]
            await viewer.event(seq)
            assert (await viewer.ping())[place.set[:8]] == seq
        async with await Viewer.open(ann, beside) as viewer_beside:
            await ann.create(beside, "Flour")
            await viewer_beside.event(1)
        assert await viewer.ping() == {place.set[:8]: 2, beside.set[:8]: 1}
        assert await other.ping() == {elsewhere.set[:8]: 0}


async def test_r35_r36_a_pong_wakes_nobody_and_knows_what_was_known(people: People) -> None:
    """An evicted object's pings are answered with its last heads, and it stays evicted until there is a change."""
    place, (ann,) = await people.team_of("Ann")
    async with await Viewer.open(ann, place) as viewer:
        await ann.create(place, "Milk")
        await viewer.event(1)
        await people.evict()
        await people.wakes()
        for _ in range(2):
            assert await viewer.ping() == {place.set[:8]: 1}
        assert place.team not in await people.wakes()
        assert (await ann.create(place, "Bread"))["seq"] == 2
        await viewer.event(2)
        assert await viewer.ping() == {place.set[:8]: 2}
        assert (await people.wakes())[place.team] == {"constructed": 1, "publish": 1}


async def test_r24_r36_heads_never_go_back(faulty: People) -> None:
    """An event that is late, or duplicated, leaves the head where it was; a new socket gets the newest."""
    place, (ann,) = await faulty.team_of("Ann")
    async with await Viewer.open(ann, place) as viewer:
        await faulty.faults(delay=0.5, double=0.5, seed=3)
        for _ in range(8):
            await ann.create(place, "Milk")
        for seq in range(1, 9):
            await viewer.event(seq)
        assert await viewer.ping() == {place.set[:8]: 8}
        async with await Viewer.open(ann, place) as late:
            assert late.frames[0]["seq"] == 8


async def test_r24_a_new_socket_gets_a_head_whose_broadcast_was_lost(faulty: People) -> None:
    """`realtime:ready` and the pongs after it have the database's head, which no broadcast carried."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as unaware:
        await faulty.faults(drop=1.0)
        await ann.create(place, "Milk")
        assert await unaware.ping() == {place.set[:8]: 0}
        async with await Viewer.open(ann, place) as viewer:
            assert viewer.frames[0]["seq"] == 1
        assert await unaware.ping() == {place.set[:8]: 1}
