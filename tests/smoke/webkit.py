"""WebKitGTK, whose engine is Safari's, over WebDriver: https://www.w3.org/TR/webdriver2/."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.smoke.process import running
from tests.smoke.screen import Screen
from tests.smoke.w3c import Json, W3cScreen
from tests.support.server import free_port
from tools.browsers import mini_browser

TIMEOUT_S = 120
RETRIES = 10


class WebKit:
    """A virtual display, on which every window has its own driver and browser."""

    def __init__(self, browser: Path, display: str, folder: Path) -> None:
        self._browser = browser
        self._environ = {"DISPLAY": f":{display}", "HOME": str(folder)}

    @contextmanager
    def window(self, url: str, folder: Path) -> Iterator[Screen]:
        """Open a window."""
        port = free_port()
        driver = ["dbus-run-session", "--", "WebKitWebDriver", f"--port={port}"]
        transport = httpx.HTTPTransport(retries=RETRIES)  # until it listens
        with (
            running(driver, folder / f"{port}.log", environ=self._environ),
            httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=TIMEOUT_S) as http,
        ):
            options = {"binary": str(self._browser), "args": ["--automation"]}
            capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            session = value_of(http.post("/session", json={"capabilities": capabilities}))["sessionId"]
            yield WebKitScreen(http, f"/session/{session}", url, folder)


class WebKitScreen(W3cScreen):
    """A window of WebKit."""

    def __init__(self, http: httpx.Client, session: str, url: str, folder: Path) -> None:
        super().__init__(url, folder)
        self._http, self._session = http, session

    def goto(self, url: str) -> None:
        """Load the page."""
        self._command("url", url=url)

    def evaluate(self, function: str, *arguments: object) -> Any:
        """Run the script."""
        return self._command("execute/sync", script=f"return ({function})(...arguments)", args=arguments)

    def perform(self, actions: Json) -> None:
        """Send the actions."""
        self._command("actions", actions=[actions])

    def screenshot(self) -> bytes:
        """Take a picture."""
        return base64.b64decode(value_of(self._http.get(f"{self._session}/screenshot")))

    def _command(self, name: str, **parameters: object) -> Any:
        return value_of(self._http.post(f"{self._session}/{name}", json=parameters))


def value_of(response: httpx.Response) -> Any:
    """Return the driver's answer."""
    value = response.json()["value"]
    assert response.is_success, value
    return value


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Start the display."""
    browser = mini_browser()
    assert browser, "These tests need WebKitGTK."
    display = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with running(display, folder / "log", ready=r"^\d+$") as number:
        yield WebKit(browser, number, folder)
