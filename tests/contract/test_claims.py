"""Claims: of many at once exactly one wins."""

from __future__ import annotations

import asyncio
import json

import pytest

from domain.errors import AlreadyClaimed, Forbidden, NotFound
from domain.inputs import Claim
from routes import todos
from tests.support.databases import Interleaved, dump
from tests.support.scene import Scene, body, event_of

AT_ONCE = 8


@pytest.mark.parametrize("claimed", [None, True], ids=["toggle", "claim"])
async def test_r19_exactly_one_of_many_gets_it(*, claimed: bool | None, scene: Scene) -> None:
    """Many people claim at once: one holds it, with one event; the others are told that it is taken."""
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
    """Answer, event and list name who holds it; when released all of it is null."""
    milk = await scene.add()
    for claimed, holder in ((True, (scene.bob.id, "bob", None)), (False, (None, None, None))):
        outcome = await scene.claim(milk, scene.bob, claimed=claimed)
        names = ("claimedBy", "claimedByName", "claimedByAvatar")
        for shown in (body(outcome), json.loads(event_of(outcome) or ""), (await scene.listed())["todos"][0]):
            assert tuple(shown[name] for name in names) == holder
        assert body(outcome)["ok"] is True


@pytest.mark.parametrize("claimed", [None, True, False])
async def test_r19_even_an_owner_cannot_take_a_claim_away(*, claimed: bool | None, scene: Scene) -> None:
    """A todo that somebody holds is refused to everybody else, whatever is asked, and nothing is stored."""
    milk = await scene.add()
    await scene.claim(milk, scene.bob)
    before = await dump(scene.world.db)
    with pytest.raises(AlreadyClaimed):
        await scene.claim(milk, scene.ada, claimed=claimed)
    assert await dump(scene.world.db) == before


async def test_a_claim_leaves_the_rest_alone(scene: Scene) -> None:
    """Claiming changes who holds a todo and nothing else of it, `updatedAt` included."""
    milk = await scene.add()
    before = (await scene.todos())[0]
    await scene.claim(milk, scene.bob)
    changed = {key for key, value in (await scene.todos())[0].items() if value != before.get(key)}
    assert changed == {"claimedBy", "claimedByName"}


async def test_claiming_needs_the_permission(scene: Scene) -> None:
    """Who may not claim is refused."""
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
