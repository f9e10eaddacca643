"""Comments (R130 to R133)."""

from __future__ import annotations

from conformance.verdict import check, expect
from conformance.world import World


@check(130)
async def a_comment_is_an_event_with_the_number(w: World) -> None:
    """New or deleted."""
    place = await w.new_list()
    todo = (await w.ann.add(place))["todo"]
    made = await w.ann.do("POST", place.todo(todo["id"], "/comments"), {"body": "Which?"})
    await w.ann.do("DELETE", f"{place.team_path}/comments/{made['comment']['id']}")
    found = [(event["type"], event["commentCount"]) for event in await w.ann.events(place, 1)]
    expect(found == [("comment:created", 1), ("comment:deleted", 0)], f"The events of a comment are {found}.")
    (now,) = (await w.ann.todos(place))["todos"]
    expect(now["updatedAt"] == todo["updatedAt"], "A comment changes its todo's `updatedAt`.")


@check(131)
async def a_thread_is_read_with_its_number(w: World) -> None:
    """The oldest first."""
    place = await w.new_list()
    path = place.todo((await w.ann.add(place))["todo"]["id"], "/comments")
    for text in ("One", "Two"):
        await w.ann.do("POST", path, {"body": text})
    found = await w.ann.do("GET", path)
    texts = [comment["body"] for comment in found["comments"]]
    expect((texts, found["next"], found["seq"]) == (["One", "Two"], None, 3), f"The thread is {found}.")


@check(132)
async def deleting_others_comments_takes_a_right(w: World) -> None:
    """Which members do not have."""
    place = await w.new_list()
    path = place.todo((await w.ann.add(place))["todo"]["id"], "/comments")
    comment_id = (await w.ann.do("POST", path, {"body": "Mine"}))["comment"]["id"]
    (await w.bob.ask("DELETE", f"{place.team_path}/comments/{comment_id}")).refused(403, "forbidden")


@check(133)
async def comments_come_back_with_their_todo(w: World) -> None:
    """When it is restored."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    await w.ann.do("POST", place.todo(todo_id, "/comments"), {"body": "Which?"})
    await w.ann.do("DELETE", place.todo(todo_id))
    await w.ann.do("POST", place.todo(todo_id, "/restore"))
    found = (await w.ann.do("GET", place.todo(todo_id, "/comments")))["comments"]
    expect([each["body"] for each in found] == ["Which?"], f"After a restore the thread is {found}.")
