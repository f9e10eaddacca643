"""When a todo is due, and what happens when a repeating one is completed."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from domain.errors import CannotUndo, Forbidden, Invalid
from domain.inputs import SetName, TodoChange, TodoMove, Undo
from domain.models import DailyRepeat, MonthlyRepeat, WeeklyRepeat
from glint_client.replica import Replica
from glint_client.wire import Todo
from routes import history, sets, todos
from tests.support.databases import Interfering, Interleaved
from tests.support.scene import Person, Scene, body

DAY = date(2026, 12, 2)
BERLIN = "Europe/Berlin"
DUE: dict[str, Any] = {"due_on": DAY, "due_time": "17:30", "due_zone": BERLIN, "repeat": DailyRepeat()}
NO_DATE = {"dueOn": None, "dueTime": None, "dueZone": None, "repeat": None}


async def _change(scene: Scene, todo_id: str, by: Person | None = None, key: str = "", **fields: Any) -> int:
    done = await todos.update_todo((by or scene.ada).call(key), scene.team_id, todo_id, TodoChange(**fields))
    return int(body(done)["seq"])


async def _add(scene: Scene, **fields: Any) -> str:
    return await scene.add("Water the plants", due=fields)


async def _one(scene: Scene, todo_id: str) -> Todo:
    return next(todo for todo in await scene.todos() if todo["id"] == todo_id)


def _due(todo: Todo) -> dict[str, Any]:
    return {name: value for name, value in todo.items() if name in NO_DATE}


async def test_r180_a_todo_is_due_on_a_date_with_a_time_and_a_repeat(scene: Scene) -> None:
    """Given when it is created or later, in the answer, the event and the list; absent is null."""
    plain, dated = await scene.add(), await _add(scene, **DUE)
    assert _due(await _one(scene, plain)) == NO_DATE
    expected = {"dueOn": "2026-12-02", "dueTime": "17:30", "dueZone": BERLIN, "repeat": {"unit": "day", "every": 1}}
    assert _due(await _one(scene, dated)) == expected == _due((await scene.log())[-1]["todo"])
    await _change(scene, plain, due_on=DAY)
    await _change(scene, plain, repeat=WeeklyRepeat(every=2, weekdays=["fri", "mon"]))
    weekly = {"unit": "week", "every": 2, "weekdays": ["mon", "fri"]}
    assert _due(await _one(scene, plain)) == {**NO_DATE, "dueOn": "2026-12-02", "repeat": weekly}


async def test_r5_r180_an_event_has_all_four_fields_or_none(scene: Scene) -> None:
    """So that applying it gives the same whatever was known before; without a date there is nothing else."""
    milk = await _add(scene, **DUE)
    replica = Replica.from_list((await scene.listed())["todos"], await scene.head())
    await _change(scene, milk, due_time="09:00")
    await _change(scene, milk, title="Oat milk")
    await _change(scene, milk, due_on=None)
    moved, renamed, cleared = (await scene.log())[-3:]
    assert _due(moved["todo"]) == {**_due((await scene.log())[0]["todo"]), "dueTime": "09:00"}
    assert _due(renamed["todo"]) == {}
    assert _due(cleared["todo"]) == NO_DATE
    for event in (moved, renamed, cleared):
        replica.receive(event)
    assert replica.todos() == await scene.todos()


async def test_r6_r180_the_same_date_again_changes_nothing(scene: Scene) -> None:
    """There is no event; nor for clearing what is not there."""
    milk, bread = await _add(scene, **DUE), await scene.add()
    head = await scene.head()
    assert await _change(scene, milk, **DUE) == await _change(scene, bread, due_on=None) == head


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"due_time": "09:00"}, "dueOn"),
        ({"repeat": DailyRepeat()}, "dueOn"),
        ({"due_on": None, "due_zone": BERLIN}, "dueOn"),
        ({"due_on": DAY, "due_time": "09:00"}, "dueZone"),
        ({"due_on": DAY, "due_zone": "Mars/Olympus"}, "dueZone"),
        ({"due_on": date(1969, 12, 31)}, "dueOn"),
        ({"due_on": date(3000, 1, 1)}, "dueOn"),
        ({"due_on": DAY, "repeat": WeeklyRepeat(weekdays=["mon", "mon"])}, "weekday"),
    ],
)
async def test_r181_what_does_not_fit_together_is_refused(fields: dict[str, Any], named: str, scene: Scene) -> None:
    """With the field's name, and nothing changes; for a new todo as for one that is there."""
    milk = await scene.add()
    before = await scene.log()
    with pytest.raises(Invalid, match=named):
        await _change(scene, milk, **fields)
    with pytest.raises(Invalid, match=named):
        await _add(scene, **fields)
    assert await scene.log() == before


async def test_r181_whoever_may_edit_a_todo_may_say_when_it_is_due(scene: Scene) -> None:
    """Nobody else, even if they may complete it."""
    milk = await scene.add()
    admin = await scene.join("cyd", "admin")
    await _change(scene, milk, admin, due_on=DAY)
    with pytest.raises(Forbidden):
        await _change(scene, milk, scene.bob, due_on=None)


async def test_r180_it_stays_with_a_todo_that_is_moved_or_restored(scene: Scene) -> None:
    """To another list of the team, and back from the trash."""
    milk = await _add(scene, **DUE)
    before = _due(await _one(scene, milk))
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert _due(await _one(scene, milk)) == before == _due((await scene.log())[-1]["todos"][0])
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Home")))["set"]["id"]
    await todos.move_todo(scene.ada.call(), scene.team_id, milk, TodoMove(parent_id=None, set_id=other))
    listed = body(await sets.list_todos(scene.ada.call(), scene.team_id, other))["todos"]
    assert [_due(todo) for todo in listed] == [before]


async def _repeating(scene: Scene) -> tuple[str, list[str]]:
    """Create a repeating todo with a completed sub-todo that has a completed and an open one."""
    top = await _add(scene, **DUE)
    soil = await scene.add("Soil", parent=top)
    done, still_open = await scene.add("Dry?", parent=soil), await scene.add("Wet?", parent=soil)
    for todo_id in (soil, done):
        await _change(scene, todo_id, completed=True)
    return top, [soil, done, still_open]


async def test_r5_r182_r183_completing_a_repeating_todo_moves_its_date_and_opens_what_is_below(scene: Scene) -> None:
    """In one event, which says what was completed; it is open again itself."""
    top, below = await _repeating(scene)
    elsewhere = await scene.add("Elsewhere")
    await _change(scene, elsewhere, completed=True)
    replica = Replica.from_list((await scene.listed())["todos"], await scene.head())
    seq = await _change(scene, top, completed=True, title="Water all plants")
    event = (await scene.log())[-1]
    assert (event["type"], event["seq"], event["id"], event["actorId"]) == ("todos:changed", seq, top, scene.ada.id)
    first, *opened = event["items"]
    assert event["completedOn"] == "2026-12-02"
    assert _due(first) == {**_due(await _one(scene, top)), "dueOn": "2026-12-03"}
    assert [(item["id"], item["completed"]) for item in opened] == [(each, False) for each in below[:2]]
    replica.receive(event)
    listed = await scene.todos()
    assert replica.todos() == listed
    assert {todo["id"]: todo["completed"] for todo in listed} == {
        top: False, **dict.fromkeys(below, False), elsewhere: True
    }  # fmt: skip
    assert (await _one(scene, top))["title"] == "Water all plants"


async def test_r148_r182_undo_takes_all_of_it_back_and_again(scene: Scene) -> None:
    """The date and what was completed below, for whoever may complete it; undoing that completes the date again."""
    top, below = await _repeating(scene)
    before = [{**todo, "updatedAt": ""} for todo in await scene.todos()]
    seq = await _change(scene, top, completed=True)
    after = [{**todo, "updatedAt": ""} for todo in await scene.todos()]
    for expected in (before, after):
        undone = await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))
        seq = body(undone)["seq"]
        assert [{**todo, "updatedAt": ""} for todo in await scene.todos()] == expected
    await _change(scene, below[0], completed=True)
    with pytest.raises(CannotUndo):
        await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=seq))


async def test_r145_r182_the_history_says_which_date_was_completed(scene: Scene) -> None:
    """With the date before and after, of the todo as of the list."""
    top, _ = await _repeating(scene)
    await _change(scene, top, completed=True)
    call = scene.ada.call()
    entry = body(await history.todo_history(call, scene.team_id, top))["entries"][0]
    assert (entry["type"], entry["title"], entry["count"]) == ("todos:changed", "Water the plants", 3)
    repeat = {"dueTime": "17:30", "dueZone": BERLIN, "repeat": {"unit": "day", "every": 1}}
    assert entry["before"] == {"dueOn": "2026-12-02", **repeat}
    assert entry["after"] == {"dueOn": "2026-12-03", **repeat, "completedOn": "2026-12-02"}


async def test_r182_a_date_is_completed_once(scene: Scene) -> None:
    """Of two who complete the same date one does, whoever comes later; without the date each completes one."""
    top = await _add(scene, **DUE)
    head = await scene.head()
    assert await _change(scene, top, completed=True, due_on=DAY) == head + 1
    assert await _change(scene, top, scene.ada, completed=True, due_on=DAY) == head + 1
    await _change(scene, top, completed=True)
    assert (await _one(scene, top))["dueOn"] == "2026-12-04"
    with pytest.raises(Invalid):
        await _change(scene, top, completed=True, repeat=None)


async def test_r182_two_at_once_complete_it_once(scene: Scene) -> None:
    """The second commit sees that the todo is due on another date by now."""
    top = await _add(scene, **DUE)
    at_once = scene.over(Interleaved(scene.world.db))
    await asyncio.gather(*(_change(at_once, top, completed=True, due_on=DAY) for _ in range(2)))
    assert (await _one(scene, top))["dueOn"] == "2026-12-03"


async def test_r181_a_change_meanwhile_is_not_overwritten(scene: Scene) -> None:
    """Who changes the time while someone clears the date is told so."""
    milk = await _add(scene, **DUE)

    async def clear() -> None:
        await _change(scene, milk, due_on=None)

    with pytest.raises(Invalid, match="dueOn"):
        await _change(scene.over(Interfering(scene.world.db, clear)), milk, due_time="09:00")
    assert _due(await _one(scene, milk)) == NO_DATE


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ({"due_on": date(2026, 11, 1)}, "2026-11-25"),
        ({"due_on": date(2026, 11, 1), "due_zone": "Pacific/Kiritimati"}, "2026-11-26"),
        ({"due_on": date(2026, 11, 1), "due_zone": "Pacific/Pago_Pago"}, "2026-11-24"),
        ({"due_on": date(2026, 12, 24)}, "2026-12-25"),
    ],
)
async def test_r182_today_is_that_of_the_zone(due: dict[str, Any], expected: str, scene: Scene) -> None:
    """An overdue todo is due next after today, one that is completed early after its date."""
    scene.world.now_ms = 1_795_516_200_000.0  # 2026-11-24T10:30Z
    top = await _add(scene, **due, repeat=DailyRepeat())
    await _change(scene, top, completed=True)
    assert (await _one(scene, top))["dueOn"] == expected


async def test_r182_the_time_of_day_stays_when_the_clocks_change(scene: Scene) -> None:
    """And a month that is too short has its last day, without the next ones."""
    top = await _add(scene, **{**DUE, "due_on": date(2027, 2, 28), "repeat": MonthlyRepeat(day=31)})
    await _change(scene, top, completed=True)
    assert _due(await _one(scene, top)) == {
        "dueOn": "2027-03-31", "dueTime": "17:30", "dueZone": BERLIN, "repeat": {"unit": "month", "every": 1, "day": 31}
    }  # fmt: skip
