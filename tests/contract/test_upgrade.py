"""A database of the last release, with rows of every kind, is upgraded: everybody reads the same as before.

tests/support/last_release.py recorded it, with the last release's code.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from typing import Any

import pytest

from ports import Database, Statement
from tests.support.d1_database import d1_server
from tests.support.http_app import HttpApp
from tests.support.last_release import FOLDER, REPLAYED, Browser, migrations, settings
from tests.support.scene import START_MS
from tests.support.sqlite_database import SqliteDatabase
from tools.migrations import MIGRATION_FILES, statements

RELEASE = json.loads((FOLDER / "release.json").read_text("utf-8"))
ROWS = (FOLDER / "rows.sql").read_text("utf-8")
BEFORE = [file for file in MIGRATION_FILES if file.name in RELEASE["migrations"]]
SINCE = [file for file in MIGRATION_FILES if file not in BEFORE]
LATER_MS = START_MS + 60_000


@pytest.fixture(scope="module", params=["sqlite", "d1"])
def upgraded(request: pytest.FixtureRequest, runner: asyncio.Runner) -> Iterator[HttpApp]:
    """The application over that database, a minute later."""
    on_sqlite = request.param == "sqlite"
    opened: AbstractContextManager[Database] = closing(SqliteDatabase(BEFORE)) if on_sqlite else d1_server(BEFORE)
    app = HttpApp(settings())
    with closing(app), opened as db:
        for script in (ROWS, *(file.read_text("utf-8") for file in SINCE)):
            runner.run(db.batch(*map(Statement, statements(script))))
        app.db, app.clock = db, lambda: LATER_MS
        yield app


def test_the_migrations_of_a_release_are_never_edited() -> None:
    """They have run on live data; changes come in new ones."""
    assert migrations() | RELEASE["migrations"] == migrations()


def test_the_recorded_database_has_rows_of_every_kind() -> None:
    """Otherwise the tests below would say little."""
    tables = {name for file in BEFORE for name in re.findall(r"CREATE TABLE (\w+)", file.read_text("utf-8"))}
    assert tables == set(re.findall(r"^INSERT INTO (\w+)", ROWS, re.MULTILINE))


async def test_every_list_reads_the_same(upgraded: HttpApp) -> None:
    """With the previous sessions; answers may have additional members."""
    for name, before in RELEASE["lists"].items():
        session, path = name.split(" ", 1)
        now = await upgraded.request("GET", path, session=session)
        assert _within(before, now.body), (path, before, now.text)


async def test_an_earlier_request_has_its_effect_once(upgraded: HttpApp) -> None:
    """A repeat gets the first answer; the next change has the next number."""
    ada, path = Browser(upgraded, RELEASE["replayed"]["session"]), RELEASE["replayed"]["path"]
    listed = await ada.ask("GET", path)
    again = await ada.ask("POST", path, {"title": REPLAYED["title"]}, key=REPLAYED["key"])
    assert again["todo"]["id"] in {todo["id"] for todo in listed["todos"]}
    assert (await ada.ask("GET", path))["seq"] == listed["seq"]
    made = await ada.ask("POST", path, {"title": "After", "id": "a1a1a1a1-0000-4000-8000-000000000000"})
    assert made["seq"] == listed["seq"] + 1


async def test_earlier_changes_are_in_the_history_and_not_undone(upgraded: HttpApp) -> None:
    """It is not known what was there before them."""
    ada, path = Browser(upgraded, RELEASE["replayed"]["session"]), RELEASE["replayed"]["path"].removesuffix("todos")
    entries = (await ada.ask("GET", f"{path}history"))["entries"]
    assert [entry["seq"] for entry in entries] == list(range(len(entries), 0, -1)) != []
    assert {json.dumps(entry["before"]) for entry in entries} == {"null"}
    changed = next(entry for entry in entries if entry["type"] == "todo:updated")
    refused = await upgraded.request("POST", f"{path}undo", {"seq": changed["seq"]}, session=ada.session)
    assert (refused.status, refused.body["code"]) == (409, "cannot_undo")


def _within(before: Any, now: Any) -> bool:
    """Return whether an answer has everything that it had."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(name in now and _within(each, now[name]) for name, each in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_within, before, now))
    return bool(before == now)
