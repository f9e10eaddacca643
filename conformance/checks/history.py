"""History and undo (R145 to R150, R158 to R161)."""

from __future__ import annotations

import asyncio

from conformance.person import Place, Reply
from conformance.verdict import check, expect
from conformance.world import World


@check(145, 146)
async def the_history_says_what_was_before(w: World) -> None:
    """Of a list and of a todo, the newest first."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    await w.ann.do("PATCH", place.todo(todo_id), {"title": "Oat milk"})
    for path in (f"{place.path}/history", place.todo(todo_id, "/history")):
        newest, oldest = (await w.ann.do("GET", path))["entries"]
        expect((newest["seq"], oldest["seq"]) == (2, 1), f"{path} is in the order {newest['seq']}, {oldest['seq']}.")
        titles = (newest["before"]["title"], newest["after"]["title"])
        expect(titles == ("Milk", "Oat milk"), f"The entry of a new title has {titles}.")
        expect(newest["actor"]["id"] == w.ann.id, "The entry does not say who did it.")


@check(148)
async def a_change_is_undone_only_as_long_as_nothing_is_lost(w: World) -> None:
    """Then by an event of the usual kind."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    first, second = [
        (await w.ann.do("PATCH", place.todo(todo_id), {"title": title}))["seq"] for title in ("Bread", "Flour")
    ]
    (await _undo(w, place, first)).refused(409, "cannot_undo")
    (await _undo(w, place, second)).ok()
    expect(await _titles(w, place) == ["Bread"], "An undo does not bring the title back.")
    expect((await w.ann.events(place))[-1]["type"] == "todo:updated", "An undo is no event of the usual kind.")


@check(150)
async def of_two_undos_one_is_done(w: World) -> None:
    """At once."""
    place = await w.new_list()
    seq = (await w.ann.add(place))["seq"]
    statuses = sorted(each.status for each in await asyncio.gather(*(_undo(w, place, seq) for _ in range(2))))
    expect(statuses == [200, 409], f"Two undos at once are answered {statuses}.")


@check(158, 159)
async def several_are_completed_together(w: World) -> None:
    """By one event, all or none."""
    place = await w.new_list()
    ids = [(await w.ann.add(place, title))["todo"]["id"] for title in ("Milk", "Bread", "Flour")]
    body = {"ids": ids[:2], "completed": True}
    seq = (await w.ann.do("POST", f"{place.path}/todos/complete", body))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    changed = {item["id"] for item in event.get("items", ()) if item["completed"]}
    expect((event["type"], changed) == ("todos:changed", set(ids[:2])), f"The event is {event}.")
    (await w.ann.ask("POST", f"{place.path}/todos/complete", {**body, "ids": ["none"]})).refused(404, "not_found")


@check(160)
async def a_move_to_another_list_is_undone(w: World) -> None:
    """With its id."""
    here, there = await w.new_list(), await w.new_list("There")
    milk = (await w.ann.add(here))["todo"]["id"]
    seq = (await w.ann.do("POST", here.todo(milk, "/move"), {"parentId": None, "setId": there.id}))["seq"]
    (await _undo(w, here, seq)).ok()
    expect([todo["id"] for todo in (await w.ann.todos(here))["todos"]] == [milk], "The todo is not back.")
    expect(await _titles(w, there) == [], "The todo is still in the other list.")


@check(161)
async def comments_and_restores_are_undone(w: World) -> None:
    """A new comment by deleting it, a restore by deleting again."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    seq = (await w.ann.do("POST", place.todo(todo_id, "/comments"), {"body": "Which?"}))["seq"]
    (await _undo(w, place, seq)).ok()
    found = (await w.ann.do("GET", place.todo(todo_id, "/comments")))["comments"]
    expect(found == [], f"After the undo of a comment the thread is {found}.")
    await w.ann.do("DELETE", place.todo(todo_id))
    seq = (await w.ann.do("POST", place.todo(todo_id, "/restore")))["seq"]
    (await _undo(w, place, seq)).ok()
    expect(await _titles(w, place) == [], "After the undo of a restore the todo is there.")


async def _undo(w: World, place: Place, seq: int) -> Reply:
    return await w.ann.ask("POST", f"{place.path}/undo", {"seq": seq})


async def _titles(w: World, place: Place) -> list[str]:
    return [todo["title"] for todo in (await w.ann.todos(place))["todos"]]
