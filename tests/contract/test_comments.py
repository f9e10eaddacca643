"""Comments: a thread on each todo, whose number the list knows, in the one order of the list's log."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from actions import permissions
from actions.housekeeping import prune_old
from actions.result import Result
from domain import limits
from domain.errors import Conflict, Forbidden, IdTaken, Invalid, LimitReached, NotFound
from domain.inputs import NewComment, PermissionChange, PermissionChanges
from domain.limits import COMMENT_MAX_CHARS, COMMENTS_PAGE_MAX_BYTES, EVENTS_KEEP_DAYS, TODO_MAX_COMMENTS
from domain.permissions import Permission
from glint_client.replica import Replica
from routes import comments, teams, todos
from tests.support.databases import Interfering, Recording, dump
from tests.support.scene import Person, Scene, body

CHOSEN_ID = str(UUID(int=2**126))
BESIDE = '{"comments":,"next":"[\\"2025-01-01\\",\\"c100\\"]","seq":1}'
"""All of a page but its comments."""
MANY = """
INSERT INTO comments (id, todo_id, user_id, username, body, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
SELECT 'c' || i, ?1, ?2, '', ?4, '2025-01-0' || (i % 9) FROM n"""


async def _fill(scene: Scene, todo_id: str, count: int, text: str = "Yes") -> None:
    """Store comments as if they had been there for long."""
    await scene.world.rows(MANY, todo_id, scene.ada.id, count, text)
    await scene.world.rows("UPDATE todos SET comment_count = ?1 WHERE id = ?2", count, todo_id)


async def _delete(scene: Scene, comment_id: str, by: Person | None = None) -> Result:
    return await comments.delete_comment((by or scene.ada).call(), scene.team_id, comment_id)


async def _set(scene: Scene, permission: Permission, *, allowed: bool) -> None:
    change = PermissionChange(role="member", permission=permission, allowed=allowed)
    changes = PermissionChanges(overrides=[change])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, f"set:{scene.set_id}", changes)


async def _counts(scene: Scene) -> dict[str, int]:
    return {todo["id"]: todo["commentCount"] for todo in await scene.todos()}


async def test_r130_a_comment_is_an_event_with_the_number_of_all(scene: Scene) -> None:
    """The answer has the comment and the seq; the event also how many the todo has now."""
    milk = await scene.add()
    await scene.comment(milk, "First", by=scene.bob)
    new = NewComment(body="  Two\nlines ", id=CHOSEN_ID)
    result = await comments.create_comment(scene.ada.call("k1"), scene.team_id, milk, new)
    made = body(result)["comment"]
    assert made == {"id": CHOSEN_ID, "userId": scene.ada.id, "displayName": "ada", "avatarUrl": None,
                    "body": "Two\nlines", "writtenBy": None, "createdAt": made["createdAt"]}  # fmt: skip
    event = (await scene.log())[-1]
    assert event == {"type": "comment:created", "setId": scene.set_id, "seq": 3, "mutationId": "k1",
                     "actorId": scene.ada.id, "todoId": milk, "comment": made, "commentCount": 2}  # fmt: skip
    assert body(result)["seq"] == 3
    assert body(await _delete(scene, CHOSEN_ID)) == {"ok": True, "seq": 4}
    event = (await scene.log())[-1]
    assert event == {"type": "comment:deleted", "setId": scene.set_id, "seq": 4, "actorId": scene.ada.id,
                     "todoId": milk, "id": CHOSEN_ID, "commentCount": 1}  # fmt: skip
    assert ([each["body"] for each in await scene.thread(milk)], await _counts(scene)) == (["First"], {milk: 1})


@pytest.mark.parametrize(
    ("text", "comment_id"),
    [("", None), (" \n", None), ("x" * (COMMENT_MAX_CHARS + 1), None), ("\u200b", None), ("a\x00", None), ("x", "1")],
)
async def test_r54_a_comment_has_a_text_that_people_can_see(text: str, comment_id: str | None, scene: Scene) -> None:
    """Of 1 to 2,000 characters after trimming, and, if its author chose an id, a UUID."""
    milk = await scene.add()
    with pytest.raises(Invalid):
        await comments.create_comment(scene.ada.call(), scene.team_id, milk, NewComment(body=text, id=comment_id))
    await scene.comment(milk, f" {'x' * COMMENT_MAX_CHARS} ")
    assert await _counts(scene) == {milk: 1}


async def test_r54_a_todo_has_five_hundred_comments_at_most(scene: Scene) -> None:
    """One more is refused, also when the last place was taken between decision and commit."""
    milk = await scene.add()
    await _fill(scene, milk, TODO_MAX_COMMENTS - 1)

    async def be_faster() -> None:
        if len(await scene.thread(milk)) < TODO_MAX_COMMENTS:
            await scene.comment(milk)

    late = scene.ada.call("k1", db=Interfering(scene.world.db, be_faster))
    before = await scene.head()
    with pytest.raises(LimitReached):
        await comments.create_comment(late, scene.team_id, milk, NewComment(body="x"))
    assert (await scene.head(), await _counts(scene)) == (before + 1, {milk: TODO_MAX_COMMENTS})


async def test_r18_an_id_that_is_taken_is_a_conflict(scene: Scene) -> None:
    """Whoever has it, wherever."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    new = NewComment(body="x", id=CHOSEN_ID)
    await comments.create_comment(scene.ada.call(), scene.team_id, milk, new)
    before = await dump(scene.world.db)
    with pytest.raises(IdTaken, match="A comment with this id"):
        await comments.create_comment(scene.bob.call("k1"), scene.team_id, bread, new)
    assert await dump(scene.world.db) == before


async def test_r131_a_thread_comes_in_pages(scene: Scene) -> None:
    """Oldest first, each page within the limit of bytes, together everything once."""
    milk = await scene.add()
    await _fill(scene, milk, TODO_MAX_COMMENTS, "\x01\U0001f95b" * (COMMENT_MAX_CHARS // 2))
    thread = await scene.thread(milk)
    assert [each["id"] for each in thread] == sorted(
        (f"c{number}" for number in range(1, TODO_MAX_COMMENTS + 1)), key=lambda i: (int(i[1:]) % 9, i)
    )
    first = (await comments.list_comments(scene.ada.call(), scene.team_id, milk)).text
    assert COMMENTS_PAGE_MAX_BYTES // 2 < len(first.encode()) <= COMMENTS_PAGE_MAX_BYTES + len(BESIDE)
    assert 1 < len(json.loads(first)["comments"]) < TODO_MAX_COMMENTS


async def test_r131_a_comment_of_any_size_comes_alone(scene: Scene) -> None:
    """An earlier Glint had no limit; such a comment is longer than a page may be."""
    milk = await scene.add()
    await _fill(scene, milk, 3, "x" * COMMENTS_PAGE_MAX_BYTES)
    assert [each["id"] for each in await scene.thread(milk)] == ["c1", "c2", "c3"]


async def test_r131_more_than_five_hundred_from_an_earlier_glint_are_shown(scene: Scene) -> None:
    """They come in several pages."""
    milk = await scene.add()
    await _fill(scene, milk, 2 * TODO_MAX_COMMENTS + 1)
    assert len(await scene.thread(milk)) == 2 * TODO_MAX_COMMENTS + 1


@pytest.mark.parametrize("after", ["x", "[]", "{}", '["a"]', '["a", 1]', '["a", "b", "c"]', "\ud800"])
async def test_r131_only_a_cursor_leads_on(after: str, scene: Scene) -> None:
    """Anything else is 422."""
    call = scene.ada.call()
    call.query = {"after": after}
    with pytest.raises(Invalid):
        await comments.list_comments(call, scene.team_id, await scene.add())


async def test_r131_a_thread_is_exact_for_its_seq(scene: Scene) -> None:
    """With the events after it, in order, it is the thread of later."""
    milk = await scene.add()
    first = await scene.comment(milk, "First")
    seq = body(await comments.list_comments(scene.ada.call(), scene.team_id, milk))["seq"]
    assert seq == await scene.head() == 2
    await scene.comment(milk, "Second", by=scene.bob)
    await _delete(scene, first)
    replica = Replica({}, 0)
    for event in await scene.log():
        replica.receive(event)
    assert replica.thread(milk) == await scene.thread(milk)
    assert [each["body"] for each in await scene.thread(milk)] == ["Second"]


async def test_r132_permissions_of_comments(scene: Scene) -> None:
    """A member comments and deletes their own; each can be taken away, and another's needs its own permission."""
    milk = await scene.add()
    adas, bobs = await scene.comment(milk), await scene.comment(milk, by=scene.bob)
    with pytest.raises(Forbidden, match="delete this comment"):
        await _delete(scene, adas, scene.bob)
    await _set(scene, "comment", allowed=False)
    with pytest.raises(Forbidden, match="comment here"):
        await scene.comment(milk, by=scene.bob)
    await _set(scene, "delete_own_comments", allowed=False)
    with pytest.raises(Forbidden):
        await _delete(scene, bobs, scene.bob)
    await _set(scene, "delete_any_comment", allowed=True)
    await _delete(scene, adas, scene.bob)
    await _set(scene, "view_todos", allowed=False)
    for refused in (
        comments.list_comments(scene.bob.call(), scene.team_id, milk),
        comments.create_comment(scene.bob.call(), scene.team_id, milk, NewComment(body="x")),
        _delete(scene, bobs, scene.bob),
    ):
        with pytest.raises(Forbidden, match="see this list"):
            await refused
    assert await _counts(scene) == {milk: 1}


async def test_what_is_deleted_twice_at_once_is_gone_once(scene: Scene) -> None:
    """The second one finds nothing, and nothing is counted down twice."""
    milk = await scene.add()
    comment = await scene.comment(milk)

    async def be_faster() -> None:
        await scene.world.rows("DELETE FROM comments WHERE id = ?1", comment)

    with pytest.raises(NotFound, match="no such comment"):
        await comments.delete_comment(
            scene.ada.call("k1", db=Interfering(scene.world.db, be_faster)), scene.team_id, comment
        )
    assert await _counts(scene) == {milk: 1}


async def test_r130_an_event_has_the_name_at_the_commit(scene: Scene) -> None:
    """A new name between decision and commit is in the event already; later ones are in the thread."""
    milk = await scene.add()
    rename = "UPDATE users SET display_name = ?1 WHERE id = ?2"

    async def be_renamed() -> None:
        await scene.world.rows(rename, "Roberta", scene.bob.id)

    late = scene.bob.call(db=Interfering(scene.world.db, be_renamed))
    made = body(await comments.create_comment(late, scene.team_id, milk, NewComment(body="x")))["comment"]
    assert (made["displayName"], await scene.thread(milk)) == ("Roberta", [made])
    await scene.world.rows(rename, "Bobby", scene.bob.id)
    assert [each["displayName"] for each in await scene.thread(milk)] == ["Bobby"]


async def test_r133_comments_go_and_come_with_their_todo(scene: Scene) -> None:
    """Those below it too; a thread as long as there may be does not stand in the way."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat milk", parent=milk)
    await _fill(scene, milk, TODO_MAX_COMMENTS, "\U0001f95b" * COMMENT_MAX_CHARS)
    await scene.comment(oat, by=scene.bob)
    before = await scene.thread(milk), await scene.thread(oat), await _counts(scene)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    assert (await dump(scene.world.db))["comments"] == []
    with pytest.raises(NotFound):
        await scene.thread(milk)
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert (await scene.thread(milk), await scene.thread(oat), await _counts(scene)) == before
    assert (await dump(scene.world.db))["deleted_comments"] == []


async def test_r133_comments_that_were_deleted_before_migration_0011_come_back(scene: Scene) -> None:
    """They are in their todo's row."""
    milk = await scene.add()
    comment = await scene.comment(milk, "Old", by=scene.bob)
    before = await scene.thread(milk)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    moved = """UPDATE deleted_todos SET comments = (SELECT json_array(json_object('id', c.id, 'user_id', c.user_id,
      'username', 'bob', 'body', c.body, 'created_at', c.created_at)) FROM deleted_comments c)"""
    await scene.world.rows(moved)
    await scene.world.rows("DELETE FROM deleted_comments")
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert (await scene.thread(milk), before[0]["id"]) == (before, comment)


async def test_r89_a_comment_whose_id_is_in_use_again_stands_in_the_way(scene: Scene) -> None:
    """Nothing is restored then."""
    milk, bread = await scene.add("Milk"), await scene.add("Bread")
    new = NewComment(body="x", id=CHOSEN_ID)
    await comments.create_comment(scene.ada.call(), scene.team_id, milk, new)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    await comments.create_comment(scene.ada.call(), scene.team_id, bread, new)
    with pytest.raises(Conflict, match="A comment with this id"):
        await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert await _counts(scene) == {bread: 1}


async def test_r7_r133_the_trash_is_pruned_with_its_comments(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """In steps of their own: a todo goes after its comments."""
    monkeypatch.setattr(limits, "PRUNE_STEP_ROWS", 2)
    milk = await scene.add()
    await _fill(scene, milk, 5)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    late = scene.world.now_ms + EVENTS_KEEP_DAYS * 86_400_000
    before = await dump(scene.world.db)
    await prune_old(scene.world.db, late - 10)
    assert (await dump(scene.world.db))["deleted_comments"] == before["deleted_comments"]
    recording = Recording(scene.world.db)
    await prune_old(recording, late + 10)
    left = await dump(scene.world.db)
    assert (left["deleted_comments"], left["deleted_todos"], len(recording.batches)) == ([], [], 3)


async def test_r108_comments_count_towards_the_quota(scene: Scene) -> None:
    """By the bytes of their events."""
    milk = await scene.add()
    spent = "SELECT log_bytes AS bytes FROM users WHERE id = ?1"
    before = (await scene.world.rows(spent, scene.bob.id))[0]["bytes"]
    await scene.comment(milk, "x" * COMMENT_MAX_CHARS, by=scene.bob)
    assert (await scene.world.rows(spent, scene.bob.id))[0]["bytes"] > before + COMMENT_MAX_CHARS


async def test_a_removed_author_is_still_named(scene: Scene) -> None:
    """Comments stay when their author leaves the team."""
    milk = await scene.add()
    await scene.comment(milk, by=scene.bob)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert [each["displayName"] for each in await scene.thread(milk)] == ["bob"]
