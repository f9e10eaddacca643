"""Lists whose todos are all opened again once a local day."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions import renewal
from actions.renewal import renew_lists
from domain.effects import Published
from domain.errors import CannotUndo, Forbidden, Invalid
from domain.inputs import SetChange, SetName, TodoChange, Undo
from domain.instants import epoch_ms
from domain.limits import RENEWAL_STEP_SETS
from glint_client.replica import Replica
from ports import Statement
from routes import history, sets, todos
from tests.support.databases import Interleaved
from tests.support.scene import Person, Scene, body
from tests.support.zones import local_time

AT_SIX: dict[str, Any] = {"auto_renew": True, "renew_time": "06:00", "timezone": "Europe/Berlin"}
NEXT = "2026-11-25T05:00:00.000Z"


async def _set(scene: Scene, by: Person | None = None, set_id: str = "", **fields: Any) -> dict[str, Any]:
    done = await sets.update_set((by or scene.ada).call(), scene.team_id, set_id or scene.set_id, SetChange(**fields))
    found: dict[str, Any] = body(done)["set"]
    return found


async def _renew(scene: Scene, now: str) -> list[Published]:
    """Run the cron trigger at this time; return the events to be published."""
    return list((await renew_lists(scene.world.db, epoch_ms(now), local_time)).events)


async def _complete(scene: Scene, *todo_ids: str) -> None:
    for todo_id in todo_ids:
        await todos.update_todo(scene.ada.call(), scene.team_id, todo_id, TodoChange(completed=True))


async def test_r197_a_renewal_tells_those_whose_todos_are_open_again(scene: Scene) -> None:
    """And nobody else."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    await scene.claim(milk, scene.bob)
    await scene.claim(bread, scene.ada)
    await _complete(scene, milk)
    await _set(scene, **AT_SIX)
    (event,) = await _renew(scene, NEXT)
    assert event.holders == (scene.bob.id,)


async def _open(scene: Scene) -> list[bool]:
    return [not todo["completed"] for todo in await scene.todos()]


async def test_r5_r184_all_todos_of_a_list_are_opened_at_its_time(scene: Scene) -> None:
    """By one event of the system, once a local day, from the next time onward; the others are not touched."""
    milk, bread, _ = await scene.add("Milk"), await scene.add("Bread"), await scene.add("Eggs")
    await _complete(scene, milk, bread)
    assert (await _set(scene, **AT_SIX))["autoRenew"] is True
    replica = Replica.from_list((await scene.listed())["todos"], await scene.head())
    assert await _renew(scene, "2026-11-25T04:59:59.000Z") == []
    ((team_id, set_id, *_),) = await _renew(scene, "2026-11-25T05:00:00.000Z")
    assert (team_id, set_id) == (scene.team_id, scene.set_id)
    event = (await scene.log())[-1]
    assert (event["type"], event["cause"], event.get("actorId")) == ("todos:changed", "renewed", None)
    assert [(item["id"], item["completed"]) for item in event["items"]] == [(milk, False), (bread, False)]
    replica.receive(event)
    assert replica.todos() == await scene.todos()
    assert await _open(scene) == [True, True, True]
    await _complete(scene, milk)
    assert await _renew(scene, "2026-11-26T04:59:59.000Z") == []
    assert len(await _renew(scene, "2026-11-26T05:10:00.000Z")) == 1
    listed = body(await sets.list_sets(scene.ada.call(), scene.team_id))["sets"][0]
    shown = {name: listed[name] for name in ("autoRenew", "renewTime", "timezone", "lastRenewedAt")}
    assert shown == {"autoRenew": True, "renewTime": "06:00", "timezone": "Europe/Berlin",
                     "lastRenewedAt": "2026-11-26T05:10:00.000Z"}  # fmt: skip


async def test_r184_where_nothing_is_completed_there_is_no_event(scene: Scene) -> None:
    """The day counts all the same."""
    await scene.add()
    await _set(scene, **AT_SIX)
    assert await _renew(scene, NEXT) == []
    assert await scene.head() == 1
    assert (await _set(scene, name="Daily"))["lastRenewedAt"] == NEXT


async def test_r184_two_runs_at_once_renew_a_list_once(scene: Scene) -> None:
    """Whoever comes second finds that it is not due any more."""
    await _complete(scene, await scene.add())
    await _set(scene, **AT_SIX)
    db = Interleaved(scene.world.db)
    runs = await asyncio.gather(*(renew_lists(db, epoch_ms(NEXT), local_time) for _ in range(3)))
    assert sorted(len(run.events) for run in runs) == [0, 0, 1]
    assert len(await scene.log()) == 3


async def test_r184_many_lists_are_renewed_in_bounded_steps(scene: Scene) -> None:
    """However many are due at once."""
    fill = """INSERT INTO todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at, auto_renew,
        renew_time, timezone, renew_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
      SELECT 'l' || i, ?1, ?2, 'x', i, '', '', 1, '06:00', 'UTC', '2026-11-25T05:00:00.000Z' FROM n"""
    todo = """INSERT INTO todos (id, set_id, team_id, user_id, title, completed, sort_order, created_at, updated_at)
      SELECT 't' || id, id, team_id, user_id, 'x', 1, 1, '', '' FROM todo_sets WHERE auto_renew"""
    many = RENEWAL_STEP_SETS * 2 + 1
    await scene.world.db.batch(Statement(fill, (scene.team_id, scene.ada.id, many)), Statement(todo))
    assert len(await _renew(scene, NEXT)) == many
    assert await scene.world.rows("SELECT id FROM todos WHERE completed") == []


async def test_r184_what_is_left_after_the_last_step_is_renewed_the_next_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step has no more todos than one list may have, and at least one list."""
    monkeypatch.setattr(renewal, "STEPS_MAX", 1)
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    for set_id in (scene.set_id, other):
        await _set(scene, set_id=set_id, **AT_SIX)
    await scene.world.rows("UPDATE todo_sets SET todo_count = 4000 WHERE auto_renew")
    renewed = "SELECT id FROM todo_sets WHERE last_renewed_at IS NOT NULL"
    for expected in (1, 2):
        await _renew(scene, NEXT)
        assert len(await scene.world.rows(renewed)) == expected


async def test_r184_a_list_from_an_earlier_glint_is_renewed_from_the_next_time_onward(scene: Scene) -> None:
    """It is scheduled first; one whose zone nobody knows is not renewed any more."""
    await _complete(scene, await scene.add())
    old = "UPDATE todo_sets SET auto_renew = 1, renew_time = '06:00', timezone = ?2, renew_at = '' WHERE id = ?1"
    await scene.world.db.batch(Statement(old, (scene.set_id, "UTC")))
    assert await _renew(scene, "2026-11-25T05:00:00.000Z") == []
    assert len(await _renew(scene, "2026-11-25T06:00:00.000Z")) == 1
    await scene.world.db.batch(Statement(old, (scene.set_id, "Mars/Olympus")))
    assert await _renew(scene, NEXT) == []
    assert (await _set(scene, name="Daily"))["autoRenew"] is False


async def test_r184_a_list_in_the_trash_is_not_renewed(scene: Scene) -> None:
    """Until it is restored; nor one whose renewal was turned off, which keeps its time."""
    await _complete(scene, await scene.add())
    await _set(scene, **AT_SIX)
    await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    assert await _renew(scene, NEXT) == []
    await sets.restore_set(scene.ada.call(), scene.team_id, scene.set_id)
    off = await _set(scene, auto_renew=False)
    assert (off["autoRenew"], off["renewTime"]) == (False, "06:00")
    assert await _renew(scene, NEXT) == []


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"auto_renew": True}, "`renewTime` and `timezone`"),
        ({"auto_renew": True, "renew_time": "06:00"}, "`timezone`"),
        ({"renew_time": "06:00"}, "`autoRenew`"),
        ({"auto_renew": False, "timezone": "UTC"}, "`autoRenew`"),
        ({"auto_renew": True, "renew_time": "06:00", "timezone": "Mars/Olympus"}, "`timezone`"),
    ],
)
async def test_r185_renewal_is_set_with_its_time_and_zone(fields: dict[str, Any], named: str, scene: Scene) -> None:
    """Anything else is refused, and nothing changes."""
    with pytest.raises(Invalid, match=named):
        await _set(scene, **fields)


async def test_r185_whoever_manages_a_list_says_whether_it_is_renewed(scene: Scene) -> None:
    """As its name; nobody undoes a renewal."""
    with pytest.raises(Forbidden):
        await _set(scene, scene.bob, **AT_SIX)
    own = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="x")))["set"]["id"]
    await _set(scene, set_id=own, **AT_SIX)
    await _complete(scene, await scene.add())
    await _set(scene, **AT_SIX)
    await _renew(scene, NEXT)
    with pytest.raises(CannotUndo):
        await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=3))
    entry = body(await history.set_history(scene.ada.call(), scene.team_id, scene.set_id))["entries"][0]
    assert (entry["type"], entry["cause"], entry["actor"], entry["count"]) == ("todos:changed", "renewed", None, 1)
