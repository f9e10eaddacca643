"""Where the pictures of `make pictures` are taken: a browser, and a server with demo data of a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.servers import fresh_state, serving, stored_database
from tools.browsers import CHROMIUM, program
from tools.demo import Demo, Person, write_demo
from tools.project import CommandFailed

NAMES: Final = ("Ada Lovelace", "Grace Hopper", "Katherine Johnson")
NOW: Final = datetime(2026, 3, 4, 9, 20, tzinfo=UTC)
WITHIN_MS: Final = 30_000


@dataclass(frozen=True, kw_only=True)
class Studio:
    """A browser, and a server with demo data."""

    browser: Browser
    url: str
    demo: Demo

    @contextmanager
    def page(
        self, person: Person, options: dict[str, Any], *, todo_set: str = "", at: datetime | None = NOW
    ) -> Iterator[Page]:
        """Show a person a list, the demo's first one by default, at this time, if it is to stand still."""
        context = self.browser.new_context(
            base_url=self.url, reduced_motion="reduce", service_workers="block", timezone_id="UTC", **options
        )
        context.set_default_timeout(WITHIN_MS)
        name, _, value = person.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self.url}])
        page = context.new_page()
        if at:
            page.clock.set_fixed_time(at)
        page.goto(f"/t/{self.demo.team}/s/{todo_set or self.demo.todo_set}")
        page.locator(".chip-good").wait_for()
        yield page
        context.close()


@contextmanager
def studio() -> Iterator[Studio]:
    """Start everything; stop it at the end."""
    with fresh_state("pictures") as state:
        with serving("glint", state) as server:
            demo = write_demo(server.base, NOW.date(), NAMES)
        if demo is None:
            raise CommandFailed("pictures: the server has data already.")
        set_times(state)
        with serving("glint", state) as server, sync_playwright() as playwright:
            for person in demo.people:
                person.url = server.base
            browser = playwright.chromium.launch(executable_path=program(CHROMIUM), args=["--no-sandbox"])
            yield Studio(browser=browser, url=server.base, demo=demo)
            browser.close()


def set_times(state: Path) -> None:
    """Let comments have been written minutes before the pictures. The server must not be running."""
    with stored_database(state) as db:
        comments = db.execute("SELECT id FROM comments ORDER BY created_at, id").fetchall()
        for number, (comment,) in enumerate(comments):
            at = (NOW - timedelta(minutes=8 - 3 * number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            db.execute("UPDATE comments SET created_at = ? WHERE id = ?", (at, comment))


def row(page: Page, title: str) -> Locator:
    """Return the row of a todo."""
    return page.get_by_role("treegrid").locator(f'[role=row][aria-label="{title}"]')
