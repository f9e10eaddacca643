"""What follows when people leave, whose todos are, and what concerns whom (R88, R171 to R176, R240 to R245)."""

from __future__ import annotations

from typing import Any

from conformance.person import Person
from conformance.verdict import check, expect
from conformance.world import World


@check(88, 172)
async def claims_and_assignments_end_with_the_membership(w: World) -> None:
    """By an event each, of cause `left`."""
    place, dan = await w.new_list(), await w.guest()
    await w.let_in(dan)
    todo_id = (await w.ann.add(place))["todo"]["id"]
    await dan.do("POST", place.todo(todo_id, "/claim"), {"claimed": True})
    head = (await w.ann.do("PUT", place.todo(todo_id, "/assignees"), {"assignees": [dan.id, w.ann.id]}))["seq"]
    await dan.do("DELETE", f"{place.team_path}/members/{dan.id}")
    found = sorted((event["type"], event.get("cause")) for event in await w.ann.events(place, head))
    expect(
        found == [("todo:assigned", "left"), ("todo:claimed", "left")], f"After someone left the events are {found}."
    )
    (todo,) = (await w.ann.todos(place))["todos"]
    expect((todo["claimedBy"], todo["assignees"]) == (None, [w.ann.id]), f"The todo of someone who left is {todo}.")


@check(171)
async def a_todo_may_be_assigned_to_members(w: World) -> None:
    """All of them at once, and to nobody else."""
    place = await w.new_list()
    todo = (await w.ann.add(place))["todo"]
    path = place.todo(todo["id"], "/assignees")
    seq = (await w.ann.do("PUT", path, {"assignees": [w.ann.id]}))["seq"]
    (event,) = await w.ann.events(place, seq - 1)
    expect((event["type"], event["assignees"]) == ("todo:assigned", [w.ann.id]), f"The event is {event}.")
    (await w.ann.ask("PUT", path, {"assignees": ["nobody"]})).refused(422, "invalid")
    (now,) = (await w.ann.todos(place))["todos"]
    expect(now["updatedAt"] == todo["updatedAt"], "An assignment changes `updatedAt`.")


@check(173)
async def whoever_is_assigned_may_complete(w: World) -> None:
    """A member, someone else's todo."""
    place = await w.new_list()
    one = place.todo((await w.ann.add(place))["todo"]["id"])
    (await w.bob.ask("PATCH", one, {"completed": True})).refused(403, "forbidden")
    await w.ann.do("PUT", f"{one}/assignees", {"assignees": [w.bob.id]})
    await w.bob.do("PATCH", one, {"completed": True})


@check(174)
async def ones_own_todos_are_listed(w: World) -> None:
    """What is open of what one is assigned to or has claimed."""
    place = await w.new_list()
    mine, done, other = [(await w.ann.add(place, title))["todo"]["id"] for title in ("Mine", "Done", "Other")]
    for todo_id in (mine, done):
        await w.ann.do("POST", place.todo(todo_id, "/claim"), {"claimed": True})
    await w.ann.do("PATCH", place.todo(done), {"completed": True})
    found = [each for each in (await w.ann.do("GET", "/api/me/todos"))["lists"] if each["setId"] == place.id]
    ids = [todo["id"] for each in found for todo in each["todos"]]
    expect(ids == [mine] and other not in ids, f"Of {mine}, {done} and {other} one's own are {ids}.")


@check(176)
async def a_search_finds_titles(w: World) -> None:
    """In all lists of the team."""
    place = await w.new_list()
    wanted = (await w.ann.add(place, "Oat MILK, fresh"))["todo"]["id"]
    await w.ann.add(place, "Bread")
    found = (await w.ann.do("GET", f"{place.team_path}/search?q=oat%20milk"))["todos"]
    expect([each["id"] for each in found if each["setId"] == place.id] == [wanted], f"The search finds {found}.")


@check(240, 241, 242, 243)
async def whoever_is_concerned_is_notified(w: World) -> None:
    """Assigned or mentioned by someone else, until it is read, and not who does it."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    await w.ann.do("PUT", place.todo(todo_id, "/assignees"), {"assignees": [w.ann.id, w.bob.id]})
    name = (await w.bob.do("GET", "/api/auth/me"))["user"]["displayName"]
    said = {"body": f"For @{name}", "mentions": [w.ann.id, w.bob.id]}
    await w.ann.do("POST", place.todo(todo_id, "/comments"), said)
    found = await _notified(w.bob, todo_id)
    told = [(each["kind"], each["read"]) for each in found]
    expect(told == [("mentioned", False), ("assigned", False)], f"Who was assigned and mentioned is told {told}.")
    expect(not await _notified(w.ann, todo_id), "Who assigned and mentioned others is told of it.")
    await w.bob.do("POST", "/api/notifications/read", {"ids": [found[0]["id"]]})
    told = [(each["kind"], each["read"]) for each in await _notified(w.bob, todo_id)]
    expect(told == [("mentioned", True), ("assigned", False)], f"After one was read they are {told}.")


@check(245)
async def notifications_end_with_the_membership(w: World) -> None:
    """Who comes back has none."""
    place, dan = await w.new_list(), await w.guest()
    await w.let_in(dan)
    todo_id = (await w.ann.add(place))["todo"]["id"]
    await w.ann.do("PUT", place.todo(todo_id, "/assignees"), {"assignees": [dan.id]})
    await dan.do("DELETE", f"{place.team_path}/members/{dan.id}")
    await w.let_in(dan)
    expect(not await _notified(dan, todo_id), "Notifications outlive the membership.")


async def _notified(who: Person, todo_id: str) -> list[dict[str, Any]]:
    """Return the notifications about a todo, the newest first."""
    found = (await who.do("GET", "/api/notifications"))["notifications"]
    return [each for each in found if each["todoId"] == todo_id]
