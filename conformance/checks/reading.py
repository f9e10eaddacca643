"""Reading (R8 to R11, R235)."""

from __future__ import annotations

import asyncio

from conformance.checks.log import everything, replayed
from conformance.verdict import check, expect
from conformance.world import World


@check(8)
async def a_list_is_exact_for_its_number(w: World) -> None:
    """While others write."""
    place = await w.new_list()
    writing = asyncio.gather(*(w.ann.add(place, f"{number}") for number in range(10)))
    lists = [await w.ann.todos(place) for _ in range(4)]
    await writing
    log = await w.ann.events(place)
    for found in lists:
        given = replayed(log[: found["seq"]])
        expect(given == found["todos"], f"The list at {found['seq']} is not what the log gives up to there.")


@check(9)
async def a_catch_up_has_all_that_is_missing(w: World) -> None:
    """From anywhere, in order, with the head."""
    place = await w.new_list()
    await everything(w.ann, place)
    head = (await w.ann.todos(place))["seq"]
    for since in range(0, head + 1, 3):
        found = await w.ann.do("GET", f"{place.path}/events?since={since}")
        numbers = [event["seq"] for event in found["events"]]
        expect(numbers == list(range(since + 1, head + 1)), f"After {since} the events are {numbers}.")
        expect(found["seq"] == head, f"The head after {since} is {found['seq']}, not {head}.")


@check(10)
async def a_client_that_is_ahead_has_to_load_the_list(w: World) -> None:
    """410 `resync`."""
    place = await w.new_list()
    await w.ann.add(place)
    (await w.ann.ask("GET", f"{place.path}/events?since=2")).refused(410, "resync")


@check(11)
async def every_request_is_authorized(w: World) -> None:
    """As things are at that moment."""
    place = await w.new_list()
    (await w.nobody.ask("GET", f"{place.path}/todos")).refused(401, "not_signed_in")
    (await w.nobody.ask("GET", f"{place.path}/events?since=0")).refused(401, "not_signed_in")
    (await w.cleo.ask("GET", f"{place.path}/todos")).refused(403, "not_a_member")
    dan = await w.guest()
    await w.let_in(dan)
    await dan.todos(place)
    await w.ann.do("DELETE", f"{place.team_path}/members/{dan.id}")
    (await dan.ask("GET", f"{place.path}/todos")).refused(403, "not_a_member")


@check(235)
async def the_lists_come_with_how_many_todos_are_open(w: World) -> None:
    """Sub-todos included, completed ones not."""
    place = await w.new_list()
    milk = (await w.ann.add(place))["todo"]["id"]
    await w.ann.add(place, "Oat milk", parentId=milk)
    done = (await w.ann.add(place, "Bread"))["todo"]["id"]
    await w.ann.do("PATCH", place.todo(done), {"completed": True})
    counts = (await w.bob.do("GET", f"{place.team_path}/sets"))["openCounts"]
    expect(counts.get(place.id) == 2, f"Of three todos, one of them done, {counts.get(place.id)} are open.")
