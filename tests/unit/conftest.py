"""Tests here may be coroutines, and may use the application in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import msgspec
import pytest

from tests.support.coroutines import pytest_pyfunc_call, runner
from tests.support.http_app import Home, HttpApp, make_home

__all__ = ["pytest_pyfunc_call", "runner"]


@pytest.fixture
def app() -> Iterator[HttpApp]:
    """A new deployment where people sign in by name."""
    made = HttpApp()
    yield made
    made.close()


@pytest.fixture(scope="session")
def played_home(runner: asyncio.Runner) -> Iterator[Home]:
    """A person with a team, a list and a todo, to be copied."""
    made = HttpApp()
    yield runner.run(make_home(made))
    made.close()


@pytest.fixture
def home(app: HttpApp, played_home: Home) -> Home:
    """A person in it, with a team, a list and a todo."""
    app.copy_from(played_home.app)
    return msgspec.structs.replace(played_home, app=app)
