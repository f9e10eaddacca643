"""A window of any browser: scripts in the page, real keys, a real pointer, and a user's actions."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

WITHIN_S = 60.0
POLL_S = 0.05

POINT_OF = """selector => {
  const element = document.querySelector(selector)
  if (!element || element.disabled) return null
  element.scrollIntoView({ block: "nearest" })
  const { left, top, width, height } = element.getBoundingClientRect()
  const point = [left + width / 2, top + height / 2].map(Math.round)
  return element.contains(document.elementFromPoint(...point)) ? point : null
}"""
SHOWS = "(selector, text) => [...document.querySelectorAll(selector)].some(each => each.textContent.includes(text))"
TITLES = "() => [...document.querySelectorAll('[role=treegrid] [role=row][data-key]')].map(row => row.ariaLabel)"


class Screen(ABC):
    """A window of one person. All waiting is for a condition; failures show what was on the screen."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder

    @abstractmethod
    def goto(self, url: str) -> None:
        """Load a page; return once it has loaded."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: object) -> Any:
        """Call a JavaScript function in the page, awaiting it if it is async; return its result, as JSON."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other: characters, or names as in `KeyboardEvent.key`."""

    @abstractmethod
    def click_at(self, x: int, y: int) -> None:
        """Click a point of the viewport."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Take a screenshot, as a PNG."""

    def open(self, path: str) -> None:
        """Show a page of the app."""
        self.goto(self._url + path)

    def reload(self) -> None:
        """Reload the page."""
        self.goto(self.evaluate("() => location.href"))

    def until(self, function: str, *arguments: object, wanted: object = True) -> None:
        """Wait until a JavaScript function returns the wanted value."""
        deadline = time.monotonic() + WITHIN_S
        while (found := self.evaluate(function, *arguments)) != wanted:
            if time.monotonic() > deadline:
                call = f"({function})({', '.join(map(json.dumps, arguments))})"
                raise AssertionError(f"{call} is {found!r}, not {wanted!r}.\n{self.shown()}")
            time.sleep(POLL_S)

    def shown(self) -> str:
        """Describe the screen: where the picture is, the address, and the text."""
        picture = self._folder / f"{time.time_ns()}.png"
        picture.write_bytes(self.screenshot())
        address, text = self.evaluate("() => [location.href, document.body.innerText]")
        return f"On the screen ({picture}): {address}\n{text}"

    def click(self, selector: str) -> None:
        """Click an element once it is visible and uncovered."""
        self.until(f"selector => ({POINT_OF})(selector) !== null", selector)
        self.click_at(*self.evaluate(POINT_OF, selector))

    def write(self, selector: str, text: str) -> None:
        """Type into a field, and press Enter."""
        self.click(selector)
        self.press(*text, "Enter")

    def expect(self, selector: str, text: str = "") -> None:
        """Wait for an element with this text in it."""
        self.until(SHOWS, selector, text)

    def expect_titles(self, *titles: str) -> None:
        """Expect the list to become exactly this, from top to bottom."""
        self.until(TITLES, wanted=list(titles))

    def expect_status(self, words: str) -> None:
        """Expect this connection state."""
        self.expect("[data-testid=connection]", words)

    def expect_focus(self, name: str) -> None:
        """Expect the focused element's name to begin like this."""
        self.until("name => !!document.activeElement.ariaLabel?.startsWith(name)", name)


class Browser(Protocol):
    """Any browser."""

    def window(self, url: str, folder: Path) -> AbstractContextManager[Screen]:
        """Open a window that shares nothing with others; its pictures go to `folder`."""
