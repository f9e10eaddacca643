"""Several at once (R19 to R21)."""

from __future__ import annotations

import asyncio
from collections import Counter

from conformance.verdict import check, expect
from conformance.world import World
from glint_client.http import SERVER_ERROR


@check(19)
async def a_claim_has_one_holder(w: World) -> None:
    """The others are answered 409 `already_claimed`."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place))["todo"]["id"]
    claims = (each.ask("POST", place.todo(todo_id, "/claim"), {"claimed": True}) for each in (w.ann, w.bob))
    answers = await asyncio.gather(*claims)
    statuses = sorted(each.status for each in answers)
    expect(statuses == [200, 409], f"Two who claim a todo at once are answered {statuses}.")
    next(each for each in answers if each.status != 200).refused(409, "already_claimed")


@check(20)
async def new_todos_stand_behind_all_others(w: World) -> None:
    """In places of their own."""
    place = await w.new_list()
    first = (await w.ann.add(place))["todo"]["sortOrder"]
    made = await asyncio.gather(*(w.ann.add(place, f"{number}") for number in range(8)))
    places = [each["todo"]["sortOrder"] for each in sorted(made, key=lambda each: int(each["seq"]))]
    expect(first < min(places) and places == sorted(set(places)), f"New todos have the places {places} after {first}.")


@check(21)
async def whoever_loses_a_race_is_told(w: World) -> None:
    """As if the other had been first; never 500."""
    place = await w.new_list()
    ids = [(await w.ann.add(place, f"{number}"))["todo"]["id"] for number in range(4)]
    races = [
        w.ann.ask(method, place.todo(todo_id), body)
        for todo_id in ids
        for method, body in (("PATCH", {"title": "Bread"}), ("DELETE", None), ("DELETE", None))
    ]
    statuses = Counter(each.status for each in await asyncio.gather(*races))
    expect(max(statuses) < SERVER_ERROR, f"Races are answered {dict(statuses)}.")
    expect((await w.ann.todos(place))["todos"] == [], "A deleted todo is still there.")
