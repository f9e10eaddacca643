"""Presence: people, not tabs, counted from the sockets."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.marks import awake_or_asleep
from tests.support.people import People
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


async def test_r24_r30_the_first_frames_are_ready_and_who_is_here(people: People) -> None:
    """A new socket first gets the head, then the people present, including itself."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    await ann.create(place, "Milk")
    async with await Viewer.open(ann, place), await Viewer.open(bob, place) as viewer:
        assert viewer.frames[0] == {"type": "realtime:ready", "setId": place.set, "seq": 1}
        assert viewer.frames[1] == {
            "type": "presence",
            "setId": place.set,
            "users": [{"id": person.id, "name": person.name, "avatarUrl": None} for person in (ann, bob)],
        }


@awake_or_asleep
async def test_r30_r35_people_are_listed_not_their_tabs(people: People, asleep: bool) -> None:
    """A second tab is only told itself; a person leaves with the last one. Even after an eviction."""
    place, (ann, bob, cat) = await people.team_of("Ann", "Bob", "Cat")

    async def pause() -> None:
        if asleep:
            await people.evict()

    async with await Viewer.open(ann, place) as viewer, await Viewer.open(bob, place) as first_tab:
        await viewer.presence(ann.name, bob.name)
        await pause()
        second_tab = await Viewer.open(bob, place)
        await second_tab.presence(ann.name, bob.name)
        await pause()
        await first_tab.leave()
        await pause()
        async with await Viewer.open(cat, place):
            await viewer.presence(ann.name, bob.name, cat.name)
            await pause()
            await second_tab.leave()
            await viewer.presence(ann.name, cat.name)
        lists = [len(frame["users"]) for frame in viewer.frames if frame["type"] == "presence"]
        assert lists[:4] == [1, 2, 3, 2]


async def test_r30_many_who_arrive_at_once_all_see_each_other(people: People) -> None:
    """However few announcements are made, the last one has everybody, and goes to everybody."""
    names = [f"Guest {number}" for number in range(12)]
    place, guests = await people.team_of(*names)
    viewers = await asyncio.gather(*(Viewer.open(guest, place) for guest in guests))
    for viewer in viewers:
        await viewer.presence(*(guest.name for guest in guests))
    await asyncio.gather(*(viewer.leave() for viewer in viewers[2:]))
    for viewer in viewers[:2]:
        await viewer.presence(guests[0].name, guests[1].name)
        await viewer.leave()


async def test_r30_presence_stays_within_its_set(people: People) -> None:
    """People who open another set of the team are not announced here."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    beside = await ann.create_set(place.team)
    async with await Viewer.open(ann, place) as viewer, await Viewer.open(bob, beside) as elsewhere:
        await elsewhere.presence(bob.name)
        await ann.create(place, "Marker")
        await viewer.event(1)
        assert viewer.present == [ann.name]


@awake_or_asleep
async def test_r31_r35_a_lost_connection_leaves_the_presence(people: People, asleep: bool) -> None:
    """When a connection is lost without a close frame the others are told, even after an eviction."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as viewer:
        tab = await Viewer.open(bob, place)
        await viewer.presence(ann.name, bob.name)
        if asleep:
            await people.evict()
        await tab.vanish()
        await viewer.presence(ann.name)


async def test_r30_r35_a_person_whose_every_socket_is_lost_is_not_listed(people: People) -> None:
    """After all sockets were lost with their object, presence starts again with those who reconnect."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    lost = [await Viewer.open(ann, place), await Viewer.open(bob, place)]
    await people.evict("close")
    for viewer in lost:
        await viewer.close_code()
    async with await Viewer.open(bob, place) as viewer:
        assert viewer.present == [bob.name]
