"""Claims follow their people: they end with the membership, and show the current name."""

from __future__ import annotations

import contextlib
import json
import random
from typing import Any

import pytest

from domain.errors import Conflict, GlintError, NotAMember
from domain.inputs import Claim, SetName
from domain.models import Role
from glint_client.replica import Replica
from routes import sets, teams, todos
from tests.support.databases import Interfering, Recording
from tests.support.marks import over_sqlite
from tests.support.scene import Person, Scene, body, events_of
from tests.support.visit import Visit

STORY_STEPS = 60
GROUPS: dict[str, Role] = {"staff": "member"}


def _visit(scene: Scene) -> Visit:
    return Visit(scene.world, {group: (scene.team_id, role) for group, role in GROUPS.items()})


async def _eve(visit: Visit, name: str = "Eve", groups: tuple[str, ...] = ("staff",), **more: object) -> Person:
    return await visit.arrive(preferred_username="eve", name=name, groups=list(groups), **more)


async def _claimed(scene: Scene, holder: Person) -> dict[str, list[str]]:
    """Create two todos in each of two lists, claimed by this person, by list."""
    made = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))
    held = {}
    for set_id in (scene.set_id, str(made["set"]["id"])):
        there = Scene(scene.world, scene.ada, scene.bob, scene.team_id, set_id)
        held[set_id] = [await there.add(title) for title in ("Milk", "Bread")]
        for todo in held[set_id]:
            await scene.claim(todo, holder)
    return held


async def _converged(scene: Scene, set_id: str) -> list[dict[str, Any]]:
    """Return the list's todos, after checking that they equal its replayed log."""
    listed = body(await sets.list_todos(scene.ada.call(), scene.team_id, set_id))
    replica = Replica.from_list([], 0)
    for row in await scene.world.rows("SELECT payload FROM events WHERE set_id = ?1 ORDER BY seq", set_id):
        replica.receive(json.loads(row["payload"]))
    assert (replica.todos(), replica.seq, replica.gap) == (listed["todos"], listed["seq"], False)
    return list(listed["todos"])


async def test_r16_r88_a_repeat_of_a_removal_publishes_every_release_again(scene: Scene) -> None:
    """Each todo that they had claimed, in each list of the team, and none that someone else has."""
    held = await _claimed(scene, scene.bob)
    await scene.claim(await scene.add("Eggs"), scene.ada)
    first = await teams.remove_member(scene.ada.call("k1"), scene.team_id, scene.bob.id)
    assert {(e["setId"], e["id"]) for e in events_of(first)} == {(s, todo) for s in held for todo in held[s]}
    again = await teams.remove_member(scene.ada.call("k1"), scene.team_id, scene.bob.id)
    assert sorted(again.effects.events) == sorted(first.effects.events)


async def test_r88_the_last_owner_who_stays_keeps_their_claims(scene: Scene) -> None:
    """Someone whom no provider can remove, because the team needs an owner, keeps their claims."""
    visit = _visit(scene)
    eve = await _eve(visit)
    held = await _claimed(scene, eve)
    await scene.world.rows("UPDATE memberships SET role = 'owner' WHERE user_id = ?1", eve.id)
    await scene.world.rows("UPDATE memberships SET role = 'member' WHERE user_id = ?1", scene.ada.id)
    await _eve(visit, groups=())
    assert visit.arrived.effects.events == ()
    for set_id in held:
        assert {t["claimedBy"] for t in await _converged(scene, set_id)} == {eve.id}


async def test_r88_a_claim_that_meets_the_end_of_its_membership_is_refused(scene: Scene) -> None:
    """However the two interleave, nobody has claimed a todo of a team that they are not in."""
    milk = await scene.add()

    async def remove() -> None:
        if await scene.world.rows("SELECT 1 FROM memberships WHERE user_id = ?1 AND role = 'member'", scene.bob.id):
            await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)

    with pytest.raises((NotAMember, Conflict)):
        await todos.claim_todo(
            scene.bob.call(db=Interfering(scene.world.db, remove)), scene.team_id, milk, Claim(claimed=True)
        )
    assert (await _converged(scene, scene.set_id))[0]["claimedBy"] is None


async def test_r87_a_claim_that_meets_a_new_name_shows_the_new_one(scene: Scene) -> None:
    """However the two interleave, log and list agree on the name."""
    visit = _visit(scene)
    eve, milk = await _eve(visit, "Maiden Name"), await scene.add()

    async def rename() -> None:
        await _eve(visit, "Married Name")

    meddled = Interfering(scene.world.db, rename)
    await todos.claim_todo(eve.call(db=meddled), scene.team_id, milk, Claim(claimed=True))
    assert (await _converged(scene, scene.set_id))[0]["claimedByName"] == "Married Name"


async def test_r87_r88_many_claims_cost_no_more_statements(scene: Scene) -> None:
    """A sign-in with a new name and a lost membership takes as many statements for 40 claims as for none."""
    visit, lengths = _visit(scene), []
    for claims in (0, 40):
        eve = await _eve(visit, "Eve")
        for number in range(claims):
            await scene.claim(await scene.add(f"{number}"), eve)
        recording = Recording(scene.world.db)
        await visit.sign_in(db=recording, preferred_username="eve", name="Eva", groups=[])
        assert len(events_of(visit.arrived)) == 2 * claims
        lengths.append([len(batch) for batch in recording.batches])
    assert lengths[0] == lengths[1]


@over_sqlite
@pytest.mark.parametrize("seed", range(4))
async def test_r5_r87_r88_the_log_gives_the_list_whoever_comes_goes_and_is_renamed(seed: int, scene: Scene) -> None:
    """At every step of a random sequence of claims, departures and new names."""
    chance, visit = random.Random(seed), _visit(scene)
    eve = await _eve(visit)
    known = [await scene.add(f"{number}") for number in range(6)]
    for _ in range(STORY_STEPS):
        match chance.randrange(5):
            case 0:
                eve = await _eve(visit, chance.choice(["Eve", "Eva"]), chance.choice([("staff",), ()]))
            case 1:
                await _attempt(teams.remove_member(scene.ada.call(), scene.team_id, eve.id))
            case _:
                who, wish = chance.choice([scene.ada, eve]), chance.choice([True, False, None])
                await _attempt(scene.claim(chance.choice(known), who, claimed=wish))
        holders = {todo["claimedBy"] for todo in await _converged(scene, scene.set_id)}
        in_team = await scene.world.rows("SELECT user_id FROM memberships WHERE team_id = ?1", scene.team_id)
        assert holders <= {None} | {row["user_id"] for row in in_team}


async def _attempt(step: Any) -> None:
    with contextlib.suppress(GlintError):
        await step
