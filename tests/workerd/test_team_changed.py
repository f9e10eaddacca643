"""A hint to everybody in the team, whichever of its lists they have open."""

from __future__ import annotations

import pytest

from tests.support.marks import awake_or_asleep
from tests.support.people import People
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


@awake_or_asleep
async def test_r55_a_new_list_is_announced_to_those_who_have_another_open(people: People, asleep: bool) -> None:
    """Even after an eviction of the team's object; other teams hear nothing."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    elsewhere, (cat,) = await people.team_of("Cat")
    async with await Viewer.open(bob, place) as viewer, await Viewer.open(cat, elsewhere) as stranger:
        if asleep:
            await people.evict()
        await ann.create_set(place.team)
        hint = await viewer.wait_for(lambda f: f["type"] == "team:changed", "the hint")
        assert hint == {"type": "team:changed", "teamId": place.team}
        await stranger.ping()
        assert [frame["type"] for frame in stranger.frames] == ["realtime:ready", "presence", "pong"]
