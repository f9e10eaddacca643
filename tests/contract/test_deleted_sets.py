"""The trash of a team: a deleted list is as if it were not there, and comes back as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import permissions
from actions.housekeeping import prune_old
from domain import limits
from domain.errors import Forbidden, LimitReached, NotFound
from domain.inputs import PermissionChange, PermissionChanges, SetName, TodoMove
from domain.instants import instant
from glint_client.replica import Replica
from routes import sets, teams, todos
from tests.support.databases import Interfering, dump
from tests.support.mutations import NO_OPS, TODO_MUTATIONS, Act, Stage
from tests.support.reads import READS
from tests.support.scene import Person, Scene, body

DAY_MS = 86_400_000
OF_A_SET = (*(act for _, act in TODO_MUTATIONS.values()), *NO_OPS.values())
READS_OF_A_SET = ("todos", "comments", "events", "history", "history of a todo", "view a set", "permissions",
                  "my permissions")  # fmt: skip


async def _delete(scene: Scene, by: Person | None = None, set_id: str = "") -> None:
    await sets.delete_set((by or scene.ada).call(), scene.team_id, set_id or scene.set_id)


async def _restore(scene: Scene, by: Person | None = None, set_id: str = "", key: str = "") -> dict[str, Any]:
    call = (by or scene.ada).call(key)
    found: dict[str, Any] = body(await sets.restore_set(call, scene.team_id, set_id or scene.set_id))["set"]
    return found


async def _deleted(scene: Scene, by: Person | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body(await sets.list_deleted_sets((by or scene.ada).call(), scene.team_id))["sets"]
    return found


async def _create(scene: Scene, name: str, by: Person | None = None) -> str:
    made = await sets.create_set((by or scene.ada).call(), scene.team_id, SetName(name=name))
    return str(body(made)["set"]["id"])


async def _names(scene: Scene) -> list[str]:
    return [each["name"] for each in body(await sets.list_sets(scene.ada.call(), scene.team_id))["sets"]]


async def test_r152_a_restored_list_is_as_it_was(stage: Stage) -> None:
    """With todos, comments, claims, its own trash, its log and its permissions; the log goes on from where it was."""
    scene = stage.scene
    muted = PermissionChanges(overrides=[PermissionChange(role="member", permission="comment", allowed=False)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, f"set:{scene.set_id}", muted)
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.bread)
    before, listed = await dump(scene.world.db), (await sets.list_sets(scene.ada.call(), scene.team_id)).text
    replica = Replica.from_list(await scene.todos(), await scene.head())
    another = await _create(scene, "Another")
    await _delete(scene)
    assert await _names(scene) == ["Another"]
    assert await _restore(scene) == json.loads(listed)["sets"][0]
    await scene.world.rows("DELETE FROM todo_sets WHERE id = ?1", another)
    assert await dump(scene.world.db) == before
    await todos.restore_todo(scene.ada.call(), scene.team_id, stage.bread)
    for event in (await scene.log())[replica.seq :]:
        replica.receive(event)
    assert (replica.todos(), replica.seq) == (await scene.todos(), await scene.head())


async def test_r153_the_trash_says_what_is_in_it(stage: Stage) -> None:
    """The list that was deleted last comes first, with who deleted it and until when it is kept."""
    scene = stage.scene
    other = await _create(scene, "Other")
    await _delete(scene)
    deleted_at = instant(scene.world.now_ms)
    cleo = await scene.join("cleo", "admin")
    await _delete(scene, by=cleo, set_id=other)
    first, second = (await _deleted(scene))[:2]
    assert (first["name"], first["deletedBy"]) == ("Other", {"id": cleo.id, "displayName": "cleo", "avatarUrl": None})
    assert second == {
        "id": scene.set_id, "userId": scene.ada.id, "name": "Todos", "todoCount": 3,
        "createdAt": "2026-11-24T09:30:00.004Z", "deletedAt": deleted_at,
        "keptUntil": deleted_at.replace("2026-11-24", "2026-12-24"),
        "deletedBy": {"id": scene.ada.id, "displayName": "ada", "avatarUrl": None},
    }  # fmt: skip


async def test_r152_whoever_may_delete_a_list_may_restore_it(scene: Scene) -> None:
    """Those with `manage_sets`, and its creator while they may see it; others neither see nor restore it."""
    cleo = await scene.join("cleo", "admin")
    own = await _create(scene, "Own", by=cleo)
    await scene.world.rows("UPDATE memberships SET role = 'member' WHERE user_id = ?1", cleo.id)
    await _delete(scene, set_id=own)
    await _delete(scene)
    assert [[each["name"] for each in await _deleted(scene, who)] for who in (scene.ada, cleo, scene.bob)] == [
        ["Todos", "Own"], ["Own"], [],
    ]  # fmt: skip
    for who, set_id in ((scene.bob, own), (scene.bob, scene.set_id), (cleo, scene.set_id)):
        with pytest.raises(Forbidden):
            await _restore(scene, who, set_id)
    hidden = "INSERT INTO permissions VALUES ('p1', ?1, ?2, 'member', 'view_todos', 0, '')"
    await scene.world.rows(hidden, scene.team_id, f"set:{own}")
    assert await _deleted(scene, cleo) == []
    with pytest.raises(Forbidden):
        await _restore(scene, cleo, own)
    await scene.world.rows("DELETE FROM permissions")
    await _restore(scene, cleo, own)
    for team_id, set_id in ((f"personal:{scene.ada.id}", scene.set_id), (scene.team_id, "unknown")):
        with pytest.raises(NotFound):
            await sets.restore_set(scene.ada.call(), team_id, set_id)


async def test_r152_a_deleted_list_is_unknown(stage: Stage) -> None:
    """Whatever is asked about it, or about a todo or comment in it, is 404, and changes nothing."""
    scene = stage.scene
    there, deleted = await _create(scene, "Other"), await scene.add()
    await todos.delete_todo(scene.ada.call(), scene.team_id, deleted)
    await _delete(scene)
    before = await dump(scene.world.db)
    more: tuple[Act, ...] = (
        lambda s, c: todos.move_todo(c, s.team_id, s.milk, TodoMove(parent_id=None, set_id=there)),
        lambda s, c: todos.restore_todo(c, s.team_id, deleted),
        lambda s, c: sets.delete_set(c, s.team_id, s.set_id),
    )
    for act in (*OF_A_SET, *(READS[name] for name in READS_OF_A_SET), *more):
        with pytest.raises(NotFound):
            await act(stage, scene.ada.call("k1"))
    assert await dump(scene.world.db) == before


async def test_r152_nothing_moves_into_a_deleted_list(scene: Scene) -> None:
    """Not even if it is deleted while the move is decided, and nothing is added to it then."""
    there, milk = await _create(scene, "Other"), await scene.add()

    async def delete() -> None:
        await scene.world.rows("UPDATE todo_sets SET deleted_at = 'now' WHERE id = ?1", there)

    for db in (Interfering(scene.world.db, delete), None):
        with pytest.raises(NotFound):
            await todos.move_todo(scene.ada.call(db=db), scene.team_id, milk, TodoMove(parent_id=None, set_id=there))
    assert [todo["id"] for todo in await scene.todos()] == [milk]


async def test_r154_who_leaves_also_leaves_deleted_lists(stage: Stage) -> None:
    """Claims in them end, by events of their logs, so that whoever knew the list before it was deleted follows."""
    scene = stage.scene
    await scene.claim(stage.milk, scene.bob)
    replica = Replica.from_list(await scene.todos(), await scene.head())
    await _delete(scene)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    await _restore(scene)
    for event in (await scene.log())[replica.seq :]:
        replica.receive(event)
    assert (replica.todos(), replica.seq) == (await scene.todos(), await scene.head())
    assert [todo["claimedBy"] for todo in await scene.todos()] == [None, scene.ada.id, None]


async def test_r152_a_team_without_another_list_gets_a_first_one(scene: Scene) -> None:
    """Names may be the same, places too."""
    await _delete(scene)
    assert await _names(scene) == ["Todos"]
    await _restore(scene)
    assert await _names(scene) == ["Todos", "Todos"]


async def test_r13_r152_a_list_is_restored_once(scene: Scene) -> None:
    """A repeat gets the first answer; without a key, what is there already stays."""
    await _delete(scene)
    first = await _restore(scene, key="k1")
    assert await _restore(scene, key="k1") == await _restore(scene) == first
    await _delete(scene)
    assert await _restore(scene, key="k1") == first
    assert [each["id"] for each in await _deleted(scene)] == [scene.set_id]


async def test_r107_r152_the_limit_of_lists_holds_at_a_restore(scene: Scene) -> None:
    """A team with as many lists as it may have gets none back, also if it got there meanwhile."""
    await _delete(scene)
    lists = "INSERT INTO todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at) "
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3) "
    values = "SELECT 'many-' || i, ?1, ?2, 'Many', i, '', '' FROM n"
    params = (scene.team_id, scene.ada.id, limits.TEAM_MAX_SETS)

    async def fill() -> None:
        await scene.world.rows("DELETE FROM todo_sets WHERE name = 'Many'")
        await scene.world.rows(lists + many + values, *params)

    for db in (Interfering(scene.world.db, fill), None):
        with pytest.raises(LimitReached, match="300 lists"):
            await sets.restore_set(scene.ada.call(db=db), scene.team_id, scene.set_id)
    await scene.world.rows("DELETE FROM todo_sets WHERE id = 'many-1'")
    await _restore(scene)


async def test_r152_a_full_trash_takes_no_list(scene: Scene) -> None:
    """Of those that can still be restored a team has 300 at most."""
    lists = "INSERT INTO todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at, deleted_at) "
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3) "
    values = "SELECT 'many-' || i, ?1, ?2, 'Many', i, '', '', ?4 FROM n"
    now = instant(scene.world.now_ms)
    await scene.world.rows(lists + many + values, scene.team_id, scene.ada.id, limits.TEAM_MAX_DELETED_SETS, now)
    with pytest.raises(LimitReached, match="300 deleted lists"):
        await _delete(scene)
    await scene.world.rows("UPDATE todo_sets SET deleted_at = '2026-01-01' WHERE id = 'many-1'")
    await _delete(scene)


async def test_r152_after_thirty_days_nothing_is_left(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be restored then, and the cron deletes it in steps that are bounded, however deep its todos are."""
    scene = stage.scene
    await scene.world.rows("UPDATE sessions SET expires_at = '9', ends_at = '9', used_at = '9999-01-01T00:00:00.000Z'")
    kept = await _create(scene, "Kept")
    await todos.delete_todo(scene.ada.call(), scene.team_id, stage.bread)
    await _delete(scene)
    scene.world.now_ms += limits.EVENTS_KEEP_DAYS * DAY_MS - 10
    await prune_old(scene.world.db, scene.world.now_ms)
    await _restore(scene)
    assert len(await scene.todos()) == 2
    await _delete(scene)
    scene.world.now_ms += limits.EVENTS_KEEP_DAYS * DAY_MS + 1
    assert await _deleted(scene) == []
    with pytest.raises(NotFound):
        await _restore(scene)
    monkeypatch.setattr(limits, "PRUNE_STEP_ROWS", 1)
    await prune_old(scene.world.db, scene.world.now_ms)
    left = await dump(scene.world.db)
    assert [row for table in left.values() for row in table if scene.set_id in row] == []
    assert [left[table] for table in ("todos", "comments", "events", "deleted_todos")] == [[], [], [], []]
    assert kept in left["todo_sets"][0]


async def test_r55_everybody_is_told(scene: Scene) -> None:
    """A deletion is announced, and its viewers are asked for again; so is a restore announced."""
    deleted = await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    restored = await sets.restore_set(scene.ada.call(), scene.team_id, scene.set_id)
    assert (deleted.effects.announce, deleted.effects.recheck) == ((scene.team_id,), (scene.team_id,))
    assert (restored.effects.announce, restored.effects.recheck) == ((scene.team_id,), ())
