"""Signing in with a provider: users, sessions and memberships."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

from actions import members, sessions
from actions.housekeeping import prune_old
from domain import limits
from domain.errors import SignInFailed
from domain.inputs import InviteTerms
from domain.models import PresentUser
from domain.oidc import user_id_of
from glint_client.replica import Replica
from ports import Database
from routes import invites
from tests.support.databases import Recording, dump
from tests.support.fake_provider import ISSUER
from tests.support.scene import Scene, World, body
from tests.support.visit import Visit


async def roles(scene: Scene, team_id: str = "") -> dict[str, str]:
    """Return everybody's role in the scene's team, by username."""
    sql = "SELECT u.username, m.role FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.team_id = ?1"
    return {row["username"]: row["role"] for row in await scene.world.rows(sql, team_id or scene.team_id)}


async def test_r64_the_first_sign_in_makes_the_person(db: Database) -> None:
    """With a personal space, and the provider's claims."""
    visit = Visit(World(db))
    user = await visit.sign_in(preferred_username="ada", name="Ada L.", picture="https://id.example/a.png")
    assert (user["username"], user["displayName"], user["avatarUrl"]) == ("ada", "Ada L.", "https://id.example/a.png")
    assert user["teams"] == []
    assert await visit.world.rows("SELECT id, personal FROM teams") == [{"id": f"personal:{user['id']}", "personal": 1}]
    assert visit.arrived.location == "/t/x"


async def test_r64_the_profile_is_brought_up_to_date(db: Database) -> None:
    """The same subject is the same person under any name; another one is another, even with the same name."""
    visit = Visit(World(db))
    first = await visit.sign_in(preferred_username="ada", name="Ada", picture="https://id.example/a.png")
    again = await visit.sign_in(preferred_username="countess", name="Ada Lovelace")
    assert again == {**first, "username": "countess", "displayName": "Ada Lovelace", "avatarUrl": None}
    other = await visit.sign_in(sub="2", preferred_username="countess", name="Ada Lovelace")
    assert other["id"] != first["id"]
    assert other["username"] == f"countess-{other['id'][:13]}"
    assert (await visit.sign_in(sub="2", preferred_username="countess"))["username"] == other["username"]


@pytest.mark.parametrize(
    ("person", "username", "shown"),
    [
        ({"email": "ada@example.com"}, "ada", "ada"),
        ({"preferred_username": " a\u202eda\n", "name": "A\x00da "}, "ada", "Ada"),
        ({"preferred_username": "x" * 99, "name": "y" * 999}, "x" * limits.USERNAME_MAX_CHARS, "y" * 100),
        ({"preferred_username": "\u3164", "email": "Ame\u0301lie@b.example", "name": "\u200b"}, "Amélie", "Amélie"),
        ({"preferred_username": 7, "name": ["Ada"], "email": None, "picture": {}}, None, None),
    ],
)
async def test_r64_what_cannot_be_shown_is_left_out(
    person: dict[str, Any], username: str | None, shown: str | None, db: Database
) -> None:
    """Names are cleaned and truncated; without any, the id is the name."""
    user = await Visit(World(db)).sign_in(**person)
    expected = (username or user["id"], shown or user["id"])
    assert (user["username"], user["displayName"]) == expected


@pytest.mark.parametrize(
    "picture",
    [
        "http://id.example/a", "javascript:alert(1)", "https://id.example/" + "x" * 2_000, 1,
        "https://evil.example/a", "https://evil.example\\.id.example/a", "https://id.example@evil.example/",
        "https://id.example.evil.example/a", "https://www.id.example/a", "https://id.example:8443/a",
    ],
)  # fmt: skip
async def test_r64_r83_only_a_picture_at_the_providers_hosts_is_shown(picture: object, db: Database) -> None:
    """Other addresses are ignored."""
    assert (await Visit(World(db)).sign_in(picture=picture))["avatarUrl"] is None


async def test_r64_an_existing_username_stays_its_owners(scene: Scene) -> None:
    """Whoever already has a username keeps it, however they signed in."""
    user = await Visit(scene.world).sign_in(preferred_username="ada")
    assert user["id"] != scene.ada.id
    assert user["username"].startswith("ada-")


async def test_r64_nobody_gets_a_name_by_taking_its_unique_form(scene: Scene) -> None:
    """If someone has that too, the sign-in is refused with a message, and changes nothing."""
    visit = Visit(scene.world)
    taken = f"ada-{user_id_of({'iss': ISSUER, 'sub': '1'})[:13]}"
    await scene.world.sign_in(taken)
    away = await visit.leave()
    before = await dump(scene.world.db)
    with pytest.raises(SignInFailed, match="Someone else already has your username"):
        await visit.come_back(visit.provider.consent(away.url), away.browser)
    assert {**before, "sign_ins": []} == await dump(scene.world.db)


async def test_r61_only_hashes_of_the_secrets_of_a_sign_in_are_stored(db: Database) -> None:
    """The database is not enough to complete a pending sign-in, and a session is stored as a hash."""
    visit = Visit(World(db))
    away = await visit.leave()
    query = visit.provider.consent(away.url)
    stored = "".join((await dump(db))["sign_ins"])
    assert away.browser not in stored
    assert parse_qs(query)["state"][0] not in stored
    arrived = await visit.come_back(query, away.browser)
    after = await dump(db)
    assert after["sign_ins"] == []
    assert arrived.session_token
    assert arrived.session_token not in "".join(after["sessions"])


async def test_r61_a_sign_in_is_completed_once_in_time_and_by_its_browser(db: Database) -> None:
    """Another browser, too late, a second time: refused, and nothing is changed."""
    visit = Visit(World(db))
    away = await visit.leave()
    query = visit.provider.consent(away.url)
    with pytest.raises(SignInFailed):
        await visit.come_back(query, "another")
    await visit.come_back(query, away.browser)
    before = await dump(db)
    with pytest.raises(SignInFailed):
        await visit.come_back(query, away.browser)
    late = await visit.leave()
    query = visit.provider.consent(late.url)
    visit.world.now_ms += limits.SIGN_IN_MAX_S * 1000
    with pytest.raises(SignInFailed):
        await visit.come_back(query, late.browser)
    assert {**(await dump(db)), "sign_ins": []} == before


async def test_r61_an_abandoned_sign_in_is_pruned(db: Database) -> None:
    """The cron deletes expired sign-ins only."""
    visit = Visit(World(db))
    await visit.leave()
    await prune_old(db, visit.world.now_ms)
    assert len((await dump(db))["sign_ins"]) == 1
    await prune_old(db, visit.world.now_ms + limits.SIGN_IN_MAX_S * 1000 + 1)
    assert (await dump(db))["sign_ins"] == []


async def test_r65_the_browsers_previous_session_is_ended(scene: Scene) -> None:
    """Signing in replaces the session; the sockets of the old one are rechecked wherever it had any."""
    visit = Visit(scene.world)
    await scene.connect(scene.ada)
    await visit.sign_in(scene.ada.token_hash, preferred_username="ada")
    assert visit.arrived.effects.recheck == (scene.team_id,)
    assert body(await sessions.show_me(scene.ada.call()))["user"] is None
    assert body(await sessions.show_me(scene.bob.call()))["user"] is not None


async def test_r66_a_group_adds_to_its_team_and_losing_it_removes(scene: Scene) -> None:
    """At every sign-in: added with the highest role, changed, or removed; other teams stay as they are."""
    visit = Visit(scene.world, {"staff": (scene.team_id, "member"), "boss": (scene.team_id, "admin")})
    for groups, role in ((["boss", "staff"], "admin"), (["staff"], "member"), (["other"], None), ("staff", "member")):
        user = await visit.sign_in(preferred_username="eve", groups=groups)
        assert await roles(scene, f"personal:{user['id']}") == {"eve": "owner"}
        assert (await roles(scene)).get("eve") == role
        assert [team["role"] for team in user["teams"]] == [role] * (role is not None)
        assert visit.arrived.effects.recheck == visit.arrived.effects.announce == (scene.team_id,)
    await visit.sign_in(preferred_username="eve", groups=["staff"])
    assert visit.arrived.effects.recheck == visit.arrived.effects.announce == ()
    await visit.sign_in(preferred_username="eve")
    assert await roles(scene) == {"ada": "owner", "bob": "member"}


async def test_r66_the_last_owner_stays_owner(scene: Scene) -> None:
    """Whatever the provider says, no team loses its last owner; with another owner it is followed."""
    visit = Visit(scene.world, {"staff": (scene.team_id, "member"), "own": (scene.team_id, "owner")})
    await visit.sign_in(preferred_username="eve", groups=["own"])
    await scene.world.rows("DELETE FROM memberships WHERE team_id = ?1 AND user_id = ?2", scene.team_id, scene.ada.id)
    for groups in (["staff"], []):
        await visit.sign_in(preferred_username="eve", groups=groups)
        assert (await roles(scene))["eve"] == "owner"
    await scene.join("ada", "owner")
    await visit.sign_in(preferred_username="eve", groups=["staff"])
    assert (await roles(scene))["eve"] == "member"


async def test_r66_an_unknown_team_is_not_created(db: Database) -> None:
    """A mapping to an unknown team has no effect."""
    visit = Visit(World(db), {"staff": ("gone", "member")})
    assert (await visit.sign_in(preferred_username="eve", groups=["staff"]))["teams"] == []


async def test_signing_in_takes_few_round_trips(scene: Scene) -> None:
    """One to take the sign-in, one for everything else."""
    visit = Visit(scene.world, {"staff": (scene.team_id, "member"), "boss": (scene.team_id, "admin")})
    recording = Recording(scene.world.db)
    await visit.sign_in(scene.bob.token_hash, recording, preferred_username="eve", groups=["staff"])
    assert len(recording.batches) == 2


async def test_r44_r87_a_renamed_person_is_renamed_everywhere(scene: Scene) -> None:
    """A sign-in with another name logs it for each claimed todo, in every list, and notifies the teams."""
    visit = Visit(scene.world, {"staff": (scene.team_id, "member")})
    eve = (await visit.sign_in(preferred_username="eve", name="Eve", groups=["staff"]))["id"]
    milk = await scene.add()
    await scene.world.rows("UPDATE todos SET claimed_by = ?1 WHERE id = ?2", eve, milk)
    before = Replica.from_list(await scene.todos(), await scene.head())
    await visit.sign_in(preferred_username="eve", name="Eva", groups=["staff"])
    [renamed] = [event for event in await scene.log() if event.get("cause") == "renamed"]
    assert (renamed["id"], renamed["claimedBy"], renamed["claimedByName"]) == (milk, eve, "Eva")
    effects = visit.arrived.effects
    assert [event[:2] for event in effects.events] == [(scene.team_id, scene.set_id)]
    assert set(effects.announce) == {scene.team_id, f"personal:{eve}"}
    assert effects.renamed == PresentUser(id=eve, name="Eva", avatar_url=None)
    for event in await scene.log():
        before.receive(event)
    assert (before.todos(), before.seq) == (await scene.todos(), await scene.head())
    await visit.sign_in(preferred_username="eve", name="Eva", groups=["staff"])
    assert (visit.arrived.effects.events, visit.arrived.effects.renamed, await scene.head()) == ((), None, 2)


async def test_r88_claims_end_when_groups_remove_a_person(scene: Scene) -> None:
    """Losing the group ends the membership, and with it the claims in that team."""
    visit = Visit(scene.world, {"staff": (scene.team_id, "member")})
    eve = (await visit.sign_in(preferred_username="eve", groups=["staff"]))["id"]
    milk = await scene.add()
    await scene.world.rows("UPDATE todos SET claimed_by = ?1 WHERE id = ?2", eve, milk)
    await visit.sign_in(preferred_username="eve", groups=["other"])
    assert (await scene.todos())[0]["claimedBy"] is None
    assert (await scene.log())[-1]["cause"] == "left"


@pytest.mark.parametrize(("groups", "left"), [(["boss"], ["admin", "member"]), (["staff"], []), ([], [])])
async def test_r66_r74_invitations_beyond_what_a_provider_leaves_end(
    groups: list[str], left: list[str], scene: Scene
) -> None:
    """Whoever is removed, or gets a lower role, leaves no link by which they could return."""
    visit = Visit(scene.world, {"boss": (scene.team_id, "admin"), "staff": (scene.team_id, "member")})
    eve = await visit.arrive(preferred_username="eve", groups=["boss"])
    for role in ("admin", "member"):
        await invites.create_invite(eve.call(), scene.team_id, InviteTerms(role=role))
    await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms(role="owner"))
    await visit.sign_in(preferred_username="eve", groups=groups)
    found = body(await members.list_invites(scene.ada.call(), scene.team_id))["invites"]
    assert sorted(invite["role"] for invite in found) == [*left, "owner"]
