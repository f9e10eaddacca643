"""The lists of a team."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from msgspec import UNSET

from actions import permissions
from domain.errors import Forbidden, Invalid, NotFound
from domain.inputs import (
    Completion,
    MemberRole,
    NewPosition,
    PermissionChange,
    PermissionChanges,
    SetChange,
    SetName,
    SetOrder,
    TodoMove,
)
from routes import sets, teams, todos
from tests.support.databases import Interleaved, dump
from tests.support.scene import Person, Scene, body


async def _create(scene: Scene, name: str, by: Person | None = None) -> dict[str, Any]:
    found: dict[str, Any] = body(await sets.create_set((by or scene.ada).call(), scene.team_id, SetName(name=name)))[
        "set"
    ]
    return found


async def _listed(scene: Scene) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body(await sets.list_sets(scene.bob.call(), scene.team_id))["sets"]
    return found


async def test_sets_are_listed_in_order(scene: Scene) -> None:
    """A new set is complete, and last; the list has the user's role."""
    work = await _create(scene, " Work ")
    first = {"id": scene.set_id, "userId": scene.ada.id, "name": "Todos", "sortOrder": 1, "splitCompleted": False,
             "autoRenew": False, "renewTime": None, "timezone": None, "lastRenewedAt": None,
             "createdAt": "2026-11-24T09:30:00.004Z"}  # fmt: skip
    assert work == {**first, "id": work["id"], "name": "Work", "sortOrder": 2, "createdAt": work["createdAt"]}
    answer = body(await sets.list_sets(scene.bob.call(), scene.team_id))
    assert answer == {"sets": [first, work], "role": "member", "openCounts": {first["id"]: 0, work["id"]: 0}}


async def test_r235_lists_say_how_many_of_their_todos_are_open(scene: Scene) -> None:
    """Whatever changes what is open is counted, in the lists that the reader may view."""
    ada, team_id, here = scene.ada, scene.team_id, scene.set_id
    there = (await _create(scene, "Work"))["id"]

    async def counts(who: Person = ada) -> dict[str, int]:
        found: dict[str, int] = body(await sets.list_sets(who.call(), team_id))["openCounts"]
        return found

    async def complete(*ids: str, completed: bool = True) -> None:
        await todos.complete_todos(ada.call(), team_id, here, Completion(ids=list(ids), completed=completed))

    milk = await scene.add("Milk")
    oat, soy = await scene.add("Oat", parent=milk), await scene.add("Soy", parent=milk)
    await complete(oat, soy)
    assert await counts() == {here: 1, there: 0}
    await complete(soy, completed=False)
    await complete(soy, completed=False)
    assert await counts() == {here: 2, there: 0}
    await todos.delete_todo(ada.call(), team_id, milk)
    assert await counts() == {here: 0, there: 0}
    await todos.restore_todo(ada.call(), team_id, milk)
    assert await counts() == {here: 2, there: 0}
    await todos.move_todo(ada.call(), team_id, milk, TodoMove(parent_id=None, set_id=there))
    assert await counts(scene.bob) == {here: 0, there: 2}
    hidden = [PermissionChange(role="member", permission="view_todos", allowed=False)]
    await permissions.change_permissions(ada.call(), team_id, f"set:{there}", PermissionChanges(overrides=hidden))
    assert await counts(scene.bob) == {here: 0}
    assert await counts() == {here: 0, there: 2}


async def test_a_team_without_a_list_gets_one_first_list(scene: Scene) -> None:
    """However many open a team without a list concurrently, it gets exactly one."""
    await scene.world.rows("DELETE FROM todo_sets")
    db = Interleaved(scene.world.db)
    people = [scene.ada, scene.bob] * 3
    found = await asyncio.gather(*(sets.list_sets(who.call(db=db), scene.team_id) for who in people))
    assert len({body(outcome)["sets"][0]["id"] for outcome in found}) == 1
    assert [one["name"] for one in await _listed(scene)] == ["Todos"]


async def test_a_set_changes_only_in_what_is_given(scene: Scene) -> None:
    """Name and split are changed separately, and the answer is the changed set."""
    before = (await _listed(scene))[0]
    for change, expected in (
        (SetChange(name=" Home "), {**before, "name": "Home"}),
        (SetChange(split_completed=True), {**before, "name": "Home", "splitCompleted": True}),
        (SetChange(name="Todos", split_completed=False), before),
    ):
        assert body(await sets.update_set(scene.ada.call(), scene.team_id, scene.set_id, change)) == {"set": expected}
        assert await _listed(scene) == [expected]


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
async def test_a_name_has_its_limits(name: str, scene: Scene) -> None:
    """An empty name, or one of more than 100 characters, is refused, naming the field, and nothing is stored."""
    before = await dump(scene.world.db)
    with pytest.raises(Invalid, match="`name`"):
        await _create(scene, name)
    with pytest.raises(Invalid, match="`name`"):
        await sets.update_set(scene.ada.call(), scene.team_id, scene.set_id, SetChange(name=name))
    assert await dump(scene.world.db) == before


async def test_an_empty_change_is_refused(scene: Scene) -> None:
    """A change without a field is refused, naming the possible fields."""
    with pytest.raises(Invalid, match="`name`, `splitCompleted` and `autoRenew`"):
        await sets.update_set(scene.ada.call(), scene.team_id, scene.set_id, SetChange(name=UNSET))


async def test_managing_needs_the_permission_or_to_be_the_creator(scene: Scene) -> None:
    """A member changes and deletes the sets that they created, and no other."""
    await scene.world.rows(
        "INSERT INTO permissions VALUES ('p1', ?1, 'global', 'member', 'manage_sets', 1, '')", scene.team_id
    )
    own = await _create(scene, "Own", by=scene.bob)
    await scene.world.rows("DELETE FROM permissions")
    await sets.update_set(scene.bob.call(), scene.team_id, own["id"], SetChange(name="Mine"))
    for refused in (
        _create(scene, "Another", by=scene.bob),
        sets.update_set(scene.bob.call(), scene.team_id, scene.set_id, SetChange(name="Mine")),
        sets.delete_set(scene.bob.call(), scene.team_id, scene.set_id),
    ):
        with pytest.raises(Forbidden):
            await refused
    await sets.delete_set(scene.bob.call(), scene.team_id, own["id"])
    assert [one["id"] for one in await _listed(scene)] == [scene.set_id]


@pytest.mark.parametrize("scope", ["global", "set"])
async def test_r112_a_creator_manages_a_set_only_while_they_may_see_it(scope: str, scene: Scene) -> None:
    """Without `view_todos`, in the set or the team, its creator neither changes nor deletes it."""
    cleo = await scene.join("cleo", "admin")
    own = await _create(scene, "Own", by=cleo)
    await teams.change_role(scene.ada.call(), scene.team_id, cleo.id, MemberRole(role="member"))
    where = f"set:{own['id']}" if scope == "set" else scope
    sql = "INSERT INTO permissions VALUES ('p1', ?1, ?2, 'member', 'view_todos', 0, '')"
    await scene.world.rows(sql, scene.team_id, where)
    before = await dump(scene.world.db)
    with pytest.raises(Forbidden):
        await sets.update_set(cleo.call(), scene.team_id, own["id"], SetChange(name="Mine"))
    with pytest.raises(Forbidden):
        await sets.delete_set(cleo.call(), scene.team_id, own["id"])
    assert await dump(scene.world.db) == before
    await scene.world.rows("DELETE FROM permissions")
    await sets.delete_set(cleo.call(), scene.team_id, own["id"])


async def test_sets_are_reordered_all_or_none(scene: Scene) -> None:
    """Sets get the requested positions; with one that is unknown, or of another team, none moves."""
    work = (await _create(scene, "Work"))["id"]
    order = [NewPosition(id=work, sort_order=0.5), NewPosition(id=scene.set_id, sort_order=3)]
    await sets.reorder_sets(scene.ada.call(), scene.team_id, SetOrder(items=order))
    assert [(one["id"], one["sortOrder"]) for one in await _listed(scene)] == [(work, 0.5), (scene.set_id, 3)]
    hers = body(await sets.list_sets(scene.ada.call(), f"personal:{scene.ada.id}"))["sets"][0]["id"]
    before = await dump(scene.world.db)
    for stranger in (hers, "unknown"):
        wrong = SetOrder(items=[NewPosition(id=work, sort_order=9), NewPosition(id=stranger, sort_order=1)])
        with pytest.raises(NotFound):
            await sets.reorder_sets(scene.ada.call(), scene.team_id, wrong)
    assert await dump(scene.world.db) == before


async def test_a_set_of_another_team_is_unknown(scene: Scene) -> None:
    """A set that exists in another team can be neither changed nor deleted from here."""
    hers = body(await sets.list_sets(scene.bob.call(), f"personal:{scene.bob.id}"))["sets"][0]["id"]
    for set_id in (hers, "unknown"):
        with pytest.raises(NotFound):
            await sets.update_set(scene.ada.call(), scene.team_id, set_id, SetChange(name="Mine"))
        with pytest.raises(NotFound):
            await sets.delete_set(scene.ada.call(), scene.team_id, set_id)
