"""Nothing that a client sends affects others."""

from __future__ import annotations

import json

import pytest

from tests.support.marks import awake_or_asleep
from tests.support.people import People, Person, Place
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio

LARGEST = 2 * 1024
WINDOW_FRAMES = 30
NO_STATUS = 1005  # a client's code for a close frame without a code


async def still_live(viewer: Viewer, author: Person, place: Place) -> None:
    """Check that the socket still gets events, and only real ones."""
    seq = (await author.create(place, "Marker"))["seq"]
    await viewer.event(seq)
    assert {event["seq"] for event in viewer.events} <= set(range(1, seq + 1))
    assert {event["todo"]["title"] for event in viewer.events} == {"Marker"}


@pytest.mark.parametrize("frame", ["x" * (LARGEST + 1), b"x" * (LARGEST + 1), "é" * (LARGEST // 2 + 1)])
async def test_r29_r32_a_frame_that_is_too_large_ends_the_connection(people: People, frame: str | bytes) -> None:
    """Over 2 KiB, text or binary, counted in bytes: 1009. The others stay open."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as other:
        viewer = await Viewer.open(bob, place)
        await viewer.send(frame)
        assert await viewer.close_code() == 1009
        await other.presence(ann.name)
        await still_live(other, ann, place)


async def test_r29_frames_of_the_largest_size_pass(people: People) -> None:
    """Exactly 2 KiB passes, as text and as bytes, and has no effect."""
    place, (ann,) = await people.team_of("Ann")
    async with await Viewer.open(ann, place) as viewer:
        await viewer.send("x" * LARGEST)
        await viewer.send(b"x" * LARGEST)
        await still_live(viewer, ann, place)


async def test_r29_r32_too_many_frames_end_the_connection(people: People) -> None:
    """The 31st frame within the window: 1008; pings do not count, and other sockets stay open."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as other:
        viewer = await Viewer.open(bob, place)
        for _ in range(WINDOW_FRAMES + 1):
            await viewer.ping()
        for _ in range(WINDOW_FRAMES):
            await viewer.send("x")
        await viewer.ping()
        await viewer.send("x")
        assert await viewer.close_code() == 1008
        await still_live(other, ann, place)


@awake_or_asleep
async def test_r29_r35_forged_events_are_ignored(people: People, asleep: bool) -> None:
    """Events, presence and requests from a client reach nobody and change nothing, even after eviction."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as victim, await Viewer.open(bob, place) as forger:
        await victim.presence(ann.name, bob.name)
        if asleep:
            await people.evict()
        for forged in (
            {"type": "todo:deleted", "setId": place.set, "seq": 99, "id": "x"},
            {"type": "presence", "setId": place.set, "users": []},
            {"type": "realtime:ready", "setId": place.set, "seq": 99},
        ):
            await forger.send(json.dumps(forged))
            await forger.send(json.dumps(forged).encode())
        for odd in ("", "Ping", "ping ", "{", "\x00", b"ping"):
            await forger.send(odd)
        for viewer in (victim, forger):
            await still_live(viewer, ann, place)
        assert await forger.ping() == {place.set[:8]: 2}
        assert len([frame for frame in victim.frames if frame["type"] == "presence"]) == 2


@pytest.mark.parametrize("code", [None, 1000, 1001, 3000, 4999])
async def test_r32_the_servers_close_answers_the_clients(people: People, code: int | None) -> None:
    """A client's close is answered with its code, one without a code by one without."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as other:
        viewer = await Viewer.open(bob, place)
        await other.presence(ann.name, bob.name)
        await viewer.leave(code)
        assert await viewer.close_code() == (code or NO_STATUS)
        await other.presence(ann.name)
