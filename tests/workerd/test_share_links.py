"""A guest with a share link, over real HTTP and a real socket."""

from __future__ import annotations

import pytest

from tests.support.people import People, Person, Place, SharedPlace, refused
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


async def _share(owner: Person, place: Place, *allows: str) -> tuple[str, SharedPlace]:
    link = (await owner.do("POST", f"{place.path}/links", {"name": "Board", "allows": allows}))["link"]
    return link["id"], SharedPlace(link["token"], place.set)


async def test_r212_r213_r215_a_guest_is_live_until_the_link_ends(people: People) -> None:
    """With the very events of the log, but one hint and no presence; then a hibernated socket closes with 4401."""
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
    await ann.do("PATCH", place.path, {"name": "Renamed"})
    await ann.create(place, "Bread")
    log = (await people.stranger.get(f"{ended.path}/events?since=0"))["events"]
    for viewer in guests:
        await viewer.event(3)
        assert viewer.events == log
        hint = await viewer.wait_for(lambda frame: frame["type"] == "shared:changed", "the hint")
        assert [frame for frame in viewer.frames if "seq" not in frame] == [hint]
        assert {event["type"] for event in viewer.events} == {"todo:created", "todo:claimed"}
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


async def test_r216_r217_r219_a_guest_writes_while_the_link_allows_it(people: People) -> None:
    """Everybody sees it live, members by whom; what the link allows is told, and counts at once; a repeat is one."""
    place, (ann,) = await people.team_of("Ann")
    link_id, shared = await _share(ann, place, "create")
    async with await Viewer.open(ann, place) as member, await Viewer.connect(people.stranger, shared) as guest:
        await guest.wait_for(lambda frame: frame["type"] == "realtime:ready", "the first frame")
        first, made = [
            await people.stranger.do("POST", f"{shared.path}/todos", {"title": "Milk"}, key="k1") for _ in range(2)
        ]
        assert (first, made["todo"]["userId"], made["seq"]) == (made, "somebody", 1)
        assert ((await member.event(1))["actorId"], (await member.event(1))["via"]) == (link_id, "Board")
        assert (await guest.event(1))["todo"] == made["todo"]
        await ann.do("PATCH", f"{place.path}/links/{link_id}", {"allows": ["complete"]})
        await guest.wait_for(lambda frame: frame["type"] == "shared:changed", "the hint")
        refused(await people.stranger.ask("POST", f"{shared.path}/todos", {"title": "Bread"}), 403, "forbidden")
        done = {"completed": True}
        await people.stranger.do("PATCH", f"{shared.path}/todos/{made['todo']['id']}", done)
        assert (await guest.event(2))["todo"]["completed"] is True
