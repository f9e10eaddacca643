"""Who changed what: the history of a list and of a todo, and what an event keeps for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import history, permissions
from domain.errors import Forbidden, NotFound
from domain.inputs import (
    AccountDeletion,
    Claim,
    NewPosition,
    PermissionChange,
    PermissionChanges,
    SetName,
    TodoChange,
    TodoMove,
    TodoOrder,
)
from domain.limits import HISTORY_PAGE_ENTRIES, HISTORY_PAGE_MAX_BYTES
from ports import Statement
from routes import account, sets, todos
from tests.support.scene import Person, Scene, body

NEWEST = 10**15
Entry = dict[str, Any]


async def _page(scene: Scene, before: int = NEWEST, by: Person | None = None) -> dict[str, Any]:
    return body(await history.set_history((by or scene.ada).call(), scene.team_id, scene.set_id, before))


async def _entries(scene: Scene, by: Person | None = None) -> list[Entry]:
    """Return all pages of the list's history."""
    found: list[Entry] = []
    before: int | None = NEWEST
    while before is not None:
        page = await _page(scene, before, by)
        found += page["entries"]
        before = page["next"]
    return found


async def _of_todo(scene: Scene, todo_id: str) -> list[Entry]:
    return list(body(await history.todo_history(scene.ada.call(), scene.team_id, todo_id, NEWEST))["entries"])


def _said(entry: Entry) -> tuple[Any, ...]:
    names = ("type", "title", "count", "before", "after")
    return (entry["actor"]["displayName"], *(entry[name] for name in names))


async def _play(scene: Scene) -> tuple[str, str]:
    """Change milk in every way; return it and bread."""
    milk, bread, team = await scene.add("Milk"), await scene.add("Bread"), scene.team_id
    await todos.update_todo(scene.ada.call(), team, milk, TodoChange(title="Oat milk"))
    await todos.update_todo(scene.ada.call(), team, milk, TodoChange(completed=True, sort_order=5))
    await todos.claim_todo(scene.bob.call(), team, milk, Claim(claimed=True))
    await todos.claim_todo(scene.bob.call(), team, milk, Claim(claimed=False))
    await todos.move_todo(scene.ada.call(), team, milk, TodoMove(parent_id=bread))
    items = [NewPosition(id=milk, sort_order=8), NewPosition(id=bread, sort_order=9)]
    await todos.reorder_todos(scene.ada.call(), team, TodoOrder(set_id=scene.set_id, items=items))
    await scene.comment(milk, "Which one?", by=scene.bob)
    await todos.delete_todo(scene.ada.call(), team, milk)
    await todos.restore_todo(scene.ada.call(), team, milk)
    return milk, bread


async def test_r145_the_history_says_who_changed_what(scene: Scene) -> None:
    """Newest first, with the old and the new value of what changed, under the title of that time."""
    milk, bread = await _play(scene)
    entries = await _entries(scene)
    assert [entry["seq"] for entry in entries] == list(range(await scene.head(), 0, -1))
    assert [_said(entry) for entry in entries] == [
        ("ada", "todos:added", "Oat milk", 1, None, None),
        ("ada", "todo:deleted", "Oat milk", 1, None, None),
        ("bob", "comment:created", "Oat milk", 1, None, None),
        ("ada", "todo:reordered", None, 2, None, None),
        ("ada", "todo:updated", "Oat milk", 1, {"parentId": None}, {"parentId": bread}),
        ("bob", "todo:claimed", "Oat milk", 1, {"claimedBy": scene.bob.id, "claimedByName": "bob"},
         {"claimedBy": None, "claimedByName": None}),
        ("bob", "todo:claimed", "Oat milk", 1, {"claimedBy": None, "claimedByName": None},
         {"claimedBy": scene.bob.id, "claimedByName": "bob"}),
        ("ada", "todo:updated", "Oat milk", 1, {"completed": False, "sortOrder": 1},
         {"completed": True, "sortOrder": 5}),
        ("ada", "todo:updated", "Milk", 1, {"title": "Milk"}, {"title": "Oat milk"}),
        ("ada", "todo:created", "Bread", 1, None, None),
        ("ada", "todo:created", "Milk", 1, None, None),
    ]  # fmt: skip
    assert [entry["seq"] for entry in await _of_todo(scene, milk)] == [
        entry["seq"] for entry in entries if entry["todoId"] == milk
    ]
    assert {entry["todoId"] for entry in entries} == {milk, bread, None}


async def test_r145_what_was_there_before_is_sent_to_nobody(scene: Scene) -> None:
    """An event is the same text as ever, and the repeat of a change keeps what was there before the first time."""
    milk = await scene.add("Milk")
    change = TodoChange(title="Oat milk")
    for _ in "ab":
        result = await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, change)
        assert "before" not in json.loads(result.effects.events[0][2])
    kept = await scene.world.rows("SELECT before FROM events WHERE before IS NOT NULL")
    assert kept == [{"before": '{"title":"Milk"}'}]


async def test_r146_a_page_is_bounded(scene: Scene) -> None:
    """In entries and in bytes; the next one goes on where it ends, and the last one says so."""
    for number in range(HISTORY_PAGE_ENTRIES + 1):
        await scene.add(f"{number}")
    assert len((await _page(scene))["entries"]) == HISTORY_PAGE_ENTRIES
    assert [entry["title"] for entry in await _entries(scene)] == [f"{n}" for n in range(HISTORY_PAGE_ENTRIES, -1, -1)]
    long = Statement("UPDATE events SET payload = json_set(payload, '$.todo.title', ?1)",
                     ("x" * (HISTORY_PAGE_MAX_BYTES // 2),))  # fmt: skip
    await scene.world.db.batch(long)
    assert [len((await _page(scene, before))["entries"]) for before in (NEWEST, 3, 2, 1)] == [1, 1, 1, 0]


async def test_r147_the_history_begins_with_the_access(scene: Scene) -> None:
    """A newcomer sees what happened since, and nothing from before; so with a todo's."""
    milk = await scene.add("Milk")
    eve = await scene.join("eve", "member")
    await scene.comment(milk, by=eve)
    assert [entry["type"] for entry in await _entries(scene, eve)] == ["comment:created"]
    seen = body(await history.todo_history(eve.call(), scene.team_id, milk, NEWEST))
    assert ([entry["type"] for entry in seen["entries"]], seen["next"]) == (["comment:created"], None)


async def test_r147_the_history_needs_the_right_to_see_the_list(scene: Scene) -> None:
    """As the list itself; and a todo that is in the trash has none of its own."""
    milk = await scene.add("Milk")
    hidden = PermissionChanges(overrides=[PermissionChange(role="member", permission="view_todos", allowed=False)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, "global", hidden)
    with pytest.raises(Forbidden):
        await _page(scene, by=scene.bob)
    with pytest.raises(Forbidden):
        await history.todo_history(scene.bob.call(), scene.team_id, milk, NEWEST)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    with pytest.raises(NotFound):
        await _of_todo(scene, milk)


async def test_r146_a_moved_todo_has_the_history_of_the_list_where_it_is(scene: Scene) -> None:
    """It begins with the move there; the list that it left says where it went."""
    milk = await scene.add("Milk")
    there = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Later")))["set"]["id"]
    await todos.move_todo(scene.ada.call(), scene.team_id, milk, TodoMove(parent_id=None, set_id=there))
    assert [entry["type"] for entry in await _of_todo(scene, milk)] == ["todos:added"]
    left = (await _entries(scene))[0]
    assert (left["type"], left["title"], left["movedTo"]) == ("todo:deleted", "Milk", there)


async def test_r122_r145_old_titles_go_with_the_texts_of_an_account(scene: Scene) -> None:
    """What bob's todos were called before is not kept either, whoever changed them, nor in the trash."""
    team = scene.team_id
    made = [await scene.add(title, by=scene.bob) for title in ("Bob's first", "Bob's second")]
    for todo_id in made:
        await todos.update_todo(scene.ada.call(), team, todo_id, TodoChange(title="Other"))
    await todos.delete_todo(scene.ada.call(), team, made[0])
    milk = await scene.add("Milk")
    await todos.update_todo(scene.ada.call(), team, milk, TodoChange(title="Oat milk"))
    await account.delete_account(scene.bob.call(), AccountDeletion(texts="delete"))
    kept = await scene.world.rows("SELECT before FROM events WHERE before IS NOT NULL")
    assert kept == [{"before": '{"title":"Milk"}'}]
