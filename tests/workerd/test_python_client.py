"""The published Python client, as a program uses it: what the suites for convergence do not look at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from glint_client import Change, FileStore, Glint, NotAllowed, NotFound, NotSignedIn, Saved
from tests.support.people import People, Person, people_at
from tests.support.server import Server

pytestmark = pytest.mark.anyio


def glint_of(person: Person) -> Glint:
    """A client with the person's session."""
    return Glint(person.server.url, headers=person.headers, client=person.http)


async def test_r38_r40_r44_a_program_continues_where_its_last_run_has_ended(mortal: Server, tmp_path: Path) -> None:
    """Through disconnections, a restart of the server, a restart of itself, and the loss of what it needs to catch up.

    The change that was not handled to the end comes again.
    """
    store = FileStore(tmp_path / "list.json")
    async with people_at(mortal) as people:
        place, (ann,) = await people.team_of("Ann")
        glint = glint_of(ann)
        async with glint.open_list(place.team, place.set, store=store) as todos:
            milk = await todos.add("Milk")
            await todos.comment(milk["id"], "Oat?")
            await people.evict("close")
            bread = await ann.create(place, "Bread")
            await todos.reached(bread["seq"])
            seen = []
            async for change in todos.changes():
                seen.append(change)
                if change.seq == bread["seq"]:
                    break
            assert [change.event and change.event["type"] for change in seen] == [
                "todo:created",
                "comment:created",
                "todo:created",
            ]
            assert [todo["title"] for todo in seen[-1].touched()] == ["Bread"]
        await ann.do("DELETE", place.todo(milk["id"]))
        mortal.restart()
        async with glint.open_list(place.team, place.set, store=store) as todos:
            mortal.restart()
            flour = await todos.add("Flour")
            await todos.reached(5)
            assert [todo["id"] for todo in todos.todos()] == [bread["todo"]["id"], flour["id"]]
            assert [change.seq for change in await take(todos.changes(), 3)] == [3, 4, 5]
        store.save(Saved(place.set, 99, [milk]))
        async with glint.open_list(place.team, place.set, store=store) as todos:
            (change,) = await take(todos.changes(), 1)
            assert (change.event, change.seq, len(change.touched())) == (None, 5, 3)
            assert todos.todos() == (await ann.todos(place))["todos"]


async def test_r32_r45_a_program_is_told_why_a_list_is_over(people: People) -> None:
    """By an exception with the server's sentence."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with glint_of(bob).open_list(place.team, place.set) as todos:
        await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")
        with pytest.raises(NotAllowed, match="may not see"):
            await take(todos.changes(), 1)
    with pytest.raises(NotAllowed, match="not a member"):
        await glint_of(bob).place(place.team, place.set).add("Milk")
    with pytest.raises(NotFound):
        async with glint_of(ann).open_list(place.team, "none"):
            pass
    with pytest.raises(NotSignedIn):
        async with glint_of(people.stranger).open_list(place.team, place.set):
            pass


async def test_r200_r205_r206_a_program_signs_in_with_a_token_until_it_is_ended(people: People) -> None:
    """Over HTTP and the socket; its changes say by which token they were made."""
    place, (ann,) = await people.team_of("Ann")
    token_id, program = await ann.issue("write", name="Bot")
    async with (
        Glint(people.server.url, program.token) as glint,
        glint.open_list(place.team, place.set) as todos,
    ):
        await todos.add("Milk")
        (change,) = await take(todos.changes(), 1)
        assert change.event
        assert change.event["via"] == "Bot"
        await ann.do("DELETE", f"/api/auth/me/tokens/{token_id}")
        with pytest.raises(NotSignedIn):
            await take(todos.changes(), 1)


async def take(changes: AsyncIterator[Change], count: int) -> list[Change]:
    """Take so many changes."""
    return [await anext(changes) for _ in range(count)]
