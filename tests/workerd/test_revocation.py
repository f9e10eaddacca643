"""Whoever loses access loses the socket, at once, and nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest
from websockets.exceptions import InvalidStatus

from tests.support.marks import awake_or_asleep
from tests.support.people import People, Person, Place, refused
from tests.support.viewer import Viewer
from tests.workerd.test_ws_refusals import upgrade

pytestmark = pytest.mark.anyio

ROUNDS, RACERS = 6, 4
DENIED = {"overrides": [{"role": "member", "permission": "view_todos", "allowed": False}]}

Revoke = Callable[[Person, Person, Place], Awaitable[object]]


async def log_out(_ann: Person, bob: Person, _place: Place) -> None:
    """End the session."""
    await bob.do("POST", "/api/auth/logout")


async def remove(ann: Person, bob: Person, place: Place) -> None:
    """Remove the member as the owner."""
    await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")


async def walk_out(_ann: Person, bob: Person, place: Place) -> None:
    """Leave the team as the member."""
    await bob.do("DELETE", f"{place.team_path}/members/{bob.id}")


async def demote(ann: Person, bob: Person, place: Place) -> None:
    """Demote an admin to member, who may not view."""
    member = f"{place.team_path}/members/{bob.id}"
    await ann.do("PATCH", member, {"role": "admin"})
    await ann.do("PUT", f"{place.team_path}/permissions?scope=global", DENIED)
    await ann.do("PATCH", member, {"role": "member"})


async def deny(ann: Person, _bob: Person, place: Place) -> None:
    """Revoke `view_todos` from the team's members."""
    await ann.do("PUT", f"{place.team_path}/permissions?scope=global", DENIED)


async def deny_here(ann: Person, _bob: Person, place: Place) -> None:
    """Revoke `view_todos` from the team's members in this set."""
    await ann.do("PUT", f"{place.team_path}/permissions?scope=set:{place.set}", DENIED)


async def delete_set(ann: Person, _bob: Person, place: Place) -> None:
    """Delete the set."""
    await ann.do("DELETE", place.path)


async def delete_team(ann: Person, _bob: Person, place: Place) -> None:
    """Delete the team."""
    await ann.do("DELETE", place.team_path)


class Cause(NamedTuple):
    """What takes access away, the code of the close, and how the next upgrade is refused."""

    revoke: Revoke
    close_code: int
    status: int
    code: str
    owner_stays: bool = True
    team_stays: bool = True


CAUSES = [
    Cause(log_out, 4401, 401, "not_signed_in"),
    Cause(remove, 4403, 403, "not_a_member"),
    Cause(walk_out, 4403, 403, "not_a_member"),
    Cause(demote, 4403, 403, "forbidden"),
    Cause(deny, 4403, 403, "forbidden"),
    Cause(deny_here, 4403, 403, "forbidden"),
    Cause(delete_set, 4404, 404, "not_found", owner_stays=False),
    Cause(delete_team, 4404, 403, "not_a_member", owner_stays=False, team_stays=False),
]


@awake_or_asleep
@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.revoke.__name__)
async def test_r32_r33_r35_lost_access_closes_the_socket(people: People, cause: Cause, asleep: bool) -> None:
    """The socket concerned is closed with its code, the next upgrade refused; all others stay open."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    beside = await ann.create_set(place.team)
    viewer, owner, owner_beside = [await Viewer.open(*at) for at in ((bob, place), (ann, place), (ann, beside))]
    if asleep:
        await people.evict()
    await cause.revoke(ann, bob, place)
    assert await viewer.close_code() == cause.close_code
    refused(await upgrade(bob, place), cause.status, cause.code)
    if cause.owner_stays:
        await owner.presence(ann.name)
        await ann.create(place, "Marker")
        await owner.event(1)
    else:
        assert await owner.close_code() == cause.close_code
    if cause.team_stays:
        await ann.create(beside, "Marker")
        await owner_beside.event(1)
    assert viewer.events == []
    for open_one in (owner, owner_beside):
        await open_one.leave()


async def test_r33_only_what_was_lost_is_closed(people: People) -> None:
    """Sign-out closes this session's sockets in every team; other sessions and people stay connected."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    personal = await bob.first_set(f"personal:{bob.id}")
    again = await people.sign_in_again(bob.name)
    async with await Viewer.open(again, place) as kept, await Viewer.open(ann, place) as other:
        ended = [await Viewer.open(bob, place), await Viewer.open(bob, place), await Viewer.open(bob, personal)]
        await people.evict()
        await bob.do("POST", "/api/auth/logout")
        assert [await viewer.close_code() for viewer in ended] == [4401, 4401, 4401]
        await ann.create(place, "Marker")
        for viewer in (kept, other):
            await viewer.event(1)
            assert set(viewer.present) == {ann.name, bob.name}


async def test_r33_no_upgrade_slips_past_a_revocation(people: People) -> None:
    """Whoever keeps connecting while being removed is refused in the end, and all opened sockets get 4403."""
    place, (ann, *others) = await people.team_of("Ann", *(f"P{number}" for number in range(ROUNDS)))
    for person in others:
        insisting = [asyncio.create_task(connect_until_refused(person, place)) for _ in range(RACERS)]
        await remove(ann, person, place)
        for task in insisting:
            viewers, refusal = await task
            assert refusal == 403
            assert {await viewer.close_code() for viewer in viewers} <= {4403}


async def connect_until_refused(person: Person, place: Place) -> tuple[list[Viewer], int]:
    """Open sockets until refused; return them and the status of the refusal."""
    viewers: list[Viewer] = []
    while True:
        try:
            viewers.append(await Viewer.connect(person, place))
        except InvalidStatus as refusal:
            return viewers, refusal.response.status_code


async def test_r33_r41_the_line_ends_with_the_socket(people: People) -> None:
    """After a close the TCP connection of a client that has pinged ends at once, so that a browser reports it."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    viewer = await Viewer.open(bob, place)
    await viewer.ping()
    await remove(ann, bob, place)
    await viewer.tcp_closed()
    assert await viewer.close_code() == 4403


async def test_r33_an_override_of_one_set_leaves_the_other_sets_alone(people: People) -> None:
    """Someone who loses sight of one set keeps the socket on another; a per-set permission takes precedence."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    shown = await ann.create_set(place.team)
    allowed = {"overrides": [{"role": "member", "permission": "view_todos", "allowed": True}]}
    await ann.do("PUT", f"{place.team_path}/permissions?scope=set:{shown.set}", allowed)
    async with await Viewer.open(bob, shown) as kept:
        hidden = await Viewer.open(bob, place)
        await ann.do("PUT", f"{place.team_path}/permissions?scope=global", DENIED)
        assert await hidden.close_code() == 4403
        await ann.create(shown, "Marker")
        await kept.event(1)
    forget = {"overrides": [{"role": "member", "permission": "view_todos", "allowed": None}]}
    await ann.do("PUT", f"{place.team_path}/permissions?scope=global", forget)
    async with await Viewer.open(bob, place):
        pass


async def test_r11_no_catch_up_after_losing_access(people: People) -> None:
    """Catch-ups and lists are authorized each time: someone who could read a moment ago is refused now."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    await bob.events(place)
    await deny_here(ann, bob, place)
    for path in (f"{place.path}/events?since=0", f"{place.path}/todos"):
        refused(await bob.ask("GET", path), 403, "forbidden")
    await remove(ann, bob, place)
    for path in (f"{place.path}/events?since=0", f"{place.path}/todos"):
        refused(await bob.ask("GET", path), 403, "not_a_member")
