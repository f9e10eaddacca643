"""A team with a list, and people who act in it: the start of most contract tests.

Time and ids are deterministic: each call is a millisecond after the previous one, each id one greater.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec

from actions import lists, sessions
from actions.result import Result
from context import Context, CountingDatabase
from domain import limits
from domain.ids import digest
from domain.inputs import Claim, DevSignIn, NewComment, NewTodo, NewToken, TeamName
from domain.instants import instant
from domain.models import Role, Scope
from domain.settings import Settings
from domain.state import Caller
from glint_client.wire import Comment, Event, Todo
from ports import Database, Outside, Statement
from routes import comments, sets, teams, todos, tokens
from store.cache import StateCache
from store.teams import insert_member
from tests.support.fake_provider import FakeProvider
from tests.support.zones import local_time

ORIGIN = "https://glint.example"
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
DEVICE = "Firefox on Linux"
NO_DATE: Mapping[str, Any] = {}
START_MS = 1_795_512_600_000.0


def body(outcome: Result) -> dict[str, Any]:
    """Return the answer as plain JSON."""
    found: dict[str, Any] = json.loads(outcome.text)
    return found


def event_of(result: Result) -> str | None:
    """Return the text of the one event that this result publishes, if any."""
    texts = [event.text for event in result.effects.events]
    assert len(texts) <= 1
    return texts[0] if texts else None


def events_of(result: Result) -> list[dict[str, Any]]:
    """Return the events that this result publishes, in order."""
    return [json.loads(event.text) for event in result.effects.events]


def published_of(result: Result) -> list[tuple[str, str, str]]:
    """Return team, list and text of each event that this result publishes, in this order."""
    return sorted(event[:3] for event in result.effects.events)


def counting(db: Database) -> CountingDatabase:
    """Wrap the database to count its round trips."""
    return db if isinstance(db, CountingDatabase) else CountingDatabase(db)


@dataclass
class World:
    """One database, and the clock, the ids and the isolate's cache that everybody in it shares."""

    db: Database
    now_ms: float = START_MS
    ids: int = 0
    deferred: list[Statement] = field(default_factory=list)
    cache: StateCache | None = None
    outside: Outside = field(default_factory=lambda: FakeProvider(now_s=START_MS / 1000))

    def new_id(self) -> str:
        """Return the next id, a UUID."""
        self.ids += 1
        return str(UUID(int=self.ids))

    def call(self, token_hash: str | None, key: str = "", request: str = "", db: Database | None = None) -> Context:
        """Create the context of the next request, 1 ms later. `request` stands for its method, path and body."""
        self.now_ms += 1
        now_ms = self.now_ms
        return Context(
            settings=Settings(version="1"),
            db=counting(db or self.db),
            push=None,
            clock=lambda: now_ms,
            new_id=self.new_id,
            new_token=self.new_id,
            local_time=local_time,
            defer=list[Awaitable[None]]().append,
            outside=self.outside,
            origin=ORIGIN,
            cache=self.cache,
            caller=Caller(
                token_hashes=(token_hash,) if token_hash else (),
                now=instant(self.now_ms),
                key=key,
                fingerprint=request or "request" if key else "",
            ),
            now_ms=self.now_ms,
            headers={"User-Agent": USER_AGENT},
            deferred_writes=self.deferred,
        )

    def guest(self, token_hash: str, key: str = "", db: Database | None = None) -> Context:
        """Create the context of a request by a share link."""
        ctx = self.call(token_hash, key, db=db)
        ctx.caller = msgspec.structs.replace(ctx.caller, by_link=True)
        return ctx

    async def sign_in(self, name: str) -> Person:
        """Create someone with a session."""
        done = await sessions.dev_sign_in(self.call(None), DevSignIn(username=name))
        return Person(self, body(done)["user"]["id"], name, digest(done.session_token or ""))

    async def rows(self, sql: str, *params: str | int) -> list[dict[str, Any]]:
        """Run one query."""
        return [dict(row) for row in (await self.db.batch(Statement(sql, params)))[0]]


@dataclass(frozen=True)
class Person:
    """A signed-in person, or a program of theirs with an access token (`issue`), whose requests need its `scope`."""

    world: World
    id: str
    name: str
    token_hash: str
    scope: Scope | None = None

    def call(self, key: str = "", request: str = "", db: Database | None = None) -> Context:
        """Create the context of one of their requests."""
        ctx = self.world.call(self.token_hash, key, request, db)
        ctx.scope = self.scope
        ctx.caller = msgspec.structs.replace(ctx.caller, by_token=self.scope is not None)
        return ctx

    async def issue(
        self, *scopes: Scope, team_id: str | None = None, expires_in: int = limits.TOKEN_DEFAULT_S
    ) -> Person:
        """Make an access token "backup script" of theirs; return the program that has it, which needs the last one."""
        new = NewToken(name="backup script", scopes=list(scopes), team_id=team_id, expires_in=expires_in)
        secret = body(await tokens.create_token(self.call(), new))["token"]["secret"]
        return replace(self, token_hash=digest(secret), scope=scopes[-1])


@dataclass(frozen=True)
class Scene:
    """A team that ada owns and bob is a member of, with one list."""

    world: World
    ada: Person
    bob: Person
    team_id: str
    set_id: str

    def over(self, db: Database, cache: StateCache | None = None) -> Scene:
        """Return the same scene over another database with the same content: time and ids continue."""
        world = replace(self.world, db=db, deferred=[], cache=cache)
        return replace(self, world=world, ada=replace(self.ada, world=world), bob=replace(self.bob, world=world))

    async def join(self, name: str, role: Role) -> Person:
        """Add a person to the team."""
        person = await self.world.sign_in(name)
        await self.world.db.batch(*insert_member(self.team_id, person.id, role, instant(self.world.now_ms)))
        return person

    async def connect(self, who: Person, team_id: str = "", set_id: str = "") -> None:
        """Have someone's session open a socket, as far as the database sees it; on the scene's list if not said."""
        await lists.view_set(who.call(), team_id or self.team_id, set_id or self.set_id, connects=True)

    async def add(
        self, title: str = "Milk", parent: str | None = None, by: Person | None = None, due: Mapping[str, Any] = NO_DATE
    ) -> str:
        """Create a todo in the list; return its id."""
        new = NewTodo(title=title, parent_id=parent, **due)
        outcome = await todos.create_todo((by or self.ada).call(), self.team_id, self.set_id, new)
        return str(body(outcome)["todo"]["id"])

    async def claim(self, todo_id: str, by: Person, *, claimed: bool | None = True) -> Result:
        """Claim or release a todo."""
        return await todos.claim_todo(by.call(), self.team_id, todo_id, Claim(claimed=claimed))

    async def comment(self, todo_id: str, text: str = "Which one?", by: Person | None = None) -> str:
        """Comment on a todo; return the comment's id."""
        new = NewComment(body=text)
        outcome = await comments.create_comment((by or self.ada).call(), self.team_id, todo_id, new)
        return str(body(outcome)["comment"]["id"])

    async def thread(self, todo_id: str) -> list[Comment]:
        """Return the comments on a todo."""
        found: list[Comment] = []
        after: str | None = ""
        while after is not None:
            call = self.ada.call()
            call.query = {"after": after}
            page = body(await comments.list_comments(call, self.team_id, todo_id))
            found += page["comments"]
            after = page["next"]
        return found

    async def listed(self, by: Person | None = None) -> dict[str, Any]:
        """Return the whole answer of the list."""
        return body(await sets.list_todos((by or self.ada).call(), self.team_id, self.set_id))

    async def todos(self) -> list[Todo]:
        """Return the list's todos."""
        found: list[Todo] = (await self.listed())["todos"]
        return found

    async def log(self) -> list[Event]:
        """Return every stored event of the set, in order."""
        found = await self.world.rows("SELECT payload FROM events WHERE set_id = ?1 ORDER BY seq", self.set_id)
        return [json.loads(row["payload"]) for row in found]

    async def head(self) -> int:
        """Return the `seq` of the set's newest event."""
        return int((await self.world.rows("SELECT seq FROM todo_sets WHERE id = ?1", self.set_id))[0]["seq"])


async def make_scene(db: Database) -> Scene:
    """Create ada, bob, their team and its first list."""
    world = World(db)
    ada, bob = await world.sign_in("ada"), await world.sign_in("bob")
    team_id = body(await teams.create_team(ada.call(), TeamName(name="Team")))["team"]["id"]
    await db.batch(*insert_member(team_id, bob.id, "member", instant(world.now_ms)))
    set_id = body(await sets.list_sets(ada.call(), team_id))["sets"][0]["id"]
    return Scene(world, ada, bob, team_id, set_id)
