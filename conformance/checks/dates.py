"""Dates (R180 to R185)."""

from __future__ import annotations

from typing import Any

from conformance.verdict import check, expect
from conformance.world import World

FIELDS = ("dueOn", "dueTime", "dueZone", "repeat")


@check(180)
async def a_todo_may_be_due(w: World) -> None:
    """Four fields are one value: an event that changes one of them has all."""
    place = await w.new_list()
    due = {"dueOn": "2999-12-02", "dueTime": "17:30", "dueZone": "Europe/Berlin"}
    todo = (await w.ann.add(place, **due))["todo"]
    expect({field: todo[field] for field in FIELDS} == {**due, "repeat": None}, f"The new todo is {todo}.")
    seq = (await w.ann.do("PATCH", place.todo(todo["id"]), {"dueTime": "18:00"}))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    expect(set(FIELDS) <= event["todo"].keys(), f"The event is {event}.")
    await w.ann.do("PATCH", place.todo(todo["id"]), {"dueOn": None})
    (now,) = (await w.ann.todos(place))["todos"]
    expect([now[field] for field in FIELDS] == [None] * 4, f"Without its date the todo is {now}.")


@check(181)
async def a_date_has_a_form(w: World) -> None:
    """A time needs a date and a zone."""
    place = await w.new_list()
    wrong: list[dict[str, Any]] = [
        {"dueTime": "17:30"},
        {"dueOn": "2026-12-02", "dueTime": "17:30"},
        {"dueOn": "2026-02-30"},
        {"dueOn": "2026-12-02", "dueZone": "Mars/Olympus"},
        {"repeat": {"unit": "day"}},
        {"dueOn": "2026-12-02", "repeat": {"unit": "week", "weekdays": []}},
    ]
    for fields in wrong:
        (await w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk", **fields})).refused(422, "invalid")


@check(182)
async def a_repeating_todo_moves_to_its_next_date(w: World) -> None:
    """When it is completed; once for one date."""
    place = await w.new_list()
    todo = (await w.ann.add(place, dueOn="2998-12-31", repeat={"unit": "month", "day": 31}))["todo"]
    completed = {"completed": True, "dueOn": "2998-12-31"}
    seq = (await w.ann.do("PATCH", place.todo(todo["id"]), completed))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    said = (event["type"], event.get("id"), event.get("completedOn"))
    expect(said == ("todos:changed", todo["id"], "2998-12-31"), f"The event is {event}.")
    (now,) = (await w.ann.todos(place))["todos"]
    expect((now["completed"], now["dueOn"]) == (False, "2999-01-31"), f"The todo is then {now}.")
    again = (await w.ann.do("PATCH", place.todo(todo["id"]), completed))["seq"]
    expect(again == seq, "The same date is completed twice.")


@check(183)
async def several_change_by_one_event(w: World) -> None:
    """Each once."""
    place = await w.new_list()
    ids = [(await w.ann.add(place, f"{number}"))["todo"]["id"] for number in range(3)]
    await w.ann.do("POST", f"{place.path}/todos/complete", {"ids": ids, "completed": True})
    found = [item["id"] for item in (await w.ann.events(place))[-1]["items"]]
    expect(sorted(found) == sorted(ids), f"`items` has {found}.")


@check(185)
async def renewing_is_set_with_its_time(w: World) -> None:
    """And a zone that the server knows."""
    place = await w.new_list()
    renewing = {"autoRenew": True, "renewTime": "06:00", "timezone": "Europe/Berlin"}
    (await w.ann.ask("PATCH", place.path, {**renewing, "timezone": "Mars/Olympus"})).refused(422, "invalid")
    (await w.ann.ask("PATCH", place.path, {"autoRenew": True})).refused(422, "invalid")
    found = (await w.ann.do("PATCH", place.path, renewing))["set"]
    expect({field: found[field] for field in renewing} == renewing, f"The list is {found}.")
