"""Chromium by Playwright, as in tests/browser: the same steps beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.visitor import launch
from tests.smoke.screen import Screen


class Chromium:
    """A Chromium that has been started."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def window(self, url: str, folder: Path) -> Iterator[Screen]:
        """As `Browser.window`."""
        with self._browser.new_context() as context:
            yield ChromiumScreen(context.new_page(), url, folder)


class ChromiumScreen(Screen):
    """A window of Chromium."""

    def __init__(self, page: Page, url: str, folder: Path) -> None:
        super().__init__(url, folder)
        self._page = page

    def goto(self, url: str) -> None:
        """As `Screen.goto`."""
        self._page.goto(url)

    def evaluate(self, function: str, *arguments: object) -> Any:
        """As `Screen.evaluate`."""
        return self._page.evaluate(f"arguments_ => ({function})(...arguments_)", list(arguments))

    def press(self, *keys: str) -> None:
        """As `Screen.press`."""
        for key in keys:
            self._page.keyboard.press(key)

    def click_at(self, x: int, y: int) -> None:
        """As `Screen.click_at`."""
        self._page.mouse.click(x, y)

    def screenshot(self) -> bytes:
        """As `Screen.screenshot`."""
        return self._page.screenshot()


@contextmanager
def chromium(_folder: Path) -> Iterator[Chromium]:
    """Start Chromium."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield Chromium(browser)
