"""Signed-in people, and the teams and lists that they share, over HTTP as a browser speaks it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

import httpx

from domain.metrics import Point
from domain.scopes import TOKEN_PREFIX
from tests.support.connections import LIMITS, TIMEOUT_S
from tests.support.recording_metrics import point_of
from tests.support.server import Server

Json = dict[str, Any]


class Place(NamedTuple):
    """A set of a team, and the paths below it; with '' for the set, the team."""

    team: str
    set: str

    @property
    def team_path(self) -> str:
        """`/api/teams/:teamId`."""
        return team_path(self.team)

    @property
    def path(self) -> str:
        """`…/sets/:setId`."""
        return f"{self.team_path}/sets/{quote(self.set, safe='')}" if self.set else self.team_path

    @property
    def list_path(self) -> str:
        """The address of the list with its todos."""
        return f"{self.path}/todos"

    def todo(self, todo_id: str, action: str = "") -> str:
        """`…/todos/:id`, or a path below it."""
        return f"{self.team_path}/todos/{quote(todo_id, safe='')}{action}"

    def comment(self, comment_id: str) -> str:
        """`…/comments/:id`."""
        return f"{self.team_path}/comments/{comment_id}"


class SharedPlace(Place):
    """The set of a share link, whose token is in place of the team's id."""

    @property
    def team_path(self) -> str:
        """`/api/shared/:token`, which all paths are below."""
        return f"/api/shared/{self.team}"

    @property
    def path(self) -> str:
        """The same."""
        return self.team_path

    @property
    def list_path(self) -> str:
        """The same."""
        return self.path


def team_path(team_id: str) -> str:
    """`/api/teams/:teamId`; the colon of a personal space is escaped, as by `encodeURIComponent`."""
    return f"/api/teams/{quote(team_id, safe='')}"


class Person:
    """A person with a session, or without one when `token` is ''; or a program that has an access token of theirs."""

    def __init__(
        self, http: httpx.AsyncClient, server: Server, *, name: str = "", token: str = "", user_id: str = ""
    ) -> None:
        self.http, self.server = http, server
        self.name, self.token, self.id = name, token, user_id

    @property
    def headers(self) -> dict[str, str]:
        """Return the cookie header, or that of an access token."""
        if self.token.startswith(TOKEN_PREFIX):
            return {"Authorization": f"Bearer {self.token}"}
        return {"Cookie": f"session={self.token}"} if self.token else {}

    async def ask(
        self, method: str, path: str, body: object = None, *, key: str = "", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send one request, whatever the answer; `key` is the Idempotency-Key."""
        extra = {"Idempotency-Key": key} if key else {}
        content: Json = {} if body is None else {"json": body}
        return await self.http.request(method, path, headers={**self.headers, **extra, **(headers or {})}, **content)

    async def get(self, path: str) -> Json:
        """Send a GET that must succeed; return the body."""
        return succeeded(await self.ask("GET", path))

    async def do(self, method: str, path: str, body: object = None, *, key: str = "") -> Json:
        """Send a request that must succeed; return the body."""
        return succeeded(await self.ask(method, path, body, key=key))

    async def create(self, place: Place, title: str, **more: object) -> Json:
        """Create a todo: `{ todo, seq }`."""
        return await self.do("POST", f"{place.path}/todos", {"title": title, **more})

    async def create_team(self, name: str = "Team") -> str:
        """Create a team that this person owns; return its id."""
        return str((await self.do("POST", "/api/teams", {"name": name}))["team"]["id"])

    async def first_set(self, team_id: str) -> Place:
        """Return the team's first set."""
        sets = (await self.get(f"{team_path(team_id)}/sets"))["sets"]
        return Place(team_id, sets[0]["id"])

    async def create_set(self, team_id: str, name: str = "Set") -> Place:
        """Create another set of the team."""
        body = await self.do("POST", f"{team_path(team_id)}/sets", {"name": name})
        return Place(team_id, body["set"]["id"])

    async def invite(self, team_id: str, *others: Person, role: str = "member") -> None:
        """Invite others by link, and let them join."""
        invite = (await self.do("POST", f"{team_path(team_id)}/invites", {"role": role}))["invite"]
        for other in others:
            await other.do("POST", f"/api/invites/{invite['token']}")

    async def issue(self, *scopes: str, name: str = "backup script") -> tuple[str, Person]:
        """Make an access token for all teams; return its id, and a program that has it."""
        made = (await self.do("POST", "/api/auth/me/tokens", {"name": name, "scopes": scopes}))["token"]
        return made["id"], Person(self.http, self.server, name=self.name, token=made["secret"], user_id=self.id)

    async def todos(self, place: Place) -> Json:
        """Load the list: `{ todos, role, permissions, seq }`."""
        return await self.get(f"{place.path}/todos")

    async def events(self, place: Place, since: int = 0) -> Json:
        """Load the log after `since`: `{ events, seq }`."""
        return await self.get(f"{place.path}/events?since={since}")


class People:
    """All people in one test; names are made unique, so that tests do not interfere."""

    def __init__(self, http: httpx.AsyncClient, server: Server) -> None:
        self.http, self.server = http, server

    @property
    def stranger(self) -> Person:
        """Return someone who is not signed in."""
        return Person(self.http, self.server)

    async def sign_in(self, name: str = "Ann") -> Person:
        """Create a user with this name and a unique suffix."""
        return await self.sign_in_again(f"{name} {uuid4().hex[:12]}")

    async def sign_in_again(self, name: str) -> Person:
        """Open another session of the same user."""
        response = await self.http.post("/api/auth/dev", json={"username": name})
        user = succeeded(response)["user"]
        found = re.match(r"session=([^;]+);", response.headers["set-cookie"])
        assert found is not None
        return Person(self.http, self.server, name=name, token=found[1], user_id=user["id"])

    async def team_of(self, *names: str) -> tuple[Place, list[Person]]:
        """Create people in a new team with its first set; the first one is the owner, the others are members."""
        persons = [await self.sign_in(name) for name in names]
        owner, *others = persons
        team = await owner.create_team()
        if others:
            await owner.invite(team, *others)
        return await owner.first_set(team), persons

    async def evict(self, how: str = "hibernate") -> None:
        """Evict every Durable Object from memory; its sockets hibernate, or are closed with `close`."""
        await self.seam("evict", {"webSockets": how})

    async def faults(self, **faults: float) -> dict[str, int]:
        """Replace the faults that broadcasts suffer; without any, none. Return how often the previous ones struck."""
        return dict((await self.seam("faults", faults)).json())

    async def wakes(self) -> dict[str, dict[str, int]]:
        """Return by team how often its object was constructed, and what for, since the last call."""
        return dict((await self.seam("wakes")).json())

    async def points(self, team: str) -> list[Point]:
        """Return the new data points of this team."""
        written = (await self.seam("points")).json()
        return [point_of(each) for each in written if each["indexes"] == [team]]

    async def run_cron(self) -> None:
        """Have the platform run the cron handler, to its end."""
        response = await self.http.get("/cdn-cgi/local/scheduled")
        assert response.is_success, f"cron: {response.status_code} {response.text}"

    async def seam(self, name: str, body: Json | None = None) -> httpx.Response:
        """Call a test seam: see devhost/seams.py."""
        response = await self.http.post(f"/__host/{name}", json=body or {})
        assert response.is_success, f"{name}: {response.status_code} {response.text}"
        return response


@asynccontextmanager
async def people_at(server: Server) -> AsyncIterator[People]:
    """People who talk to this server, with as many connections as they need."""
    transport = httpx.AsyncHTTPTransport(verify=False, limits=LIMITS, trust_env=False)
    nobodys = CookieJar(DefaultCookiePolicy(allowed_domains=()))  # each person sends their own cookie
    async with httpx.AsyncClient(base_url=server.url, timeout=TIMEOUT_S, transport=transport, cookies=nobodys) as http:
        yield People(http, server)


def succeeded(response: httpx.Response) -> Json:
    """Return the JSON of a 2xx answer."""
    asked = response.request
    assert response.is_success, f"{asked.method} {asked.url}: {response.status_code} {response.text}"
    body = response.json()
    assert isinstance(body, dict)
    return body


def refused(response: httpx.Response, status: int, code: str) -> str:
    """Return the message of an error, which must have this status and code and no other members."""
    assert (response.status_code, response.json().get("code")) == (status, code), response.text
    assert list(response.json()) == ["error", "code"]
    sentence = response.json()["error"]
    assert 10 < len(sentence) < 200
    assert sentence.endswith((".", "?"))
    return str(sentence)
