"""A migration corrects what earlier versions allowed, and the lists' logs say so."""

from __future__ import annotations

from domain.inputs import NewPosition, SetName, SetOrder, TeamName, TodoOrder
from glint_client.replica import Replica
from ports import Statement
from routes import sets, teams, todos
from tests.support.databases import dump
from tests.support.scene import Scene, body
from tools.migrations import statements
from tools.project import ROOT

MIGRATIONS = ROOT / "migrations"
REPAIR = statements((MIGRATIONS / "0005_claims_and_places.sql").read_text("utf-8"))
LEFT_OVERS = [each for each in statements((MIGRATIONS / "0008_ends_of_access.sql").read_text("utf-8"))
              if "\nDELETE" in f"\n{each}"]  # fmt: skip

DENIALS = statements((MIGRATIONS / "0018_assignees.sql").read_text("utf-8"))[-1]


async def _repair(scene: Scene) -> None:
    await scene.world.db.batch(*map(Statement, REPAIR))


async def test_r5_r54_r88_claims_of_former_members_and_positions_beyond_the_limit_are_corrected(scene: Scene) -> None:
    """The log still gives the list, whose order stays, and everything that is listed can be sent back."""
    rows, eve = scene.world.rows, await scene.world.sign_in("eve")
    milk, bread, eggs = [await scene.add(title) for title in ("Milk", "Bread", "Eggs")]
    await rows("UPDATE todos SET claimed_by = ?1 WHERE title <> 'Bread'", eve.id)
    await scene.claim(bread, scene.bob)
    replica = Replica.from_list(await scene.todos(), await scene.head())
    await rows("UPDATE todos SET sort_order = 9007199254740992 WHERE id = ?1", bread)
    await rows("UPDATE todo_sets SET sort_order = -9007199254740992 WHERE id = ?1", scene.set_id)
    await _repair(scene)
    for event in await scene.log():
        replica.receive(event)
    listed = await scene.listed()
    assert (replica.todos(), replica.seq) == (listed["todos"], listed["seq"])
    assert [(todo["id"], todo["claimedBy"]) for todo in listed["todos"]] == [
        (milk, None), (eggs, None), (bread, scene.bob.id),
    ]  # fmt: skip
    items = [NewPosition(id=todo["id"], sort_order=todo["sortOrder"]) for todo in listed["todos"]]
    await todos.reorder_todos(scene.ada.call(), scene.team_id, TodoOrder(set_id=scene.set_id, items=items))
    lists = body(await sets.list_sets(scene.ada.call(), scene.team_id))["sets"]
    order = SetOrder(items=[NewPosition(id=each["id"], sort_order=each["sortOrder"]) for each in lists])
    await sets.reorder_sets(scene.ada.call(), scene.team_id, order)


async def test_r74_r114_what_was_left_behind_is_deleted(scene: Scene) -> None:
    """Invitations above their author's role, and answers about teams that are gone; all others stay."""
    rows = scene.world.rows
    await teams.create_team(scene.ada.call("kept"), TeamName(name="Kept"))
    await rows("UPDATE idempotency_keys SET key = 'gone', answer = json_set(answer, '$.team.id', 'gone')")
    await teams.create_team(scene.ada.call("kept"), TeamName(name="Kept"))
    await sets.create_set(scene.ada.call("kept"), scene.team_id, SetName(name="Kept"))
    await rows("INSERT INTO idempotency_keys SELECT 'gone', user_id, 'gone', set_id, '', '{}', 1, '', NULL "
               "FROM idempotency_keys LIMIT 1")  # fmt: skip
    cleo = await scene.join("cleo", "admin")
    for person, role in ((scene.ada, "owner"), (cleo, "admin"), (cleo, "co-owner"), (scene.bob, "member")):
        sql = "INSERT INTO invites VALUES (?1, ?2, ?1, ?3, ?4, '', '9', NULL, 0)"
        await rows(sql, f"{person.name} {role}", scene.team_id, role, person.id)
    await scene.world.db.batch(*map(Statement, LEFT_OVERS))
    assert await rows("SELECT id FROM invites ORDER BY id") == [{"id": "ada owner"}, {"id": "cleo admin"}]
    assert await rows("SELECT DISTINCT key, count(*) AS n FROM idempotency_keys") == [{"key": "kept", "n": 2}]


async def test_correct_rows_are_unchanged(scene: Scene) -> None:
    """Nothing is written where there is nothing to correct."""
    await scene.claim(await scene.add(), scene.bob)
    before = await dump(scene.world.db)
    await _repair(scene)
    assert await dump(scene.world.db) == before


async def test_r173_what_was_denied_stays_denied(scene: Scene) -> None:
    """Whoever may not complete does not do so by an assignment, and whoever may not claim does not assign."""
    rows = scene.world.rows
    for number, (scope, permission, allowed) in enumerate([
        ("global", "complete_any_todo", 0), ("set:s1", "complete_any_todo", 1), ("set:s1", "claim_todos", 0),
        ("global", "comment", 0),
    ]):  # fmt: skip
        sql = "INSERT INTO permissions VALUES (?1, ?2, ?3, 'admin', ?4, ?5, '')"
        await rows(sql, f"p{number}", scene.team_id, scope, permission, allowed)
    await scene.world.db.batch(Statement(DENIALS))
    found = await rows("SELECT scope, role, permission, allowed FROM permissions WHERE id NOT LIKE 'p%' ORDER BY scope")
    assert [tuple(row.values()) for row in found] == [
        ("global", "admin", "complete_assigned_todos", 0), ("set:s1", "admin", "assign_todos", 0),
    ]  # fmt: skip
