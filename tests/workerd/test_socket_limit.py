"""How many sockets one session may have."""

from __future__ import annotations

import pytest

from domain.limits import SESSION_MAX_SOCKETS
from tests.support.marks import awake_or_asleep
from tests.support.people import People
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


@awake_or_asleep
async def test_r32_r101_the_oldest_socket_of_a_session_makes_room(people: People, asleep: bool) -> None:
    """In whichever list it is, also when the object was evicted; other sessions and other teams do not count."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    beside, elsewhere = await ann.create_set(place.team), await ann.first_set(await ann.create_team())
    others = [await Viewer.open(ann, elsewhere), await Viewer.open(bob, place)]
    others.append(await Viewer.open(await people.sign_in_again(ann.name), place))
    oldest, second = await Viewer.open(ann, beside), await Viewer.open(ann, beside)
    younger = [await Viewer.open(ann, place) for _ in range(SESSION_MAX_SOCKETS - 2)]
    if asleep:
        await people.evict()
    younger.append(await Viewer.open(ann, place))
    assert await oldest.close_code() == 4429
    younger.append(await Viewer.open(ann, place))
    assert await second.close_code() == 4429
    for each in (place, elsewhere):
        await ann.create(each, "Marker")
    for viewer in (*others, *younger):
        await viewer.event(1)
        await viewer.leave()
