"""The socket (R22 to R36, R55, R101, R197, R198)."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Final

from conformance.person import Place
from conformance.socket import Socket, watching
from conformance.verdict import check, expect
from conformance.world import World

FRAME_MAX: Final = 2 * 1024
FRAMES_MAX: Final = 30
SOCKETS_MAX: Final = 20
HEADS_MAX_CHARS: Final = 2_048
HEAD_KEY_CHARS: Final = 8


@check(22)
async def an_upgrade_is_refused_as_a_request_is(w: World) -> None:
    """401, 403, 404, and 426 for what is none."""
    place = await w.new_list()
    (await w.ann.ask("GET", f"{place.path}/ws")).refused(426, "upgrade_required")
    (await w.nobody.upgrade(place)).refused(401, "not_signed_in")
    (await w.ann.upgrade(Place(place.team, "none"))).refused(404, "not_found")
    (await w.cleo.upgrade(place)).refused(403, "not_a_member")


@check(23)
async def pages_of_other_sites_are_refused(w: World) -> None:
    """By their `Origin`."""
    w.need_sessions()
    place, foreign = await w.new_list(), {"Origin": "https://conformance.invalid"}
    (await w.ann.upgrade(place, foreign)).refused(403, "origin_not_allowed")
    added = await w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk"}, headers=foreign)
    added.refused(403, "origin_not_allowed")
    await w.ann.add(place)


@check(24)
async def the_greeting_comes_first(w: World) -> None:
    """With the head; then every event."""
    place = await w.new_list()
    await w.ann.add(place)
    async with watching(w.ann, place) as socket:
        greeting = socket.frames[0]
        expect((greeting["type"], greeting["setId"]) == ("realtime:ready", place.id), f"First comes {greeting}.")
        await w.ann.add(place, "Bread")
        await socket.event(2)


@check(25)
async def an_event_goes_to_whoever_has_the_list_open(w: World) -> None:
    """The author too, and nobody else."""
    place, other = await w.new_list(), await w.new_list("Other")
    async with watching(w.ann, place) as author, watching(w.ann, other) as elsewhere:
        await w.ann.add(place)
        await author.event(1)
        await w.ann.add(other, "Bread")
        await elsewhere.event(1)
        expect([event["setId"] for event in elsewhere.events] == [other.id], "An event has come to another list.")


@check(29)
async def a_client_affects_no_others(w: World) -> None:
    """Too large a frame, or too many of them, end its own socket only."""
    place = await w.new_list()
    async with watching(w.ann, place) as other:
        async with watching(w.ann, place) as large:
            await large.send("x" * (FRAME_MAX + 1))
            await large.closed(1009)
        async with watching(w.ann, place) as many:
            for _ in range(FRAMES_MAX + 1):
                await many.send("x")
            await many.closed(1008)
        await w.ann.add(place)
        await other.event(1)


@check(30)
async def presence_says_who_is_here(w: World) -> None:
    """A person once, and when someone comes or goes."""
    place = await w.new_list()
    async with watching(w.ann, place) as ann, watching(w.ann, place):
        users = (await ann.frame(lambda each: each["type"] == "presence", "presence"))["users"]
        expect([user["id"] for user in users] == [w.ann.id], f"Alone in a list one sees {users}.")
        async with watching(w.bob, place):
            await ann.until(lambda: _present(ann.frames) == {w.ann.id, w.bob.id}, "the presence of two")
        await ann.until(lambda: _present(ann.frames) == {w.ann.id}, "the presence of one")


def _present(frames: list[dict[str, object]]) -> set[str]:
    users = next(frame["users"] for frame in reversed(frames) if frame["type"] == "presence")
    return {user["id"] for user in users}  # type: ignore[attr-defined]  # JSON


@check(32, 33)
async def sockets_close_when_access_ends(w: World) -> None:
    """With the reason as the code: the end of the session, of the membership, of the list."""
    place, doomed = await w.new_list(), await w.new_list("Doomed")
    async with watching(w.ann, doomed) as gone, watching(w.ann, place) as stays:
        await w.ann.do("DELETE", doomed.path)
        await gone.closed(4404)
        dan = await w.guest()
        await w.let_in(dan)
        async with watching(dan, place) as removed:
            await w.ann.do("DELETE", f"{place.team_path}/members/{dan.id}")
            await removed.closed(4403)
        await w.let_in(dan)
        async with watching(dan, place) as signed_out:
            await dan.do("POST", "/api/auth/logout")
            await signed_out.closed(4401)
        await w.ann.add(place)
        await stays.event(1)


@check(36)
async def a_ping_is_answered_with_heads(w: World) -> None:
    """By the beginnings of the lists' ids."""
    place = await w.new_list()
    async with watching(w.ann, place) as socket:
        await w.ann.add(place)
        await socket.event(1)
        await socket.send("ping")
        key = place.id[:HEAD_KEY_CHARS]
        await socket.frame(lambda each: each["type"] == "pong" and each["heads"].get(key) == 1, "a pong with the head")
    longest = max(len(text) for text in socket.texts if '"pong"' in text)
    expect(longest <= HEADS_MAX_CHARS, f"A pong has {longest} characters.")


@check(55)
async def a_change_of_the_team_is_hinted_at(w: World) -> None:
    """To everybody who has a list of it open."""
    place = await w.new_list()
    async with watching(w.ann, place) as socket:
        await w.ann.do("PATCH", place.path, {"name": "Renamed"})
        hint = await socket.frame(lambda each: each["type"] == "team:changed", "team:changed")
        expect(hint["teamId"] == w.team and "seq" not in hint, f"The hint is {hint}.")


@check(101)
async def a_session_has_so_many_sockets(w: World) -> None:
    """One more closes the oldest."""
    place = await w.new_list()
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(watching(w.ann, place))
        for _ in range(SOCKETS_MAX):
            await stack.enter_async_context(watching(w.ann, place))
        await first.closed(4429)


@check(197, 198)
async def hints_come_over_a_socket_of_the_team(w: World) -> None:
    """Whose own todos have changed is told so, and nobody else; no event and no presence comes over it."""
    place = await w.new_list()
    async with watching(w.bob, place.team_path) as bob, watching(w.ann, place.team_path) as ann:
        greeting = bob.frames[0]
        said = (greeting["type"], greeting["setId"], greeting["seq"])
        expect(said == ("realtime:ready", "", 0), f"First comes {greeting}.")
        todo_id = (await w.ann.add(place))["todo"]["id"]
        await w.ann.do("PUT", place.todo(todo_id, "/assignees"), {"assignees": [w.bob.id]})
        await bob.frame(lambda each: each["type"] == "mine:changed", "mine:changed")
        for each in (bob, ann):
            await _ponged(each)
        kinds = {frame["type"] for frame in (*bob.frames, *ann.frames)}
        expect(kinds <= {"realtime:ready", "mine:changed", "team:changed", "pong"}, f"There come {sorted(kinds)}.")
        hinted = any(frame["type"] == "mine:changed" for frame in ann.frames)
        expect(not hinted, "Someone else is told of the change, too.")


@check(244)
async def whoever_is_concerned_is_told(w: World) -> None:
    """Who is mentioned, in the team, and all devices of who reads it, in their personal space."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    name = (await w.bob.do("GET", "/api/auth/me"))["user"]["displayName"]
    async with watching(w.bob, place.team_path) as team, watching(w.bob, f"/api/teams/personal:{w.bob.id}") as space:
        said = {"body": f"For @{name}", "mentions": [w.bob.id]}
        await w.ann.do("POST", place.todo(todo_id, "/comments"), said)
        await team.frame(lambda each: each["type"] == "mine:changed", "mine:changed for a mention")
        await w.bob.do("POST", "/api/notifications/read", {"ids": ["unknown"]})
        await space.frame(lambda each: each["type"] == "mine:changed", "mine:changed for what was read")


async def _ponged(socket: Socket) -> None:
    """Wait until all that was sent before has come."""
    await socket.send("ping")
    await socket.until(lambda: socket.frames[-1]["type"] == "pong", "a pong")
