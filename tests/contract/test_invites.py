"""Joining by link: while it is valid, as often as it may be used, and once per person."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions import sessions
from domain.errors import Forbidden, NotAMember, NotFound, NotSignedIn
from domain.ids import digest
from domain.inputs import InviteTerms
from domain.models import Role
from routes import invites
from tests.support.databases import Interleaved, dump
from tests.support.scene import Person, Scene, body

ORIGIN = "https://glint.example"


async def _invite(scene: Scene, terms: InviteTerms | None = None, by: Person | None = None) -> dict[str, Any]:
    call = (by or scene.ada).call()
    found: dict[str, Any] = body(await invites.create_invite(call, scene.team_id, terms or InviteTerms()))["invite"]
    return found


async def _uses(scene: Scene) -> int:
    return int((await scene.world.rows("SELECT uses FROM invites"))[0]["uses"])


async def test_an_invitation_is_shown_whole_once(scene: Scene) -> None:
    """Its author sees token and link once; neither the list nor the database ever contains the token again."""
    made = await _invite(scene, InviteTerms(role="admin", expires_in=60, max_uses=3))
    token = made["token"]
    assert made == {
        "id": made["id"], "role": "admin", "expiresAt": "2026-11-24T09:31:00.005Z", "maxUses": 3, "uses": 0,
        "usedBy": [], "createdAt": "2026-11-24T09:30:00.005Z", "token": token, "url": f"{ORIGIN}/join/{token}",
    }  # fmt: skip
    listed = body(await invites.list_invites(scene.ada.call(), scene.team_id))["invites"]
    assert listed == [{key: value for key, value in made.items() if key not in {"token", "url"}}]
    stored = (await dump(scene.world.db))["invites"]
    assert f'"token_hash":"{digest(token)}"' in stored[0]
    assert f'"{token}"' not in stored[0]


async def test_a_link_adds_a_member(scene: Scene) -> None:
    """Whoever follows the link is a member with its role, and finds the team in their list."""
    eve = await scene.world.sign_in("eve")
    token = (await _invite(scene, InviteTerms(role="admin")))["token"]
    joined = body(await invites.accept_invite(eve.call(), token))["team"]
    assert joined == {"id": scene.team_id, "name": "Team", "role": "admin", "avatarUrl": None}
    assert body(await sessions.list_teams(eve.call()))["teams"] == [joined]
    assert (await scene.listed(eve))["role"] == "admin"


async def test_r151_a_link_says_what_it_leads_to(scene: Scene) -> None:
    """Before joining: the team, who invites, and whether one is in it, uncounted. After its end, nothing."""
    eve = await scene.world.sign_in("eve")
    token = (await _invite(scene, InviteTerms(role="admin", max_uses=1)))["token"]
    team = {"id": scene.team_id, "name": "Team", "avatarUrl": None}
    inviter = {"id": scene.ada.id, "displayName": "ada", "avatarUrl": None}
    for person, role, is_member in ((eve, "admin", False), (scene.ada, "owner", True)):
        shown = body(await invites.show_invite(person.call(), token))
        assert shown == {"team": {**team, "role": role}, "isMember": is_member, "invitedBy": inviter}
    assert await _uses(scene) == 0
    await invites.accept_invite(eve.call(), token)
    assert body(await invites.show_invite(eve.call(), token))["isMember"]
    mallory = await scene.world.sign_in("mallory")
    for unusable in (token, "unknown"):
        with pytest.raises(NotFound):
            await invites.show_invite(mallory.call(), unusable)


async def test_following_a_link_again_does_not_count(scene: Scene) -> None:
    """Members stay as they are, even when the link is used up by then."""
    eve = await scene.world.sign_in("eve")
    token = (await _invite(scene, InviteTerms(max_uses=1)))["token"]
    answers = [(await invites.accept_invite(eve.call(), token)).text for _ in range(3)]
    assert len(set(answers)) == 1
    assert body(await invites.accept_invite(scene.ada.call(), token))["team"]["role"] == "owner"
    assert await _uses(scene) == 1


async def test_a_used_up_link_adds_nobody_else(scene: Scene) -> None:
    """After `maxUses` people the link is unknown to everybody else, and no longer listed."""
    eve, mallory = await scene.world.sign_in("eve"), await scene.world.sign_in("mallory")
    token = (await _invite(scene, InviteTerms(max_uses=1)))["token"]
    await invites.accept_invite(eve.call(), token)
    with pytest.raises(NotFound):
        await invites.accept_invite(mallory.call(), token)
    assert body(await invites.list_invites(scene.ada.call(), scene.team_id)) == {"invites": []}


async def test_concurrent_joins_do_not_exceed_the_limit(scene: Scene) -> None:
    """However many people follow a link concurrently, no more than `maxUses` join."""
    people = [await scene.world.sign_in(f"guest {number}") for number in range(6)]
    token = (await _invite(scene, InviteTerms(max_uses=2)))["token"]
    db = Interleaved(scene.world.db)
    tries = (invites.accept_invite(who.call(db=db), token) for who in people)
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound"] * 4 + ["Result"] * 2
    assert await _uses(scene) == 2
    assert len((await dump(scene.world.db))["memberships"]) == 2 + 2 + len(people) + 2


async def test_two_tabs_of_one_person_use_it_once(scene: Scene) -> None:
    """Two concurrent requests of the same person join once."""
    eve = await scene.world.sign_in("eve")
    token = (await _invite(scene))["token"]
    db = Interleaved(scene.world.db)
    await asyncio.gather(*(invites.accept_invite(eve.call(db=db), token) for _ in range(3)))
    assert await _uses(scene) == 1


async def test_a_link_expires(scene: Scene) -> None:
    """The link works until the last millisecond before it expires."""
    eve, mallory = await scene.world.sign_in("eve"), await scene.world.sign_in("mallory")
    token = (await _invite(scene, InviteTerms(expires_in=60)))["token"]
    scene.world.now_ms += 60_000 - 2
    await invites.accept_invite(eve.call(), token)
    with pytest.raises(NotFound):
        await invites.accept_invite(mallory.call(), token)


async def test_a_revoked_link_is_invalid_at_once(scene: Scene) -> None:
    """After its revocation nobody joins; revoking again, or from another team, finds nothing."""
    eve = await scene.world.sign_in("eve")
    made = await _invite(scene)
    with pytest.raises(NotFound):
        await invites.delete_invite(eve.call(), f"personal:{eve.id}", made["id"])
    await invites.delete_invite(scene.ada.call(), scene.team_id, made["id"])
    with pytest.raises(NotFound):
        await invites.accept_invite(eve.call(), made["token"])
    with pytest.raises(NotFound):
        await invites.delete_invite(scene.ada.call(), scene.team_id, made["id"])


@pytest.mark.parametrize(
    ("actor", "role", "allowed"),
    [
        ("owner", "owner", True),
        ("co-owner", "co-owner", True),
        ("co-owner", "owner", False),
        ("admin", "admin", True),
        ("admin", "co-owner", False),
        ("member", "member", False),
    ],
)
async def test_one_invites_up_to_ones_own_role(actor: Role, role: Role, *, allowed: bool, scene: Scene) -> None:
    """Owners, co-owners and admins invite, up to their own role; others are refused, with nothing stored."""
    cleo = await scene.join("cleo", actor)
    before = await dump(scene.world.db)
    if allowed:
        assert (await _invite(scene, InviteTerms(role=role), cleo))["role"] == role
    else:
        with pytest.raises(Forbidden):
            await _invite(scene, InviteTerms(role=role), cleo)
        assert await dump(scene.world.db) == before


async def test_members_neither_list_nor_revoke_invitations(scene: Scene) -> None:
    """Whoever may not invite may neither list nor revoke."""
    made = await _invite(scene)
    with pytest.raises(Forbidden):
        await invites.list_invites(scene.bob.call(), scene.team_id)
    with pytest.raises(Forbidden):
        await invites.delete_invite(scene.bob.call(), scene.team_id, made["id"])


async def test_nobody_is_invited_into_a_personal_space(scene: Scene) -> None:
    """A personal space has no invitations, and those of another user's space cannot be listed."""
    terms = InviteTerms()
    with pytest.raises(Forbidden):
        await invites.create_invite(scene.ada.call(), f"personal:{scene.ada.id}", terms)
    with pytest.raises(NotAMember):
        await invites.create_invite(scene.bob.call(), f"personal:{scene.ada.id}", terms)


async def test_a_link_needs_a_session(scene: Scene) -> None:
    """Without a session a link is refused before it is looked up; an unknown one is not found."""
    token = (await _invite(scene))["token"]
    with pytest.raises(NotSignedIn):
        await invites.accept_invite(scene.world.call(None), token)
    with pytest.raises(NotFound):
        await invites.accept_invite(scene.bob.call(), "unknown")
