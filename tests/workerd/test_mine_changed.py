"""A hint to those whose own todos have changed, whichever list they have open."""

from __future__ import annotations

import pytest

from domain.close_codes import ACCESS_TAKEN, SET_GONE
from tests.support.marks import awake_or_asleep
from tests.support.people import People, Place
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


@awake_or_asleep
async def test_r197_an_assignment_in_another_list_is_told_to_whom_it_concerns(people: People, asleep: bool) -> None:
    """Even after an eviction of the team's object; a member whom it does not concern hears nothing."""
    place, (ann, bob, cat) = await people.team_of("Ann", "Bob", "Cat")
    other = await ann.create_set(place.team)
    todo = (await ann.create(other, "Milk"))["todo"]["id"]
    async with await Viewer.open(bob, place) as viewer, await Viewer.open(cat, place) as bystander:
        if asleep:
            await people.evict()
        await ann.do("PUT", other.todo(todo, "/assignees"), {"assignees": [bob.id]})
        hint = await viewer.wait_for(lambda f: f["type"] == "mine:changed", "the hint")
        assert hint == {"type": "mine:changed"}
        await bystander.ping()
        assert [f["type"] for f in bystander.frames if f["type"] != "presence"] == ["realtime:ready", "pong"]


@awake_or_asleep
async def test_r198_a_socket_of_the_team_gets_its_hints_and_nothing_else(people: People, asleep: bool) -> None:
    """No events and no presence, nor does anybody see who is there; it ends with the membership, and with the team."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    todo = (await ann.create(place, "Milk"))["todo"]["id"]
    team = Place(place.team, "")
    async with await Viewer.open(ann, place) as in_list, await Viewer.connect(bob, team) as viewer:
        async with await Viewer.connect(ann, team) as own:
            await own.wait_for(lambda f: f["type"] == "realtime:ready", "the first frame")
            if asleep:
                await people.evict()
            await ann.do("PUT", place.todo(todo, "/assignees"), {"assignees": [bob.id]})
            await viewer.wait_for(lambda f: f["type"] == "mine:changed", "the hint")
            await ann.create_set(place.team)
            await viewer.wait_for(lambda f: f["type"] == "team:changed", "the hint")
            assert [frame["type"] for frame in viewer.frames] == ["realtime:ready", "mine:changed", "team:changed"]
            assert viewer.frames[0] == {"type": "realtime:ready", "setId": "", "seq": 0}
            await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")
            assert await viewer.close_code() == ACCESS_TAKEN
            await ann.do("DELETE", place.team_path)
            assert await own.close_code() == SET_GONE
        presences = [frame for frame in in_list.frames if frame["type"] == "presence"]
        assert [[user["id"] for user in each["users"]] for each in presences] == [[ann.id]]
