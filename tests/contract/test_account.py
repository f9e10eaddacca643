"""One's own account: everything that is stored about it can be read, and all of it ends with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import permissions
from actions.personal_data import show_part
from domain import limits
from domain.errors import Invalid, LastOwner, LimitReached, NotSignedIn
from domain.ids import personal_team_id
from domain.inputs import (
    AccountDeletion,
    Assignees,
    InviteTerms,
    MemberRole,
    NewComment,
    NewTodo,
    PermissionChange,
    PermissionChanges,
    SetName,
    TeamName,
    TodoChange,
)
from glint_client.replica import Replica
from routes import account, comments, invites, sets, teams, todos
from store.personal_data import SECTIONS
from tests.support.databases import Interfering, dump
from tests.support.scene import Person, Scene, body
from tests.support.visit import Visit

KEEP, DELETE = AccountDeletion(texts="keep"), AccountDeletion(texts="delete")


async def _data(who: Person) -> dict[str, list[dict[str, Any]]]:
    """Read all parts."""
    found: dict[str, list[dict[str, Any]]] = {}
    after: str | None = ""
    while after is not None:
        part = body(await show_part(who.call(), after))
        assert len(part["items"]) <= limits.PERSONAL_DATA_PAGE_ROWS
        found.setdefault(part["section"], []).extend(part["items"])
        after = part["next"]
    return found


async def _space(who: Person) -> str:
    space = personal_team_id(who.id)
    first = body(await sets.list_sets(who.call(), space))["sets"][0]["id"]
    await todos.create_todo(who.call(), space, first, NewTodo(title="Secret"))
    return space


async def test_r120_a_person_reads_all_that_is_stored_about_them(scene: Scene) -> None:
    """Each section has what is theirs and nothing of others; no secret is in it."""
    made = body(await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms(role="admin")))["invite"]
    eve = await scene.world.sign_in("eve")
    await invites.accept_invite(eve.call(), made["token"])
    await invites.create_invite(eve.call(), scene.team_id, InviteTerms())
    await sets.create_set(eve.call("k1"), scene.team_id, SetName(name="Eve's"))
    mine, gone = await scene.add("Mine", by=eve), await scene.add("Gone", by=eve)
    theirs = await scene.add("Ada's")
    await scene.claim(theirs, eve)
    await todos.assign_todo(scene.ada.call(), scene.team_id, theirs, Assignees(assignees=[eve.id]))
    await scene.comment(theirs, "Yes", by=eve)
    await comments.delete_comment(scene.ada.call(), scene.team_id, await scene.comment(theirs, "Or not", by=eve))
    await scene.comment(gone, "No", by=eve)
    await todos.delete_todo(eve.call(), scene.team_id, gone)
    await scene.connect(eve)
    await eve.issue("write", team_id=scene.team_id)
    await scene.world.rows("INSERT INTO invite_cutoffs VALUES (?1, ?2, '')", scene.team_id, eve.id)
    data = await _data(eve)
    assert tuple(data) == SECTIONS
    assert {name: len(items) for name, items in data.items()} == dict.fromkeys(SECTIONS, 1) | {"memberships": 2}
    assert data["profile"][0]["username"] == "eve"
    assert data["sessions"][0]["connections"][0]["teamId"] == scene.team_id
    [token] = data["accessTokens"]
    assert (token["name"], token["scopes"], token["usedAt"]) == ("backup script", ["read", "write"], None)
    assert data["invitesUsed"][0]["inviteId"] == made["id"]
    assert (data["lists"][0]["name"], data["todos"][0]["id"], data["claims"][0]["title"]) == ("Eve's", mine, "Ada's")
    assert (data["deletedTodos"][0]["title"], data["comments"][0]["body"]) == ("Gone", "Yes")
    assert data["removedComments"][0]["body"] == "Or not"
    assert data["deletedComments"][0]["body"] == "No"
    assert data["answers"][0]["answer"]["set"]["name"] == "Eve's"
    secrets = (eve.token_hash, made["token"])
    assert not [secret for secret in secrets if secret in json.dumps(data)]


async def test_r120_a_section_comes_in_pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each continues after the last row of the one before."""
    monkeypatch.setattr(limits, "PERSONAL_DATA_PAGE_ROWS", 2)
    made = {await scene.add(f"{number}", by=scene.bob) for number in range(5)}
    for number in range(5):
        await todos.create_todo(scene.bob.call(f"k{number}"), scene.team_id, scene.set_id, NewTodo(title="x"))
    data = await _data(scene.bob)
    assert made < {item["id"] for item in data["todos"]}
    assert (len(data["todos"]), [item["key"] for item in data["answers"]]) == (10, [f"k{n}" for n in range(5)])


@pytest.mark.parametrize("after", ["x", "[]", "{}", '["unknown"]', "[null]"])
async def test_r120_only_a_cursor_leads_on(after: str, scene: Scene) -> None:
    """Anything else is 422."""
    with pytest.raises(Invalid):
        await show_part(scene.bob.call(), after)


async def test_r120_a_download_is_no_way_around_the_end_of_access(scene: Scene) -> None:
    """What others made of a text since is not for someone who may not see the list."""
    todo = await scene.add("Mine", by=scene.bob)
    hidden = PermissionChange(role="member", permission="view_todos", allowed=False)
    change = PermissionChanges(overrides=[hidden])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, f"set:{scene.set_id}", change)
    await todos.update_todo(scene.ada.call(), scene.team_id, todo, TodoChange(title="Ada's"))
    assert [item["title"] for item in (await _data(scene.bob))["todos"]] == [None]
    await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="co-owner"))
    assert [item["title"] for item in (await _data(scene.bob))["todos"]] == ["Ada's"]
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert [item["title"] for item in (await _data(scene.bob))["todos"]] == [None]


@pytest.mark.parametrize("body_", [KEEP, DELETE], ids=["keep", "delete"])
async def test_r121_nothing_personal_is_left(body_: AccountDeletion, scene: Scene) -> None:
    """Name, sessions, memberships, invitations, answers and the personal space are gone; the rest has no name."""
    bob = await scene.join("Robert", "admin")
    space, alone = await _space(bob), body(await teams.create_team(bob.call("k1"), TeamName(name="Alone")))
    made = await invites.create_invite(bob.call(), scene.team_id, InviteTerms())
    await invites.accept_invite((await scene.world.sign_in("eve")).call(), body(made)["invite"]["token"])
    todo = await scene.add("Ada's")
    await scene.claim(todo, bob)
    await scene.connect(bob)
    await scene.world.rows("INSERT INTO comments VALUES ('c', ?1, ?2, 'Robert', 'Yes', '', NULL)", todo, bob.id)
    binned = await scene.add("Binned")
    await scene.comment(binned, by=bob)
    await todos.delete_todo(scene.ada.call(), scene.team_id, binned)
    result = await account.delete_account(bob.call("k2"), body_)
    assert (body(result), result.session_token) == ({"ok": True}, "")
    assert (result.effects.recheck, result.effects.announce) == ((scene.team_id,), (scene.team_id,))
    left = await dump(scene.world.db)
    rows = [row for table, found in left.items() if table != "events" for row in found]
    assert not [row for row in rows if "Robert" in row or space in row or alone["team"]["id"] in row]
    holding = {table for table, found in left.items() for row in found if bob.id in row}
    assert holding <= {"users", "comments", "deleted_comments", "events"}
    assert (await scene.log())[-1] | {"cause": "left", "claimedBy": None} == (await scene.log())[-1]


async def test_r121_an_account_is_deleted_once(scene: Scene) -> None:
    """A repeat, and whatever else the sessions ask for, is 401."""
    await account.delete_account(scene.bob.call("k1"), KEEP)
    for again in (account.delete_account(scene.bob.call("k1"), KEEP), teams.list_teams(scene.bob.call())):
        with pytest.raises(NotSignedIn):
            await again


async def test_r121_of_two_at_once_one_deletes(scene: Scene) -> None:
    """The other finds the session gone."""

    async def be_faster() -> None:
        await account.delete_account(scene.bob.call(), KEEP)

    with pytest.raises(NotSignedIn):
        await account.delete_account(scene.bob.call(db=Interfering(scene.world.db, be_faster)), KEEP)


async def test_r122_what_one_wrote_stays(scene: Scene) -> None:
    """With its author's id, which names nobody."""
    await scene.add("Bread", by=scene.bob)
    await account.delete_account(scene.bob.call(), KEEP)
    assert [todo["title"] for todo in await scene.todos()] == ["Bread"]
    found = await scene.world.rows("SELECT display_name AS name FROM users WHERE id = ?1", scene.bob.id)
    assert found == [{"name": "Deleted user"}]


async def test_r122_or_goes_with_them(scene: Scene) -> None:
    """Except where others have added something below; every list follows from its events."""
    bob = scene.bob
    outer = await scene.add("Outer", by=bob)
    theirs = await scene.add("Ada's", parent=await scene.add("Inner", parent=outer, by=bob))
    await scene.add("Below Ada's", parent=theirs, by=bob)
    change = TodoChange(description="Bob's own words")
    await todos.update_todo(bob.call(), scene.team_id, outer, change)
    await scene.add("Leaf", parent=await scene.add("Alone", parent=outer, by=bob), by=bob)
    await scene.add("Also alone", by=bob)
    binned = await scene.add("Binned", by=bob)
    await todos.update_todo(bob.call(), scene.team_id, binned, change)
    assert [item["description"] for item in (await _data(bob))["todos"]].count("Bob's own words") == 2
    await todos.delete_todo(scene.ada.call(), scene.team_id, binned)
    assert [item["description"] for item in (await _data(bob))["deletedTodos"]] == ["Bob's own words"]
    elsewhere = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]["id"]
    await todos.create_todo(bob.call(), scene.team_id, elsewhere, NewTodo(title="There"))
    before = await scene.listed()
    replica = Replica.from_list(before["todos"], before["seq"])
    result = await account.delete_account(bob.call(), DELETE)
    for _, set_id, text, _ in result.effects.events:
        if set_id == scene.set_id:
            replica.receive(json.loads(text))
    listed = await scene.listed()
    assert sorted(todo["title"] for todo in listed["todos"]) == ["Ada's", "Deleted", "Deleted"]
    assert (replica.seq, replica.todos()) == (listed["seq"], listed["todos"])
    assert body(await sets.list_todos(scene.ada.call(), scene.team_id, elsewhere))["todos"] == []
    assert [set_id for _, set_id, *_ in result.effects.events].count(elsewhere) == 1
    await todos.restore_todo(scene.ada.call(), scene.team_id, binned)
    assert "Binned" not in {todo["title"] for todo in await scene.todos()}
    assert not any("hasDescription" in todo for todo in await scene.todos())


async def test_r122_r134_comments_stay_without_a_name(scene: Scene) -> None:
    """Whoever has the thread open is told to load it again (R55)."""
    milk = await scene.add("Milk")
    await scene.comment(milk, "Mine", by=scene.bob)
    result = await account.delete_account(scene.bob.call(), KEEP)
    assert [(each["body"], each["displayName"]) for each in await scene.thread(milk)] == [("Mine", "Deleted user")]
    assert result.effects.announce == (scene.team_id,)


async def test_r122_r134_or_go_with_them(scene: Scene) -> None:
    """By an event each, with the number that is left; those in the trash do not come back either."""
    milk, bread, binned = await scene.add("Milk"), await scene.add("Bread"), await scene.add("Binned")
    for todo in (milk, bread, binned):
        await scene.comment(todo, "Ada's")
        await scene.comment(todo, "Bob's", by=scene.bob)
        await scene.comment(todo, "Bob's too", by=scene.bob)
    await todos.delete_todo(scene.ada.call(), scene.team_id, binned)
    await scene.comment(await scene.add("Bob's", by=scene.bob), "On what goes", by=scene.bob)
    await account.delete_account(scene.bob.call(), DELETE)
    replica = Replica({}, 0)
    for event in await scene.log():
        replica.receive(event)
    listed = await scene.listed()
    assert (replica.seq, replica.todos()) == (listed["seq"], listed["todos"])
    for todo in listed["todos"]:
        thread = await scene.thread(todo["id"])
        assert ([each["body"] for each in thread], todo["commentCount"]) == (["Ada's"], 1)
        assert replica.thread(todo["id"]) == thread
    assert {event["cause"] for event in await scene.log() if event["type"] == "comment:deleted"} == {"left"}
    assert "Bob's" not in json.dumps((await dump(scene.world.db))["deleted_comments"])
    await todos.restore_todo(scene.ada.call(), scene.team_id, binned)
    assert [each["body"] for each in await scene.thread(binned)] == ["Ada's"]
    assert {todo["id"]: todo["commentCount"] for todo in await scene.todos()}[binned] == 1


async def test_r122_more_than_can_go_at_once_is_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the personal space does not count."""
    monkeypatch.setattr(limits, "ACCOUNT_MAX_TEXTS", 0)
    space = await _space(scene.bob)
    secret = (await scene.world.rows("SELECT id FROM todos WHERE team_id = ?1", space))[0]["id"]
    await comments.create_comment(scene.bob.call(), space, secret, NewComment(body="Hidden"))
    bread = await scene.add("Bread", by=scene.bob)
    with pytest.raises(LimitReached, match="todos in teams"):
        await account.delete_account(scene.bob.call(), DELETE)
    await todos.delete_todo(scene.ada.call(), scene.team_id, bread)
    said = await scene.comment(await scene.add("Milk"), by=scene.bob)
    with pytest.raises(LimitReached, match="comments in teams"):
        await account.delete_account(scene.bob.call(), DELETE)
    await comments.delete_comment(scene.ada.call(), scene.team_id, said)
    await account.delete_account(scene.bob.call(), DELETE)


async def test_r123_a_last_owner_hands_over_first(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal names the teams; nothing has changed."""
    other = body(await teams.create_team(scene.ada.call(), TeamName(name="Other")))["team"]["id"]
    await invites.accept_invite(scene.bob.call(), body(await invites.create_invite(
        scene.ada.call(), other, InviteTerms()))["invite"]["token"])  # fmt: skip
    before = await dump(scene.world.db)
    with pytest.raises(LastOwner, match=r"^You are the only owner of “\u2068\w+\u2069” and “\u2068\w+\u2069”[.] "):
        await account.delete_account(scene.ada.call(), DELETE)
    monkeypatch.setattr(limits, "REFUSAL_MAX_TEAMS", 1)
    with pytest.raises(LastOwner, match=r"^You are the only owner of “\u2068\w+\u2069” and 1 more[.] "):
        await account.delete_account(scene.ada.call(), KEEP)
    assert await dump(scene.world.db) == before
    for team_id in (scene.team_id, other):
        await teams.change_role(scene.ada.call(), team_id, scene.bob.id, MemberRole(role="owner"))
    await account.delete_account(scene.ada.call(), DELETE)
    assert len(body(await teams.list_members(scene.bob.call(), scene.team_id))["members"]) == 1


async def test_r123_the_last_owner_stays_whatever_happens_meanwhile(scene: Scene) -> None:
    """A co-owner's leaving between decision and commit is seen."""
    await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="owner"))

    async def leave() -> None:
        await teams.change_role(scene.bob.call(), scene.team_id, scene.bob.id, MemberRole(role="member"))

    with pytest.raises(LastOwner):
        await account.delete_account(scene.ada.call(db=Interfering(scene.world.db, leave)), KEEP)


async def test_r124_whoever_comes_back_is_new(scene: Scene) -> None:
    """Signing in again with the provider opens another account, the same one from then on."""
    visit = Visit(scene.world)
    ids = []
    for _ in range(3):
        eve = await visit.arrive(name="Eve")
        assert (await visit.arrive(name="Eva")).id == eve.id
        assert [item["title"] for item in (await _data(eve))["todos"]] == []
        await _space(eve)
        ids.append(eve.id)
        await account.delete_account(eve.call(), KEEP)
    assert len(set(ids)) == 3
    names = await scene.world.rows("SELECT DISTINCT display_name AS name FROM users WHERE deleted_at IS NOT NULL")
    assert names == [{"name": "Deleted user"}]
