"""Chromium through Playwright, as in tests/browser: the same steps as in the other engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.visitor import launch
from tests.smoke.screen import Screen


class Chromium:
    """A running Chromium."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def window(self, url: str, folder: Path) -> Iterator[Screen]:
        """Open a window."""
        with self._browser.new_context() as context:
            yield ChromiumScreen(context.new_page(), url, folder)


class ChromiumScreen(Screen):
    """A window of Chromium."""

    def __init__(self, page: Page, url: str, folder: Path) -> None:
        super().__init__(url, folder)
        self._page = page

    def goto(self, url: str) -> None:
        """Load the page."""
        self._page.goto(url)

    def evaluate(self, function: str, *arguments: object) -> Any:
        """Run the script."""
        return self._page.evaluate(f"arguments_ => ({function})(...arguments_)", list(arguments))

    def press(self, *keys: str) -> None:
        """Press the keys."""
        for key in keys:
            self._page.keyboard.press(key)

    def click_at(self, x: int, y: int) -> None:
        """Click there."""
        self._page.mouse.click(x, y)

    def screenshot(self) -> bytes:
        """Take a picture."""
        return self._page.screenshot()


@contextmanager
def chromium(_folder: Path) -> Iterator[Chromium]:
    """Start Chromium."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield Chromium(browser)
