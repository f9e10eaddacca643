"""The people and lists of one run: new ones wherever the server lets them be made, and removed at the end."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from conformance.person import Json, Person, Place
from conformance.verdict import Broken, Unseen
from glint_client.errors import GlintError
from glint_client.sign_in import dev_session

TIMEOUT_S: Final = 60.0
LIMITS: Final = httpx.Limits(keepalive_expiry=2.0)


class World:
    """`ann` owns the team. `nobody` is not signed in."""

    def __init__(self, http: httpx.AsyncClient, ann: Person, team: str, *, others: Sequence[Person] = ()) -> None:
        self.http, self.ann, self.team = http, ann, team
        self.nobody = Person(http, {})
        self._others = list(others)
        self._places: list[Place] = []

    @property
    def has_sessions(self) -> bool:
        """Return whether people have sessions, and not tokens."""
        return "Cookie" in self.ann.headers

    def need_sessions(self) -> None:
        """Raise Unseen where people have tokens: no token does this."""
        if not self.has_sessions:
            raise Unseen("no token may do that: it takes the sign-in by name")

    @property
    def bob(self) -> Person:
        """Return another member. Raises Unseen."""
        return self._other(0)

    @property
    def cleo(self) -> Person:
        """Return someone who is not in the team. Raises Unseen."""
        return self._other(1)

    def _other(self, number: int) -> Person:
        if number >= len(self._others):
            raise Unseen("it takes several people: the sign-in by name")
        return self._others[number]

    async def guest(self) -> Person:
        """Sign in one more person. Raises Unseen."""
        self.need_sessions()
        return await signed_in(self.http, "Dan")

    async def let_in(self, person: Person) -> str:
        """Let someone join the team as a member, by an invitation; return its token."""
        terms = {"role": "member"}
        invite = (await self.ann.do("POST", f"{self.place_of_team.team_path}/invites", terms))["invite"]
        await person.do("POST", f"/api/invites/{invite['token']}")
        return str(invite["token"])

    @property
    def place_of_team(self) -> Place:
        """Return a place whose `team_path` is that of the team."""
        return Place(self.team, "")

    async def new_list(self, name: str = "Conformance") -> Place:
        """Make a list."""
        made = (await self.ann.do("POST", f"{self.place_of_team.team_path}/sets", {"name": name}))["set"]
        self._places.append(Place(self.team, made["id"]))
        return self._places[-1]

    async def clean_up(self) -> None:
        """Remove the team, or the lists."""
        with suppress(Broken, httpx.TransportError):
            if self.has_sessions:
                await self.ann.do("DELETE", self.place_of_team.team_path)
                return
            for place in self._places:
                await self.ann.ask("DELETE", place.path)
                await self.ann.ask("DELETE", f"{place.team_path}/deleted-sets/{place.id}")


@asynccontextmanager
async def world_at(
    address: str, token: str = "", transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[World]:
    """Sign in by a token, or some people by name. Raises GlintError when that does not work."""
    nobodys = CookieJar(DefaultCookiePolicy(allowed_domains=()))  # each person sends their own cookie
    async with httpx.AsyncClient(
        base_url=address, timeout=TIMEOUT_S, limits=LIMITS, cookies=nobodys, transport=transport
    ) as http:
        world = await (_by_token(http, token) if token else _by_name(http))
        try:
            yield world
        finally:
            await world.clean_up()


async def signed_in(http: httpx.AsyncClient, name: str) -> Person:
    """Sign in a new person by name. Raises GlintError."""
    name = f"{name} {secrets.token_hex(4)}"
    headers = await dev_session(str(http.base_url), name)
    return Person(http, headers, (await _me(Person(http, headers)))["id"], name)


async def _by_name(http: httpx.AsyncClient) -> World:
    ann, bob, cleo = [await signed_in(http, name) for name in ("Ann", "Bob", "Cleo")]
    team = (await ann.do("POST", "/api/teams", {"name": "Conformance"}))["team"]["id"]
    world = World(http, ann, team, others=(bob, cleo))
    await world.let_in(bob)
    return world


async def _by_token(http: httpx.AsyncClient, token: str) -> World:
    ann = Person(http, {"Authorization": f"Bearer {token}"})
    me = await _me(ann)
    return World(http, Person(http, ann.headers, me["id"], me["displayName"]), f"personal:{me['id']}")


async def _me(person: Person) -> Json:
    found: Json | None = (await person.do("GET", "/api/auth/me"))["user"]
    if found is None:
        raise GlintError("The server does not know who this is.")
    return found
