"""What was deleted (R89, R152 to R157)."""

from __future__ import annotations

from conformance.verdict import check, expect
from conformance.world import World


@check(89)
async def a_deleted_todo_is_restored(w: World) -> None:
    """With all that was below it."""
    place = await w.new_list()
    milk = (await w.ann.add(place))["todo"]["id"]
    await w.ann.add(place, "Oat", parentId=milk)
    before = (await w.ann.todos(place))["todos"]
    await w.ann.do("DELETE", place.todo(milk))
    seq = (await w.ann.do("POST", place.todo(milk, "/restore")))["seq"]
    expect((await w.ann.todos(place))["todos"] == before, "After a restore the list is another one.")
    expect((await w.ann.events(place, seq - 1))[0]["type"] == "todos:added", "A restore is no `todos:added`.")


@check(152, 153)
async def a_deleted_list_is_restored(w: World) -> None:
    """Where it was, with its log."""
    place = await w.new_list()
    await w.ann.add(place)
    await w.ann.do("DELETE", place.path)
    (await w.ann.ask("GET", f"{place.path}/todos")).refused(404, "not_found")
    deleted = [each["id"] for each in (await w.ann.do("GET", f"{place.team_path}/deleted-sets"))["sets"]]
    expect(place.id in deleted, f"Among the deleted lists are {deleted}.")
    await w.ann.do("POST", f"{place.path}/restore")
    expect((await w.ann.add(place, "Bread"))["seq"] == 2, "The numbers of a restored list do not go on.")


@check(155, 157)
async def a_deleted_todo_goes_for_good(w: World) -> None:
    """With its texts: in its events they read `Deleted`."""
    place, secret = await w.new_list(), "Secret title"
    todo_id = (await w.ann.add(place, secret))["todo"]["id"]
    await w.ann.do("DELETE", place.todo(todo_id))
    found = (await w.ann.do("GET", f"{place.path}/deleted-todos"))["todos"]
    expect([each["id"] for each in found] == [todo_id], f"The trash has {found}.")
    await w.ann.do("DELETE", f"{place.team_path}/deleted-todos/{todo_id}")
    log = await w.ann.ask("GET", f"{place.path}/events?since=0")
    expect(secret not in log.text, "The log still has the title.")
    titles = [event["todo"]["title"] for event in log.json["events"] if event["type"] == "todo:created"]
    expect(titles == ["Deleted"], f"The title in the log is {titles}.")
    (await w.ann.ask("POST", place.todo(todo_id, "/restore"))).refused(404, "not_found")


@check(156)
async def a_deleted_list_goes_for_good(w: World) -> None:
    """And is not there to be restored."""
    place = await w.new_list()
    await w.ann.do("DELETE", place.path)
    await w.ann.do("DELETE", f"{place.team_path}/deleted-sets/{place.id}")
    (await w.ann.ask("POST", f"{place.path}/restore")).refused(404, "not_found")
