"""Record a release for the upgrade tests: its server, and a database with rows of every kind and what it answers.

`make snapshot` runs it with the code that is checked out (docs/releasing.md).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

from msgspec import UNSET

from devhost.build import zip_source
from domain.settings import Settings
from domain.version import VERSION
from ports import Statement
from tests.support.databases import COUNTS, TABLES
from tests.support.fake_provider import settings_of
from tests.support.http_app import HttpApp
from tests.support.wire import wire
from tools import openapi, schemas
from tools.migrations import MIGRATION_FILES
from tools.project import write_generated

FOLDER = Path(__file__).parents[1] / "contract" / "last_release"
SERVER = FOLDER / "server.zip"
REPLAYED = {"title": "Rolls", "key": "created once"}
LISTS = ("/api/auth/me", "/api/auth/sessions", "/api/teams")
LISTS_OF_TEAM = ("/members", "/invites", "/permissions", "/permissions/me", "/sets")


def settings() -> Settings:
    """Settings of a deployment where people sign in by name, or with a provider."""
    return Settings(version="1", dev_login=True, oidc_providers=settings_of())


class Browser:
    """A signed-in person's browser."""

    def __init__(self, app: HttpApp, session: str) -> None:
        self.app, self.session = app, session

    async def ask(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """Send a request that must succeed; return the body."""
        sent = UNSET if method == "GET" else body or {}
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self.app.request(method, path, sent, session=self.session, headers=headers)
        assert answer.status < 400, (method, path, answer.text)
        return answer.body

    async def lists(self) -> dict[str, Any]:
        """Return the paths of all lists that they may read."""
        paths = list(LISTS)
        for team in (await self.ask("GET", "/api/teams"))["teams"]:
            base = f"/api/teams/{team['id']}"
            paths += [base + path for path in LISTS_OF_TEAM]
            for each in (await self.ask("GET", f"{base}/sets"))["sets"]:
                paths += [f"{base}/permissions/me?setId={each['id']}", f"{base}/permissions?scope=set:{each['id']}"]
                paths += [f"{base}/sets/{each['id']}/todos", f"{base}/sets/{each['id']}/events?since=0"]
        answers = {path: await self.app.request("GET", path, session=self.session) for path in paths}
        return {path: answer.body for path, answer in answers.items() if answer.status == 200}


async def play(app: HttpApp) -> dict[str, Any]:
    """Let three people use everything that is stored; return what they read in the end, by session and path."""
    ada, bob, dan = [Browser(app, await app.sign_in(name)) for name in ("ada", "bob", "dan")]
    await app.sign_in("ada")  # on another device
    await app.request("GET", "/api/auth/login?provider=id")  # has not returned from the provider yet
    team = "/api/teams/" + (await ada.ask("POST", "/api/teams", {"name": "Home"}))["team"]["id"]
    await ada.ask("PATCH", team, {"name": "Household"})
    token = (await ada.ask("POST", f"{team}/invites", {"maxUses": 5}))["invite"]["token"]
    for guest in (bob, dan):
        await guest.ask("POST", f"/api/invites/{token}")
    people = (await ada.ask("GET", f"{team}/members"))["members"]
    ids = {person["username"]: person["userId"] for person in people}
    await ada.ask("PATCH", f"{team}/members/{ids['bob']}", {"role": "admin"})
    first = (await ada.ask("GET", f"{team}/sets"))["sets"][0]["id"]
    garden = (await ada.ask("POST", f"{team}/sets", {"name": "Garten 🌱"}))["set"]["id"]
    gone = (await ada.ask("POST", f"{team}/sets", {"name": "Gone"}))["set"]["id"]
    await ada.ask("DELETE", f"{team}/sets/{gone}")
    await ada.ask("PATCH", f"{team}/sets/{first}", {"name": "Groceries", "splitCompleted": True})
    await ada.ask("POST", f"{team}/sets/reorder", {"items": [{"id": first, "sortOrder": 7}]})
    for scope, allowed in (("global", False), (f"set:{first}", True)):
        override = {"role": "member", "permission": "reorder_todos", "allowed": allowed}
        await ada.ask("PUT", f"{team}/permissions?scope={scope}", {"overrides": [override]})

    async def add(by: Browser, title: str, **more: str) -> str:
        key = REPLAYED["key"] if title == REPLAYED["title"] else ""
        made = await by.ask("POST", f"{team}/sets/{first}/todos", {"title": title, **more}, key=key)
        return str(made["todo"]["id"])

    milk, rolls, eggs, left = [await add(ada, title) for title in ("Milk; 'fresh'", REPLAYED["title"], "Eggs", "No")]
    oats, _ = await add(bob, "Oat milk", parentId=milk), await add(dan, "From someone who left")
    await ada.ask("PATCH", f"{team}/todos/{oats}", {"title": "Oat milk, or soy", "completed": True})
    places = [{"id": eggs, "sortOrder": 0.5}, {"id": milk, "sortOrder": -3}]
    await ada.ask("POST", f"{team}/todos/reorder", {"setId": first, "items": places})
    await bob.ask("POST", f"{team}/todos/{rolls}/claim", {"claimed": True})
    await ada.ask("DELETE", f"{team}/todos/{left}")
    await ada.ask("POST", f"{team}/sets/{garden}/todos", {"title": "Weeds"})
    await ada.ask("DELETE", f"{team}/members/{ids['dan']}")
    comment = "INSERT INTO comments VALUES ('c', ?1, ?2, 'bob', 'The brown ones', '2026-11-24T09:30:00.000Z')"
    await app.db.batch(Statement(comment, (eggs, ids["bob"])))
    lists: dict[str, Any] = {}
    for reader in (ada, bob, dan):
        lists |= {f"{reader.session} {path}": answer for path, answer in (await reader.lists()).items()}
    return {"replayed": {"path": f"{team}/sets/{first}/todos", "session": ada.session}, "lists": lists}


async def rows(app: HttpApp) -> str:
    """Return statements that fill an empty database. Triggers count the todos again."""
    lines = []
    for table in TABLES:
        info = await app.db.batch(Statement("SELECT name FROM pragma_table_info(?1)", (table,)))
        names = [str(row["name"]) for row in info[0]]
        values = " || ', ' || ".join("'0'" if name in COUNTS else f"quote({name})" for name in names)
        found = await app.db.batch(Statement(f"SELECT {values} AS line FROM {table}"))  # noqa: S608 - the project's tables
        into = f"INSERT INTO {table} ({', '.join(names)}) VALUES"
        lines += [f"{into} ({row['line']});" for row in found[0]]
    return "\n".join(lines) + "\n"


def migrations() -> dict[str, str]:
    """Return each migration with its hash."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in MIGRATION_FILES}


def readable(document: dict[str, dict[str, Any]]) -> str:
    """Format JSON with a line for each entry of each member."""
    members = []
    for name, entries in document.items():
        lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
        members.append(f" {json.dumps(name)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(members) + "\n}\n"


async def main() -> None:
    """Write the folder."""
    app = HttpApp(settings())
    release = {"release": {"version": VERSION}, "migrations": migrations(), **await play(app)}
    write_generated(FOLDER / "release.json", readable(release))
    write_generated(FOLDER / "rows.sql", await rows(app))
    write_generated(FOLDER / "wire.json", readable(wire(openapi.document(), schemas.schema())))
    SERVER.write_bytes(zip_source())
    app.close()


if __name__ == "__main__":
    asyncio.run(main())
