"""The list: byte for byte, its order, and who sees it."""

from __future__ import annotations

import math
import random

import pytest

from domain.errors import Forbidden, NotAMember, NotFound, NotSignedIn
from domain.inputs import NewPosition, TodoChange, TodoOrder
from ports import Statement
from routes import sets, todos
from store.todos import select_list
from tests.support.d1_database import HttpD1Database
from tests.support.databases import empty
from tests.support.scene import Scene, make_scene

TODO = """{{"id":"{id}","userId":"{ada}","parentId":{parent},"title":"{title}","completed":{completed},\
"sortOrder":{order},"commentCount":0,"claimedBy":{claimer},"claimedByName":{name},"claimedByAvatar":null,\
"assignees":{assignees},"dueOn":null,"dueTime":null,"dueZone":null,"repeat":null,\
"createdAt":"2026-11-24T09:30:00.{created}Z","updatedAt":"2026-11-24T09:30:00.{updated}Z"}}"""
FREE = {"parent": "null", "completed": "false", "claimer": "null", "name": "null", "assignees": "[]"}
HELD = '"manage_settings":true,"manage_permissions":true,"manage_sets":true,"manage_set_links":true,\
"edit_any_todo":true,"delete_any_todo":true,"complete_any_todo":true,"reorder_todos":true,"delete_any_comment":true,\
"create_todos":true,"edit_own_todos":true,"delete_own_todos":true,"add_subtodos":true,"claim_todos":true,"assign_todos":true,\
"complete_assigned_todos":true,"comment":true,"delete_own_comments":true,"view_todos":true'


async def test_the_list_is_these_bytes(scene: Scene) -> None:
    """Every member of a todo is present, in the documented order and types, with the head that the list has."""
    ada = scene.ada.id
    milk = await scene.add('Süße "Milch" 🎉')
    bread = await scene.add("Bread", parent=milk)
    await scene.claim(milk, scene.bob)
    change = TodoChange(completed=True, sort_order=0.5)
    await todos.update_todo(scene.ada.call(), scene.team_id, bread, change)
    found = (await sets.list_todos(scene.ada.call(), scene.team_id, scene.set_id)).text
    first = TODO.format(**FREE | {"parent": f'"{milk}"', "completed": "true"}, id=bread, ada=ada, title="Bread",
                        order="0.5", created="006", updated="008")  # fmt: skip
    second = TODO.format(**FREE | {"claimer": f'"{scene.bob.id}"', "name": '"bob"'}, id=milk, ada=ada,
                         title='Süße \\"Milch\\" 🎉', order="1", created="005", updated="005")  # fmt: skip
    assert found == f'{{"todos":[{first},{second}],"role":"owner","permissions":{{{HELD}}},"seq":4}}'


async def test_an_empty_list_is_these_bytes(scene: Scene) -> None:
    """A set without todos is an empty list at seq 0."""
    found = (await sets.list_todos(scene.ada.call(), scene.team_id, scene.set_id)).text
    assert found == f'{{"todos":[],"role":"owner","permissions":{{{HELD}}},"seq":0}}'


async def test_the_list_is_ordered_by_position_then_creation_then_id(scene: Scene) -> None:
    """Smaller positions first, integer or not; at the same position the older first, then the smaller id."""
    rows = [("z", 1, "1"), ("b", 1.5, "2"), ("a", 1.5, "2"), ("c", 1.5, "1"), ("y", -3, "9"), ("x", 10, "0")]
    sql = """INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 'x', ?5, ?6, '')"""
    who = (scene.set_id, scene.team_id, scene.ada.id)
    await scene.world.db.batch(*(Statement(sql, (todo, *who, place, born)) for todo, place, born in rows))
    assert [todo["id"] for todo in await scene.todos()] == ["y", "z", "c", "a", "b", "x"]


async def test_titles_come_back_as_they_went_in(scene: Scene) -> None:
    """Quotes, escapes, line breaks and every plane of Unicode survive the database's own JSON."""
    plain = ['"', "\\", "'; DROP TABLE todos; --", "%s ?1 $1", "x" * 500]
    strange = ["a\nb\tc", "\x01a\x7f", "a\u2028b\u2029c", "אבג", "👩‍👩‍👧‍👦", "a\U0010ffff"]
    titles = plain + strange
    for title in titles:
        await scene.add(title)
    assert [todo["title"] for todo in await scene.todos()] == titles
    created = [event["todo"]["title"] for event in await scene.log()]
    assert created == titles


async def test_d1_gives_places_back_to_the_last_bit(d1: HttpD1Database) -> None:
    """On D1 every position, however fractional, is in the list exactly as in the event."""
    await empty(d1)
    scene = await make_scene(d1)
    chance = random.Random(1)
    places = [0.1 + 0.2, 1 / 3, 1 + 2**-52, 2.0**50, -(2.0**50), 5e-324, math.pi * 1e-9]
    places += [chance.uniform(-9, 9) for _ in range(60)]
    ids = [await scene.add() for _ in places]
    items = [NewPosition(id=todo_id, sort_order=place) for todo_id, place in zip(ids, places, strict=True)]
    await todos.reorder_todos(scene.ada.call(), scene.team_id, TodoOrder(set_id=scene.set_id, items=items))
    assert {todo["id"]: todo["sortOrder"] for todo in await scene.todos()} == dict(zip(ids, places, strict=True))


async def test_r11_only_members_get_rows(scene: Scene) -> None:
    """The list's statement returns nothing to someone who is not a member, whatever ids they know."""
    await scene.add()
    eve = await scene.world.sign_in("eve")
    for team_id, who in ((scene.team_id, eve), (f"personal:{eve.id}", eve), (f"personal:{scene.ada.id}", scene.ada)):
        assert await scene.world.db.batch(select_list(team_id, scene.set_id, who.call().caller)) == [[]]
    assert len((await scene.world.db.batch(select_list(scene.team_id, scene.set_id, scene.bob.call().caller)))[0]) == 1


async def test_r11_each_reason_for_no_access_has_its_error(scene: Scene) -> None:
    """Not signed in, not a member, unknown set and revoked permission are four different errors."""
    eve = await scene.world.sign_in("eve")
    await scene.world.rows(
        "INSERT INTO permissions VALUES ('p1', ?1, 'global', 'member', 'view_todos', 0, '')", scene.team_id
    )
    for call in (scene.world.call(None), scene.world.call("unknown")):
        with pytest.raises(NotSignedIn):
            await sets.list_todos(call, scene.team_id, scene.set_id)
    for team_id in (scene.team_id, "no such team"):
        with pytest.raises(NotAMember):
            await sets.list_todos(eve.call(), team_id, scene.set_id)
    with pytest.raises(NotFound):
        await sets.list_todos(scene.ada.call(), scene.team_id, "no such set")
    with pytest.raises(Forbidden, match="see this list"):
        await sets.list_todos(scene.bob.call(), scene.team_id, scene.set_id)
