"""The whole scenario without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor

TABS_MAX = 30


def tab_to(page: Page, label: str | re.Pattern[str], key: str = "Tab") -> None:
    """Press Tab until an element of this name has the focus."""
    name = ""
    for _ in range(TABS_MAX):
        name = page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''"
        )
        if re.search(label, name):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{label} is not reached by {key}; the focus is on {name!r}")


def focused(page: Page) -> Locator:
    """Return the focused element."""
    return page.locator(":focus")


def test_everything_can_be_done_by_keyboard(meet: Meet) -> None:
    """Sign in, make a team and a list, add, edit, complete, claim, order, delete, undo, search."""
    ada = meet("Ada", signed_in=False)
    sign_in(ada)
    create_team_and_list(ada)
    add_and_edit(ada)
    complete_claim_and_order(ada)
    delete_undo_and_search(ada)


def sign_in(ada: Visitor) -> None:
    """Sign in by name."""
    ada.page.goto("/")
    expect(ada.page.get_by_label("Your name")).to_be_focused()
    ada.page.keyboard.type(ada.name)
    ada.page.keyboard.press("Enter")
    ada.expect_status("Live")


def create_team_and_list(ada: Visitor) -> None:
    """Create a team in its menu, a list with its button."""
    page, keys = ada.page, ada.page.keyboard
    tab_to(page, "^Team:")
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="Personal")).to_be_focused()
    keys.press("End")
    keys.press("Enter")
    expect(page.get_by_label("Team name")).to_be_focused()
    keys.type("Lighthouse crew")
    keys.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Lighthouse crew"))).to_be_visible()
    ada.expect_status("Live")
    keys.press("n")
    expect(page.get_by_role("textbox", name="Add a todo")).to_be_focused()
    tab_to(page, "^New list", "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_label("List name")).to_be_focused()
    keys.type("This week")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="This week")).to_be_visible()
    ada.expect_status("Live")


def add_and_edit(ada: Visitor) -> None:
    """Add three todos in a row, and edit one twice: saved, and cancelled."""
    page, keys = ada.page, ada.page.keyboard
    expect(page.get_by_role("textbox", name="Add a todo")).to_be_focused()
    for title in ("Oil the lamp", "Count the ropes", "Polish the lens"):
        keys.type(title)
        keys.press("Enter")
    ada.expect_titles("Oil the lamp", "Count the ropes", "Polish the lens")
    tab_to(page, "^Polish the lens$", "Shift+Tab")
    keys.press("Home")
    keys.press("ArrowDown")
    expect(ada.row("Count the ropes")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("textbox", name=re.compile("^Edit"))).to_be_focused()
    keys.press("End")
    keys.type(" twice")
    keys.press("Enter")
    expect(ada.row("Count the ropes twice")).to_be_focused()
    keys.press("e")
    keys.type("never mind")
    keys.press("Escape")
    expect(ada.row("Count the ropes twice")).to_be_focused()


def complete_claim_and_order(ada: Visitor) -> None:
    """Everything with the row focused, and a sub-todo below it."""
    keys, row = ada.page.keyboard, ada.row("Count the ropes twice")
    keys.press("c")
    expect(ada.is_completed("Count the ropes twice")).to_be_checked()
    keys.press("c")
    expect(ada.is_completed("Count the ropes twice")).not_to_be_checked()
    keys.press("m")
    expect(row.get_by_role("button", name=re.compile("^Claimed by you"))).to_be_visible()
    keys.press("Alt+ArrowUp")
    ada.expect_titles("Count the ropes twice", "Oil the lamp", "Polish the lens")
    expect(row).to_be_focused()
    keys.press("s")
    keys.type("Fetch a rope")
    keys.press("Enter")
    keys.press("Escape")
    ada.expect_titles("Count the ropes twice", "Fetch a rope", "Oil the lamp", "Polish the lens")


def delete_undo_and_search(ada: Visitor) -> None:
    """The focus stays in the list; F6 leads to the notice with Undo."""
    page, keys = ada.page, ada.page.keyboard
    tab_to(page, "^Count the ropes twice$", "Shift+Tab")
    keys.press("Delete")
    ada.expect_titles("Oil the lamp", "Polish the lens")
    expect(ada.row("Oil the lamp")).to_be_focused()
    page.get_by_role("button", name="Undo").wait_for()
    keys.press("F6")
    tab_to(page, "^Undo")
    keys.press("Enter")
    ada.expect_titles("Count the ropes twice", "Fetch a rope", "Oil the lamp", "Polish the lens")
    expect(ada.row("Oil the lamp")).to_be_focused()
    keys.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keys.type("lens")
    ada.expect_titles("Polish the lens")
    keys.press("Escape")
    ada.expect_titles("Count the ropes twice", "Fetch a rope", "Oil the lamp", "Polish the lens")


def test_a_todo_is_dragged_by_keyboard(meet: Meet) -> None:
    """The handle of a row starts a drag that arrows and Enter finish."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add("One", "Two", "Three")
    ada.expect_titles("One", "Two", "Three")
    ada.row("Three").click()
    keys = ada.page.keyboard
    keys.press("Escape")  # or Tab would nest it
    tab_to(ada.page, "^Move Three")
    keys.press("Enter")
    # The drag has begun once the focus is on a drop position: until then keys go to the list.
    for place in ("Insert after Three", "Insert between Two and Three", "Drop on Two"):
        expect(focused(ada.page)).to_have_accessible_name(place)
        keys.press("ArrowUp")
    expect(focused(ada.page)).to_have_accessible_name("Insert between One and Two")
    keys.press("Enter")
    ada.expect_titles("One", "Three", "Two")


def test_the_shortcut_sheet_opens_and_closes_by_keyboard(meet: Meet) -> None:
    """`?` opens it, Escape closes it, the focus goes back."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    search = ada.page.get_by_role("button", name="Search this list")
    search.press("?")
    expect(ada.page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    ada.page.keyboard.press("Escape")
    expect(ada.page.get_by_role("heading", name="Keyboard shortcuts")).to_have_count(0)
    expect(search).to_be_focused()


def test_several_todos_are_selected_and_completed_at_once(meet: Meet) -> None:
    """Shift and arrows select, and one press completes them all."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add("One", "Two", "Three")
    ada.expect_titles("One", "Two", "Three")
    ada.row("One").click()
    ada.page.keyboard.press("Shift+ArrowDown")
    expect(ada.page.get_by_text("2 selected")).to_be_visible()
    ada.page.get_by_role("button", name="Complete", exact=True).click()
    expect(ada.is_completed("One")).to_be_checked()
    expect(ada.is_completed("Two")).to_be_checked()
    expect(ada.is_completed("Three")).not_to_be_checked()
