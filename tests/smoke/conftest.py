"""One server, which a test may kill, and every supported browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from tests.smoke.chromium import chromium
from tests.smoke.firefox import firefox
from tests.smoke.screen import Browser, Screen
from tests.smoke.webkit import webkit
from tests.support.server import Server

Meet = Callable[[str], Screen]
BROWSERS: dict[str, Callable[[Path], AbstractContextManager[Browser]]] = {
    "chromium": chromium,
    "firefox": firefox,
    "webkit": webkit,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server; a test that kills it starts it again."""
    with Server(tmp_path_factory.mktemp("server")).running() as server:
        yield server


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser under test."""
    with BROWSERS[request.param](tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def meet(browser: Browser, server: Server, tmp_path: Path) -> Iterator[Meet]:
    """Open a window for someone, and sign them in by name."""
    with ExitStack() as windows:

        def make(name: str) -> Screen:
            screen = windows.enter_context(browser.window(server.url, tmp_path))
            screen.open("/")
            screen.write("input", f"{name} {uuid4().hex[:6]}")
            screen.expect_status("Live")
            return screen

        yield make
