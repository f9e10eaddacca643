"""A hint to those whose own todos have changed, whichever list they have open."""

from __future__ import annotations

import pytest

from tests.support.marks import awake_or_asleep
from tests.support.people import People
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
