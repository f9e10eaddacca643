"""The database that every history begins with: a team of four people with two lists, made through the real API."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from functools import cache
from typing import Final, get_args
from uuid import UUID

from msgspec import Struct

from domain.models import GuestRight
from tests.simulation.clock import virtual_loop
from tests.simulation.database import Store
from tests.simulation.worker import SETTINGS
from tests.support.fake_provider import FakeProvider
from tests.support.http_app import HttpApp
from tests.support.people import Place
from tests.support.scene import START_MS
from tests.support.sqlite_database import SqliteDatabase

OWNER: Final = "ann"
PROVIDED: Final = "dan"
"""Who signs in with a provider, which may rename them."""
NAMES: Final = (OWNER, PROVIDED, "bob", "cleo")
ALLOWED: Final[tuple[tuple[GuestRight, ...], ...]] = (get_args(GuestRight), ())
"""What the first guest may do, and the second."""
TITLES: Final = ("Milk", "Bread", "Flour")


class Template(Struct, frozen=True, kw_only=True):
    """`sessions` and `user_ids` by name; the team's lists; (id, token) of links to the first one."""

    store: Store
    sessions: dict[str, str]
    user_ids: dict[str, str]
    places: tuple[Place, ...]
    links: tuple[tuple[str, str], ...]


@cache
def template() -> Template:
    """Make it, once in a process."""
    return virtual_loop().run(_make())


async def _make() -> Template:
    sqlite = SqliteDatabase()
    app = HttpApp(SETTINGS, outside=FakeProvider(now_s=START_MS / 1000), database=sqlite)
    ticks_ms = itertools.count(START_MS)
    app.numbers, app.clock = numbers("template"), lambda: next(ticks_ms)
    sessions = {name: await (provided_session(app) if name == PROVIDED else app.sign_in(name)) for name in NAMES}
    owner = sessions[OWNER]
    team = str((await app.request("POST", "/api/teams", {"name": "Team"}, session=owner)).body["team"]["id"])
    for name, role in zip(NAMES[1:], ("admin", "member", "member"), strict=True):
        made = await app.request("POST", f"/api/teams/{team}/invites", {"role": role}, session=owner)
        await app.request("POST", f"/api/invites/{made.body['invite']['token']}", session=sessions[name])
    first = (await app.request("GET", f"/api/teams/{team}/sets", session=owner)).body["sets"][0]
    second = (await app.request("POST", f"/api/teams/{team}/sets", {"name": "Work"}, session=owner)).body["set"]
    places = (Place(team, first["id"]), Place(team, second["id"]))
    for title in TITLES:
        await app.request("POST", f"{places[0].path}/todos", {"title": title}, session=owner)
    links = [await _share(app, places[0], owner, allows) for allows in ALLOWED]
    ids = {name: await _user_id(app, session) for name, session in sessions.items()}
    await asyncio.sleep(0)
    return Template(store=Store(sqlite), sessions=sessions, user_ids=ids, places=places, links=tuple(links))


def numbers(seed: str) -> Iterator[int]:
    """Yield what ids are made of: like real ones, they differ from the first digit on."""
    chance = random.Random(f"{seed} ids")
    while True:
        yield UUID(int=chance.getrandbits(128), version=4).int


async def provided_session(app: HttpApp) -> str:
    """Sign in with the provider; return the session."""
    assert isinstance(app.outside, FakeProvider)
    away = await app.request("GET", "/api/auth/login")
    query = app.outside.consent(away.headers["Location"])
    cookie = away.headers["Set-Cookie"].split(";")[0]
    return (await app.request("GET", f"/api/auth/callback?{query}", headers={"Cookie": cookie})).session


async def _share(app: HttpApp, place: Place, owner: str, allows: tuple[GuestRight, ...]) -> tuple[str, str]:
    terms = {"name": "Board", "allows": allows}
    link = (await app.request("POST", f"{place.path}/links", terms, session=owner)).body["link"]
    return link["id"], link["token"]


async def _user_id(app: HttpApp, session: str) -> str:
    return str((await app.request("GET", "/api/auth/me", session=session)).body["user"]["id"])
