"""One server and one browser for all of these tests, one context per person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.visitor import WITHIN_MS, Visitor, launch
from tests.support.server import Server

HERE = Path(__file__).parent
Meet = Callable[..., Visitor]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, which no test may stop or kill."""
    with Server(tmp_path_factory.mktemp("server")).running() as server:
        yield server


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests last: no async test can run in this process once Playwright's loop runs."""
    items.sort(key=lambda item: item.path.parent == HERE)


@pytest.fixture(scope="session")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another server, which a test may kill, but which must run at the end of the test."""
    with Server(tmp_path_factory.mktemp("mortal")).running() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser."""
    expect.set_options(timeout=WITHIN_MS)
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


@pytest.fixture
def meet(browser: Browser, server: Server) -> Iterator[Meet]:
    """Create people; at the end none of their pages may have complained, for example about the CSP."""
    people: list[Visitor] = []

    def make(name: str, at: Server = server, **options: Any) -> Visitor:
        person = Visitor(browser, at, name, **options)
        people.append(person)
        return person

    yield make
    complaints = {person.name: person.complaints for person in people if person.complaints}
    for person in people:
        person.close()
    assert not complaints


@pytest.fixture
def trio(meet: Meet) -> tuple[Visitor, Visitor, Visitor]:
    """Three people who are in no team yet."""
    return meet("Ada"), meet("Grace"), meet("Joan")


@pytest.fixture
def pair(meet: Meet) -> tuple[Visitor, Visitor]:
    """Two people, Ada and Grace, who are in no team yet."""
    return meet("Ada"), meet("Grace")
