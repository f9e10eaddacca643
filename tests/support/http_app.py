"""The application in this process, over sqlite3: requests without a network, and answers as a client sees them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

from context import Context, CountingDatabase
from domain.outgoing import Outgoing
from domain.settings import Settings
from ports import Database, Limiter, Metrics, Outside, Push
from routes.app import answer, make_app
from store.cache import StateCache
from store.refusals import Refusals
from tests.support.fake_provider import FakeProvider
from tests.support.scene import START_MS
from tests.support.sqlite_database import SqliteDatabase
from tests.support.zones import local_time

ORIGIN = "https://glint.localhost"
"""Local, so that one may sign in by name."""


class Headers(dict[str, str]):
    """A request's headers, with case-insensitive names, like the platform's."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in headers.items()})

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # every header is a str
        """Return the header, or `default`."""
        return super().get(name.lower(), default)


class Answer(Struct, frozen=True):
    """An answer: status, headers, the body's text, and the client's end of a socket."""

    status: int
    headers: dict[str, str]
    text: str
    upgrade: object | None = None

    @property
    def body(self) -> dict[str, Any]:
        """Parse the JSON object in the body."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def session(self) -> str:
        """Return the session's token in the cookie that was set."""
        return self.headers["Set-Cookie"].split(";", maxsplit=1)[0].removeprefix("__Host-").removeprefix("session=")


_APP: Final = make_app()
"""Keeps nothing of a request, and takes a while to make."""


class HttpApp:
    """One deployment. `deferred` holds its background tasks."""

    def __init__(
        self,
        settings: Settings | None = None,
        push: Push | None = None,
        outside: Outside | None = None,
        database: Database | None = None,
    ) -> None:
        self._sqlite = SqliteDatabase() if database is None else None
        self.db: Database = database or self._sqlite  # type: ignore[assignment]  # one of them there is
        self.settings = settings or Settings(version="1.2.3", dev_login=True)
        self.origin, self.push = ORIGIN, push
        self.outside = outside or FakeProvider(now_s=START_MS / 1000)
        self.deferred: list[Awaitable[None]] = []
        self.defer: Callable[[Awaitable[None]], None] = self.deferred.append
        self.limiter: Limiter | None = None
        self.refusals = Refusals()
        self.outgoing = Outgoing()
        self.cache: StateCache | None = StateCache()
        self.log: Callable[[str], None] | None = None
        self.metrics: Metrics | None = None
        self.app = _APP
        self.numbers: Iterator[int] = itertools.count(1)
        self.clock: Callable[[], float] = lambda: START_MS + next(self.numbers)

    def copy_from(self, other: HttpApp) -> None:
        """Hold what another deployment holds; time and ids continue as there."""
        assert self._sqlite is not None
        assert other._sqlite is not None
        self._sqlite.copy_from(other._sqlite)
        self.numbers = itertools.count(next(other.numbers))

    async def request(
        self,
        method: str,
        path: str,
        json_body: object = UNSET,
        *,
        session: str | None = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request: with `json_body` as JSON, or `content` unchanged."""
        sent = {"Content-Type": "application/json"} if json_body is not UNSET else {}
        name = "__Host-session" if self.origin.startswith("https:") else "session"
        sent |= {"Cookie": f"{name}={session}"} if session else {}
        sent |= headers or {}
        raw = content if isinstance(json_body, UnsetType) else json.dumps(json_body).encode()
        ctx = self.context()
        reply = await answer(self.app, ctx, method, self.origin + path, Headers(sent), raw)
        return Answer(reply.status_code, dict(reply.headers), str(reply.answer), ctx.upgrade)

    async def sign_in(self, name: str) -> str:
        """Sign someone in by this name; return the session."""
        return (await self.request("POST", "/api/auth/dev", {"username": name})).session

    async def after_answers(self) -> None:
        """Run the background tasks."""
        while self.deferred:
            await self.deferred.pop(0)

    def close(self) -> None:
        """Free the memory; drop the background tasks that are left."""
        for task in self.deferred:
            if isinstance(task, Coroutine):
                task.close()
        if self._sqlite is not None:
            self._sqlite.close()

    def context(self) -> Context:
        """Return what a request, or the cron trigger, works with."""
        return Context(
            settings=self.settings,
            db=CountingDatabase(self.db),
            push=self.push,
            origin=self.origin,
            clock=self.clock,
            new_id=lambda: str(UUID(int=next(self.numbers))),
            new_token=lambda: f"token-{next(self.numbers)}",
            local_time=local_time,
            defer=self.defer,
            request_id="request-1",
            limiter=self.limiter,
            refusals=self.refusals,
            outgoing=self.outgoing,
            cache=self.cache,
            outside=self.outside,
            started_ms=self.clock(),
            log=self.log,
            metrics=self.metrics,
        )


class Home(Struct, frozen=True):
    """A signed-in person with a team, a list and a todo."""

    app: HttpApp
    session: str
    user_id: str
    team_id: str
    set_id: str
    todo_id: str

    def pass_time(self, seconds: float) -> None:
        """Let so much time pass."""
        clock = self.app.clock
        self.app.clock = lambda: clock() + seconds * 1000

    def path(self, template: str) -> str:
        """Fill in `<team_id>` and the like in a path; for unknown names with a nonexistent id."""
        known = {f"<{name}>": getattr(self, name) for name in ("user_id", "team_id", "set_id", "todo_id")}
        for placeholder, found in known.items():
            template = template.replace(placeholder, found)
        return (
            template.replace("<invite_id>", "unknown")
            .replace("<session_id>", "unknown")
            .replace("<token>", "unknown")
            .replace("<link_id>", "unknown")
            .replace("<kind>", "badge")
            .replace("<webhook_id>", "unknown")
        )

    async def issue(self, *scopes: str, team_id: str | None = None) -> dict[str, str]:
        """Make an access token; return the headers of a program that has it."""
        terms = {"name": "backup script", "scopes": scopes, "teamId": team_id}
        made = await self.request("POST", "/api/auth/me/tokens", terms)
        return {"Authorization": f"Bearer {made.body['token']['secret']}"}

    async def request(
        self,
        method: str,
        template: str,
        json_body: object = UNSET,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request as this person."""
        path = self.path(template)
        return await self.app.request(method, path, json_body, session=self.session, content=content, headers=headers)


async def make_home(app: HttpApp, name: str = "ada") -> Home:
    """Sign someone in, and create a team with a list and a todo."""
    session = await app.sign_in(name)
    team_id = (await app.request("POST", "/api/teams", {"name": "Team"}, session=session)).body["team"]["id"]
    sets = f"/api/teams/{team_id}/sets"
    set_id = (await app.request("GET", sets, session=session)).body["sets"][0]["id"]
    made = await app.request("POST", f"{sets}/{set_id}/todos", {"title": "Milk"}, session=session)
    user_id = made.body["todo"]["userId"]
    return Home(app, session, user_id, team_id, set_id, made.body["todo"]["id"])
