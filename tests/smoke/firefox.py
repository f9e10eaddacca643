"""Firefox over WebDriver BiDi, which it speaks itself: https://w3c.github.io/webdriver-bidi/."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.smoke.process import running
from tests.smoke.screen import Screen
from tests.smoke.w3c import Json, W3cScreen
from tools.browsers import FIREFOX, program


class Firefox:
    """A running headless Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self.command("session.new", capabilities={})

    @contextmanager
    def window(self, url: str, folder: Path) -> Iterator[Screen]:
        """Open a window."""
        user = self.command("browser.createUserContext")["userContext"]
        context = self.command("browsingContext.create", type="window", userContext=user)["context"]
        yield FirefoxScreen(self, context, url, folder)
        self.command("browser.removeUserContext", userContext=user)

    def command(self, method: str, **parameters: object) -> Json:
        """Send a command; return its result."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            pass
        assert answer["type"] == "success", answer
        return dict(answer["result"])


class FirefoxScreen(W3cScreen):
    """A window of Firefox."""

    def __init__(self, firefox: Firefox, context: str, url: str, folder: Path) -> None:
        super().__init__(url, folder)
        self._firefox, self._context = firefox, context

    def goto(self, url: str) -> None:
        """Load the page."""
        self._firefox.command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, function: str, *arguments: object) -> Any:
        """Run the script."""
        answer = self._firefox.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({function})(...{json.dumps(arguments)})))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"].get("value", "null"))

    def perform(self, actions: Json) -> None:
        """Send the actions."""
        self._firefox.command("input.performActions", context=self._context, actions=[actions])

    def screenshot(self) -> bytes:
        """Take a picture."""
        return base64.b64decode(
            self._firefox.command("browsingContext.captureScreenshot", context=self._context)["data"]
        )


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox, with its profile in `folder`."""
    executable = program(FIREFOX)
    assert executable, "These tests need Firefox."
    profile = folder / "profile"
    profile.mkdir()
    command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    with (
        running(command, folder / "log", ready=r"ws://\S+$") as address,
        connect(f"{address}/session", max_size=None, proxy=None) as socket,
    ):
        yield Firefox(socket)
