"""Whose a todo is: up to 10 members, in the list, its log, the trash and the history."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.result import Result
from domain.errors import CannotUndo, Conflict, Forbidden, Invalid, NotFound
from domain.inputs import Assignees, NewTodo, SetName, TodoChange, TodoMove, Undo
from domain.limits import TODO_MAX_ASSIGNEES
from glint_client.replica import Replica
from routes import history, sets, teams, todos
from tests.support.databases import Interfering, dump
from tests.support.scene import Person, Scene, body, events_of


async def assign(scene: Scene, todo_id: str, *people: Person, by: Person | None = None, key: str = "") -> Result:
    """Assign the todo to these people."""
    wanted = Assignees(assignees=[person.id for person in people])
    return await todos.assign_todo((by or scene.ada).call(key), scene.team_id, todo_id, wanted)


async def _deny(scene: Scene, permission: str, scope: str = "global") -> None:
    sql = "INSERT INTO permissions VALUES (?2, ?1, ?3, 'member', ?2, 0, '')"
    await scene.world.rows(sql, scene.team_id, permission, scope)


async def _replayed(scene: Scene) -> list[Any]:
    replica = Replica.from_list([], 0)
    for event in await scene.log():
        replica.receive(event)
    return list(replica.todos())


async def test_r171_the_assignees_are_set_as_a_whole(scene: Scene) -> None:
    """Event and list name all of them, in the same order whoever is named first; nothing else changes."""
    milk = await scene.add()
    before = (await scene.todos())[0]
    assert before["assignees"] == []
    everybody = sorted([scene.ada.id, scene.bob.id])
    for people, expected in (([scene.bob, scene.ada], everybody), ([scene.bob], [scene.bob.id]), ([], [])):
        result = await assign(scene, milk, *people, by=scene.bob)
        [event] = events_of(result)
        assert (event["type"], event["id"], event["assignees"]) == ("todo:assigned", milk, expected)
        assert event["seq"] == body(result)["seq"]
        assert await scene.todos() == await _replayed(scene) == [{**before, "assignees": expected}]


async def test_r6_r171_the_same_people_in_another_order_are_no_change(scene: Scene) -> None:
    """There is no event."""
    milk = await scene.add()
    await assign(scene, milk, scene.ada, scene.bob)
    again = await assign(scene, milk, scene.bob, scene.ada)
    assert (again.effects.events, body(again)["seq"]) == ((), await scene.head())


async def test_r171_only_members_are_assigned(scene: Scene) -> None:
    """Someone else is refused by name, and so is who is named twice; nothing is stored."""
    milk, eve = await scene.add(), await scene.world.sign_in("eve")
    before = await dump(scene.world.db)
    with pytest.raises(Invalid, match=f"not in this team: {eve.id}"):
        await assign(scene, milk, scene.bob, eve)
    with pytest.raises(Invalid, match="twice"):
        await assign(scene, milk, scene.bob, scene.bob)
    assert await dump(scene.world.db) == before


async def test_r171_up_to_10_are_assigned(scene: Scene) -> None:
    """That many are stored; test_inputs has the refusal of one more."""
    milk = await scene.add()
    people = [await scene.join(f"user {number}", "member") for number in range(TODO_MAX_ASSIGNEES)]
    await assign(scene, milk, *people)
    assert len((await scene.todos())[0]["assignees"]) == TODO_MAX_ASSIGNEES


async def test_r171_assigning_needs_its_permission_and_to_see_the_list(scene: Scene) -> None:
    """Without either it is forbidden; a todo of another team is unknown."""
    milk = await scene.add()
    with pytest.raises(NotFound):
        await todos.assign_todo(scene.ada.call(), f"personal:{scene.ada.id}", milk, Assignees(assignees=[]))
    for permission, refusal in (("view_todos", "see"), ("assign_todos", "assign")):
        await _deny(scene, permission, f"set:{scene.set_id}")
        with pytest.raises(Forbidden, match=refusal):
            await assign(scene, milk, scene.bob, by=scene.bob)
        await scene.world.rows("DELETE FROM permissions")


async def test_r172_nobody_is_assigned_who_is_not_a_member_any_more(scene: Scene) -> None:
    """However an assignment and a removal interleave."""
    milk = await scene.add()

    async def remove() -> None:
        if await scene.world.rows("SELECT 1 FROM memberships WHERE user_id = ?1 AND role = 'member'", scene.bob.id):
            await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)

    wanted = Assignees(assignees=[scene.bob.id])
    with pytest.raises((Invalid, Conflict)):
        await todos.assign_todo(scene.ada.call(db=Interfering(scene.world.db, remove)), scene.team_id, milk, wanted)
    assert (await scene.todos())[0]["assignees"] == []


@pytest.mark.parametrize("leaving", [True, False], ids=["leaves", "is removed"])
async def test_r172_an_assignment_ends_with_the_membership(*, leaving: bool, scene: Scene) -> None:
    """In every list of the team, by an event each, after those of claims; assignments in other teams stay."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    both, claimed = await scene.add(), await scene.add()
    work = body(await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="x")))["todo"]["id"]
    space = f"personal:{scene.bob.id}"
    own_set = body(await sets.list_sets(scene.bob.call(), space))["sets"][0]["id"]
    own = body(await todos.create_todo(scene.bob.call(), space, own_set, NewTodo(title="mine")))["todo"]["id"]
    await todos.assign_todo(scene.bob.call(), space, own, Assignees(assignees=[scene.bob.id]))
    await assign(scene, both, scene.ada, scene.bob)
    await assign(scene, claimed, scene.bob)
    await assign(scene, work, scene.bob)
    await scene.claim(claimed, scene.bob)
    result = await teams.remove_member((scene.bob if leaving else scene.ada).call(), scene.team_id, scene.bob.id)
    events = events_of(result)
    assigned = {event["id"]: event["assignees"] for event in events if event["type"] == "todo:assigned"}
    assert assigned == {both: [scene.ada.id], claimed: [], work: []}
    assert {event["cause"] for event in events} == {"left"}
    assert await _replayed(scene) == await scene.todos()
    left = await scene.world.rows("SELECT todo_id, user_id FROM todo_assignees ORDER BY user_id = ?1", scene.bob.id)
    assert [tuple(row.values()) for row in left] == [(both, scene.ada.id), (own, scene.bob.id)]


async def test_r172_a_restored_todo_has_those_who_are_still_members(scene: Scene) -> None:
    """The trash keeps all of them, and the log says who is assigned again."""
    milk = await scene.add()
    await assign(scene, milk, scene.ada, scene.bob)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert await _replayed(scene) == await scene.todos()
    assert (await scene.todos())[0]["assignees"] == [scene.ada.id]


async def test_r142_r171_assignees_move_with_their_todo(scene: Scene) -> None:
    """They are in the event of the other list, and found by person there."""
    milk = await scene.add()
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    await assign(scene, milk, scene.bob)
    await todos.move_todo(scene.ada.call(), scene.team_id, milk, TodoMove(parent_id=None, set_id=other))
    there = body(await sets.list_todos(scene.ada.call(), scene.team_id, other))["todos"]
    logged = await scene.world.rows("SELECT payload FROM events WHERE set_id = ?1", other)
    assert json.loads(logged[0]["payload"])["todos"] == there
    assert there[0]["assignees"] == [scene.bob.id]
    assert await scene.world.rows("SELECT set_id, completed FROM todo_assignees") == [{"set_id": other, "completed": 0}]


async def test_r145_r148_the_history_says_whose_it_was_and_an_undo_assigns_them_again(scene: Scene) -> None:
    """With the names of now; unless it was assigned again since, or one of them is not a member any more."""
    milk = await scene.add()
    await assign(scene, milk, scene.bob)
    seq = body(await assign(scene, milk, scene.ada))["seq"]
    call = scene.ada.call()
    entry = body(await history.set_history(call, scene.team_id, scene.set_id))["entries"][0]
    shown = [[person["displayName"] for person in entry[when]["assignees"]] for when in ("before", "after")]
    assert (entry["title"], shown) == ("Milk", [["bob"], ["ada"]])

    async def undo(number: int) -> int:
        done = await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=number))
        return int(body(done)["seq"])

    undone = await undo(seq)
    assert (await scene.todos())[0]["assignees"] == [scene.bob.id]
    with pytest.raises(CannotUndo, match="since"):
        await undo(seq)
    await undo(undone)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    with pytest.raises(CannotUndo, match="possible"):
        await undo(seq)


@pytest.mark.parametrize("how", ["claimed", "assigned"])
async def test_r173_a_member_completes_what_they_have_claimed_or_are_assigned_to(how: str, scene: Scene) -> None:
    """Someone else's todo; not one of which they have neither, and not where the right is taken away."""
    milk, done = await scene.add(), TodoChange(completed=True)
    with pytest.raises(Forbidden, match="complete"):
        await todos.update_todo(scene.bob.call(), scene.team_id, milk, done)
    if how == "claimed":
        await scene.claim(milk, scene.bob)
    else:
        await assign(scene, milk, scene.bob)
    await _deny(scene, "complete_assigned_todos")
    with pytest.raises(Forbidden, match="complete"):
        await todos.update_todo(scene.bob.call(), scene.team_id, milk, done)
    await scene.world.rows("DELETE FROM permissions")
    await todos.update_todo(scene.bob.call(), scene.team_id, milk, done)
    assert (await scene.todos())[0]["completed"] is True
    with pytest.raises(Forbidden):
        await todos.update_todo(scene.bob.call(), scene.team_id, milk, TodoChange(title="Oat milk"))
