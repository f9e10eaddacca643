"""Descriptions (R237, R238)."""

from __future__ import annotations

from conformance.verdict import check, expect
from conformance.world import World


@check(237)
async def a_description_is_an_event_and_a_mark(w: World) -> None:
    """In the list stands only that there is one; it is undone like a title."""
    place = await w.new_list()
    path = place.todo((await w.ann.add(place))["todo"]["id"])
    seq = (await w.ann.do("PATCH", path, {"description": " The blue\r\none "}))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    expect(event["todo"].get("description") == "The blue\none", f"The event is {event}.")
    (now,) = (await w.ann.todos(place))["todos"]
    expect((now.get("hasDescription"), "description" in now) == (True, False), f"The list has {now}.")
    (await w.bob.ask("PATCH", path, {"description": "Mine"})).refused(403, "forbidden")
    (await w.ann.ask("PATCH", path, {"description": "x" * 10_001})).refused(422, "invalid")
    undone = (await w.ann.do("POST", f"{place.path}/undo", {"seq": seq}))["seq"]
    (event,) = await w.ann.events(place, undone - 1)
    expect(event["todo"].get("description", "") is None, f"The undoing event is {event}.")
    (now,) = (await w.ann.todos(place))["todos"]
    expect("hasDescription" not in now, f"After it the list has {now}.")


@check(238)
async def a_description_comes_with_the_comments(w: World) -> None:
    """For the same `seq`."""
    place = await w.new_list()
    path = place.todo((await w.ann.add(place))["todo"]["id"])
    expect((await w.ann.do("GET", f"{path}/comments"))["description"] is None, "There is one from the beginning.")
    seq = (await w.ann.do("PATCH", path, {"description": "The blue one"}))["seq"]
    found = await w.ann.do("GET", f"{path}/comments")
    expect((found["description"], found["seq"]) == ("The blue one", seq), f"The page is {found}.")
