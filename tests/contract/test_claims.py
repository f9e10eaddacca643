"""Claims: of many concurrent ones exactly one wins."""

from __future__ import annotations

import asyncio
import json

import pytest

from domain.errors import AlreadyClaimed, Forbidden, NotFound
from domain.inputs import Claim, NewTodo, SetName
from glint_client.replica import Replica
from routes import sets, teams, todos
from tests.support.databases import Interleaved, dump
from tests.support.scene import Scene, body, event_of

AT_ONCE = 8


@pytest.mark.parametrize("claimed", [None, True], ids=["toggle", "claim"])
async def test_r19_exactly_one_of_many_gets_it(*, claimed: bool | None, scene: Scene) -> None:
    """Many people claim at once: one gets it, with one event; the others are told that it is taken."""
    milk = await scene.add()
    people = [await scene.join(f"user {number}", "member") for number in range(AT_ONCE)]
    db = Interleaved(scene.world.db)
    tries = (todos.claim_todo(p.call(db=db), scene.team_id, milk, Claim(claimed=claimed)) for p in people)
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, AlreadyClaimed)]
    assert len(refused) == AT_ONCE - 1
    winner = next(person for person, outcome in zip(people, outcomes, strict=True) if outcome not in refused)
    assert (await scene.todos())[0]["claimedBy"] == winner.id
    assert [event["type"] for event in await scene.log()] == ["todo:created", "todo:claimed"]


async def test_a_claim_shows_its_holder(scene: Scene) -> None:
    """Answer, event and list name the claimer; when released all of it is null."""
    milk = await scene.add()
    for claimed, holder in ((True, (scene.bob.id, "bob", None)), (False, (None, None, None))):
        outcome = await scene.claim(milk, scene.bob, claimed=claimed)
        names = ("claimedBy", "claimedByName", "claimedByAvatar")
        for shown in (body(outcome), json.loads(event_of(outcome) or ""), (await scene.listed())["todos"][0]):
            assert tuple(shown[name] for name in names) == holder
        assert body(outcome)["ok"] is True


@pytest.mark.parametrize("claimed", [None, True])
async def test_r19_even_an_owner_cannot_take_a_claim_over(*, claimed: bool | None, scene: Scene) -> None:
    """A claimed todo is refused to everybody else, and nothing is stored."""
    milk = await scene.add()
    await scene.claim(milk, scene.bob)
    before = await dump(scene.world.db)
    with pytest.raises(AlreadyClaimed):
        await scene.claim(milk, scene.ada, claimed=claimed)
    assert await dump(scene.world.db) == before


async def test_a_claim_changes_nothing_else(scene: Scene) -> None:
    """Claiming changes nothing else of a todo, not even `updatedAt`."""
    milk = await scene.add()
    before = (await scene.todos())[0]
    await scene.claim(milk, scene.bob)
    changed = {key for key, value in (await scene.todos())[0].items() if value != before.get(key)}
    assert changed == {"claimedBy", "claimedByName"}


async def test_claiming_needs_the_permission(scene: Scene) -> None:
    """Without it claiming is forbidden."""
    milk = await scene.add()
    await scene.world.rows(
        "INSERT INTO permissions VALUES ('p1', ?1, 'global', 'member', 'claim_todos', 0, '')", scene.team_id
    )
    with pytest.raises(Forbidden, match="claim"):
        await scene.claim(milk, scene.bob)


async def test_a_todo_of_another_team_is_unknown(scene: Scene) -> None:
    """A todo that exists in another team is as unknown as one that does not exist."""
    milk = await scene.add()
    space = f"personal:{scene.bob.id}"
    for todo_id in (milk, "unknown"):
        with pytest.raises(NotFound):
            await todos.claim_todo(scene.bob.call(), space, todo_id, Claim())


async def test_r19_who_may_edit_any_todo_may_release_a_claim(scene: Scene) -> None:
    """An owner releases what bob has claimed, by an event; another member cannot."""
    milk, cleo = await scene.add(), await scene.join("cleo", "member")
    await scene.claim(milk, scene.bob)
    with pytest.raises(AlreadyClaimed):
        await scene.claim(milk, cleo, claimed=False)
    assert body(await scene.claim(milk, scene.ada, claimed=False))["claimedBy"] is None
    released = (await scene.log())[-1]
    assert (released["type"], released["claimedBy"], released["actorId"]) == ("todo:claimed", None, scene.ada.id)


@pytest.mark.parametrize("leaving", [True, False], ids=["leaves", "is removed"])
async def test_r88_a_claim_ends_with_the_membership(*, leaving: bool, scene: Scene) -> None:
    """In every list of the team, by an event each, in the commit that ends it; claims in other teams stay."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    held = [await scene.add(), await scene.add()]
    work = await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="x"))
    space = f"personal:{scene.bob.id}"
    own_set = body(await sets.list_sets(scene.bob.call(), space))["sets"][0]["id"]
    own = body(await todos.create_todo(scene.bob.call(), space, own_set, NewTodo(title="mine")))["todo"]["id"]
    await todos.claim_todo(scene.bob.call(), space, own, Claim())
    for todo_id in (*held, body(work)["todo"]["id"]):
        await scene.claim(todo_id, scene.bob)
    replica = Replica.from_list(await scene.todos(), await scene.head())
    result = await teams.remove_member((scene.bob if leaving else scene.ada).call(), scene.team_id, scene.bob.id)
    assert {(team, where) for team, where, *_ in result.effects.events} == {
        (scene.team_id, scene.set_id), (scene.team_id, other),
    }  # fmt: skip
    assert len(result.effects.events) == 3
    for event in await scene.log():
        replica.receive(event)
    assert (replica.todos(), replica.seq) == (await scene.todos(), await scene.head())
    left = [event for event in await scene.log() if event.get("cause") == "left"]
    assert ({event["id"] for event in left}, [event["claimedBy"] for event in left]) == (set(held), [None, None])
    holders = await scene.world.rows("SELECT id FROM todos WHERE claimed_by IS NOT NULL")
    assert [row["id"] for row in holders] == [own]


async def test_r88_without_claims_there_is_no_event(scene: Scene) -> None:
    """Removing someone without claims leaves every log unchanged."""
    await scene.add()
    result = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert (result.effects.events, await scene.head()) == ((), 1)
