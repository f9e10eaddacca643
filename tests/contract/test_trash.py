"""Undoing a deletion: everything is restored, as events that every client understands."""

from __future__ import annotations

import pytest

from domain.errors import Conflict, Forbidden, IdTaken, NotFound, SetFull
from domain.inputs import NewTodo, SetName, TodoChange
from domain.limits import ADDED_EVENT_MAX_TODOS, EVENTS_KEEP_DAYS
from glint_client.replica import Replica
from ports import ConstraintFailed
from routes import sets, teams, todos
from tests.support.databases import IMPOSSIBLE, FailingBatch, Recording, dump, writes
from tests.support.scene import Scene, body, events_of, published_of

MANY = """
INSERT INTO todos (id, set_id, team_id, user_id, parent_id, depth, title, sort_order, created_at, updated_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
SELECT 'many-' || i, ?1, ?2, ?3, ?5, 1, 'Todo ' || i, 100 + i, '2026', '2026' FROM n"""


async def _tree(scene: Scene) -> str:
    """Create milk, claimed by bob, with a completed sub-todo and a comment."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat milk", parent=milk)
    await scene.add("Brand", parent=oat)
    await todos.update_todo(scene.ada.call(), scene.team_id, oat, TodoChange(completed=True))
    await scene.claim(milk, scene.bob)
    await scene.comment(milk, "Which brand?", by=scene.bob)
    return milk


async def _restore(scene: Scene, todo_id: str, key: str = "") -> int:
    return int(body(await todos.restore_todo(scene.ada.call(key), scene.team_id, todo_id))["seq"])


async def test_r21_a_restored_todo_is_as_it_was(scene: Scene) -> None:
    """Sub-todos, completion, claims, positions, authors, times and comments: the list is as before."""
    milk = await _tree(scene)
    before, comments = await scene.todos(), (await dump(scene.world.db))["comments"]
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    assert await scene.todos() == []
    assert await _restore(scene, milk) == await scene.head()
    after = await dump(scene.world.db)
    assert (await scene.todos(), after["comments"], after["deleted_todos"]) == (before, comments, [])


async def test_r5_r89_replaying_the_log_gives_the_list(scene: Scene) -> None:
    """Whatever the size: at most 200 todos per event, parents first, and the answer has the last one's seq."""
    milk = await _tree(scene)
    count = 2 * ADDED_EVENT_MAX_TODOS
    await scene.world.rows(MANY, scene.set_id, scene.team_id, scene.ada.id, count, milk)
    start = await scene.head()
    replica = Replica.from_list(await scene.todos(), start)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    result = await todos.restore_todo(scene.ada.call("k1"), scene.team_id, milk)
    added = [event for event in await scene.log() if event["type"] == "todos:added"]
    assert [len(event["todos"]) for event in added] == [200, 200, 3]
    assert {event["mutationId"] for event in added} == {"k1"}
    assert body(result)["seq"] == added[-1]["seq"] == start + 4
    assert events_of(result) == added
    for event in await scene.log():
        replica.receive(event)
    assert (replica.todos(), replica.seq) == (await scene.todos(), await scene.head())
    assert len(replica.todos()) == count + 3


async def test_r13_r16_a_replay_restores_once_and_publishes_every_event_again(scene: Scene) -> None:
    """The same key: the first answer, all of its events, and nothing else; without a key it changes nothing."""
    milk = await _tree(scene)
    await scene.world.rows(MANY, scene.set_id, scene.team_id, scene.ada.id, ADDED_EVENT_MAX_TODOS, milk)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    first = await todos.restore_todo(scene.ada.call("k1"), scene.team_id, milk)
    before = await dump(scene.world.db)
    again = await todos.restore_todo(scene.ada.call("k1"), scene.team_id, milk)
    assert (again.text, published_of(again)) == (first.text, published_of(first))
    assert len(again.effects.events) == 2
    assert await _restore(scene, milk) == body(first)["seq"]
    assert await dump(scene.world.db) == before


async def test_a_claim_is_restored_only_for_a_member(scene: Scene) -> None:
    """Whoever left meanwhile gets no claim back."""
    milk = await _tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    await _restore(scene, milk)
    assert (await scene.todos())[0]["claimedBy"] is None


async def test_who_may_not_delete_may_not_restore(scene: Scene) -> None:
    """A member restores their own todos, not those of others; another team has no such todo."""
    milk, bobs = await scene.add(), await scene.add(by=scene.bob)
    for todo in (milk, bobs):
        await todos.delete_todo(scene.ada.call(), scene.team_id, todo)
    with pytest.raises(Forbidden):
        await todos.restore_todo(scene.bob.call(), scene.team_id, milk)
    await todos.restore_todo(scene.bob.call(), scene.team_id, bobs)
    for unknown in (f"personal:{scene.ada.id}", scene.team_id):
        with pytest.raises(NotFound):
            await todos.restore_todo(scene.ada.call(), unknown, milk if unknown != scene.team_id else "unknown")


async def test_a_todo_is_not_restored_before_its_parent(scene: Scene) -> None:
    """A sub-todo that was deleted before its parent is restored after it."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat milk", parent=milk)
    for todo in (oat, milk):
        await todos.delete_todo(scene.ada.call(), scene.team_id, todo)
    before = await dump(scene.world.db)
    with pytest.raises(Conflict, match="Restore that one first"):
        await _restore(scene, oat)
    assert await dump(scene.world.db) == before
    await _restore(scene, milk)
    await _restore(scene, oat)
    assert [todo["title"] for todo in await scene.todos()] == ["Milk", "Oat milk"]


@pytest.mark.parametrize("taken", ["milk", "oat milk"])
async def test_an_id_that_is_in_use_again_is_a_conflict(taken: str, scene: Scene) -> None:
    """Its own, or a sub-todo's, in another list: nothing is stored."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat milk", parent=milk)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    await todos.create_todo(
        scene.ada.call(), scene.team_id, other, NewTodo(title="x", id=milk if taken == "milk" else oat)
    )
    before = await dump(scene.world.db)
    with pytest.raises(IdTaken):
        await _restore(scene, milk)
    assert await dump(scene.world.db) == before


async def test_r54_nothing_is_restored_into_a_full_list(scene: Scene) -> None:
    """The limit of todos applies to a restore."""
    milk = await _tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await scene.world.rows("UPDATE todo_sets SET todo_count = 4998 WHERE id = ?1", scene.set_id)
    with pytest.raises(SetFull):
        await _restore(scene, milk)


async def test_r1_a_failing_restore_stores_nothing(scene: Scene) -> None:
    """Wherever in its batch it fails."""
    milk = await _tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    before = await dump(scene.world.db)
    recording = Recording(scene.world.db)
    length = 0
    for position in range(20):
        db = FailingBatch(recording, position)
        try:
            await todos.restore_todo(scene.ada.call("k1", db=db), scene.team_id, milk)
        except (Conflict, ConstraintFailed):
            assert await dump(scene.world.db) == before
            length = position
        else:
            break
    assert length > 5
    assert IMPOSSIBLE not in recording.batches[-1]
    assert [writes(batch) for batch in recording.batches[-2:]] == [False, True]


async def test_what_is_deleted_again_comes_back_as_it_was_last(scene: Scene) -> None:
    """Of two deletions the later one is undone."""
    milk = await scene.add("Milk")
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await _restore(scene, milk)
    await todos.update_todo(scene.ada.call(), scene.team_id, milk, TodoChange(title="Oat milk"))
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await _restore(scene, milk)
    assert [todo["title"] for todo in await scene.todos()] == ["Oat milk"]


async def test_the_trash_goes_with_its_team(scene: Scene) -> None:
    """Deleting a team deletes all text of its deleted todos."""
    await todos.delete_todo(scene.ada.call(), scene.team_id, await scene.add())
    await teams.delete_team(scene.ada.call(), scene.team_id)
    assert (await dump(scene.world.db))["deleted_todos"] == []


async def test_r89_after_thirty_days_nothing_comes_back(scene: Scene) -> None:
    """Even if the cron has deleted only a part of it."""
    milk = await _tree(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await scene.world.rows("UPDATE sessions SET expires_at = '9', ends_at = '9', used_at = '9999-01-01T00:00:00.000Z'")
    scene.world.now_ms += EVENTS_KEEP_DAYS * 86_400_000 - 10
    await _restore(scene, milk)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    scene.world.now_ms += EVENTS_KEEP_DAYS * 86_400_000 + 1
    with pytest.raises(NotFound):
        await _restore(scene, milk)
