"""Deleting: sub-todos are deleted too, and the counts follow."""

from __future__ import annotations

import pytest

from domain.limits import SUBTODO_MAX_DEPTH
from routes import teams, todos
from tests.support.databases import dump
from tests.support.scene import Scene


async def _count(scene: Scene) -> int:
    """Return what the triggers counted."""
    return int((await scene.world.rows("SELECT todo_count AS n FROM todo_sets WHERE id = ?1", scene.set_id))[0]["n"])


async def test_sub_todos_go_with_their_parent(scene: Scene) -> None:
    """Deleting a todo deletes everything below it, with one event, and the count follows."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    child = await scene.add("Oat milk", parent=milk)
    await scene.add("Brand", parent=child)
    assert await _count(scene) == 4
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    assert [todo["id"] for todo in await scene.todos()] == [bread]
    assert [event["type"] for event in await scene.log()][4:] == ["todo:deleted"]
    assert await _count(scene) == 1


@pytest.mark.parametrize("what", ["todo", "team"])
async def test_the_deepest_tree_can_be_deleted(what: str, scene: Scene) -> None:
    """A todo with sub-todos down to the last level can be deleted, and so can its team."""
    top = parent = await scene.add()
    for _ in range(SUBTODO_MAX_DEPTH):
        parent = await scene.add(parent=parent)
    match what:
        case "todo":
            await todos.delete_todo(scene.ada.call(), scene.team_id, top)
        case _:
            await teams.delete_team(scene.ada.call(), scene.team_id)
    assert (await dump(scene.world.db))["todos"] == []


async def test_a_deleted_team_leaves_only_people(scene: Scene) -> None:
    """With a team go its sets, todos, events, members, invitations and overrides; people and their spaces stay."""
    await scene.claim(await scene.add(), scene.bob)
    sql = "INSERT INTO permissions VALUES ('p1', ?1, ?2, 'member', 'comment', 0, '')"
    await scene.world.rows(sql, scene.team_id, f"set:{scene.set_id}")
    await teams.delete_team(scene.ada.call(), scene.team_id)
    left = {table: len(rows) for table, rows in (await dump(scene.world.db)).items() if rows}
    assert left == {"users": 2, "sessions": 2, "teams": 2, "memberships": 2}
