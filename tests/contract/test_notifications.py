"""What concerns someone: assigned to them, mentioning them, or due."""

from __future__ import annotations

from typing import Any

import pytest

from actions import housekeeping
from domain import limits
from domain.errors import IdTaken, Invalid
from domain.inputs import Assignees, NewComment, ReadNotifications, SetName, TodoMove, Undo
from domain.inputs import Nothing as Empty
from domain.instants import instant
from routes import comments, history, notifications, sets, teams, todos
from tests.support.databases import Recording
from tests.support.scene import Person, Scene, body, event_of

DAY_MS = 86_400_000
TODAY, TOMORROW = "2026-11-24", "2026-11-25"


async def _shown(who: Person, zone: str = "UTC") -> list[dict[str, Any]]:
    """Return what concerns someone; the count of unread ones is checked."""
    call = who.call()
    call.query = {"zone": zone}
    answer = body(await notifications.list_notifications(call))
    assert answer["unread"] == sum(not each["read"] for each in answer["notifications"])
    return list(answer["notifications"])


async def _told(who: Person, zone: str = "UTC") -> list[tuple[str, str]]:
    return [(each["kind"], each["title"]) for each in await _shown(who, zone)]


async def _assign(scene: Scene, todo_id: str, *people: Person, by: Person | None = None, key: str = "") -> None:
    wanted = Assignees(assignees=[each.id for each in people])
    await todos.assign_todo((by or scene.ada).call(key), scene.team_id, todo_id, wanted)


async def _mention(scene: Scene, todo_id: str, text: str, *people: Person, by: Person | None = None) -> str:
    new = NewComment(body=text, mentions=[each.id for each in people])
    made = await comments.create_comment((by or scene.ada).call(), scene.team_id, todo_id, new)
    return str(body(made)["comment"]["id"])


async def _undo(scene: Scene) -> None:
    """Undo the last change in the list."""
    await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, Undo(seq=await scene.head()))


async def _read(who: Person, *ids: str) -> None:
    await notifications.read_notifications(who.call(), ReadNotifications(ids=list(ids)))


async def test_r240_whoever_is_assigned_by_someone_else_is_told_once(scene: Scene) -> None:
    """Not who does it, nor who was assigned before, nor again by a repeat; no longer when they are not assigned."""
    milk = await scene.add("Milk")
    await _assign(scene, milk, scene.ada, scene.bob, key="k1")
    await _assign(scene, milk, scene.ada, scene.bob, key="k1")
    eve = await scene.join("eve", "member")
    await _assign(scene, milk, scene.bob, eve, by=eve)
    assert (await _told(scene.ada), await _told(eve)) == ([], [])
    (told,) = await _shown(scene.bob)
    assert told == {
        "id": f"{scene.set_id}:2", "kind": "assigned", "at": told["at"], "read": False, "teamId": scene.team_id,
        "teamName": "Team", "setId": scene.set_id, "setName": told["setName"], "todoId": milk, "title": "Milk",
        "completed": False, "dueOn": None, "dueTime": None, "dueZone": None, "commentId": None, "excerpt": None,
        "actor": {"id": scene.ada.id, "displayName": "ada", "avatarUrl": None},
    }  # fmt: skip
    await _assign(scene, milk)
    assert await _told(scene.bob) == []


async def test_r240_undo_tells_nobody_and_shows_again_what_was_there(scene: Scene) -> None:
    """Read as it was, wherever the todo has been moved or restored; assigned once more it is new."""
    milk = await scene.add("Milk")
    await _assign(scene, milk, scene.bob)
    (told,) = await _shown(scene.bob)
    await _read(scene.bob, told["id"])
    await _assign(scene, milk)
    await _undo(scene)
    there = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    await todos.move_todo(scene.ada.call(), scene.team_id, milk, TodoMove(parent_id=None, set_id=there))
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    assert await _shown(scene.bob) == []
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert await _shown(scene.bob) == [{**told, "read": True, "setId": there, "setName": "Work"}]
    await _assign(scene, milk)
    await _assign(scene, milk, scene.bob)
    (again,) = await _shown(scene.bob)
    assert (again["read"], again["at"] > told["at"], again["id"] != told["id"]) == (False, True, True)


async def test_r241_members_who_may_see_the_list_are_told_where_their_name_stands(scene: Scene) -> None:
    """Neither the author, nor who is not named in the text, nor strangers; two of a name are told apart by id."""
    milk, eve = await scene.add("Milk"), await scene.join("eve", "admin")
    stranger = await scene.world.sign_in("zoe")
    text = "@bob and @zoe, see @ada " + "x" * limits.NOTIFICATION_EXCERPT_CHARS
    comment = await _mention(scene, milk, text, scene.ada, scene.bob, eve, stranger)
    assert (await _told(scene.ada), await _told(eve), await _told(stranger)) == ([], [], [])
    (told,) = await _shown(scene.bob)
    assert (told["kind"], told["commentId"], told["excerpt"]) == ("mentioned", comment, text[:140])
    sql = "INSERT INTO permissions VALUES (?2, ?1, ?2, 'member', 'view_todos', 0, '')"
    await scene.world.rows(sql, scene.team_id, f"set:{scene.set_id}")
    assert await _shown(scene.bob) == []
    await _mention(scene, milk, "@bob", scene.bob)
    await scene.world.rows("DELETE FROM permissions")
    assert await _shown(scene.bob) == [told]
    await comments.delete_comment(scene.ada.call(), scene.team_id, comment)
    assert await _shown(scene.bob) == []
    await _undo(scene)
    assert await _shown(scene.bob) == [told]


async def test_r241_a_refused_comment_tells_nobody(scene: Scene) -> None:
    """Its batch is aborted as a whole."""
    milk = await scene.add("Milk")
    taken = await scene.comment(milk)
    new = NewComment(body="@bob", id=taken, mentions=[scene.bob.id])
    with pytest.raises(IdTaken):
        await comments.create_comment(scene.ada.call(), scene.team_id, milk, new)
    assert await _shown(scene.bob) == []


async def test_r242_what_is_due_where_the_reader_is_comes_once_for_each_date(scene: Scene) -> None:
    """Assigned or claimed, open, due today or before; another date is new, and no date is none."""
    milk = await scene.add("Milk", due={"due_on": TODAY})
    bread = await scene.add("Bread", due={"due_on": TOMORROW})
    await scene.add("Not mine", due={"due_on": TODAY})
    for todo in (milk, bread):
        await scene.claim(todo, scene.bob)
    (told,) = await _shown(scene.bob)
    assert (told["kind"], told["title"], told["at"], told["actor"]) == ("due", "Milk", f"{TODAY}T00:00:00.000Z", None)
    scene.world.now_ms += 3 * 3_600_000
    assert await _told(scene.bob, "Pacific/Kiritimati") == [("due", "Bread"), ("due", "Milk")]
    await _read(scene.bob, told["id"], f"{bread}:{TODAY}", "unknown")
    assert [each["read"] for each in await _shown(scene.bob, "Pacific/Kiritimati")] == [False, True]
    await scene.world.rows("UPDATE todos SET due_on = ?2 WHERE id = ?1", milk, "2026-11-23")
    assert [each["read"] for each in await _shown(scene.bob)] == [False]
    await scene.world.rows("UPDATE todos SET completed = 1 WHERE id = ?1", milk)
    assert await _shown(scene.bob) == []
    call = scene.bob.call()
    call.query = {"zone": "Nowhere"}
    with pytest.raises(Invalid):
        await notifications.list_notifications(call)


async def test_r242_a_time_of_day_counts_where_its_zone_is(scene: Scene) -> None:
    """It may be another day where the reader is: tomorrow at 1:00 there is today at 11:00 UTC."""
    due = {"due_on": TOMORROW, "due_time": "01:00", "due_zone": "Pacific/Kiritimati"}
    await scene.claim(await scene.add("Milk", due=due), scene.bob)
    shown = {zone: await _told(scene.bob, zone) for zone in ("UTC", "Etc/GMT+12", "Pacific/Kiritimati")}
    assert shown == {"UTC": [("due", "Milk")], "Etc/GMT+12": [("due", "Milk")], "Pacific/Kiritimati": []}


async def test_r242_the_newest_are_kept_and_none_for_longer_than_the_limit(scene: Scene) -> None:
    """Beyond the number at once, beyond the days by the cron trigger; until then they are not shown."""
    milk = await scene.add("Milk")
    rows = """INSERT INTO notifications (user_id, kind, todo_id, comment_id, id, team_id, actor_id, created_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
      SELECT ?1, 'mentioned', ?2, 'c' || i, 'x' || i, ?3, ?1, ?5 FROM n"""
    before = instant(scene.world.now_ms - DAY_MS)
    await scene.world.rows(rows, scene.bob.id, milk, scene.team_id, limits.NOTIFICATIONS_KEPT, before)
    await _assign(scene, milk, scene.bob)
    count = "SELECT count(*) AS n FROM notifications"
    assert (await scene.world.rows(count))[0]["n"] == limits.NOTIFICATIONS_KEPT
    assert await _told(scene.bob) == [("assigned", "Milk")]
    scene.world.now_ms += limits.NOTIFICATIONS_KEEP_DAYS * DAY_MS
    await scene.world.rows("UPDATE sessions SET expires_at = '9', ends_at = '9'")
    assert await _told(scene.bob) == []
    await housekeeping.prune_old(scene.world.db, scene.world.now_ms + housekeeping.READ_EARLY_DAYS * DAY_MS)
    assert (await scene.world.rows(count))[0]["n"] == 0


async def test_r243_what_is_due_stays_read_for_as_long_as_it_is_shown(scene: Scene) -> None:
    """On its last day as well, which ends later than the days since it was read; nothing is stored of a hidden list."""
    milk = await scene.add("Milk", due={"due_on": TODAY})
    await scene.claim(milk, scene.bob)
    hide = "INSERT INTO permissions VALUES (?2, ?1, ?2, 'member', 'view_todos', 0, '')"
    await scene.world.rows(hide, scene.team_id, f"set:{scene.set_id}")
    await _read(scene.bob, f"{milk}:{TODAY}")
    assert await scene.world.rows("SELECT * FROM notifications") == []
    await scene.world.rows("DELETE FROM permissions")
    await _read(scene.bob, f"{milk}:{TODAY}")
    scene.world.now_ms += limits.NOTIFICATIONS_KEEP_DAYS * DAY_MS + 1
    await scene.world.rows("UPDATE sessions SET expires_at = '9', ends_at = '9'")
    await housekeeping.prune_old(scene.world.db, scene.world.now_ms)
    assert [each["read"] for each in await _shown(scene.bob)] == [True]


async def test_r243_reading_is_told_to_the_readers_own_devices_alone(scene: Scene) -> None:
    """Others' notifications are untouched, and an access token for another team reads none of this one."""
    milk, eve = await scene.add("Milk"), await scene.join("eve", "member")
    await _assign(scene, milk, scene.bob, eve)
    (told,) = await _shown(scene.bob)
    program = await scene.bob.issue("write", team_id=f"personal:{scene.bob.id}")
    await _read(program, told["id"])
    assert (await _shown(program), await _shown(scene.bob)) == ([], [told])
    done = await notifications.read_notifications(scene.bob.call(), ReadNotifications(ids=[told["id"]]))
    assert (body(done), done.effects.concerned, done.effects.announce) == ({"ok": True}, scene.bob.id, ())
    assert [each["read"] for each in (*await _shown(scene.bob), *await _shown(eve))] == [True, False]


async def test_r244_who_is_concerned_is_told_with_the_event(scene: Scene) -> None:
    """Mentioned or assigned; a comment that mentions nobody takes no statement more, and no change a round trip."""
    milk = await scene.add("Milk")
    new = NewComment(body="@bob", mentions=[scene.bob.id])
    done = await comments.create_comment(scene.ada.call(), scene.team_id, milk, new)
    assert [each.holders for each in done.effects.events] == [(scene.bob.id,)]
    assert event_of(done)
    assert "mentions" not in str(event_of(done))
    plain = await comments.create_comment(scene.ada.call(), scene.team_id, milk, NewComment(body="@bob"))
    assert [each.holders for each in plain.effects.events] == [()]
    recording = Recording(scene.world.db)
    await todos.assign_todo(scene.ada.call(db=recording), scene.team_id, milk, Assignees(assignees=[scene.ada.id]))
    assert not any("notifications" in statement.sql for batch in recording.batches for statement in batch)


async def test_r245_they_end_with_the_membership(scene: Scene) -> None:
    """Who comes back starts with none; a team's end takes them all."""
    milk = await scene.add("Milk")
    await _assign(scene, milk, scene.bob)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert await scene.world.rows("SELECT * FROM notifications") == []
    eve = await scene.join("eve", "member")
    await _assign(scene, milk, eve)
    await teams.delete_team(scene.ada.call(), scene.team_id, Empty())
    assert await scene.world.rows("SELECT * FROM notifications") == []
