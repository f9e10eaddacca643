"""Concurrency: one winner where there can be one, and an answer for everybody."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.support.people import People

pytestmark = pytest.mark.anyio

CLAIMANTS = 10
WRITERS = 32


async def test_r19_exactly_one_of_many_claimants_wins(people: People) -> None:
    """Ten concurrent claims: one 200, nine 409 with a message, one event."""
    place, persons = await people.team_of(*(f"P{number}" for number in range(CLAIMANTS)))
    claim = place.todo((await persons[0].create(place, "Milk"))["todo"]["id"], "/claim")
    answers = await asyncio.gather(*(person.ask("POST", claim, {"claimed": True}) for person in persons))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: CLAIMANTS - 1}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_claimed"}
    winner = next(answer.json()["claimedBy"] for answer in answers if answer.status_code == 200)
    listed = await persons[0].todos(place)
    assert (listed["todos"][0]["claimedBy"], listed["seq"]) == (winner, 2)


async def test_r2_r20_creates_at_once_share_no_place_and_leave_no_gap(people: People) -> None:
    """32 concurrent creates: 32 positions, seq 1 to 32."""
    place, (ann,) = await people.team_of("Ann")
    made = await asyncio.gather(*(ann.create(place, f"{number}") for number in range(WRITERS)))
    assert len({answer["todo"]["sortOrder"] for answer in made}) == WRITERS
    assert sorted(answer["seq"] for answer in made) == list(range(1, WRITERS + 1))
    log = (await ann.events(place))["events"]
    assert [event["seq"] for event in log] == list(range(1, WRITERS + 1))


async def test_r21_a_lost_race_is_answered_with_a_message(people: People) -> None:
    """Concurrent edits, claims and deletions of one todo: 200, 404 or 409, and every 200 is in the log."""
    place, (ann,) = await people.team_of("Ann")
    todo = (await ann.create(place, "Milk"))["todo"]["id"]
    answers = await asyncio.gather(
        *(ann.ask("PATCH", place.todo(todo), {"title": f"Milk {number}"}) for number in range(12)),
        *(ann.ask("POST", place.todo(todo, "/claim"), {}) for _ in range(6)),
        *(ann.ask("DELETE", place.todo(todo)) for _ in range(3)),
    )
    assert {answer.status_code for answer in answers} <= {200, 404, 409}
    seqs = sorted(answer.json()["seq"] for answer in answers if answer.status_code == 200)
    log = (await ann.events(place))["events"]
    assert seqs == [event["seq"] for event in log][1:]
    assert [event["type"] for event in log].count("todo:deleted") == 1
