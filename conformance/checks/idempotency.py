"""Repeated requests (R13 to R18)."""

from __future__ import annotations

import asyncio
import uuid

from conformance.socket import watching
from conformance.verdict import check, expect
from conformance.world import World


@check(13)
async def a_repeat_has_no_second_effect(w: World) -> None:
    """And gets the first answer again, byte for byte, even when the todo is gone."""
    place = await w.new_list()
    body = {"title": "Milk"}
    first = await w.ann.ask("POST", f"{place.path}/todos", body, key="key-13")
    todo_id = first.ok()["todo"]["id"]
    await w.ann.do("DELETE", place.todo(todo_id))
    again = await w.ann.ask("POST", f"{place.path}/todos", body, key="key-13")
    same = (again.status, again.text) == (first.status, first.text)
    expect(same, f"The repeat is answered {again.status} {again.text[:80]}, not as the first time.")
    expect(len(await w.ann.events(place)) == 2, "The repeat has an event of its own.")


@check(14)
async def of_identical_requests_one_has_the_effect(w: World) -> None:
    """And all get its answer."""
    place = await w.new_list()
    asked = (w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-14") for _ in range(6))
    answers = {(each.status, each.text) for each in await asyncio.gather(*asked)}
    expect(len(answers) == 1, f"Six identical requests get {len(answers)} different answers.")
    expect(len((await w.ann.todos(place))["todos"]) == 1, "Six identical requests have several effects.")


@check(15)
async def a_key_is_for_one_request(w: World) -> None:
    """Another body with it is refused."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-15")
    other = await w.ann.ask("POST", f"{place.path}/todos", {"title": "Bread"}, key="key-15")
    other.refused(422, "idempotency_key_reused")


@check(16)
async def a_repeat_is_pushed_again(w: World) -> None:
    """The same event."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-16")
    async with watching(w.ann, place) as socket:
        await w.ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-16")
        await socket.event(1)


@check(17)
async def a_key_has_a_length(w: World) -> None:
    """1 to 64 characters."""
    place = await w.new_list()
    await w.ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="k" * 64)
    (await w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk"}, key="k" * 65)).refused(422, "invalid")


@check(18)
async def a_client_may_choose_an_id(w: World) -> None:
    """That is not taken."""
    place, todo_id = await w.new_list(), str(uuid.uuid4())
    made = await w.ann.add(place, id=todo_id)
    expect(made["todo"]["id"] == todo_id, "The todo has another id than the client has chosen.")
    (await w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk", "id": todo_id})).refused(409, "id_taken")
