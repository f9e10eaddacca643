"""Signing in and out, and personal spaces."""

from __future__ import annotations

import pytest

from actions import sessions
from domain.errors import Invalid, NotSignedIn
from domain.inputs import DevSignIn
from ports import Database
from routes import sets
from tests.support.databases import dump
from tests.support.scene import Scene, World, body


async def test_the_first_sign_in_makes_the_person(db: Database) -> None:
    """A new name becomes a user with a personal space, who has joined no team yet."""
    world = World(db)
    done = await sessions.dev_sign_in(world.call(None), DevSignIn(username="  ada "))
    user = body(done)["user"]
    assert user == {
        "id": user["id"], "username": "ada", "displayName": "ada", "avatarUrl": None, "teams": [],
        "mayCreateTeams": True,
    }  # fmt: skip
    spaces = await world.rows("SELECT id, personal FROM teams")
    assert spaces == [{"id": f"personal:{user['id']}", "personal": 1}]


async def test_the_same_name_is_the_same_person(db: Database) -> None:
    """Signing in again opens another session of the same user, with one space."""
    world = World(db)
    first, second = await world.sign_in("ada"), await world.sign_in("ada")
    assert first.id == second.id
    assert first.token_hash != second.token_hash
    assert {table: len(rows) for table, rows in (await dump(db)).items() if rows} == {
        "users": 1, "sessions": 2, "teams": 1, "memberships": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b"])
async def test_a_name_has_its_limits(name: str, db: Database) -> None:
    """An empty name, one of more than 40 characters, or with a NUL is refused, and no user is created."""
    with pytest.raises(Invalid, match="`username`"):
        await sessions.dev_sign_in(World(db).call(None), DevSignIn(username=name))
    assert not any((await dump(db)).values())


async def test_r52_only_a_hash_of_the_token_is_stored(db: Database) -> None:
    """The database never contains a cookie's token."""
    done = await sessions.dev_sign_in(World(db).call(None), DevSignIn(username="ada"))
    assert done.session_token
    assert done.session_token not in "".join((await dump(db))["sessions"])


async def test_me_is_who_is_signed_in(scene: Scene) -> None:
    """`me` is the user with the teams joined, without the personal space; null when signed out."""
    me = body(await sessions.show_me(scene.bob.call()))["user"]
    assert me == {
        "id": scene.bob.id, "username": "bob", "displayName": "bob", "avatarUrl": None,
        "teams": [{"id": scene.team_id, "name": "Team", "role": "member", "avatarUrl": None}],
        "mayCreateTeams": True,
    }  # fmt: skip
    for call in (scene.world.call(None), scene.world.call("unknown")):
        assert (await sessions.show_me(call)).text == '{"user":null}'


async def test_signing_out_ends_the_session(scene: Scene) -> None:
    """After signing out the session is invalid; signing out again, or without a session, succeeds."""
    for call in (scene.ada.call(), scene.ada.call(), scene.world.call(None)):
        assert (await sessions.sign_out_session(call)).text == '{"ok":true}'
    assert (await sessions.show_me(scene.ada.call())).text == '{"user":null}'
    for refused in (sets.list_sets(scene.ada.call(), scene.team_id), sessions.list_teams(scene.ada.call())):
        with pytest.raises(NotSignedIn):
            await refused
    assert body(await sessions.show_me(scene.bob.call()))["user"]["username"] == "bob"


async def test_a_personal_space_has_a_list_at_once(scene: Scene) -> None:
    """The space of a user is a team of one, with a first list."""
    found = body(await sets.list_sets(scene.ada.call(), f"personal:{scene.ada.id}"))
    assert [found_set["name"] for found_set in found["sets"]] == ["Todos"]
    assert found["role"] == "owner"


async def test_r54_a_name_is_one_person_however_it_is_typed(db: Database) -> None:
    """A combining accent and a precomposed letter make the same name, which is shown composed."""
    world = World(db)
    first, second = [await world.sign_in(name) for name in ("Amélie", "Ame\u0301lie")]
    assert first.id == second.id
    shown = body(await sessions.show_me(second.call()))["user"]
    assert (shown["username"], shown["displayName"]) == ("Amélie", "Amélie")
