"""A user in a browser: their actions on the screen, in the app's terms."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, WebSocket, expect

from tests.support.server import Server
from tools.browsers import CHROMIUM, program

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt --no-maglev",  # optimizing what runs for seconds takes a fifth of a page's time
)
WITHIN_MS = 60_000
POLL_MS = 50
NO_FAULT_OF_THE_PAGE = re.compile(
    r"Failed to load resource: "  # whatever its status: the page shows it
    r"|WebSocket connection to '[^']+' failed: Error (in connection establishment|during WebSocket handshake): "
    r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET)$"  # set_offline, a killed server
    r"|WebSocket connection to '[^']+' failed: Connection closed before receiving a handshake response$"  # the same
    r"|WebSocket connection to '[^']+/teams/[^/']+/ws' failed: .* response code: 404$"  # a server before R198
)
TURN_TAB = """() => {
  Object.defineProperty(document, "hidden", { value: !document.hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
DESKTOP = (1280, 800)
PHONE = (390, 844)


class Team(NamedTuple):
    """A team and one of its sets."""

    team_id: str
    set_id: str

    @property
    def path(self) -> str:
        """Return the app's address of the set."""
        return f"/t/{self.team_id}/s/{self.set_id}"


WORKER_IN_CHARGE = """() => new Promise((resolve) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return resolve();
  serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
})"""
"""Waits until the page gets its files from the service worker: until then the parts that load later need a network."""


class Visitor:
    """A person, signed in by default, in a separate browser context.

    Without `offline` the context has no service worker: requests that pass one cannot be intercepted. With it a page
    that was opened works without a network from then on.
    """

    def __init__(
        self,
        browser: Browser,
        server: Server,
        name: str,
        *,
        signed_in: bool = True,
        offline: bool = False,
        **options: Any,
    ) -> None:
        self.name = f"{name} {uuid.uuid4().hex[:6]}"
        self.server = server
        self.offline = offline
        self.context = browser.new_context(
            base_url=server.url,
            reduced_motion="reduce",
            service_workers="allow" if offline else "block",
            **options,
        )
        self.context.set_default_timeout(WITHIN_MS)
        self.complaints: list[str] = []
        self.sockets: list[WebSocket] = []
        if signed_in:
            self.ask("POST", "/api/auth/dev", {"username": self.name})
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Open another tab; its errors are recorded in `complaints`."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("websocket", lambda socket: self.sockets.append(socket))  # noqa: PLW0108 - a builtin cannot be wrapped
        return page

    def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        """Send a request to the API as this person, without the screen."""
        response = self.context.request.fetch(path, method=method, data=body and dict(body))
        assert response.ok, f"{method} {path}: {response.status} {response.text()}"
        return response.json()

    def create_team(self, *others: Visitor, role: str = "member") -> Team:
        """Create a team of this person with the others in it; return it with its first set."""
        team_id: str = self.ask("POST", "/api/teams", {"name": "Lighthouse crew"})["team"]["id"]
        for other in others:
            invite = self.ask("POST", f"/api/teams/{team_id}/invites", {"role": role})["invite"]
            other.ask("POST", f"/api/invites/{invite['token']}")
        set_id: str = self.ask("GET", f"/api/teams/{team_id}/sets")["sets"][0]["id"]
        return Team(team_id, set_id)

    def open_team(self, *others: Visitor, role: str = "member") -> Team:
        """Create a team, and show its first set to everyone in it."""
        team = self.create_team(*others, role=role)
        for person in (self, *others):
            person.open(team)
        return team

    def open(self, team: Team) -> None:
        """Show the set, and wait until it is live."""
        self.page.goto(team.path)
        self.expect_status("Live")
        if self.offline:
            self.page.evaluate(WORKER_IN_CHARGE)

    def expect_status(self, words: str | re.Pattern[str]) -> None:
        """Expect this connection state, in words."""
        expect(self.page.get_by_test_id("connection")).to_have_text(words)

    def list_menu(self) -> Locator:
        """Return the button of the open list's menu."""
        return self.page.locator("header").get_by_role("button", name="More actions")

    def choose_for_list(self, action: str) -> None:
        """Choose from the menu of the open list."""
        self.list_menu().click()
        self.page.get_by_role("menuitem", name=action).click()

    def choose_for_account(self, action: str) -> None:
        """Choose from the account's menu."""
        self.page.get_by_role("button", name=re.compile("^Account of")).click()
        self.page.get_by_role("menuitem", name=action).click()

    def delete_list(self) -> None:
        """Delete the open list, and confirm."""
        self.choose_for_list("Delete list")
        self.page.get_by_role("alertdialog").get_by_role("button", name="Delete list").click()

    def add(self, *titles: str) -> None:
        """Type todos one after the other."""
        field = self.page.get_by_role("textbox", name=re.compile("^Add"))
        for title in titles:
            field.fill(title)
            field.press("Enter")

    def add_and_save(self, title: str) -> None:
        """Type a todo, and wait until the server has answered."""
        with self.page.expect_event("requestfinished", lambda request: request.method == "POST"):
            self.add(title)

    def row(self, title: str) -> Locator:
        """Return the row of the todo with exactly this title."""
        return self.page.get_by_role("treegrid").get_by_role("row", name=title, exact=True)

    def scroller(self) -> Locator:
        """Return what the list scrolls in."""
        return self.page.locator("[data-scroller]")

    def rows(self) -> Locator:
        """Return the visible rows, without the message of an empty list."""
        return self.page.get_by_role("treegrid").locator("[role=row][data-key]")

    def titles(self) -> list[str | None]:
        """Return the titles in the list, from top to bottom."""
        return [row.get_attribute("aria-label") for row in self.rows().all()]

    def expect_titles(self, *titles: str) -> None:
        """Expect the list to become exactly this, from top to bottom."""
        rows = self.rows()
        expect(rows).to_have_count(len(titles))
        for row, title in zip(rows.all(), titles, strict=True):
            expect(row).to_have_accessible_name(re.compile(f"^{re.escape(title)}"))

    def expect_same_titles(self, other: Visitor) -> None:
        """Expect both lists to become equal."""
        self.until(lambda: self.titles() == other.titles(), f"the list of {other.name}")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for a condition outside the page."""
        deadline = time.monotonic() + WITHIN_MS / 1000
        while not holds():
            assert time.monotonic() < deadline, f"{what}: not within {WITHIN_MS} ms"
            self.page.wait_for_timeout(POLL_MS)

    def expect_lists(self, *names: str) -> None:
        """Expect the sidebar to become exactly this, from top to bottom."""
        lists = self.page.get_by_role("grid", name="Lists")
        expect(lists.locator(".set-name")).to_have_text(list(names))

    def list_row(self, name: str) -> Locator:
        """Return the list of this name in the sidebar."""
        return self.page.get_by_role("grid", name="Lists").get_by_role("row", name=name, exact=True)

    def choose(self, title: str, action: str) -> None:
        """Choose from the menu of a todo."""
        self.row(title).hover()
        self.row(title).get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=action).click()

    def complete(self, title: str) -> None:
        """Press the todo's checkbox."""
        self.row(title).locator(".check-round").click()

    def is_completed(self, title: str) -> Locator:
        """Return the todo's checkbox, for an expectation."""
        return self.row(title).get_by_role("checkbox", name=f"Completed: {title}")

    def edit(self, title: str, new_title: str) -> None:
        """Edit the title in place."""
        self.row(title).dblclick()
        field = self.page.get_by_role("textbox", name=re.compile("^Edit"))
        field.fill(new_title)
        field.press("Enter")

    def turn_tab(self) -> None:
        """Hide the tab, or show it again, as far as the page can tell."""
        self.page.evaluate(TURN_TAB)

    def sign_out(self) -> None:
        """Choose it in the account's menu."""
        self.choose_for_account("Sign out")

    def close(self) -> None:
        """Close the browser context."""
        self.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_FAULT_OF_THE_PAGE.match(message.text):
            self.complaints.append(message.text)


def wait_until(page: Page, check: str) -> None:
    """Wait until this async function is true in the page; Playwright's own waiting takes any promise for true."""
    waiting = f"""async () => {{
      const end = performance.now() + {WITHIN_MS};
      while (!(await ({check})()) && performance.now() < end) await new Promise((go) => setTimeout(go, 50));
      return performance.now() < end;
    }}"""
    assert page.evaluate(waiting), f"Not within {WITHIN_MS} ms: {check}"


def launch(playwright: Playwright, executable: str | None = None) -> Browser:
    """Start Chromium, or the given browser, headless and without its own background requests."""
    executable = executable or program(CHROMIUM)
    assert executable, "These tests need Chromium."
    return playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
