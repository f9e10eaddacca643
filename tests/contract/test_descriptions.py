"""What a todo says beyond its title: read by itself, changed like the title."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from domain import limits
from domain.errors import CannotUndo, Forbidden, Invalid
from domain.inputs import FileTodo, TodoChange, TodosImport, Undo
from domain.models import DailyRepeat
from glint_client.replica import Replica
from routes import comments, exchange, history, todos
from tests.support.databases import Interfering, Recording
from tests.support.scene import Person, Scene, body

LONG = "x" * limits.DESCRIPTION_MAX_CHARS


async def _describe(scene: Scene, todo_id: str, text: str | None, by: Person | None = None) -> int:
    change = TodoChange(description=text)
    return int(body(await todos.update_todo((by or scene.ada).call(), scene.team_id, todo_id, change))["seq"])


async def _opened(scene: Scene, todo_id: str) -> dict[str, Any]:
    return body(await comments.list_comments(scene.ada.call(), scene.team_id, todo_id))


async def _described(scene: Scene) -> list[str]:
    return [todo["id"] for todo in await scene.todos() if todo.get("hasDescription")]


async def test_r237_a_description_is_an_event_and_a_mark_in_the_list(scene: Scene) -> None:
    """The list says only that there is one; applying the event says the same, and again that there is none."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    replica = Replica.from_list(await scene.todos(), await scene.head())
    assert await _describe(scene, milk, "  Two\r\nlines\r ") == 3
    event = (await scene.log())[-1]
    assert event["todo"] == {"id": milk, "description": "Two\nlines", "updatedAt": event["todo"]["updatedAt"]}
    replica.receive(event)
    listed = await scene.todos()
    assert (replica.todos(), replica.description(milk)) == (listed, "Two\nlines")
    assert [(todo["id"], "hasDescription" in todo, "description" in todo) for todo in listed] == [
        (milk, True, False),
        (bread, False, False),
    ]
    await _describe(scene, milk, "")
    cleared = (await scene.log())[-1]
    assert cleared["todo"]["description"] is None
    replica.receive(cleared)
    assert replica.todos() == await scene.todos()
    assert await _described(scene) == []


@pytest.mark.parametrize("text", ["x" + LONG, "a\x00b", "a\ud800"])
async def test_r54_a_description_has_up_to_ten_thousand_characters(scene: Scene, text: str) -> None:
    """As they are counted elsewhere: without what is trimmed, and each as one."""
    milk = await scene.add()
    with pytest.raises(Invalid, match="`description`"):
        await _describe(scene, milk, text)
    emoji = "\U0001f95b" * limits.DESCRIPTION_MAX_CHARS
    await _describe(scene, milk, f" {emoji}\n")
    assert (await _opened(scene, milk))["description"] == emoji


@pytest.mark.parametrize("text", [None, "", " \n", "\u200b"])
async def test_r6_r237_what_shows_nothing_is_no_description(scene: Scene, text: str | None) -> None:
    """So that a todo without one is not changed by it; nor is another by the same text again."""
    milk, bread = await scene.add(), await scene.add()
    head = await _describe(scene, milk, "How")
    assert await _describe(scene, bread, text) == await _describe(scene, milk, "How\r\n") == head
    assert await _describe(scene, milk, text) == head + 1
    assert (await _opened(scene, milk))["description"] is None


async def test_r237_who_may_edit_the_title_may_describe(scene: Scene) -> None:
    """Their own with one right, others' with another; not while a repeating todo is completed."""
    milk, own = await scene.add(), await scene.add(by=scene.bob)
    await _describe(scene, own, "How", scene.bob)
    with pytest.raises(Forbidden, match="edit"):
        await _describe(scene, milk, "How", scene.bob)
    daily = TodoChange(due_on=date(2026, 12, 2), repeat=DailyRepeat())
    await todos.update_todo(scene.ada.call(), scene.team_id, milk, daily)
    both = TodoChange(completed=True, description="How")
    with pytest.raises(Invalid, match="`description`"):
        await todos.update_todo(scene.ada.call(), scene.team_id, milk, both)


async def test_r21_r237_a_description_is_decided_on_the_stored_one(scene: Scene) -> None:
    """Whoever writes what someone else has written a moment before changes nothing."""
    milk = await scene.add()
    asked: list[int] = []

    async def be_faster() -> None:
        if not asked:
            asked.append(await _describe(scene, milk, "How"))

    late = scene.ada.call(db=Interfering(scene.world.db, be_faster))
    done = await todos.update_todo(late, scene.team_id, milk, TodoChange(description="How"))
    assert [body(done)["seq"]] == asked == [await scene.head()]


async def test_r238_the_first_page_of_comments_has_the_description(scene: Scene) -> None:
    """In the same round trip, exact for the same seq; the following pages do not have it."""
    milk = await scene.add()
    await _describe(scene, milk, "How")
    await scene.comment(milk)
    recording = Recording(scene.world.db)
    opened = body(await comments.list_comments(scene.ada.call(db=recording), scene.team_id, milk))
    assert (opened["description"], opened["seq"], len(recording.batches)) == ("How", 3, 1)
    following = scene.ada.call()
    following.query = {"after": json.dumps(["2000-01-01", "c"])}
    assert "description" not in body(await comments.list_comments(following, scene.team_id, milk))


async def test_r148_r237_a_description_is_undone_and_in_the_history(scene: Scene) -> None:
    """Unless it was changed since; to add a todo is not undone once it is described."""
    milk = await scene.add()
    first, second = await _describe(scene, milk, "How"), await _describe(scene, milk, LONG)
    entry = body(await history.todo_history(scene.ada.call(), scene.team_id, milk))["entries"][0]
    assert (entry["before"], entry["after"]) == ({"description": "How"}, {"description": LONG})
    for seq in (1, first):
        with pytest.raises(CannotUndo):
            await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))
    await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=second))
    assert (await _opened(scene, milk))["description"] == "How"


async def test_r89_r237_a_deleted_todo_comes_back_with_its_description(scene: Scene) -> None:
    """The event says that there is one."""
    milk = await scene.add()
    await _describe(scene, milk, "How")
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    (back,) = (await scene.log())[-1]["todos"]
    assert (back["hasDescription"], "description" in back) == (True, False)
    assert (await _opened(scene, milk))["description"] == "How"


async def test_r195_descriptions_are_imported_and_exported(scene: Scene) -> None:
    """A page has up to a mebibyte; together they are all there are. What cannot be one is refused by its place."""
    texts = [f"{number} " + "\U0001f95b" * 9_000 for number in range(40)]
    described = [FileTodo(title=text[:2], description=text) for text in texts]
    await exchange.import_todos(
        scene.ada.call(), scene.team_id, scene.set_id, TodosImport(todos=[*described, FileTodo(title="Plain")])
    )
    assert len(await _described(scene)) == 40
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        call = scene.bob.call()
        call.query = {"after": after}
        answer = (await exchange.list_descriptions(call, scene.team_id, scene.set_id)).text
        assert len(answer.encode()) <= limits.DESCRIPTIONS_PAGE_MAX_BYTES + 200
        page = json.loads(answer)
        found += [each["description"] for each in page["descriptions"]]
        after = page["next"]
    assert sorted(found) == sorted(texts)
    wrong = TodosImport(todos=[FileTodo(title="Milk", description="x" + LONG)])
    with pytest.raises(Invalid, match=r"todos\[0\].description"):
        await exchange.import_todos(scene.ada.call(), scene.team_id, scene.set_id, wrong)
