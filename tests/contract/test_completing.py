"""Completing several todos of a list: one request, one event, one undo."""

from __future__ import annotations

from typing import Any

import pytest

from actions import history as reading
from domain.errors import CannotUndo, Forbidden, Invalid, NotFound
from domain.inputs import Assignees, Completion, SetName, TodoChange, Undo
from domain.limits import COMPLETE_MAX_TODOS
from glint_client.replica import Replica
from routes import history, sets, todos
from tests.support.databases import Interfering, dump
from tests.support.mutations import Stage
from tests.support.scene import Person, Scene, body

NEWEST = 10**15


async def _complete(scene: Scene, *ids: str, completed: bool = True, by: Person | None = None, key: str = "") -> int:
    change = Completion(ids=list(ids), completed=completed)
    done = await todos.complete_todos((by or scene.ada).call(key), scene.team_id, scene.set_id, change)
    return int(body(done)["seq"])


async def _done(scene: Scene) -> list[str]:
    return [todo["title"] for todo in await scene.todos() if todo["completed"]]


async def test_r5_r158_several_are_completed_by_one_event(stage: Stage) -> None:
    """It has what changed, absolutely, and only of those that did; the log replays to the list."""
    await stage.scene.world.rows("UPDATE todos SET repeat = NULL")
    scene = stage.scene
    replica = Replica.from_list(await scene.todos(), await scene.head())
    await todos.update_todo(scene.ada.call(), scene.team_id, stage.bread, TodoChange(completed=True))
    seq = await _complete(scene, stage.milk, stage.bread, key="k1")
    event = (await scene.log())[-1]
    milk = (await scene.todos())[0]
    assert event == {"type": "todos:changed", "setId": scene.set_id, "seq": seq, "mutationId": "k1",
                     "actorId": scene.ada.id,
                     "items": [{"id": stage.milk, "completed": True, "updatedAt": milk["updatedAt"]}]}  # fmt: skip
    assert await _done(scene) == ["Milk", "Bread"]
    for logged in (await scene.log())[replica.seq :]:
        replica.receive(logged)
    assert (replica.todos(), replica.seq) == (await scene.todos(), seq)
    assert await _complete(scene, stage.milk, stage.bread) == seq


async def test_r159_what_is_gone_is_left_out(stage: Stage) -> None:
    """Also what is deleted meanwhile; when nothing is left, or the ids are of another list, it is 404."""
    await stage.scene.world.rows("UPDATE todos SET repeat = NULL")
    scene = stage.scene
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]["id"]

    async def delete() -> None:
        await scene.world.rows("DELETE FROM todos WHERE id = ?1", stage.bread)

    change = Completion(ids=[stage.milk, stage.bread, "unknown"], completed=True)
    db = Interfering(scene.world.db, delete)
    await todos.complete_todos(scene.ada.call(db=db), scene.team_id, scene.set_id, change)
    assert await _done(scene) == ["Milk"]
    for set_id, ids in ((scene.set_id, [stage.bread]), (other, [stage.milk]), ("unknown", [stage.milk])):
        change = Completion(ids=ids, completed=False)
        with pytest.raises(NotFound):
            await todos.complete_todos(scene.ada.call(), scene.team_id, set_id, change)


async def test_r159_all_of_them_or_none(stage: Stage) -> None:
    """A member completes their own, and what they have claimed or are assigned to; with another's nothing changes."""
    await stage.scene.world.rows("UPDATE todos SET repeat = NULL")
    scene, own = stage.scene, await stage.scene.add("Own", by=stage.scene.bob)
    for refused in ([stage.milk], [own, stage.milk]):
        before = await dump(scene.world.db)
        with pytest.raises(Forbidden):
            await _complete(scene, *refused, by=scene.bob)
        assert await dump(scene.world.db) == before
    await todos.assign_todo(scene.ada.call(), scene.team_id, stage.milk, Assignees(assignees=[scene.bob.id]))
    await _complete(scene, own, stage.milk, by=scene.bob)
    assert await _done(scene) == ["Milk", "Own"]


async def test_r159_a_repeating_todo_is_completed_by_itself(stage: Stage) -> None:
    """Bread would not be done, but due again; reopening several is no different for it."""
    scene = stage.scene
    with pytest.raises(Invalid, match="by itself"):
        await _complete(scene, stage.milk, stage.bread)
    assert await _done(scene) == []
    await scene.world.rows("UPDATE todos SET completed = 1 WHERE id = ?1", stage.bread)
    await _complete(scene, stage.milk, stage.bread, completed=False)
    assert await _done(scene) == []


@pytest.mark.parametrize("ids", [[], ["same", "same"], [str(number) for number in range(COMPLETE_MAX_TODOS + 1)]])
async def test_r54_there_are_one_to_two_hundred_ids(ids: list[str], scene: Scene) -> None:
    """Each once."""
    with pytest.raises(Invalid, match="`ids`"):
        await _complete(scene, *ids)


async def test_r148_all_of_them_are_undone_by_one_event(stage: Stage) -> None:
    """If all are in the list and still as they were set; whoever may not complete one may not undo it."""
    await stage.scene.world.rows("UPDATE todos SET repeat = NULL")
    scene = stage.scene
    before = await scene.todos()
    seq = await _complete(scene, stage.milk, stage.bread)
    with pytest.raises(Forbidden):
        await history.undo_change(scene.bob.call(), scene.team_id, scene.set_id, Undo(seq=seq))
    await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))
    assert [todo["completed"] for todo in await scene.todos()] == [todo["completed"] for todo in before]
    assert [event["type"] for event in await scene.log()][-2:] == ["todos:changed", "todos:changed"]
    with pytest.raises(CannotUndo, match="later change"):
        await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.bread)
    with pytest.raises(CannotUndo, match="One of these"):
        await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))


async def test_r146_each_of_them_has_it_in_its_history(stage: Stage) -> None:
    """As a change of this todo; the list's history names the first, and counts."""
    await stage.scene.world.rows("UPDATE todos SET repeat = NULL")
    scene = stage.scene
    await _complete(scene, stage.milk, stage.bread)

    async def last(todo_id: str = "") -> dict[str, Any]:
        call = scene.ada.call()
        if todo_id:
            found = await reading.todo_history(call, scene.team_id, todo_id, NEWEST)
        else:
            found = await reading.set_history(call, scene.team_id, scene.set_id, NEWEST)
        entry: dict[str, Any] = body(found)["entries"][0]
        return entry

    said = {"type": "todos:changed", "count": 2, "before": {"completed": False}, "after": {"completed": True}}
    for entry, todo_id, title in (
        (await last(stage.bread), stage.bread, "Bread"),
        (await last(stage.milk), stage.milk, "Milk"),
        (await last(), stage.milk, "Milk"),
    ):
        assert entry == {**entry, **said, "todoId": todo_id, "title": title}
