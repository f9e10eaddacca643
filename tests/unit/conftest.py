"""Tests here may be coroutines, and may use the application in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

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


@pytest.fixture
def home(app: HttpApp, runner: asyncio.Runner) -> Home:
    """A person in it, with a team, a list and a todo."""
    return runner.run(make_home(app))
