"""Moving (R140 to R143)."""

from __future__ import annotations

import asyncio

from conformance.verdict import check, expect
from conformance.world import World


@check(140)
async def a_todo_moves_below_another(w: World) -> None:
    """By one `todo:updated`."""
    place = await w.new_list()
    milk, bread = [(await w.ann.add(place, title))["todo"]["id"] for title in ("Milk", "Bread")]
    seq = (await w.ann.do("POST", place.todo(milk, "/move"), {"parentId": bread}))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    expect((event["type"], event["todo"].get("parentId")) == ("todo:updated", bread), f"The event is {event}.")


@check(141)
async def a_todo_is_never_below_itself(w: World) -> None:
    """Not even when two move at once."""
    place = await w.new_list()
    one, other = [(await w.ann.add(place, title))["todo"]["id"] for title in ("One", "Other")]
    moves = ((one, other), (other, one))
    asked = (w.ann.ask("POST", place.todo(todo, "/move"), {"parentId": parent}) for todo, parent in moves)
    statuses = sorted(each.status for each in await asyncio.gather(*asked))
    expect(statuses == [200, 422], f"Two opposite moves are answered {statuses}.")


@check(142)
async def a_todo_moves_to_another_list(w: World) -> None:
    """With all below it, in one transaction of two events."""
    here, there = await w.new_list(), await w.new_list("There")
    milk = (await w.ann.add(here))["todo"]["id"]
    oat = (await w.ann.add(here, "Oat", parentId=milk))["todo"]["id"]
    seq = (await w.ann.do("POST", here.todo(milk, "/move"), {"parentId": None, "setId": there.id}))["seq"]
    (deleted,) = await w.ann.events(here, seq - 1)
    expect((deleted["type"], deleted.get("movedTo")) == ("todo:deleted", there.id), f"The event is {deleted}.")
    (added,) = await w.ann.events(there)
    ids = [todo["id"] for todo in added.get("todos", ())]
    expect((added["type"], ids) == ("todos:added", [milk, oat]), f"The event in the other list is {added}.")


@check(143)
async def moving_takes_a_right(w: World) -> None:
    """Which members do not have."""
    place = await w.new_list()
    milk, bread = [(await w.bob.add(place, title))["todo"]["id"] for title in ("Milk", "Bread")]
    (await w.bob.ask("POST", place.todo(milk, "/move"), {"parentId": bread})).refused(403, "forbidden")
