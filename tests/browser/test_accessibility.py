"""axe finds no violations on the main screens, in light and dark, narrow and wide."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Meet
from tests.browser.visitor import DESKTOP, PHONE, Team, Visitor

AXE = Path(__file__).absolute().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def show_sidebar(page: Page) -> None:
    """Open the drawer if the sidebar is one."""
    drawer = page.get_by_role("button", name="Show teams and lists")
    if drawer.is_visible():
        drawer.click()


def open_team_menu(page: Page) -> None:
    """Open the menu of the team."""
    show_sidebar(page)
    page.get_by_role("button", name=re.compile("^Team:")).click()


def the_list(page: Page) -> None:
    """Show the list."""


def the_search(page: Page) -> None:
    """Show a search with a result."""
    page.get_by_role("button", name="Search this list").click()
    page.get_by_role("searchbox").fill("lamp")


def the_row_menu(page: Page) -> None:
    """Open the menu of a todo."""
    page.get_by_role("row", name="Oil the lamp", exact=True).hover()
    page.get_by_role("row", name="Oil the lamp", exact=True).get_by_role("button", name="More actions").click()


def the_comments(page: Page) -> None:
    """Show a todo's panel with a comment."""
    the_row_menu(page)
    page.get_by_role("menuitem", name="Comments").click()
    field = page.get_by_role("textbox", name="Write a comment")
    field.fill("Which oil?")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("list", name="Comments").get_by_role("listitem").first.wait_for()


def the_members(page: Page) -> None:
    """Show the members and an invitation."""
    open_team_menu(page)
    page.get_by_role("menuitem", name="Members").click()
    page.get_by_role("button", name="Copy invitation link").click()
    page.get_by_role("textbox", name="Invitation link").wait_for()


def the_permissions(page: Page) -> None:
    """Show the permissions."""
    open_team_menu(page)
    page.get_by_role("menuitem", name="Permissions").click()
    page.get_by_role("table").wait_for()


def the_settings(page: Page) -> None:
    """Show the team's settings."""
    open_team_menu(page)
    page.get_by_role("menuitem", name="Team settings").click()
    page.get_by_role("button", name="Leave team").wait_for()


def the_share_links(page: Page) -> None:
    """Show the share links of the list, and the address of a new one."""
    page.locator(".header-bar").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Share links").click()
    page.get_by_label("Who or what is it for?").fill("Board")
    page.get_by_role("button", name="Create link").click()
    page.get_by_role("textbox", name="Share link").wait_for()


def the_shared_page(page: Page) -> None:
    """Show the list as whoever has a share link to it sees it."""
    the_share_links(page)
    page.goto(page.get_by_role("textbox", name="Share link").input_value())
    page.get_by_role("row", name="Oil the lamp", exact=True).wait_for()


def the_shortcuts(page: Page) -> None:
    """Show the keyboard shortcuts."""
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keyboard shortcuts").wait_for()


def the_command_menu(page: Page) -> None:
    """Find a todo in the command menu."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search and commands").fill("lamp")
    page.get_by_role("option", name=re.compile("^Oil the lamp")).wait_for()


def the_undo_notice(page: Page) -> None:
    """Show the notice after a deletion."""
    the_row_menu(page)
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("button", name="Undo").wait_for()


def the_list_by_date(page: Page) -> None:
    """Sort the list by date; it stays so."""
    page.locator(".header-bar").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Sort by date").click()
    page.get_by_role("row", name="Overdue (1)").wait_for()


SCREENS = (
    the_list,
    the_search,
    the_row_menu,
    the_comments,
    the_members,
    the_permissions,
    the_settings,
    the_share_links,
    the_shared_page,
    the_shortcuts,
    the_command_menu,
    the_list_by_date,
    the_undo_notice,
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_main_screens(meet: Meet, scheme: str, size: str) -> None:
    """Every main screen of a signed-in person is without violations."""
    width, height = SIZES[size]
    ada = meet("Ada", color_scheme=scheme, viewport={"width": width, "height": height})
    team = busy_team(ada, meet("Grace"))
    found = {screen.__name__: violations_on(ada, team, screen) for screen in SCREENS}
    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_sign_in(meet: Meet, scheme: str) -> None:
    """The sign-in and a page that does not exist are without violations."""
    stranger = meet("Stranger", signed_in=False, color_scheme=scheme)
    for path in ("/", "/nowhere/at/all", "/api/docs"):
        stranger.page.goto(path)
        stranger.page.get_by_role("heading").first.wait_for()
        assert axe(stranger.page) == []


def busy_team(ada: Visitor, grace: Visitor) -> Team:
    """Create a team with todos in every state, in a list that is renewed."""
    team = ada.create_team(grace)
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}"
    ada.ask("PATCH", path, {"autoRenew": True, "renewTime": "06:00", "timezone": "Europe/Berlin"})
    todos = f"{path}/todos"
    lamp, done, mine, hers = (
        ada.ask("POST", todos, {"title": title})["todo"]["id"]
        for title in ("Oil the lamp", "Count the ropes", "Polish the lens", "Buy paint")
    )
    repeat = {"unit": "day", "every": 1}
    ada.ask("POST", todos, {"title": "Trim the wick", "parentId": lamp, "dueOn": "2020-01-02", "repeat": repeat})
    ada.ask("PATCH", f"/api/teams/{team.team_id}/todos/{done}", {"completed": True})
    ada.ask("POST", f"/api/teams/{team.team_id}/todos/{mine}/claim")
    grace.ask("POST", f"/api/teams/{team.team_id}/todos/{hers}/claim")
    return team


def violations_on(person: Visitor, team: Team, show: Callable[[Page], None]) -> list[str]:
    """Return axe's violations once the screen is shown."""
    person.open(team)
    person.row("Oil the lamp").wait_for()
    show(person.page)
    return axe(person.page)


def axe(page: Page) -> list[str]:
    """Return each violation: its rule, message and place."""
    page.evaluate(AXE.read_text())
    violations = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]
