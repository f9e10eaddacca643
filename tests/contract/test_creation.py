"""Creating todos: placed last, numbered without gaps, within the limits of a set."""

from __future__ import annotations

import asyncio
import json
from uuid import UUID

import pytest

from domain.errors import IdTaken, Invalid, NotFound, SetFull
from domain.inputs import NewTodo, SetName, TodoChange
from domain.limits import SET_MAX_TODOS, SUBTODO_MAX_DEPTH
from ports import Statement
from routes import sets, todos
from tests.support.databases import Interleaved, dump
from tests.support.scene import Scene, body, event_of

AT_ONCE = 8
CHOSEN = "7B0A4D2C-3F1E-4A5B-8C9D-0E1F2A3B4C5D"
FILL = """
INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, created_at, updated_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
SELECT 'filler ' || i, ?1, ?2, ?3, 'x', i, '', '' FROM n"""


async def _count(scene: Scene) -> int:
    """Return what the triggers counted."""
    return int((await scene.world.rows("SELECT todo_count AS n FROM todo_sets WHERE id = ?1", scene.set_id))[0]["n"])


async def _fill(scene: Scene, count: int) -> None:
    await scene.world.db.batch(Statement(FILL, (scene.set_id, scene.team_id, scene.ada.id, count)))


async def test_a_new_todo_is_complete_and_last(scene: Scene) -> None:
    """The answer and the event contain the todo as in the list, after all others."""
    await scene.add("First")
    outcome = await todos.create_todo(scene.bob.call(), scene.team_id, scene.set_id, NewTodo(title="  Milk "))
    todo = body(outcome)["todo"]
    assert todo == (await scene.todos())[-1] == json.loads(event_of(outcome) or "")["todo"]
    assert {**todo, "id": "", "createdAt": "", "updatedAt": ""} == {
        "id": "", "userId": scene.bob.id, "parentId": None, "title": "Milk", "completed": False, "sortOrder": 2,
        "commentCount": 0, "claimedBy": None, "claimedByName": None, "claimedByAvatar": None, "assignees": [],
        "dueOn": None, "dueTime": None, "dueZone": None, "repeat": None, "createdAt": "", "updatedAt": "",
    }  # fmt: skip
    assert todo["createdAt"] == todo["updatedAt"]


async def test_r20_last_is_after_the_greatest_place(scene: Scene) -> None:
    """A new todo comes one after the greatest position in its set, integer or not; the first is at 1."""
    milk = await scene.add()
    await todos.update_todo(scene.ada.call(), scene.team_id, milk, TodoChange(sort_order=7.5))
    await scene.add()
    assert [todo["sortOrder"] for todo in await scene.todos()] == [7.5, 8.5]
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    first = await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="x"))
    assert body(first)["todo"]["sortOrder"] == 1


async def test_r2_r20_concurrent_creations_are_all_there(scene: Scene) -> None:
    """Each of many concurrent ones has its own position and seq, without gaps, and every answer is correct."""
    db = Interleaved(scene.world.db)
    new = [NewTodo(title=f"Todo {number}") for number in range(AT_ONCE)]
    people = [scene.ada, scene.bob] * (AT_ONCE // 2)
    outcomes = await asyncio.gather(
        *(
            todos.create_todo(who.call(db=db), scene.team_id, scene.set_id, todo)
            for who, todo in zip(people, new, strict=True)
        )
    )
    answers = [body(outcome) for outcome in outcomes]
    everybody = range(1, AT_ONCE + 1)
    assert sorted(answer["seq"] for answer in answers) == list(everybody)
    assert sorted(answer["todo"]["sortOrder"] for answer in answers) == list(everybody)
    assert [event["seq"] for event in await scene.log()] == list(everybody)
    assert sorted(body(o)["todo"]["id"] for o in outcomes) == sorted(todo["id"] for todo in await scene.todos())


async def test_r18_a_client_may_choose_the_id(scene: Scene) -> None:
    """A UUID chosen by the client becomes the todo's id, in lower case."""
    new = NewTodo(title="Milk", id=CHOSEN)
    outcome = await todos.create_todo(scene.ada.call(), scene.team_id, scene.set_id, new)
    assert body(outcome)["todo"]["id"] == CHOSEN.lower()


async def test_r18_a_chosen_id_is_taken_once(scene: Scene) -> None:
    """The same id again, without the first request's key, is refused in any set, and stores nothing."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    new = NewTodo(title="Milk", id=CHOSEN)
    await todos.create_todo(scene.ada.call(), scene.team_id, scene.set_id, new)
    before = await dump(scene.world.db)
    for set_id in (scene.set_id, other):
        with pytest.raises(IdTaken):
            await todos.create_todo(scene.bob.call("k1"), scene.team_id, set_id, new)
    assert await dump(scene.world.db) == before


@pytest.mark.parametrize("chosen", ["", "1", "not-a-uuid", str(UUID(int=1)).replace("-", "")])
async def test_r18_an_id_that_is_no_uuid_is_refused(chosen: str, scene: Scene) -> None:
    """Only a UUID is accepted as an id, and the error names the field."""
    with pytest.raises(Invalid, match="`id`"):
        await todos.create_todo(scene.ada.call(), scene.team_id, scene.set_id, NewTodo(title="Milk", id=chosen))


async def test_r54_sub_todos_go_eight_levels_down(scene: Scene) -> None:
    """A chain of sub-todos ends at depth 8: one deeper is refused, naming the field."""
    parent = await scene.add("Level 0")
    for depth in range(1, SUBTODO_MAX_DEPTH + 1):
        parent = await scene.add(f"Level {depth}", parent=parent)
    before = await dump(scene.world.db)
    with pytest.raises(Invalid, match="`parentId` is too deep"):
        await scene.add("Too deep", parent=parent)
    assert await dump(scene.world.db) == before


async def test_a_parent_is_in_the_same_set(scene: Scene) -> None:
    """A parent that is unknown, or in another set, is refused, naming the field."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    elsewhere = body(await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="x")))["todo"]["id"]
    for parent in (elsewhere, "unknown"):
        with pytest.raises(Invalid, match="`parentId`"):
            await scene.add(parent=parent)


async def test_a_set_of_another_team_is_unknown(scene: Scene) -> None:
    """A set that exists in another team is as unknown as one that does not exist."""
    eve = await scene.world.sign_in("eve")
    hers = body(await sets.list_sets(eve.call(), f"personal:{eve.id}"))["sets"][0]["id"]
    for set_id in (hers, "unknown"):
        with pytest.raises(NotFound):
            await todos.create_todo(scene.ada.call(), scene.team_id, set_id, NewTodo(title="x"))


async def test_r54_a_set_holds_five_thousand(scene: Scene) -> None:
    """The 5,000th todo is accepted, the next one refused with nothing stored, until one is deleted."""
    await _fill(scene, SET_MAX_TODOS - 1)
    last = await scene.add("The last one")
    assert await _count(scene) == SET_MAX_TODOS
    head = await scene.head()
    with pytest.raises(SetFull):
        await scene.add("One too many")
    assert (await _count(scene), await scene.head(), len(await scene.log())) == (SET_MAX_TODOS, head, head)
    await todos.delete_todo(scene.ada.call(), scene.team_id, last)
    await scene.add("Room again")


async def test_r21_of_many_for_the_last_place_one_gets_it(scene: Scene) -> None:
    """With one place left, exactly one of many concurrent ones is created; the others are told that it is full."""
    await _fill(scene, SET_MAX_TODOS - 1)
    db = Interleaved(scene.world.db)
    new = NewTodo(title="Me")
    tries = (todos.create_todo(scene.ada.call(db=db), scene.team_id, scene.set_id, new) for _ in range(AT_ONCE))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Result"] + ["SetFull"] * (AT_ONCE - 1)
    assert (await _count(scene), await scene.head()) == (SET_MAX_TODOS, 1)
