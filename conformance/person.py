"""People who send requests, as they are: nothing is repeated, except what a rate limit has refused."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import httpx

from conformance.verdict import Broken, expect
from glint_client.http import json_object

Json = dict[str, Any]
TOO_MANY: Final = 429
WAITS_MAX_S: Final = 90
UPGRADE: Final = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@dataclass(frozen=True)
class Place:
    """A list of a team."""

    team: str
    id: str

    @property
    def team_path(self) -> str:
        """`/api/teams/:teamId`."""
        return f"/api/teams/{quote(self.team, safe='')}"

    @property
    def path(self) -> str:
        """`…/sets/:setId`."""
        return f"{self.team_path}/sets/{quote(self.id, safe='')}"

    def todo(self, todo_id: str, action: str = "") -> str:
        """`…/todos/:id`, or below it."""
        return f"{self.team_path}/todos/{todo_id}{action}"


@dataclass(frozen=True)
class Reply:
    """An answer. `asked` says to what."""

    asked: str
    status: int
    text: str
    headers: httpx.Headers

    @property
    def json(self) -> Json:
        """Return the body."""
        found = json_object(self.text)
        if found is None:
            raise Broken(f"{self.asked} is not answered with a JSON object, but {self.text[:80]!r}.")
        return found

    def ok(self) -> Json:
        """Return the body of what must be accepted."""
        expect(200 <= self.status < 300, f"{self.asked} is answered {self.status}: {self.text[:120]}")  # noqa: PLR2004 - HTTP's
        return self.json

    def refused(self, status: int, code: str) -> None:
        """Take a refusal, which must be this one, and have the form of R50."""
        body = self.json if self.text else {}
        right = (self.status, body.get("code")) == (status, code)
        expect(right, f"{self.asked} is answered {self.status} {body.get('code', '')}, not {status} {code}.")
        expect(list(body) == ["error", "code"] and body["error"], f"The refusal of {self.asked} is {self.text[:120]}")


class Person:
    """Someone with a session or a token, or nobody."""

    def __init__(self, http: httpx.AsyncClient, headers: Mapping[str, str], user_id: str = "", name: str = "") -> None:
        self.http, self.headers, self.id, self.name = http, dict(headers), user_id, name

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str = "",
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Reply:
        """Send a request, whatever the answer."""
        extra = {**self.headers, **({"Idempotency-Key": key} if key else {}), **(headers or {})}
        what: Json = {"content": content} if content is not None else {} if body is None else {"json": body}
        while True:
            answer = await self.http.request(method, path, headers=extra, **what)
            waits = answer.headers.get("Retry-After", "")
            if answer.status_code != TOO_MANY or not waits.isdecimal() or int(waits) > WAITS_MAX_S:
                return Reply(f"{method} {path}", answer.status_code, answer.text, answer.headers)
            await asyncio.sleep(int(waits))

    async def do(self, method: str, path: str, body: object = None, *, key: str = "") -> Json:
        """Send a request that must be accepted."""
        return (await self.ask(method, path, body, key=key)).ok()

    async def add(self, place: Place, title: str = "Milk", **more: object) -> Json:
        """Add a todo; return `{ todo, seq }`."""
        return await self.do("POST", f"{place.path}/todos", {"title": title, **more})

    async def todos(self, place: Place) -> Json:
        """Read the list."""
        return await self.do("GET", f"{place.path}/todos")

    async def events(self, place: Place, since: int = 0) -> list[Json]:
        """Read the log."""
        found: list[Json] = (await self.do("GET", f"{place.path}/events?since={since}"))["events"]
        return found

    async def upgrade(self, place: Place, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask for a socket that is refused."""
        return await self.ask("GET", f"{place.path}/ws", headers={**UPGRADE, **(headers or {})})
