"""Delete for good: no text of it is anywhere in the database, and everybody still has the right list."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.errors import CannotUndo, Conflict, Forbidden, IdTaken, NotFound
from domain.inputs import NewComment, NewTodo, SetChange, SetName, TodoChange, TodoMove, Undo
from domain.models import DailyRepeat
from glint_client.replica import Replica
from ports import ConstraintFailed
from routes import comments, history, sets, todos
from tests.support.databases import FailingBatch, dump
from tests.support.scene import Person, Scene, body

TEXT = "Sesame"
OF_A_SET = ("todo_sets", "todos", "deleted_todos", "event_todos", "permissions")
SUB_ID = str(UUID(int=2**127))


async def _secret_tree(scene: Scene, set_id: str = "", title: str = TEXT) -> str:
    """Create a todo whose every text, then and before, says it, in a list."""
    where = set_id or scene.set_id
    made = await todos.create_todo(scene.ada.call("k-new"), scene.team_id, where, NewTodo(title=title))
    todo_id = str(body(made)["todo"]["id"])
    sub = NewTodo(title=f"Below {title}", parent_id=todo_id, id=SUB_ID)
    await todos.create_todo(scene.bob.call("k-sub"), scene.team_id, where, sub)
    daily = TodoChange(
        title=f"New {title}", description=f"How {title} is opened", due_on=date(2026, 12, 2), repeat=DailyRepeat()
    )
    await todos.update_todo(scene.ada.call("k-edit"), scene.team_id, todo_id, daily)
    await todos.update_todo(scene.bob.call(), scene.team_id, SUB_ID, TodoChange(completed=True))
    again = TodoChange(title=f"Next {title}", completed=True)
    await todos.update_todo(scene.ada.call("k-done"), scene.team_id, todo_id, again)
    said = await comments.create_comment(scene.bob.call("k-said"), scene.team_id, SUB_ID, NewComment(body=title))
    await comments.delete_comment(scene.bob.call(), scene.team_id, body(said)["comment"]["id"])
    await comments.create_comment(scene.ada.call("k-kept"), scene.team_id, todo_id, NewComment(body=f"About {title}"))
    await scene.claim(SUB_ID, scene.bob)
    return todo_id


async def _traces(scene: Scene, text: str = TEXT) -> dict[str, list[str]]:
    stored = await dump(scene.world.db)
    found = {table: [row for row in rows if text in row] for table, rows in stored.items()}
    return {table: rows for table, rows in found.items() if rows}


async def _purge(scene: Scene, todo_id: str, by: Person | None = None) -> None:
    assert body(await todos.purge_todo((by or scene.ada).call(), scene.team_id, todo_id)) == {"ok": True}


async def _create_set(scene: Scene, name: str) -> str:
    return str(body(await sets.create_set(scene.ada.call("k-set"), scene.team_id, SetName(name=name)))["set"]["id"])


async def test_r155_no_text_of_a_purged_todo_is_left(scene: Scene) -> None:
    """Neither in logs, also of another list where it was, nor in the trash, nor in answers; what is beside it stays."""
    milk = await scene.add("Milk")
    there = await _create_set(scene, "Other")
    todo_id = await _secret_tree(scene, there)
    await todos.move_todo(scene.ada.call(), scene.team_id, todo_id, TodoMove(parent_id=milk, set_id=scene.set_id))
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    await todos.delete_todo(scene.ada.call(), scene.team_id, SUB_ID)
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    assert set(await _traces(scene)) >= {"events", "deleted_todos", "deleted_comments", "idempotency_keys"}
    before = await scene.listed()
    await _purge(scene, todo_id)
    assert await _traces(scene) == {}
    assert await scene.listed() == before
    assert len(await _traces(scene, "Milk")) == 2


async def test_r157_a_description_that_was_taken_away_does_not_come_back_in_the_log(scene: Scene) -> None:
    """Whoever applies the log without the texts has had the same marks."""
    todo_id = await _secret_tree(scene)
    await todos.update_todo(scene.ada.call(), scene.team_id, todo_id, TodoChange(description=None))
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    await _purge(scene, todo_id)
    found = await scene.world.rows("""
        SELECT payload ->> '$.todo.description' AS description FROM events
        WHERE json_type(payload, '$.todo.description') IS NOT NULL ORDER BY seq""")
    assert [row["description"] for row in found] == ["Deleted", None]


async def test_r156_no_text_of_a_purged_list_is_left(scene: Scene) -> None:
    """Nor its name, nor what was said of its todos in another list; what has left it stays as it is."""
    there = await _create_set(scene, TEXT)
    await sets.update_set(scene.ada.call("k-name"), scene.team_id, there, SetChange(name=f"{TEXT} 2"))
    todo_id = await _secret_tree(scene)
    await todos.move_todo(scene.ada.call(), scene.team_id, todo_id, TodoMove(parent_id=None, set_id=there))
    gone = body(await todos.create_todo(scene.ada.call(), scene.team_id, there, NewTodo(title=TEXT)))["todo"]["id"]
    await todos.delete_todo(scene.ada.call(), scene.team_id, gone)
    milk = body(await todos.create_todo(scene.ada.call("k-milk"), scene.team_id, there, NewTodo(title="Milk")))["todo"]
    await todos.move_todo(scene.ada.call(), scene.team_id, milk["id"], TodoMove(parent_id=None, set_id=scene.set_id))
    override = "INSERT INTO permissions VALUES ('p1', ?1, ?2, 'member', 'comment', 0, '')"
    await scene.world.rows(override, scene.team_id, f"set:{there}")
    await sets.delete_set(scene.ada.call(), scene.team_id, there)
    before = await scene.listed()
    result = await sets.purge_set(scene.ada.call(), scene.team_id, there)
    assert (body(result), result.effects.announce) == ({"ok": True}, (scene.team_id,))
    assert await _traces(scene) == {}
    left = await dump(scene.world.db)
    assert [row for table in OF_A_SET for row in left[table] if there in row] == []
    assert left["permissions"] == []
    assert await scene.listed() == before
    for again in (sets.restore_set, sets.purge_set):
        with pytest.raises(NotFound):
            await again(scene.ada.call(), scene.team_id, there)


async def test_r5_r157_a_log_without_the_texts_gives_the_same_list(scene: Scene) -> None:
    """From any number on: what has been there, has left the deleted todo, or has come back, is where it was."""
    milk = await scene.add("Milk")
    todo_id = await _secret_tree(scene)
    kept = await scene.add("Kept", parent=SUB_ID)
    await todos.move_todo(scene.ada.call(), scene.team_id, todo_id, TodoMove(parent_id=milk))
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    await todos.move_todo(scene.ada.call(), scene.team_id, kept, TodoMove(parent_id=milk))
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    starts, log = [Replica.from_list([], 0)], await scene.log()
    for event in log:
        starts.append(Replica.from_list(starts[-1].todos(), starts[-1].seq))
        starts[-1].receive(event)
    await _purge(scene, todo_id)
    listed, redacted = await scene.listed(), await scene.log()
    assert [event["seq"] for event in redacted] == [event["seq"] for event in log]
    for replica in starts:
        for event in redacted:
            replica.receive(event)
        assert (replica.todos(), replica.seq) == (listed["todos"], listed["seq"])


async def test_r157_what_was_deleted_for_good_is_neither_undone_nor_restored(scene: Scene) -> None:
    """Each of its changes says so, and its history does not tell how it was called."""
    todo_id = await _secret_tree(scene)
    deleted = body(await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id))["seq"]
    await _purge(scene, todo_id)
    for seq in (1, 3, deleted):
        with pytest.raises(CannotUndo, match="deleted for good"):
            await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))
    for again in (todos.restore_todo, todos.purge_todo):
        with pytest.raises(NotFound):
            await again(scene.ada.call(), scene.team_id, todo_id)
    entries: list[dict[str, Any]] = body(await history.set_history(scene.ada.call(), scene.team_id, scene.set_id))[
        "entries"
    ]
    assert {entry["title"] for entry in entries} == {None}
    assert {str(entry["before"]) for entry in entries} == {"None"}


async def test_r13_r155_a_repeat_still_has_one_effect(scene: Scene) -> None:
    """The key of a todo that was deleted for good does not create it again; its answer says nothing of it."""
    todo_id = await _secret_tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    before = await scene.head()
    await _purge(scene, todo_id)
    again = await todos.create_todo(scene.ada.call("k-new"), scene.team_id, scene.set_id, NewTodo(title=TEXT))
    assert (body(again)["todo"]["id"], body(again)["todo"]["title"]) == (todo_id, "Deleted")
    assert await scene.head() == before


async def test_r155_whoever_may_delete_may_delete_for_good(scene: Scene) -> None:
    """Others may not; what is not in the trash, or in another team's, is unknown; an id in use is left alone."""
    milk, bobs = await scene.add("Milk"), await scene.add("Bread", by=scene.bob)
    for todo_id in (milk, bobs):
        with pytest.raises(NotFound):
            await _purge(scene, todo_id)
        await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    with pytest.raises(Forbidden):
        await _purge(scene, milk, by=scene.bob)
    with pytest.raises(NotFound):
        await todos.purge_todo(scene.ada.call(), f"personal:{scene.ada.id}", milk)
    await _purge(scene, bobs, by=scene.bob)
    await todos.create_todo(scene.ada.call(), scene.team_id, scene.set_id, NewTodo(title="Again", id=milk))
    with pytest.raises(IdTaken):
        await _purge(scene, milk)
    with pytest.raises(NotFound):
        await sets.purge_set(scene.ada.call(), scene.team_id, scene.set_id)
    await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    with pytest.raises(Forbidden):
        await sets.purge_set(scene.bob.call(), scene.team_id, scene.set_id)


async def test_r155_another_todo_with_the_same_id_keeps_its_texts(scene: Scene) -> None:
    """What was made after the deletion is not what was deleted."""
    todo_id = await _secret_tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    new = NewTodo(title="Another one", id=SUB_ID)
    await todos.create_todo(scene.ada.call("k-again"), scene.team_id, scene.set_id, new)
    await _purge(scene, todo_id)
    assert await _traces(scene) == {}
    assert set(await _traces(scene, "Another one")) == {"todos", "events", "idempotency_keys"}


@pytest.mark.parametrize("what", ["todo", "set"])
async def test_r1_a_failing_purge_changes_nothing(what: str, scene: Scene) -> None:
    """Wherever in its batch it fails."""
    todo_id = await _secret_tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, todo_id)
    if what == "set":
        await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    before = await dump(scene.world.db)
    position = 0
    while True:
        db = FailingBatch(scene.world.db, position)
        call = scene.ada.call("k1", db=db)
        try:
            if what == "set":
                await sets.purge_set(call, scene.team_id, scene.set_id)
            else:
                await todos.purge_todo(call, scene.team_id, todo_id)
        except (Conflict, ConstraintFailed):
            assert await dump(scene.world.db) == before
            position += 1
        else:
            break
    assert position > 4
    assert await _traces(scene) == {}


async def test_r153_a_list_shows_its_trash(scene: Scene) -> None:
    """Page by page, newest first, with who deleted it and until when it is kept; not from before access began."""
    first = await scene.add("First")
    await scene.add("Below", parent=first)
    await todos.delete_todo(scene.ada.call(), scene.team_id, first)
    cleo = await scene.join("cleo", "member")
    titles = [f"T{number}" for number in range(51)]
    for title in titles:
        await todos.delete_todo(scene.ada.call(), scene.team_id, await scene.add(title))
    pages, call = [], scene.ada.call()
    while True:
        page = body(await history.list_deleted_todos(call, scene.team_id, scene.set_id))
        pages.append([each["title"] for each in page["todos"]])
        if page["next"] is None:
            break
        call = scene.ada.call()
        call.query = {"before": str(page["next"])}
    assert pages == [titles[:0:-1], ["T0", "First"]]
    last = page["todos"][-1]
    assert last == {**last, "id": first, "userId": scene.ada.id,
                    "deletedBy": {"id": scene.ada.id, "displayName": "ada", "avatarUrl": None}}  # fmt: skip
    assert last["keptUntil"] == last["deletedAt"].replace("2026-11-24", "2026-12-24")
    call = cleo.call()
    call.query = {"before": "4"}
    assert body(await history.list_deleted_todos(call, scene.team_id, scene.set_id))["todos"] == []
