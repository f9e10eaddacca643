"""A mutation with an Idempotency-Key has its effect once, however often it is sent."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from tests.support.people import People, refused
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio

AT_ONCE = 8
KEY_MAX_CHARS = 64


async def test_r14_identical_requests_at_once_have_one_effect_and_one_answer(people: People) -> None:
    """Eight concurrent requests: one todo, one event, eight identical answers."""
    place, (ann,) = await people.team_of("Ann")
    send = [ann.ask("POST", f"{place.path}/todos", {"title": "Milk"}, key="once") for _ in range(AT_ONCE)]
    answers = await asyncio.gather(*send)
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    log = await ann.events(place)
    assert [event["mutationId"] for event in log["events"]] == ["once"]


async def test_r13_a_repeated_toggle_does_not_toggle_again(people: People) -> None:
    """Claim by toggle, sent three times: claimed, and every answer the first one."""
    place, (ann,) = await people.team_of("Ann")
    todo = (await ann.create(place, "Milk"))["todo"]["id"]
    answers = [await ann.do("POST", place.todo(todo, "/claim"), {}, key="toggle") for _ in range(3)]
    assert answers == [answers[0]] * 3
    assert [item["claimedBy"] for item in (await ann.todos(place))["todos"]] == [ann.id]


async def test_r13_a_repeat_is_answered_when_the_todo_is_gone(people: People) -> None:
    """A repeated deletion is answered twice; without the key the second one is 404."""
    place, (ann,) = await people.team_of("Ann")
    path = place.todo((await ann.create(place, "Milk"))["todo"]["id"])
    first = await ann.do("DELETE", path, key="gone")
    assert await ann.do("DELETE", path, key="gone") == first
    refused(await ann.ask("DELETE", path), 404, "not_found")


async def test_r13_a_repeat_of_what_changed_nothing_changes_nothing_later(people: People) -> None:
    """`claimed: true` by its holder is stored too: its repeat after the release does not claim again."""
    place, (ann,) = await people.team_of("Ann")
    claim = place.todo((await ann.create(place, "Milk"))["todo"]["id"], "/claim")
    await ann.do("POST", claim, {"claimed": True})
    nothing = await ann.do("POST", claim, {"claimed": True}, key="again")
    await ann.do("POST", claim, {"claimed": False})
    assert await ann.do("POST", claim, {"claimed": True}, key="again") == nothing
    assert (await ann.todos(place))["todos"][0]["claimedBy"] is None


async def test_r15_a_key_reused_for_another_request_is_refused(people: People) -> None:
    """Another body and another path are 422, and change nothing."""
    place, (ann,) = await people.team_of("Ann")
    todo = (await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="k"))["todo"]["id"]
    before = await ann.todos(place)
    for method, path, body in (
        ("POST", f"{place.path}/todos", {"title": "Bread"}),
        ("PATCH", place.todo(todo), {"title": "Bread"}),
        ("DELETE", place.todo(todo), None),
    ):
        refused(await ann.ask(method, path, body, key="k"), 422, "idempotency_key_reused")
    assert await ann.todos(place) == before


async def test_r13_a_key_counts_for_one_user_on_one_set(people: People) -> None:
    """The same key from someone else, and on another set, are other requests."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    beside = await ann.create_set(place.team)
    seqs = [
        (await person.do("POST", f"{where.path}/todos", {"title": "Milk"}, key="k"))["seq"]
        for person, where in ((ann, place), (bob, place), (ann, beside))
    ]
    assert seqs == [1, 2, 1]


async def test_r16_a_repeat_publishes_again(faulty: People) -> None:
    """The broadcast is lost; the author repeats the request, and everybody gets the event."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        await faulty.faults(drop=1.0)
        first = await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="heal")
        assert viewer.events == []
        await faulty.faults()
        assert await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="heal") == first
        assert (await viewer.event(first["seq"]))["todo"] == first["todo"]


async def test_r17_a_key_has_64_characters_at_most(people: People) -> None:
    """64 are accepted, 65 are 422."""
    place, (ann,) = await people.team_of("Ann")
    await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="k" * KEY_MAX_CHARS)
    long = await ann.ask("POST", f"{place.path}/todos", {"title": "Milk"}, key="k" * (KEY_MAX_CHARS + 1))
    assert "Idempotency-Key" in refused(long, 422, "invalid")


async def test_r18_a_client_may_choose_the_id_of_its_todo(people: People) -> None:
    """A new UUID is used; one in use is 409, anything else 422."""
    place, (ann,) = await people.team_of("Ann")
    chosen = str(uuid4())
    assert (await ann.create(place, "Milk", id=chosen))["todo"]["id"] == chosen
    refused(await ann.ask("POST", f"{place.path}/todos", {"title": "Bread", "id": chosen}), 409, "id_taken")
    refused(await ann.ask("POST", f"{place.path}/todos", {"title": "Bread", "id": "mine"}), 422, "invalid")
