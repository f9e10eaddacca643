"""A phone: a narrow screen that is touched, without mouse or keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import CDPSession, FloatRect, Locator, Page, Route, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Visitor

WIDTH, HEIGHT = PHONE
TARGET_PX = 44
LONGER_THAN_ANY_PRESS_MS = 1000  # React Aria's takes 500
# What is pressed: the whole row of a todo is, so that its title needs no height of its own.
TARGETS = "button:visible, a:visible, label.check:visible, .check:visible, input:not([type=checkbox]):visible"
# Read by screen readers, or reached by keyboard alone.
UNSEEN = ".visually-hidden, .visually-hidden *, .skip-link, [aria-label=Dismiss][tabindex='-1']"


@pytest.fixture
def ada(meet: Meet) -> Visitor:
    """Ada, with a phone, and a team of her own."""
    return meet(
        "Ada", viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, device_scale_factor=2
    )


def box_of(what: Locator) -> FloatRect:
    """Return where it is."""
    box = what.bounding_box()
    assert box, what
    return box


def layer_of(what: Locator) -> int:
    """Return how far in front it is."""
    return int(what.evaluate("it => getComputedStyle(it).zIndex"))


def menu_of(ada: Visitor, title: str) -> Locator:
    """Open the menu of a todo."""
    ada.row(title).get_by_role("button", name=re.compile("^More")).tap()
    return ada.page.get_by_role("menu")


@contextmanager
def finger(page: Page, at: Locator) -> Iterator[CDPSession]:
    """Put a finger on the middle of something; it is lifted at the end."""
    session = page.context.new_cdp_session(page)
    move_finger(session, "touchStart", box_of(at))
    yield session
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def move_finger(session: CDPSession, kind: str, box: FloatRect, *, share: float = 0.5) -> None:
    """Touch a spot in the box: `share` of its height from its top."""
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] * share}
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})


def open_with(ada: Visitor, *titles: str) -> None:
    """Open a list with these todos."""
    ada.open(ada.create_team())
    ada.add(*titles)
    ada.expect_titles(*titles)


def test_a_tap_selects_while_several_are_selected(ada: Visitor) -> None:
    """It opens nothing; every action of the bar is on the screen, and the last one deletes."""
    open_with(ada, "Milk", "Bread", "Eggs")
    ada.list_menu().tap()
    ada.page.get_by_role("menuitem", name="Select several").tap()
    for title in ("Milk", "Eggs"):
        ada.row(title).locator(".todo-title").tap()
    bar = ada.page.get_by_role("toolbar")
    expect(bar.get_by_role("status")).to_have_text("2 selected")
    expect(ada.page.get_by_role("textbox")).to_have_count(0)
    for button in bar.get_by_role("button").all():
        box = box_of(button)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH
    bar.get_by_role("button", name="Delete").tap()
    ada.expect_titles("Bread")
    ada.row("Bread").locator(".todo-title").tap()
    expect(ada.page.get_by_role("dialog")).to_contain_text("Bread")


def test_a_long_press_drags_a_todo(ada: Visitor) -> None:
    """The row follows the finger and lands between the others; nothing is opened or selected."""
    open_with(ada, "One", "Two", "Three")
    with finger(ada.page, ada.row("Three")) as session:
        ada.page.locator(".drag-ghost").wait_for()
        move_finger(session, "touchMove", box_of(ada.row("One")), share=0.2)
        line = ada.page.locator(".drag-line")
        top = box_of(ada.row("One"))["y"]
        ada.until(lambda: abs(box_of(line)["y"] - top) < 3, "the line above the first row")
    ada.expect_titles("Three", "One", "Two")
    expect(ada.page.locator(".drag-ghost, .drag-line, .is-lifted")).to_have_count(0)
    expect(ada.page.get_by_role("textbox", name="Edit")).to_have_count(0)
    ada.page.reload()
    ada.expect_titles("Three", "One", "Two")


def test_a_long_press_drags_a_todo_onto_another(ada: Visitor) -> None:
    """The other one is framed while the finger is on it; what is dropped there is below it, and may go up again."""
    open_with(ada, "One", "Two", "Three")
    with finger(ada.page, ada.row("Three")) as session:
        ada.page.locator(".drag-ghost").wait_for()
        move_finger(session, "touchMove", box_of(ada.row("One")))
        expect(ada.page.locator(".is-drop-target")).to_have_attribute("aria-label", "One")
        expect(ada.page.locator(".drag-line")).to_be_hidden()
    ada.expect_titles("One", "Three", "Two")
    expect(ada.row("Three")).to_have_attribute("aria-level", "2")
    expect(ada.page.locator(".drag-ghost, .drag-line, .is-drop-target")).to_have_count(0)
    menu_of(ada, "Three").get_by_role("menuitem", name="Move one level up").tap()
    expect(ada.row("Three")).to_have_attribute("aria-level", "1")
    ada.expect_titles("One", "Three", "Two")


def test_a_long_press_drags_a_list(ada: Visitor) -> None:
    """In the drawer, by those who may; the list is not opened by it, also where what shows it is loaded late."""
    team = ada.create_team()
    ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Next week"})
    script: list[Route] = []
    ada.page.route("**/touch-drag-*.js", lambda route: script.append(route))  # noqa: PLW0108 - a builtin cannot be wrapped
    ada.open(team)
    ada.page.get_by_role("button", name="Show teams and lists").tap()
    ada.expect_lists("Todos", "Next week")
    expect(ada.page.get_by_role("button", name="New list")).to_be_visible()
    with finger(ada.page, ada.list_row("Next week")) as session:
        ada.page.wait_for_timeout(LONGER_THAN_ANY_PRESS_MS)
        ada.expect_lists("Todos", "Next week")
        script[0].continue_()
        ghost = ada.page.locator(".drag-ghost")
        ghost.wait_for()
        assert layer_of(ghost) > layer_of(ada.page.locator(".overlay"))
        assert box_of(ghost)["height"] == box_of(ada.list_row("Todos"))["height"]
        move_finger(session, "touchMove", box_of(ada.list_row("Todos")), share=0.2)
        line = ada.page.locator(".drag-line")
        top = box_of(ada.list_row("Todos"))["y"]
        ada.until(lambda: abs(box_of(line)["y"] - top) < 3, "the line above the first list")
    ada.expect_lists("Next week", "Todos")
    expect(ada.page.get_by_role("heading", name="Todos", exact=True, include_hidden=True)).to_be_attached()


def test_a_swipe_scrolls_and_drags_nothing(ada: Visitor) -> None:
    """A finger that moves at once is not a long press."""
    team = ada.create_team()
    for number in range(30):
        ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": f"Todo {number}"})
    ada.open(team)
    expect(ada.row("Todo 0")).to_be_visible()
    ada.scroller().evaluate("it => it.scrollTo(0, it.scrollHeight)")
    expect(ada.row("Todo 29")).to_be_visible()
    start = box_of(ada.row("Todo 22"))
    with finger(ada.page, ada.row("Todo 22")) as session:
        for step in range(10):
            move_finger(session, "touchMove", {**start, "y": start["y"] + 20.0 * step})
        scrolled = "it => it.scrollTop + it.clientHeight < it.scrollHeight - 100"
        ada.until(lambda: ada.scroller().evaluate(scrolled), "the list scrolled")
        expect(ada.page.locator(".drag-ghost")).to_have_count(0)


def test_typing_scrolls_nothing_and_what_is_added_is_in_view(ada: Visitor) -> None:
    """Above the field, also while others of its changes arrive."""
    team = ada.create_team()
    todos = [{"title": f"Todo {number}"} for number in range(30)]
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/import", {"todos": todos})
    ada.open(team)
    expect(ada.row("Todo 0")).to_be_visible()
    field = ada.page.get_by_role("textbox", name="Add a todo")
    field.tap()
    ada.scroller().evaluate("it => it.scrollTo(0, 100)")
    field.press_sequentially("Last")
    assert ada.scroller().evaluate("it => it.scrollTop") == 100
    field.press("Enter")
    row = ada.row("Last")
    row.wait_for()
    expect(row.get_by_role("img", name="Not saved yet")).to_have_count(0)
    ada.until(lambda: box_of(row)["y"] + box_of(row)["height"] <= box_of(field)["y"], "the new todo in view")


def swipe(ada: Visitor, title: str, by: float) -> None:
    """Move a finger across the row, to the right if that is positive, and lift it."""
    row = ada.row(title)
    start = box_of(row)
    with finger(ada.page, row) as session:
        for step in range(1, 5):
            move_finger(session, "touchMove", {**start, "x": start["x"] + by * step / 4})


def test_a_swipe_to_the_right_completes_a_todo(ada: Visitor) -> None:
    """A short one does nothing; neither opens the todo."""
    open_with(ada, "Milk", "Bread")
    swipe(ada, "Milk", 40)
    swipe(ada, "Bread", 120)
    expect(ada.is_completed("Bread")).to_be_checked()
    expect(ada.is_completed("Milk")).not_to_be_checked()
    expect(ada.page.get_by_role("dialog")).to_have_count(0)
    swipe(ada, "Bread", 120)
    expect(ada.is_completed("Bread")).not_to_be_checked()


def test_a_swipe_to_the_left_claims_a_todo(ada: Visitor) -> None:
    """Another one releases it."""
    open_with(ada, "Milk")
    swipe(ada, "Milk", -120)
    expect(ada.row("Milk")).to_contain_text("Claimed by You")
    swipe(ada, "Milk", -120)
    expect(ada.row("Milk")).not_to_contain_text("Claimed by You")
    expect(ada.page.locator("[data-swipe]")).to_have_count(0)


def test_the_open_todo_is_claimed_where_it_is_shown(ada: Visitor) -> None:
    """As its row has no button for it, and its menu is out of reach."""
    open_with(ada, "Milk")
    ada.row("Milk").locator(".todo-title").tap()
    dialog = ada.page.get_by_role("dialog", name="Milk")
    dialog.get_by_role("button", name="Claim").tap()
    dialog.get_by_role("button", name="Release").tap()
    expect(dialog.get_by_role("button", name="Claim")).to_be_visible()
    assert small_targets(ada.page) == []


def test_targets_are_large_enough_for_a_finger(ada: Visitor) -> None:
    """Everything that can be pressed is 44 px wide and high: in the list, a menu, a dialog, the drawer, a selection."""
    open_with(ada, "Milk")
    menu_of(ada, "Milk").get_by_role("menuitem", name="Add sub-todo").tap()
    ada.add("Oat milk")
    assert small_targets(ada.page) == []
    menu = menu_of(ada, "Milk")
    assert [box for item in menu.get_by_role("menuitem").all() if (box := box_of(item))["height"] < TARGET_PX] == []
    menu.get_by_role("menuitem", name="Claim").tap()
    ada.page.get_by_role("button", name="Show teams and lists").tap()
    ada.page.get_by_role("button", name="New list").wait_for()
    assert small_targets(ada.page) == []
    ada.page.get_by_role("button", name="New list").tap()
    ada.page.get_by_label("List name").wait_for()
    assert small_targets(ada.page) == []
    ada.page.keyboard.press("Escape")
    for dialog in ("Members", "Permissions", "Team settings"):
        ada.page.get_by_role("button", name="Show teams and lists").tap()
        ada.page.get_by_role("button", name=re.compile("^Team:")).tap()
        ada.page.get_by_role("menuitem", name=dialog).tap()
        expect(ada.page.get_by_role("dialog").get_by_role("button")).not_to_have_count(1)  # it has more than Close
        assert small_targets(ada.page) == []
        ada.page.get_by_role("button", name="Close").tap()


def small_targets(page: Page) -> list[str]:
    """Return what is too small to be touched."""
    return [
        f"{target.evaluate('it => it.outerHTML')[:120]}: {box['width']} x {box['height']}"
        for target in page.locator(TARGETS).all()
        if not target.evaluate(f"it => it.matches({UNSEEN!r}) || it.closest('[inert], [aria-hidden=true]') !== null")
        and (box := box_of(target))
        and min(box["width"], box["height"]) < TARGET_PX - 0.5
    ]


def test_dialogs_and_menus_are_sheets_as_wide_as_the_screen(ada: Visitor) -> None:
    """From below, without keys that a phone does not have, the menu headed by what it is about."""
    open_with(ada, "Milk")
    menu = menu_of(ada, "Milk")
    expect(menu.locator("kbd:visible")).to_have_count(0)
    expect(ada.page.get_by_text("Milk").last).to_be_visible()
    assert_sheet(ada.page.locator(".popover"))
    ada.page.keyboard.press("Escape")
    ada.page.get_by_role("button", name="Show teams and lists").tap()
    ada.page.get_by_role("button", name="New list").tap()
    assert_sheet(ada.page.locator(".modal"))


def assert_sheet(sheet: Locator) -> None:
    """Expect it at the bottom, from edge to edge."""
    expect(sheet).to_be_visible()
    box = box_of(sheet)
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, WIDTH, HEIGHT)


def test_a_row_shows_no_controls_but_its_circle_and_menu(ada: Visitor) -> None:
    """The claim is in the menu, where it works."""
    open_with(ada, "Milk")
    expect(ada.row("Milk").get_by_role("button")).to_have_count(1)
    menu_of(ada, "Milk").get_by_role("menuitem", name="Claim").tap()
    expect(ada.row("Milk")).to_contain_text("Claimed by You")
