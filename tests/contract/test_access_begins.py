"""When access begins, or begins again: earlier events of a list are withheld."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from actions import lists, permissions
from domain.errors import Resync
from domain.inputs import InviteTerms, MemberRole, NewTodo, PermissionChange, PermissionChanges
from domain.permissions import GovernedRole, Permission
from routes import invites, sets, teams, todos
from tests.support.scene import Person, Scene, body
from tests.support.visit import Visit


async def _seqs(scene: Scene, by: Person, since: int) -> list[int]:
    """Return the numbers of the events in a catch-up."""
    found = body(await lists.list_events(by.call(), scene.team_id, scene.set_id, since))["events"]
    return [event["seq"] for event in found]


async def _expect_access_from(scene: Scene, by: Person, since: int) -> None:
    """Check that they get every event after `since`, the last one before their access, and none before."""
    await scene.add("later")
    assert await _seqs(scene, by, since) == list(range(since + 1, await scene.head() + 1))
    for earlier in range(since):
        with pytest.raises(Resync):
            await _seqs(scene, by, earlier)


async def _join(scene: Scene, who: Person) -> None:
    made = body(await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms()))
    await invites.accept_invite(who.call(), made["invite"]["token"])


async def _override(
    scene: Scene, *, allowed: bool | None, scope: str = "global", permission: Permission = "view_todos",
    role: GovernedRole = "member",
) -> None:  # fmt: skip
    changes = PermissionChanges(overrides=[PermissionChange(role=role, permission=permission, allowed=allowed)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, scope, changes)


async def test_r111_a_newcomer_gets_nothing_from_before_they_came(scene: Scene) -> None:
    """Earlier deletions are not for them; from the list that they load the log continues."""
    eve = await scene.world.sign_in("eve")
    await todos.delete_todo(scene.ada.call(), scene.team_id, await scene.add("Secret"))
    await _join(scene, eve)
    assert (await scene.listed(eve))["seq"] == 2
    await _expect_access_from(scene, eve, 2)


async def test_r111_a_repeat_pushes_nothing_from_before_a_newcomer_came(scene: Scene) -> None:
    """The author gets the first answer again; an event that not everybody may see is not pushed again (R16)."""
    first = await todos.create_todo(scene.ada.call("k1"), scene.team_id, scene.set_id, NewTodo(title="Secret"))
    await _join(scene, await scene.world.sign_in("eve"))
    again = await todos.create_todo(scene.ada.call("k1"), scene.team_id, scene.set_id, NewTodo(title="Secret"))
    assert (again.text, again.effects.events) == (first.text, ())
    later = [
        await todos.create_todo(scene.ada.call("k2"), scene.team_id, scene.set_id, NewTodo(title="Milk")) for _ in "ab"
    ]
    assert later[0].effects.events == later[1].effects.events != ()


async def test_r111_whoever_is_invited_again_gets_nothing_from_the_time_between(scene: Scene) -> None:
    """Nor from before: a device that stored the list loads it again."""
    await scene.add("a")
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    await scene.add("b")
    await _join(scene, scene.bob)
    await _expect_access_from(scene, scene.bob, 2)


async def test_r111_groups_of_the_provider_begin_access_as_well(scene: Scene) -> None:
    """Someone who is added to a team at a sign-in reads from then on."""
    visit = Visit(scene.world, {"crew": (scene.team_id, "member")})
    for groups in (["crew"], []):
        await visit.arrive(groups=groups)
        await scene.add("a")
    await _expect_access_from(scene, await visit.arrive(groups=["crew"]), 2)


GIVEN_BACK: dict[str, Callable[[Scene], Awaitable[Any]]] = {
    "by the same override": lambda scene: _override(scene, allowed=True),
    "by none": lambda scene: _override(scene, allowed=None),
    "in the list": lambda scene: _override(scene, allowed=True, scope=f"set:{scene.set_id}"),
    "by another role": lambda scene: teams.change_role(
        scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="admin")
    ),
}


@pytest.mark.parametrize("give_back", GIVEN_BACK.values(), ids=GIVEN_BACK)
async def test_r111_access_begins_again_when_it_is_given_back(
    give_back: Callable[[Scene], Awaitable[Any]], scene: Scene
) -> None:
    """Events from while the list was hidden from someone are withheld afterwards."""
    await scene.add("a")
    await _override(scene, allowed=False)
    await scene.add("b")
    await give_back(scene)
    await _expect_access_from(scene, scene.bob, 2)


async def test_r111_a_role_of_the_provider_begins_access_as_well(scene: Scene) -> None:
    """Like a role given by an owner."""
    visit = Visit(scene.world, {"crew": (scene.team_id, "member"), "leads": (scene.team_id, "admin")})
    await visit.arrive(groups=["crew"])
    await _override(scene, allowed=False)
    await scene.add("a")
    await _expect_access_from(scene, await visit.arrive(groups=["leads"]), 1)


async def test_r94_r111_continuous_access_is_not_begun_again(scene: Scene) -> None:
    """Another role, and other permissions, of others too, make nobody load a list again."""
    await scene.add("a")
    await _override(scene, allowed=False, role="admin")
    await _override(scene, allowed=None, role="admin")
    await _override(scene, allowed=False, permission="comment")
    await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="admin"))
    for person in (scene.ada, scene.bob):
        assert await _seqs(scene, person, 0) == [1]


async def test_r111_whoever_was_there_first_gets_everything(scene: Scene) -> None:
    """The founder of a team, and the owner of a personal space."""
    await scene.add("a")
    assert await _seqs(scene, scene.ada, 0) == [1]
    space = f"personal:{scene.bob.id}"
    set_id = body(await sets.list_sets(scene.bob.call(), space))["sets"][0]["id"]
    await Scene(scene.world, scene.bob, scene.ada, space, set_id).add("b")
    assert len(body(await lists.list_events(scene.bob.call(), space, set_id, 0))["events"]) == 1
