"""Reordering todos: all or none, up to 500 at once."""

from __future__ import annotations

import json

import pytest

from domain.errors import Forbidden, Invalid, NotFound
from domain.inputs import NewPosition, NewTodo, SetName, TodoOrder
from domain.limits import REORDER_MAX_ITEMS
from ports import Statement
from routes import sets, todos
from tests.support.databases import dump
from tests.support.scene import Scene, body, event_of

ADD_MANY = """
INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, created_at, updated_at)
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
SELECT 't' || i, ?1, ?2, ?3, 'x', i, '', '' FROM n"""


def _order(set_id: str, *places: tuple[str, float]) -> TodoOrder:
    return TodoOrder(set_id=set_id, items=[NewPosition(id=todo_id, sort_order=place) for todo_id, place in places])


async def test_todos_get_the_requested_positions(scene: Scene) -> None:
    """Each item gets its position, the others keep theirs; the event names exactly the items."""
    a, b, c = [await scene.add(title) for title in "abc"]
    outcome = await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, (c, 0.5), (a, 2.5)))
    assert [(todo["id"], todo["sortOrder"]) for todo in await scene.todos()] == [(c, 0.5), (b, 2), (a, 2.5)]
    assert body(outcome) == {"ok": True, "seq": 4}
    assert json.loads(event_of(outcome) or "")["items"] == [{"id": c, "sortOrder": 0.5}, {"id": a, "sortOrder": 2.5}]


async def test_a_move_does_not_change_updated_at(scene: Scene) -> None:
    """Moving is not an edit: `updatedAt` stays, because the event does not carry it."""
    milk = await scene.add()
    before = (await scene.todos())[0]
    await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, (milk, 9)))
    assert await scene.todos() == [{**before, "sortOrder": 9}]


async def test_an_item_of_another_set_refuses_the_reorder(scene: Scene) -> None:
    """With one item that is unknown, or of another set, nothing is moved and nothing logged."""
    milk = await scene.add()
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    created = await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="x"))
    before = await dump(scene.world.db)
    for stranger in (body(created)["todo"]["id"], "unknown"):
        order = _order(scene.set_id, (milk, 9), (stranger, 8))
        with pytest.raises(NotFound, match="`items`"):
            await todos.reorder_todos(scene.ada.call(), scene.team_id, order)
    assert await dump(scene.world.db) == before


async def test_r54_five_hundred_items_move_at_once(scene: Scene) -> None:
    """500 items are reversed by one request with one event; one more is refused."""
    await scene.world.db.batch(Statement(ADD_MANY, (scene.set_id, scene.team_id, scene.ada.id)))
    places = [(f"t{number}", float(-number)) for number in range(REORDER_MAX_ITEMS)]
    await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, *places))
    assert [todo["id"] for todo in await scene.todos()] == [todo_id for todo_id, _ in reversed(places)]
    assert [len(event["items"]) for event in await scene.log()] == [500]
    with pytest.raises(Invalid, match="1 to 500"):
        await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, *places, ("t500", 1)))


@pytest.mark.parametrize("places", [[], [("a", 1), ("a", 2)]], ids=["none", "one twice"])
async def test_r54_an_empty_or_duplicate_order_is_refused(places: list[tuple[str, float]], scene: Scene) -> None:
    """No item at all, or the same one twice, is refused."""
    with pytest.raises(Invalid, match="`items`"):
        await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, *places))


async def test_an_unchanged_part_of_a_reorder_is_in_the_event(scene: Scene) -> None:
    """When only some of the items really move, the event still names all of them."""
    a, b = await scene.add("a"), await scene.add("b")
    await todos.reorder_todos(scene.ada.call(), scene.team_id, _order(scene.set_id, (a, 1), (b, 0)))
    assert [todo["id"] for todo in await scene.todos()] == [b, a]
    assert len((await scene.log())[-1]["items"]) == 2


async def test_reordering_needs_the_permission(scene: Scene) -> None:
    """A member may not reorder by default."""
    milk = await scene.add(by=scene.bob)
    with pytest.raises(Forbidden, match="reorder"):
        await todos.reorder_todos(scene.bob.call(), scene.team_id, _order(scene.set_id, (milk, 9)))
