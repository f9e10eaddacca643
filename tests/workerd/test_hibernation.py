"""An evicted object keeps every promise, and nothing keeps it in memory."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.people import People
from tests.support.story import KINDS, tell
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio

HIBERNATES_AFTER_S = 13.0  # The platform's ten seconds, and a little. There is no condition to wait for.


async def test_r35_the_main_job_with_an_eviction_after_every_step(people: People) -> None:
    """Events, heads and presence arrive as usual although the object loses its memory after each change."""
    place, (ann, bob, cat) = await people.team_of("Ann", "Bob", "Cat")
    async with await Viewer.open(ann, place) as author, await Viewer.open(bob, place) as viewer:

        async def after_each() -> None:
            head = len((await cat.events(place))["events"])
            await viewer.event(head)
            await people.evict()
            assert await viewer.ping() == {place.set[:8]: head}
            async with await Viewer.open(cat, place) as guest:
                assert guest.frames[0]["seq"] == head
                assert set(guest.present) == {ann.name, bob.name, cat.name}
                await people.evict()

        await tell(ann, place, after_each)
        for watcher in (author, viewer):
            await watcher.presence(ann.name, bob.name)
            assert [event["type"] for event in watcher.events] == KINDS
            assert [event["seq"] for event in watcher.events] == list(range(1, len(KINDS) + 1))


async def test_r35_r36_after_the_real_ten_seconds_all_is_as_before(people: People) -> None:
    """Left alone the object is evicted by itself; pong, push, presence and revocation still work.

    Evicting with `close` only closes the sockets of an object in memory, which shows that it was evicted.
    """
    place, (ann, bob, cat) = await people.team_of("Ann", "Bob", "Cat")
    async with await Viewer.open(ann, place) as viewer:
        tab = await Viewer.open(bob, place)
        await ann.create(place, "Milk")
        await viewer.event(1)
        await asyncio.sleep(HIBERNATES_AFTER_S)
        await people.evict("close")
        assert await viewer.ping() == {place.set[:8]: 1}
        await ann.create(place, "Bread")
        await viewer.event(2)
        await tab.event(2)
        async with await Viewer.open(cat, place):
            await viewer.presence(ann.name, bob.name, cat.name)
        await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")
        assert await tab.close_code() == 4403
        await viewer.presence(ann.name)
