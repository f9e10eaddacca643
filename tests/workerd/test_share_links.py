"""A guest with a share link, over real HTTP and a real socket."""

from __future__ import annotations

import pytest

from tests.support.people import People, Person, Place, refused
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


class Shared(Place):
    """The list of a share link, whose token is in place of the team's id."""

    @property
    def path(self) -> str:
        """`/api/shared/:token`."""
        return f"/api/shared/{self.team}"


async def _share(owner: Person, place: Place) -> tuple[str, Shared]:
    link = (await owner.do("POST", f"{place.path}/links", {"name": "Board"}))["link"]
    return link["id"], Shared(link["token"], place.set)


async def test_r212_r213_r215_a_guest_is_live_until_the_link_ends(people: People) -> None:
    """With the very events of the log, but no hints and no presence; then a hibernated socket closes with 4401."""
    place, (ann,) = await people.team_of("Ann")
    (link_id, ended), (_, kept) = await _share(ann, place), await _share(ann, place)
    member = await Viewer.open(ann, place)
    guests = [await Viewer.connect(people.stranger, shared) for shared in (ended, kept)]
    for viewer in guests:
        await viewer.wait_for(lambda frame: frame["type"] == "realtime:ready", "the first frame")
    created = await ann.create(place, "Milk")
    await ann.do("POST", place.todo(created["todo"]["id"], "/claim"), {"claimed": True})
    await people.evict()
    await ann.do("PATCH", place.team_path, {"name": "Renamed"})
    await ann.create(place, "Bread")
    log = (await people.stranger.get(f"{ended.path}/events?since=0"))["events"]
    for viewer in guests:
        await viewer.event(3)
        assert viewer.events == log
        assert {frame["type"] for frame in viewer.frames} == {"realtime:ready", "todo:created", "todo:claimed"}
        assert not any(secret in text for text in viewer.texts for secret in (ann.id, ann.name, place.team))
        assert list((await viewer.ping()).values()) == [3]
    assert member.present == [ann.name]
    assert (await member.event(3))["actorId"] == ann.id
    await people.evict()
    await ann.do("DELETE", f"{place.path}/links/{link_id}")
    assert await guests[0].close_code() == 4401
    refused(await people.stranger.ask("GET", ended.path), 404, "not_found")
    await ann.create(place, "Cheese")
    await guests[1].event(4)
    await ann.do("DELETE", place.path)
    assert await guests[1].close_code() == 4404
    await member.leave()
