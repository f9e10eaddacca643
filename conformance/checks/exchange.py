"""Import and export (R190 to R195)."""

from __future__ import annotations

from typing import Any, Final

from conformance.verdict import check, expect
from conformance.world import World

TODOS: Final[list[dict[str, Any]]] = [
    {"title": "Milk", "comments": [{"body": "Which?", "writtenBy": "Somebody"}]},
    {"title": "Oat", "level": 1, "completed": True, "description": "The blue one"},
    {"title": "Bread", "dueOn": "2026-12-02"},
]


@check(190)
async def todos_are_imported_all_or_none(w: World) -> None:
    """By their levels."""
    place = await w.new_list()
    wrong = [*TODOS, {"title": "Too deep", "level": 2}]
    (await w.ann.ask("POST", f"{place.path}/import", {"todos": wrong})).refused(422, "invalid")
    expect((await w.ann.todos(place))["todos"] == [], "A refused import has added something.")
    await w.ann.do("POST", f"{place.path}/import", {"todos": TODOS})
    milk, oat, bread = (await w.ann.todos(place))["todos"]
    expect((oat["parentId"], bread["parentId"]) == (milk["id"], None), "Todos are not below what they belong to.")
    expect((oat["completed"], bread["dueOn"]) == (True, "2026-12-02"), "Fields are lost.")
    expect({event["type"] for event in await w.ann.events(place)} == {"todos:added"}, "The event is another one.")


@check(191)
async def a_list_is_imported(w: World) -> None:
    """Last in the team."""
    path = f"{w.place_of_team.team_path}/sets"
    made = await w.ann.do("POST", f"{path}/import", {"name": "Imported", "todos": TODOS})
    sets = (await w.ann.do("GET", path))["sets"]
    expect((sets[-1]["id"], made["added"]) == (made["setId"], len(TODOS)), f"The answer is {made}.")
    await w.ann.do("DELETE", f"{path}/{made['setId']}")


@check(192)
async def an_import_may_replace(w: World) -> None:
    """What is replaced can be restored."""
    place = await w.new_list()
    before = (await w.ann.add(place, "Before"))["todo"]["id"]
    await w.ann.do("POST", f"{place.path}/import", {"todos": TODOS[:1], "replace": True})
    titles = [todo["title"] for todo in (await w.ann.todos(place))["todos"]]
    expect(titles == ["Milk"], f"After a replacing import the list is {titles}.")
    await w.ann.do("POST", place.todo(before, "/restore"))


@check(193)
async def an_import_takes_the_rights_that_its_todos_take(w: World) -> None:
    """A member may add todos, and neither make lists nor replace what is others'."""
    place = await w.new_list()
    await w.bob.do("POST", f"{place.path}/import", {"todos": TODOS})
    (await w.bob.ask("POST", f"{place.path}/import", {"todos": TODOS, "replace": True})).refused(403, "forbidden")
    path = f"{place.team_path}/sets/import"
    (await w.bob.ask("POST", path, {"name": "Imported", "todos": TODOS})).refused(403, "forbidden")


@check(194)
async def the_comments_of_a_list_are_read_together(w: World) -> None:
    """Each with its todo."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/import", {"todos": TODOS})
    milk = (await w.ann.todos(place))["todos"][0]["id"]
    found = await w.ann.do("GET", f"{place.path}/comments")
    said = [(each["todoId"], each["body"], each["writtenBy"]) for each in found["comments"]]
    expect((said, found["next"]) == ([(milk, "Which?", "Somebody")], None), f"The comments are {found}.")


@check(195)
async def all_descriptions_are_read(w: World) -> None:
    """Each with its todo."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/import", {"todos": TODOS})
    described = [todo["id"] for todo in (await w.ann.todos(place))["todos"] if todo.get("hasDescription")]
    found = await w.ann.do("GET", f"{place.path}/descriptions")
    expected = [{"todoId": todo_id, "description": "The blue one"} for todo_id in described]
    expect((len(described), found["descriptions"]) == (1, expected), f"The descriptions are {found}.")
