"""Positions at the limit: whatever may be sent is stored exactly, and there is always room behind the last."""

from __future__ import annotations

import pytest

from domain.inputs import NewPosition, NewTodo, SetName, SetOrder, TodoChange, TodoOrder
from domain.limits import SORT_ORDER_MAX
from glint_client.replica import Replica
from ports import Database, Rows, Statement
from routes import sets, todos
from store.cache import StateCache
from tests.support.databases import writes
from tests.support.scene import Scene, body, events_of

EDGES = [SORT_ORDER_MAX, -SORT_ORDER_MAX, 2**40 - 0.25, 1_764_100_000_000, 0.1 + 0.2]


@pytest.mark.parametrize("place", EDGES)
async def test_r54_a_place_is_stored_as_it_was_sent(place: float, scene: Scene) -> None:
    """A listed position can be sent back, and then changes nothing."""
    milk = await scene.add()
    await todos.update_todo(scene.ada.call(), scene.team_id, milk, TodoChange(sort_order=place))
    listed = (await scene.todos())[0]["sortOrder"]
    assert float(listed) == pytest.approx(float(place), rel=1e-15)
    head = await scene.head()
    items = [NewPosition(id=milk, sort_order=listed)]
    await todos.reorder_todos(scene.ada.call(), scene.team_id, TodoOrder(set_id=scene.set_id, items=items))
    again = (await scene.todos())[0]["sortOrder"]
    assert float(again) == float(listed)
    assert await scene.head() - head <= 1


async def test_r20_a_list_is_renumbered_when_there_is_no_room_behind_its_last_todo(scene: Scene) -> None:
    """Creating continues, each todo behind all others; the renumbering is an event, so that every client follows."""
    first, second = await scene.add("First"), await scene.add("Second")
    await todos.update_todo(scene.ada.call(), scene.team_id, first, TodoChange(sort_order=SORT_ORDER_MAX))
    replica = Replica.from_list(await scene.todos(), await scene.head())
    for title in ("Third", "Fourth"):
        await scene.add(title)
    listed = await scene.listed()
    assert [todo["title"] for todo in listed["todos"]] == ["Second", "First", "Third", "Fourth"]
    assert [todo["sortOrder"] for todo in listed["todos"]] == [1, 2, 3, 4]
    renumbered = [event for event in await scene.log() if event.get("cause") == "renumbered"]
    assert [item["id"] for item in renumbered[0]["items"]] == [second, first]
    assert "actorId" not in renumbered[0]
    for event in await scene.log():
        replica.receive(event)
    assert (replica.todos(), replica.seq, len(renumbered)) == (listed["todos"], listed["seq"], 1)


async def test_r20_a_repeat_needs_no_room(scene: Scene) -> None:
    """A todo that is created again, by a request that has come twice, leaves a full list as it is."""
    first = await scene.add()
    cached = scene.over(scene.world.db, StateCache())
    created = NewTodo(title="Last")
    await todos.create_todo(cached.ada.call("k1"), scene.team_id, scene.set_id, created)
    await todos.update_todo(cached.ada.call(), scene.team_id, first, TodoChange(sort_order=SORT_ORDER_MAX))
    head = await scene.head()
    again = await todos.create_todo(cached.ada.call("k1"), scene.team_id, scene.set_id, created)
    assert (body(again)["seq"], await scene.head()) == (head - 1, head)


async def test_r20_the_renumbering_is_published_before_the_todo(scene: Scene) -> None:
    """Viewers get both, in order."""
    first = await scene.add()
    await todos.update_todo(scene.ada.call(), scene.team_id, first, TodoChange(sort_order=SORT_ORDER_MAX))
    result = await todos.create_todo(scene.ada.call("k1"), scene.team_id, scene.set_id, NewTodo(title="Last"))
    kinds = [event["type"] for event in events_of(result)]
    assert kinds == ["todo:reordered", "todo:created"]
    assert body(result)["seq"] == await scene.head()


async def test_lists_are_renumbered_too(scene: Scene) -> None:
    """A new list comes last, however far behind the last one is."""
    order = SetOrder(items=[NewPosition(id=scene.set_id, sort_order=SORT_ORDER_MAX)])
    await sets.reorder_sets(scene.ada.call(), scene.team_id, order)
    for name in ("Work", "Home"):
        await sets.create_set(scene.ada.call(), scene.team_id, SetName(name=name))
    listed = body(await sets.list_sets(scene.ada.call(), scene.team_id))["sets"]
    assert [(each["name"], each["sortOrder"]) for each in listed] == [("Todos", 1), ("Work", 2), ("Home", 3)]


async def test_r56_an_unexpected_error_on_cached_state_is_retried_on_loaded_state(scene: Scene) -> None:
    """Whatever error a commit on cached state raises, the change is decided again on loaded state."""
    warm = scene.over(scene.world.db, StateCache())
    milk = await warm.add()
    db = FailingOnce(warm.world.db)
    await todos.update_todo(warm.ada.call(db=db), warm.team_id, milk, TodoChange(title="Oat milk"))
    assert (db.failed, (await warm.todos())[0]["title"]) == (True, "Oat milk")


class FailingOnce:
    """Fails the first batch that writes, as D1 does for a value that it does not accept."""

    def __init__(self, db: Database) -> None:
        self._db, self.failed = db, False

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Fail once, then pass batches on."""
        if writes(statements) and not self.failed:
            self.failed = True
            raise OSError("D1_TYPE_ERROR")
        return await self._db.batch(*statements)
