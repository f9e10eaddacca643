"""Signing in with a new name: viewers see it at once, everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from http.cookies import SimpleCookie
from typing import NamedTuple

import httpx
import pytest

from tests.support.connections import fetch
from tests.support.marks import awake_or_asleep
from tests.support.people import People, Person, people_at
from tests.support.provider import Provider
from tests.support.server import Server
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


class Harbour(NamedTuple):
    """People on a server, and its sign-in provider."""

    people: People
    provider: Provider

    async def sign_in(self, sub: str, name: str) -> Person:
        """Sign in as a person with these claims."""
        people = self.people
        self.provider.be("rogue", {"claims": {"sub": sub, "name": name, "preferred_username": sub}})
        begun = await people.http.get("/api/auth/login")
        back = fetch("GET", begun.headers["Location"]).headers["Location"]
        cookie = begun.headers["Set-Cookie"].split(";")[0]
        done = await people.http.get(httpx.URL(back).raw_path.decode(), headers={"Cookie": cookie})
        cookies = SimpleCookie()
        for header in done.headers.get_list("Set-Cookie"):
            cookies.load(header)
        person = Person(people.http, people.server, name=name, token=cookies["session"].value)
        me = (await person.get("/api/auth/me"))["user"]
        return Person(people.http, people.server, name=name, token=person.token, user_id=me["id"])


@pytest.fixture(scope="module")
def server_with_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Provider]]:
    """A server, and a provider with configurable answers."""
    provider = Provider()
    ways = [{"id": "rogue", "name": "Rogue", "issuer": provider.rogue("rogue"), "clientId": "glint"}]
    server = Server(tmp_path_factory.mktemp("renaming"), variables={"OIDC_PROVIDERS": ways})
    with provider.running(f"{server.url}/api/auth/callback"), server.running():
        yield server, provider


@pytest.fixture
async def harbour(server_with_provider: tuple[Server, Provider]) -> AsyncIterator[Harbour]:
    """The people of one test."""
    server, provider = server_with_provider
    async with people_at(server) as people:
        yield Harbour(people, provider)


@awake_or_asleep
async def test_r5_r44_r87_everybody_sees_a_new_name(harbour: Harbour, asleep: bool) -> None:
    """The list, its log, viewers and presence have the new name, even after an eviction."""
    sub = f"eve-{'asleep' if asleep else 'awake'}"
    place, (ann,) = await harbour.people.team_of("Ann")
    eve = await harbour.sign_in(sub, "Maiden Name")
    await ann.invite(place.team, eve)
    todos = [(await ann.create(place, title))["todo"]["id"] for title in ("Milk", "Bread")]
    for todo in todos:
        await eve.do("POST", place.todo(todo, "/claim"), {"claimed": True})
    async with await Viewer.open(ann, place) as viewer, await Viewer.open(eve, place):
        await viewer.presence(ann.name, "Maiden Name")
        if asleep:
            await harbour.people.evict()
        again = await harbour.sign_in(sub, "Married Name")
        assert again.id == eve.id
        told = [await viewer.event(seq) for seq in (5, 6)]
        await viewer.presence(ann.name, "Married Name")
        await viewer.wait_for(lambda f: f == {"type": "team:changed", "teamId": place.team}, "the hint")
    assert {event["id"] for event in told} == set(todos)
    assert {(event["claimedByName"], event["cause"]) for event in told} == {("Married Name", "renamed")}
    listed = await ann.todos(place)
    assert {(t["claimedByName"], listed["seq"]) for t in listed["todos"]} == {("Married Name", 6)}
    assert (await ann.events(place, 4))["events"] == told
