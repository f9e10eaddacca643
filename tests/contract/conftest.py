"""Every test here that uses `db` runs over sqlite3 and over real D1 in workerd.

With D1 the isolate has a cache, as in production; over sqlite3 every request reads the database. What is tried with
every request is `over_sqlite`: with a cache and without one.

A scene is set up once per session, over sqlite3; each test gets a copy in one batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from ports import Database, Statement
from store.cache import StateCache
from tests.support.coroutines import pytest_pyfunc_call, runner
from tests.support.d1_database import HttpD1Database, d1_server
from tests.support.databases import copying, empty
from tests.support.mutations import Stage, make_stage
from tests.support.scene import Scene, make_scene
from tests.support.sqlite_database import SqliteDatabase

__all__ = ["pytest_pyfunc_call", "runner"]


@pytest.fixture(scope="session")
def d1() -> Iterator[HttpD1Database]:
    """Start D1 once per session, when it is first needed."""
    with d1_server() as database:
        yield database


@pytest.fixture(params=["sqlite", "d1"])
def db(request: pytest.FixtureRequest, runner: asyncio.Runner) -> Iterator[Database]:
    """Provide an empty database with the project's migrations applied."""
    if request.param == "d1":
        d1: HttpD1Database = request.getfixturevalue("d1")
        runner.run(empty(d1))
        yield d1
    else:
        database = SqliteDatabase()
        yield database
        database.close()


@pytest.fixture(scope="session")
def played_scene(runner: asyncio.Runner) -> tuple[Scene, tuple[Statement, ...]]:
    """Set up a scene; also return the statements that copy it."""
    database = SqliteDatabase()
    scene = runner.run(make_scene(database))
    statements = runner.run(copying(database))
    database.close()
    return scene, statements


@pytest.fixture(scope="session")
def played_stage(runner: asyncio.Runner) -> tuple[Stage, tuple[Statement, ...]]:
    """Set up a stage; also return the statements that copy it."""
    database = SqliteDatabase()
    stage = runner.run(make_stage(runner.run(make_scene(database))))
    statements = runner.run(copying(database))
    database.close()
    return stage, statements


@pytest.fixture
def cache(request: pytest.FixtureRequest) -> StateCache | None:
    """The isolate's cache, empty at first; None where every request reads the database."""
    return None if request.node.callspec.params["db"] == "sqlite" else StateCache()


@pytest.fixture
def scene(
    db: Database, cache: StateCache | None, played_scene: tuple[Scene, tuple[Statement, ...]], runner: asyncio.Runner
) -> Scene:
    """A team of two with one empty list."""
    scene, statements = played_scene
    runner.run(db.batch(*statements))
    return scene.over(db, cache)


@pytest.fixture
def stage(
    db: Database, cache: StateCache | None, played_stage: tuple[Stage, tuple[Statement, ...]], runner: asyncio.Runner
) -> Stage:
    """That team with milk, which has a sub-todo, and bread, which ada has claimed."""
    stage, statements = played_stage
    runner.run(db.batch(*statements))
    return stage._replace(scene=stage.scene.over(db, cache))
