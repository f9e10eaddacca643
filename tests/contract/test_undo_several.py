"""Undoing moves to another list, restores and comments, unless a later change would be lost."""

from __future__ import annotations

from typing import Any

import pytest

from actions import history as reading
from domain.errors import CannotUndo, Forbidden, LimitReached
from domain.inputs import AccountDeletion, SetName, TodoChange, TodoMove, Undo
from domain.limits import ADDED_EVENT_MAX_TODOS, TODO_MAX_COMMENTS
from glint_client.replica import Replica
from glint_client.wire import Todo
from routes import account, comments, history, sets, todos
from tests.support.databases import Interfering, dump
from tests.support.mutations import Stage
from tests.support.scene import Person, Scene, body

MANY = """
INSERT INTO todos (id, set_id, team_id, user_id, parent_id, depth, title, sort_order, created_at, updated_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
SELECT 'many-' || i, ?1, ?2, ?3, ?5, 1, 'Todo ' || i, 100 + i, '2026', '2026' FROM n"""


async def _undo(scene: Scene, seq: int, by: Person | None = None, set_id: str = "", key: str = "") -> int:
    call = (by or scene.ada).call(key)
    return int(body(await history.undo_change(call, scene.team_id, set_id or scene.set_id, Undo(seq=seq)))["seq"])


async def _other(scene: Scene) -> str:
    made = await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other"))
    return str(body(made)["set"]["id"])


async def _move(scene: Scene, todo_id: str, **place: Any) -> int:
    done = await todos.move_todo(scene.ada.call(), scene.team_id, todo_id, TodoMove(**place))
    return int(body(done)["seq"])


async def _head(scene: Scene, set_id: str) -> int:
    return int((await scene.world.rows("SELECT seq FROM todo_sets WHERE id = ?1", set_id))[0]["seq"])


def _without_times(listed: list[Todo]) -> list[dict[str, Any]]:
    return [{name: value for name, value in todo.items() if name != "updatedAt"} for todo in listed]


@pytest.mark.parametrize("side", ["where it was", "where it is"])
async def test_r160_a_move_to_another_list_is_undone(side: str, stage: Stage) -> None:
    """From either list: everything is back under its parent, in its place; and that can be undone as well."""
    scene, there = stage.scene, await _other(stage.scene)
    oat = (await scene.todos())[-1]["id"]
    await todos.update_todo(scene.ada.call(), scene.team_id, oat, TodoChange(sort_order=0.5))
    await scene.add("Brand", parent=oat)
    before, replica = await scene.todos(), Replica.from_list(await scene.todos(), await scene.head())
    moved = await _move(scene, oat, parent_id=None, set_id=there)
    assert [todo["id"] for todo in await scene.todos()] == [stage.milk, stage.bread]
    if side == "where it was":
        undone = await _undo(scene, moved, key="k1")
        assert undone == await scene.head() == await _undo(scene, moved, key="k1")
    else:
        assert await _undo(scene, await _head(scene, there), set_id=there) == await _head(scene, there)
    assert _without_times(await scene.todos()) == _without_times(before)
    for event in (await scene.log())[replica.seq :]:
        replica.receive(event)
    assert (replica.todos(), replica.seq) == (await scene.todos(), await scene.head())
    await _undo(scene, await scene.head())
    assert [todo["id"] for todo in await scene.todos()] == [stage.milk, stage.bread]
    with pytest.raises(CannotUndo):
        await _undo(scene, moved - 1)


async def test_r160_a_large_move_is_undone_as_a_whole(scene: Scene) -> None:
    """Whichever of its events is undone."""
    milk, there = await scene.add("Milk"), await _other(scene)
    await scene.world.rows(MANY, scene.set_id, scene.team_id, scene.ada.id, ADDED_EVENT_MAX_TODOS, milk)
    before = await scene.todos()
    await _move(scene, milk, parent_id=None, set_id=there)
    assert await _head(scene, there) == 2
    await _undo(scene, 2, set_id=there)
    assert _without_times(await scene.todos()) == _without_times(before)


async def test_r160_what_was_moved_on_or_deleted_is_not_moved_back(stage: Stage) -> None:
    """Nor what was put elsewhere in the other list, also meanwhile; nor when the parent or the list is gone."""
    scene, there = stage.scene, await _other(stage.scene)
    oat = (await scene.todos())[-1]["id"]
    moved = await _move(scene, oat, parent_id=None, set_id=there)

    async def reorder() -> None:
        await scene.world.rows("UPDATE todos SET sort_order = sort_order + 1 WHERE id = ?1", oat)
        await scene.world.rows("UPDATE todo_sets SET seq = seq + 1 WHERE id = ?1", there)

    call = scene.ada.call(db=Interfering(scene.world.db, reorder))
    with pytest.raises(CannotUndo, match="later change"):
        await history.undo_change(call, scene.team_id, scene.set_id, Undo(seq=moved))
    await scene.world.rows("UPDATE todos SET sort_order = 1 WHERE id = ?1", oat)
    before = await dump(scene.world.db)
    await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    with pytest.raises(CannotUndo, match="Restore that one first"):
        await _undo(scene, 1, set_id=there)
    await sets.restore_set(scene.ada.call(), scene.team_id, scene.set_id)
    assert await dump(scene.world.db) == before
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.milk)
    with pytest.raises(CannotUndo, match="cannot go back"):
        await _undo(scene, moved)
    await todos.delete_todo(scene.ada.call(), scene.team_id, oat)
    for seq, set_id in ((moved, scene.set_id), (1, there)):
        with pytest.raises(CannotUndo, match="later change"):
            await _undo(scene, seq, set_id=set_id)


async def test_r160_undoing_a_move_takes_the_rights_to_move_back(stage: Stage) -> None:
    """To delete it where it is, and to add it where it was."""
    scene, there = stage.scene, await _other(stage.scene)
    own = await scene.add("Own", by=scene.bob)
    mine, theirs = await _move(scene, own, parent_id=None, set_id=there), 0
    theirs = await _move(scene, stage.bread, parent_id=None, set_id=there)
    with pytest.raises(Forbidden):
        await _undo(scene, theirs, by=scene.bob)
    denied = "INSERT INTO permissions VALUES ('p1', ?1, ?2, 'member', ?3, 0, '')"
    for scope, permission in ((scene.set_id, "create_todos"), (there, "delete_own_todos"), (there, "view_todos")):
        await scene.world.rows(denied, scene.team_id, f"set:{scope}", permission)
        with pytest.raises(Forbidden):
            await _undo(scene, mine, by=scene.bob)
        await scene.world.rows("DELETE FROM permissions")
    await _undo(scene, mine, by=scene.bob)


async def test_r161_a_restore_is_undone_while_nothing_has_changed(stage: Stage) -> None:
    """It is deleted again; not when it, or what is below it, was changed, or is gone."""
    scene = stage.scene
    oat = (await scene.todos())[-1]["id"]

    async def restore() -> int:
        await todos.delete_todo(scene.ada.call(), scene.team_id, stage.milk)
        return int(body(await todos.restore_todo(scene.ada.call(), scene.team_id, stage.milk))["seq"])

    seq = await restore()
    await _undo(scene, seq)
    assert [todo["id"] for todo in await scene.todos()] == [stage.bread]
    await todos.restore_todo(scene.ada.call(), scene.team_id, stage.milk)
    seq = await restore()
    with pytest.raises(Forbidden):
        await _undo(scene, seq, by=scene.bob)
    await todos.update_todo(scene.ada.call(), scene.team_id, oat, TodoChange(completed=True))
    with pytest.raises(CannotUndo, match="changed since"):
        await _undo(scene, seq)
    seq = await restore()
    await scene.add("New", parent=oat)
    with pytest.raises(CannotUndo, match="changed since"):
        await _undo(scene, seq)
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.milk)
    with pytest.raises(CannotUndo):
        await _undo(scene, seq)


async def test_r161_a_comment_is_deleted_and_comes_back(stage: Stage) -> None:
    """With its author and time, for whoever may delete it; once."""
    scene, cleo = stage.scene, await stage.scene.join("cleo", "member")
    thread, created = await scene.thread(stage.milk), await scene.head()
    deleted = await _undo(scene, created, by=scene.bob)
    assert await scene.thread(stage.milk) == []
    with pytest.raises(CannotUndo, match="not there"):
        await _undo(scene, created)
    with pytest.raises(Forbidden):
        await _undo(scene, deleted, by=cleo)
    back = await _undo(scene, deleted)
    assert await scene.thread(stage.milk) == thread
    event = (await scene.log())[-1]
    assert (event["type"], event["actorId"], event["commentCount"]) == ("comment:created", scene.ada.id, 1)
    with pytest.raises(CannotUndo):
        await _undo(scene, deleted)
    with pytest.raises(Forbidden):
        await _undo(scene, back, by=cleo)
    await comments.delete_comment(scene.ada.call(), scene.team_id, stage.comment)
    deleted = await scene.head()
    await scene.world.rows("UPDATE todos SET comment_count = ?1 WHERE id = ?2", TODO_MAX_COMMENTS, stage.milk)
    with pytest.raises(LimitReached):
        await _undo(scene, deleted)
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.milk)
    with pytest.raises(CannotUndo, match="not in this list"):
        await _undo(scene, deleted)


async def test_r134_r161_a_deleted_comment_goes_with_its_authors_account(stage: Stage) -> None:
    """With their texts; otherwise it comes back as that of a deleted user."""
    scene, cleo = stage.scene, await stage.scene.join("cleo", "member")
    for who in (cleo, scene.bob):
        said = await scene.comment(stage.bread, "Sesame", by=who)
        await comments.delete_comment(scene.ada.call(), scene.team_id, said)
    deleted = await scene.head()
    await account.delete_account(scene.bob.call(), AccountDeletion(texts="keep"))
    await account.delete_account(cleo.call(), AccountDeletion(texts="delete"))
    left = await scene.world.rows("SELECT before FROM events WHERE before LIKE '%Sesame%'")
    assert len(left) == 1
    await _undo(scene, deleted)
    assert [(each["displayName"], each["body"]) for each in await scene.thread(stage.bread)] == [
        ("Deleted user", "Sesame")
    ]
    with pytest.raises(CannotUndo, match="not known"):
        await _undo(scene, deleted - 2)


async def test_r146_the_history_says_where_a_todo_came_from(stage: Stage) -> None:
    """Also of a sub-todo that came with its parent, as what concerned this todo."""
    scene, there = stage.scene, await _other(stage.scene)
    oat = (await scene.todos())[-1]["id"]
    await _move(scene, stage.milk, parent_id=None, set_id=there)
    for todo_id, title in ((stage.milk, "Milk"), (oat, "Oat milk")):
        found = await reading.todo_history(scene.ada.call(), scene.team_id, todo_id, 10**15)
        (entry,) = body(found)["entries"]
        assert entry == {**entry, "type": "todos:added", "todoId": todo_id, "title": title, "count": 2,
                         "movedFrom": scene.set_id}  # fmt: skip
