"""The log (R1 to R6)."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable
from typing import Final

from conformance.person import Json, Person, Place
from conformance.socket import watching
from conformance.verdict import check, expect
from conformance.world import World
from glint_client.replica import Replica
from glint_client.wire import Todo

KNOWN: Final = {
    "todo:created", "todo:updated", "todo:deleted", "todo:reordered", "todo:claimed", "todo:assigned",
    "comment:created", "comment:deleted", "todos:added", "todos:changed",
}  # fmt: skip


def replayed(log: Iterable[Json]) -> list[Todo]:
    """Return the list that these events make of an empty one."""
    replica = Replica({}, 0)
    for event in log:
        replica.receive(event)  # type: ignore[arg-type]  # as it is on the wire
    return replica.todos()


async def everything(person: Person, place: Place) -> None:
    """Do everything that can be done with todos."""
    milk, bread, flour, note = (str(uuid.uuid4()) for _ in range(4))
    for todo_id, title, parent in ((milk, "Milk", None), (bread, "Bread", None), (flour, "Flour", bread)):
        await person.add(place, title, id=todo_id, **({"parentId": parent} if parent else {}))
    order = [{"id": bread, "sortOrder": 0.5}, {"id": milk, "sortOrder": 7}]
    steps: list[tuple[str, str, Json | None]] = [
        ("PATCH", place.todo(milk), {"title": "Oat milk"}),
        ("PATCH", place.todo(milk), {"dueOn": "2026-12-02", "repeat": {"unit": "day"}}),
        ("PATCH", place.todo(milk), {"completed": True}),
        ("POST", f"{place.path}/todos/complete", {"ids": [bread, flour], "completed": True}),
        ("POST", place.todo("reorder"), {"setId": place.id, "items": order}),
        ("POST", place.todo(milk, "/claim"), {"claimed": True}),
        ("PUT", place.todo(milk, "/assignees"), {"assignees": [person.id]}),
        ("POST", place.todo(milk, "/comments"), {"body": "Which one?", "id": note}),
        ("DELETE", f"{place.team_path}/comments/{note}", None),
        ("DELETE", place.todo(bread), None),
        ("POST", place.todo(bread, "/restore"), None),
        ("POST", place.todo(milk, "/move"), {"parentId": bread}),
    ]
    for method, path, body in steps:
        await person.do(method, path, body)


@check(1)
async def a_refused_request_changes_nothing(w: World) -> None:
    """And an accepted one changes the list and the log."""
    place = await w.new_list()
    await w.ann.add(place)
    before = (await w.ann.todos(place), await w.ann.events(place))
    (await w.ann.ask("POST", f"{place.path}/todos", {"title": " "})).refused(422, "invalid")
    (await w.ann.ask("PATCH", place.todo("none"), {"title": "x"})).refused(404, "not_found")
    expect((await w.ann.todos(place), await w.ann.events(place)) == before, "A refused request has changed something.")
    expect(len(before[0]["todos"]) == len(before[1]) == 1, "An accepted request has not both its row and its event.")


@check(2)
async def numbers_have_no_gap_and_no_repeat(w: World) -> None:
    """However many write at once."""
    place = await w.new_list()
    made = await asyncio.gather(*(w.ann.add(place, f"{number}") for number in range(12)))
    logged = [event["seq"] for event in await w.ann.events(place)]
    expect(logged == list(range(1, 13)), f"After 12 concurrent changes the log has {logged}.")
    expect(sorted(each["seq"] for each in made) == logged, "The answers have other numbers than the log.")


@check(3)
async def events_have_their_members(w: World) -> None:
    """Type, list, number, key and author."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-3")
    await everything(w.ann, place)
    events = await w.ann.events(place)
    expect(events[0].get("mutationId") == "key-3", "The first event has not its request's key as `mutationId`.")
    kinds = {event["type"] for event in events}
    expect(kinds == KNOWN, f"The events of everything that can be done are {sorted(kinds)}.")
    for event in events:
        expect(event["setId"] == place.id and isinstance(event["seq"], int), f"{event} has not its list or number.")
        expect(event.get("actorId") == w.ann.id, f"{event} does not say who did it.")


@check(4)
async def what_is_pushed_is_what_is_logged(w: World) -> None:
    """The same text."""
    place = await w.new_list()
    async with watching(w.ann, place) as socket:
        await everything(w.ann, place)
        log = await w.ann.ask("GET", f"{place.path}/events?since=0")
        await socket.event(log.json["seq"])
    for text, frame in zip(socket.texts, socket.frames, strict=True):
        expect(frame not in socket.events or text in log.text, f"The log does not have what was pushed: {text[:100]}")


@check(5)
async def the_log_gives_the_list(w: World) -> None:
    """All of it, applied to an empty list."""
    place = await w.new_list()
    await everything(w.ann, place)
    given = replayed(await w.ann.events(place))
    expect(given == (await w.ann.todos(place))["todos"], "Applying the log does not give the list.")


@check(6)
async def answers_carry_the_number(w: World) -> None:
    """Of their event, or the head."""
    place = await w.new_list()
    made = await w.ann.add(place)
    other = await w.ann.add(place, "Bread")
    expect((made["seq"], other["seq"]) == (1, 2), f"Two new todos are answered {made['seq']} and {other['seq']}.")
    same = await w.ann.do("PATCH", place.todo(made["todo"]["id"]), {"title": "Milk"})
    expect(same["seq"] == 2, f"A change of nothing is answered {same['seq']}, and the head is 2.")
    expect(len(await w.ann.events(place)) == 2, "A change of nothing has an event.")
