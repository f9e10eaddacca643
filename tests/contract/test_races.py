"""Lost races: the change is decided again, and in the end Conflict, never another error."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from actions import lists
from actions.mutate import ATTEMPTS_MAX
from actions.result import Result
from domain.errors import Conflict, Forbidden, GlintError, Invalid, NotFound
from domain.inputs import Claim, NewTodo, SetName, TodoChange, TodoMove
from glint_client.replica import Replica
from ports import Statement
from routes import sets, todos
from tests.support.databases import Interfering, Interleaved, dump
from tests.support.marks import over_sqlite
from tests.support.mutations import TEAM_MUTATIONS, TODO_MUTATIONS, Stage
from tests.support.scene import Scene, body

EVERYTHING = {name: act for name, (_, act) in TODO_MUTATIONS.items()} | TEAM_MUTATIONS


def _delete_todo(stage: Stage, todo_id: str) -> Callable[[], Awaitable[object]]:
    """Delete the todo as someone else between the read and the commit."""

    async def interfere() -> None:
        await stage.scene.world.db.batch(Statement("DELETE FROM todos WHERE id = ?1", (todo_id,)))

    return interfere


@pytest.mark.parametrize("name", ["rename", "complete", "move", "delete", "claim", "toggle on"])
async def test_r21_what_was_deleted_meanwhile_is_not_found(name: str, stage: Stage) -> None:
    """A change to a todo that was deleted after it was read is 404, and logs nothing."""
    scene = stage.scene
    head = await scene.head()
    db = Interfering(scene.world.db, _delete_todo(stage, stage.milk))
    with pytest.raises(NotFound):
        await TODO_MUTATIONS[name][1](stage, scene.ada.call("k1", db=db))
    assert (await scene.head(), len(await scene.log())) == (head, head)
    assert (await dump(scene.world.db))["idempotency_keys"] == []


ON_MILK = ["rename", "complete", "move", "delete", "claim", "toggle on", "comment", "delete a comment"]


@pytest.mark.parametrize("name", ON_MILK)
async def test_r5_r21_what_was_moved_meanwhile_is_changed_in_its_new_list(name: str, stage: Stage) -> None:
    """The event is in the log of the list in which the todo is at the commit: both logs give their lists."""
    scene = stage.scene
    made = await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Later"))
    later = replace(scene, set_id=str(body(made)["set"]["id"]))

    async def move() -> None:
        there = TodoMove(parent_id=None, set_id=later.set_id)
        await todos.move_todo(scene.ada.call(), scene.team_id, stage.milk, there)

    db = Interfering(scene.world.db, move)
    await TODO_MUTATIONS[name][1](stage, scene.ada.call("k1", db=db))
    for each in (scene, later):
        replica = Replica({}, 0)
        for event in await each.log():
            replica.receive(event)
        assert (replica.todos(), replica.seq) == (await each.todos(), await each.head())


async def test_r21_a_parent_that_was_deleted_meanwhile_is_invalid(stage: Stage) -> None:
    """A sub-todo whose parent is deleted after it was read is refused, and nothing is stored."""
    scene = stage.scene
    db = Interfering(scene.world.db, _delete_todo(stage, stage.milk))
    with pytest.raises(Invalid, match="`parentId`"):
        await TODO_MUTATIONS["create a sub-todo"][1](stage, scene.ada.call(db=db))
    assert [todo["id"] for todo in await scene.todos()] == [stage.bread]


async def test_r21_an_item_that_was_deleted_meanwhile_stops_the_reorder(stage: Stage) -> None:
    """A reorder of which one item is deleted after it was read moves nothing."""
    scene = stage.scene
    places = {todo["id"]: todo["sortOrder"] for todo in await scene.todos()}
    db = Interfering(scene.world.db, _delete_todo(stage, stage.milk))
    with pytest.raises(NotFound):
        await TODO_MUTATIONS["reorder"][1](stage, scene.ada.call(db=db))
    assert {todo["id"]: places[todo["id"]] for todo in await scene.todos()} == {stage.bread: places[stage.bread]}


async def test_r6_r21_the_same_concurrent_change_is_one_event(scene: Scene) -> None:
    """Two concurrent completions are both answered, with one event in all."""
    milk = await scene.add()
    db, change = Interleaved(scene.world.db), TodoChange(completed=True)
    people = [scene.ada, await scene.join("cleo", "admin"), await scene.join("dan", "admin")]
    await asyncio.gather(*(todos.update_todo(p.call(db=db), scene.team_id, milk, change) for p in people))
    assert [event["type"] for event in await scene.log()] == ["todo:created", "todo:updated"]


async def test_r21_an_endless_race_ends_in_conflict(scene: Scene) -> None:
    """When another request always commits first, the answer is Conflict after a few attempts, and nothing is stored."""
    milk, tries = await scene.add(), 0

    async def flip() -> None:
        nonlocal tries
        tries += 1
        sql = "UPDATE todos SET claimed_by = iif(claimed_by IS NULL, ?2, NULL) WHERE id = ?1"
        await scene.world.db.batch(Statement(sql, (milk, scene.bob.id)))

    head = await scene.head()
    with pytest.raises(Conflict) as caught:
        await todos.claim_todo(scene.bob.call(db=Interfering(scene.world.db, flip)), scene.team_id, milk, Claim())
    assert (type(caught.value), tries) == (Conflict, ATTEMPTS_MAX)
    assert await scene.head() == head


async def _ending(action: Awaitable[Result]) -> str:
    """Return the outcome: the status, or the code of the error."""
    try:
        return str((await action).status)
    except GlintError as error:
        return error.code


WHEN_THE_LIST_GOES = {
    **dict.fromkeys(TODO_MUTATIONS, "not_found"),
    "create a set": "201",
    "import a set": "201",
    "create a team": "201",
    "restore a set": "200",
    "delete a set for good": "200",
    **dict.fromkeys(("change a set", "delete a set", "reorder sets"), "not_found"),
    **dict.fromkeys(("rename a team", "change a role", "remove a member", "change permissions"), "200"),
}
WHEN_THE_TEAM_GOES = {**dict.fromkeys(EVERYTHING, "not_a_member"), "create a team": "201"}


@over_sqlite
@pytest.mark.parametrize("name", EVERYTHING)
async def test_r21_a_list_deleted_meanwhile_is_as_if_deleted_before(name: str, stage: Stage) -> None:
    """Mutations while the list is deleted: those that need it are 404, all others succeed."""
    scene = stage.scene

    async def delete_set() -> None:
        await scene.world.db.batch(Statement("UPDATE todo_sets SET deleted_at = 'now' WHERE id = ?1", (scene.set_id,)))

    act = EVERYTHING[name](stage, scene.ada.call("k1", db=Interfering(scene.world.db, delete_set)))
    log = await scene.log()
    assert await _ending(act) == WHEN_THE_LIST_GOES[name]
    assert await scene.log() == log


@over_sqlite
@pytest.mark.parametrize("name", EVERYTHING)
async def test_r21_a_team_deleted_meanwhile_is_as_if_deleted_before(name: str, stage: Stage) -> None:
    """Mutations while the team is deleted: nobody is a member of it any more."""
    scene = stage.scene

    async def delete_team() -> None:
        await scene.world.db.batch(Statement("DELETE FROM teams WHERE id = ?1", (scene.team_id,)))

    act = EVERYTHING[name](stage, scene.ada.call("k1", db=Interfering(scene.world.db, delete_team)))
    assert await _ending(act) == WHEN_THE_TEAM_GOES[name]
    assert await scene.log() == []


async def test_r2_r5_r21_everybody_at_once_leaves_one_history(stage: Stage) -> None:
    """All kinds of concurrent changes: each is carried out or refused, and the log replays to the list."""
    scene = stage.scene
    db = Interleaved(scene.world.db)
    calls = [act(stage, who.call(db=db)) for _, act in TODO_MUTATIONS.values() for who in (scene.ada, scene.bob)]
    new = [todos.create_todo(scene.bob.call(db=db), scene.team_id, scene.set_id, NewTodo(title="x")) for _ in range(4)]
    outcomes = await asyncio.gather(*calls, *new, return_exceptions=True)
    assert [
        outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, GlintError)
    ] == []
    log = await scene.log()
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    replica = Replica.from_list([], 0)
    for event in log:
        replica.receive(event)
    listed = await scene.listed()
    assert (replica.todos(), replica.seq) == (listed["todos"], listed["seq"])


async def test_r21_a_refusal_by_loaded_state_is_final(scene: Scene) -> None:
    """Someone who loses the permission between two attempts is refused by the second."""
    milk = await scene.add()
    people = await scene.join("cleo", "admin")

    async def demote_and_rename() -> None:
        await scene.world.db.batch(
            Statement("UPDATE memberships SET role = 'member' WHERE user_id = ?1", (people.id,)),
            Statement("UPDATE todos SET title = 'Oat milk' WHERE id = ?1", (milk,)),
        )

    call = people.call(db=Interfering(scene.world.db, demote_and_rename))
    with pytest.raises(Forbidden):
        await todos.update_todo(call, scene.team_id, milk, TodoChange(title="Oat milk"))
    assert (await lists.view_set(scene.ada.call(), scene.team_id, scene.set_id)).seq == 1
