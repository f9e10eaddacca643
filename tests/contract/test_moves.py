"""Moving todos: below another one, to the top level, and to another list of the team."""

from __future__ import annotations

import asyncio
import json

import pytest
from msgspec import UNSET

from actions import lists, permissions
from domain.errors import Forbidden, Invalid, NotFound, SetFull
from domain.inputs import NewTodo, PermissionChange, PermissionChanges, SetName, TodoChange, TodoMove
from domain.limits import ADDED_EVENT_MAX_TODOS, SORT_ORDER_MAX, SUBTODO_MAX_DEPTH
from domain.permissions import Permission
from glint_client.replica import Replica
from routes import sets, todos
from tests.contract.test_trash import MANY
from tests.support.databases import dump
from tests.support.scene import Person, Scene, body, events_of, published_of


async def _move(scene: Scene, todo_id: str, parent: str | None = None, to: str = "", key: str = "",
                by: Person | None = None, order: float | None = None) -> int:  # fmt: skip
    move = TodoMove(parent_id=parent, set_id=to or UNSET, sort_order=UNSET if order is None else order)
    return int(body(await todos.move_todo((by or scene.ada).call(key), scene.team_id, todo_id, move))["seq"])


async def _allow(scene: Scene, set_id: str, permission: Permission, *, allowed: bool | None) -> None:
    """Override a permission of members in one list."""
    changes = PermissionChanges(overrides=[PermissionChange(role="member", permission=permission, allowed=allowed)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, f"set:{set_id}", changes)


async def _another_list(scene: Scene) -> str:
    return str(body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Later")))["set"]["id"])


async def _tree(scene: Scene) -> tuple[str, str]:
    """Milk, with a claimed and commented sub-todo that has one itself."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat milk", parent=milk)
    await scene.add("Brand", parent=oat)
    await scene.claim(oat, scene.bob)
    await scene.comment(oat, "Which brand?", by=scene.bob)
    return milk, oat


async def test_r5_r140_nesting_is_one_event_that_says_all(scene: Scene) -> None:
    """Parent and place change; whoever applies the log has the list, and what cannot change is no event."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    replica = Replica.from_list(await scene.todos(), await scene.head())
    seq = await _move(scene, bread, milk, order=0.5)
    (event,) = (await scene.log())[seq - 1 :]
    assert event["type"] == "todo:updated"
    assert {name: event["todo"][name] for name in ("id", "parentId", "sortOrder")} == {
        "id": bread, "parentId": milk, "sortOrder": 0.5}  # fmt: skip
    replica.receive(event)
    assert replica.todos() == await scene.todos()
    assert await _move(scene, bread, milk) == seq == await scene.head()
    assert await _move(scene, bread) == seq + 1
    assert {todo["id"]: todo["parentId"] for todo in await scene.todos()} == {milk: None, bread: None}


async def test_r141_a_todo_is_never_below_itself(scene: Scene) -> None:
    """Neither directly nor further down; nor below a todo of another list, nor one that does not exist."""
    milk, oat = await _tree(scene)
    elsewhere = await _another_list(scene)
    before = await dump(scene.world.db)
    for parent in (milk, oat, "unknown"):
        with pytest.raises(Invalid):
            await _move(scene, milk, parent)
    with pytest.raises(Invalid):
        await _move(scene, milk, oat, to=elsewhere)
    with pytest.raises(NotFound):
        await _move(scene, milk, to="unknown")
    assert await dump(scene.world.db) == before


async def test_r141_what_moves_may_not_get_too_deep(scene: Scene) -> None:
    """The whole of it counts, and the depth that it has from then on is what limits the next sub-todo."""
    chain = [await scene.add("0")]
    for level in range(SUBTODO_MAX_DEPTH - 1):
        chain.append(await scene.add(str(level + 1), parent=chain[-1]))
    milk, oat = await _tree(scene)
    with pytest.raises(Invalid):
        await _move(scene, milk, chain[-2])
    await _move(scene, milk, chain[-3])
    brand = next(todo["id"] for todo in await scene.todos() if todo["parentId"] == oat)
    with pytest.raises(Invalid):
        await scene.add("too deep", parent=brand)
    await _move(scene, milk)
    await scene.add("not too deep", parent=brand)


async def test_r141_opposite_moves_at_once_end_in_a_tree(scene: Scene) -> None:
    """One of them is refused, whichever the database takes first."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    results = await asyncio.gather(
        _move(scene, milk, bread),
        _move(scene, bread, milk, by=await scene.join("eve", "admin")),
        return_exceptions=True,
    )
    assert sorted(isinstance(result, Invalid) for result in results) == [False, True]
    assert {todo["parentId"] for todo in await scene.todos()} in ({None, milk}, {None, bread})


@pytest.mark.parametrize("more", [0, 2 * ADDED_EVENT_MAX_TODOS])
async def test_r5_r142_moving_to_another_list_is_whole_in_both(scene: Scene, more: int) -> None:
    """One list loses it by one event, the other gets it in as few as fit; ids, comments, claims and authors stay."""
    milk, _ = await _tree(scene)
    if more:
        await scene.world.rows(MANY, scene.set_id, scene.team_id, scene.ada.id, more, milk)
    there = await _another_list(scene)
    other = Scene(scene.world, scene.ada, scene.bob, scene.team_id, there)
    await other.add("First")
    here, beyond = [Replica.from_list(await each.todos(), await each.head()) for each in (scene, other)]
    moved = {todo["id"]: todo for todo in await scene.todos()}
    await _move(scene, milk, to=there, key="k1")
    for each, replica in ((scene, here), (other, beyond)):
        for event in await each.log():
            replica.receive(event)
        assert (replica.todos(), replica.seq) == (await each.todos(), await each.head())
    assert (await scene.log())[-1] == {
        "type": "todo:deleted", "setId": scene.set_id, "seq": await scene.head(), "mutationId": "k1",
        "actorId": scene.ada.id, "id": milk, "movedTo": there}  # fmt: skip
    arrived = {todo["id"]: todo for todo in await other.todos() if todo["id"] in moved}
    for name in ("sortOrder", "updatedAt"):
        del moved[milk][name], arrived[milk][name]  # the root has another place
    assert moved == arrived
    assert [todo["id"] for todo in await other.todos() if todo["parentId"] is None][-1] == milk
    counts = await scene.world.rows("SELECT id, todo_count AS n FROM todo_sets")
    assert {row["id"]: row["n"] for row in counts} == {scene.set_id: 0, there: len(moved) + 1}


async def test_r13_r142_a_repeated_move_moves_once_and_publishes_both_lists_again(scene: Scene) -> None:
    """The same key gets the first answer, and the events of both lists go out again."""
    milk, _ = await _tree(scene)
    there = await _another_list(scene)
    move = TodoMove(parent_id=None, set_id=there)
    first = await todos.move_todo(scene.ada.call("k1"), scene.team_id, milk, move)
    before = await dump(scene.world.db)
    again = await todos.move_todo(scene.ada.call("k1"), scene.team_id, milk, move)
    assert again.text == first.text
    assert published_of(again) == published_of(first)
    assert {event["type"] for event in events_of(first)} == {"todo:deleted", "todos:added"}
    assert await dump(scene.world.db) == before


async def test_r20_r142_a_list_is_renumbered_when_there_is_no_room_for_what_is_moved_there(scene: Scene) -> None:
    """The list that it goes to, once; nothing else changes in the one that it leaves."""
    milk, there = await scene.add("Milk"), await _another_list(scene)
    last = body(await todos.create_todo(scene.ada.call(), scene.team_id, there, NewTodo(title="Last")))["todo"]["id"]
    await todos.update_todo(scene.ada.call(), scene.team_id, last, TodoChange(sort_order=SORT_ORDER_MAX))
    moved = await todos.move_todo(scene.ada.call("k1"), scene.team_id, milk, TodoMove(parent_id=None, set_id=there))
    published = [(event.set_id, json.loads(event.text)["type"]) for event in moved.effects.events]
    assert published == [(there, "todo:reordered"), (scene.set_id, "todo:deleted"), (there, "todos:added")]
    listed = body(await lists.list_todos(scene.ada.call(), scene.team_id, there))["todos"]
    assert [(todo["title"], todo["sortOrder"]) for todo in listed] == [("Last", 1), ("Milk", 2)]


async def test_r142_a_full_list_takes_nothing(scene: Scene) -> None:
    """All or nothing: the list that it would leave is unchanged as well."""
    milk, _ = await _tree(scene)
    there = await _another_list(scene)
    await scene.world.rows("UPDATE todo_sets SET todo_count = 4998 WHERE id = ?1", there)
    before = await dump(scene.world.db)
    with pytest.raises(SetFull):
        await _move(scene, milk, to=there)
    assert await dump(scene.world.db) == before


async def test_r143_who_may_move(scene: Scene) -> None:
    """Within a list whoever may reorder; away who may delete here, and see and add there."""
    own, others = await scene.add("Bob's", by=scene.bob), await scene.add("Ada's")
    there = await _another_list(scene)
    with pytest.raises(Forbidden):
        await _move(scene, others, to=there, by=scene.bob)
    await _allow(scene, there, "create_todos", allowed=False)
    with pytest.raises(Forbidden):
        await _move(scene, own, to=there, by=scene.bob)
    await _allow(scene, there, "create_todos", allowed=None)
    await _move(scene, own, to=there, by=scene.bob)
    await _allow(scene, there, "reorder_todos", allowed=False)
    with pytest.raises(Forbidden):
        await _move(scene, own, order=7, by=scene.bob)
