"""Nesting todos, and moving them to other lists: by keyboard, menu and mouse, offline and against others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Team, Visitor

Pair = tuple[Visitor, Visitor]
STILL_HERE = "“Buy milk” could not be moved and is still in “Todos”."


@pytest.fixture
def team(pair: Pair) -> Team:
    """A team of both with two lists, of which Ada and Grace, an admin, have the first one open; it has three todos."""
    return team_of(*pair)


def team_of(ada: Visitor, grace: Visitor) -> Team:
    """Create it."""
    team = ada.create_team(grace, role="admin")
    ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Next week"})
    for title in ("Groceries", "Buy milk", "Call Bob"):
        ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": title})
    for person in (ada, grace):
        person.open(team)
        expect_tree(person, "Groceries", "Buy milk", "Call Bob")
    return team


def tree(person: Visitor) -> list[str]:
    """Return the titles, indented by two spaces a level."""
    return [
        "  " * (int(row.get_attribute("aria-level") or 1) - 1) + (row.get_attribute("aria-label") or "")
        for row in person.rows().all()
    ]


def expect_tree(person: Visitor, *lines: str) -> None:
    """Expect the list to become exactly this."""
    expect(person.rows()).to_have_count(len(lines))
    person.until(lambda: tree(person) == list(lines), "\n".join(lines))


def notice(person: Visitor) -> Locator:
    """Return the notices on the screen."""
    return person.page.get_by_role("region", name="Notifications")


@pytest.mark.usefixtures("team")
def test_tab_nests_and_shift_tab_moves_up(pair: Pair) -> None:
    """The focus stays on the todo, whoever listens is told, and the others see it."""
    ada, grace = pair
    keys = ada.page.keyboard
    ada.row("Buy milk").click()
    keys.press("Tab")
    for person in pair:
        expect_tree(person, "Groceries", "  Buy milk", "Call Bob")
    expect(ada.row("Buy milk")).to_be_focused()
    expect(notice(ada)).to_contain_text("“Buy milk” is now a sub-todo of “Groceries”")
    expect(grace.page.locator("[data-live-announcer]")).to_contain_text(f"{ada.name} moved Buy milk")
    keys.press("ArrowDown")
    keys.press("Alt+ArrowRight")
    expect_tree(grace, "Groceries", "  Buy milk", "  Call Bob")
    keys.press("Tab")
    expect_tree(grace, "Groceries", "  Buy milk", "    Call Bob")
    expect(ada.row("Call Bob")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Alt+ArrowLeft")
    expect_tree(grace, "Groceries", "  Buy milk", "Call Bob")
    expect(ada.row("Call Bob")).to_be_focused()
    notice(ada).get_by_role("button", name="Undo").click()
    expect_tree(grace, "Groceries", "  Buy milk", "  Call Bob")


@pytest.mark.usefixtures("team")
def test_tab_nests_while_a_title_is_edited(pair: Pair) -> None:
    """What is typed is saved, and typing goes on where it was."""
    ada, grace = pair
    keys = ada.page.keyboard
    ada.row("Buy milk").dblclick()
    keys.press("Home")
    keys.type("Do ")
    keys.press("Tab")
    expect_tree(grace, "Groceries", "  Do Buy milk", "Call Bob")
    expect(ada.page.get_by_role("textbox", name="Edit “Do Buy milk”")).to_be_focused()
    keys.type("now ")
    keys.press("Enter")
    expect_tree(grace, "Groceries", "  Do now Buy milk", "Call Bob")
    expect(ada.row("Do now Buy milk")).to_be_focused()


@pytest.mark.usefixtures("team")
def test_tab_leads_through_the_list_whoever_comes_by_tab(pair: Pair) -> None:
    """It changes nothing then, nor after Escape, nor where nothing is above."""
    ada, _ = pair
    keys = ada.page.keyboard
    for leave in ("n", "Escape"):
        ada.row("Buy milk").click()
        keys.press(leave)
        keys.press("Shift+Tab" if leave == "n" else "Tab")
        keys.press("Tab")
        expect(ada.row("Buy milk")).not_to_be_focused()
    ada.row("Groceries").click()
    keys.press("Tab")
    expect(ada.row("Groceries")).not_to_be_focused()
    expect_tree(ada, "Groceries", "Buy milk", "Call Bob")


@pytest.mark.usefixtures("team")
def test_a_drop_on_a_row_nests_and_one_between_rows_does_not(pair: Pair) -> None:
    """Everything below comes along."""
    ada, grace = pair
    ada.row("Buy milk").drag_to(ada.row("Groceries"), target_position={"x": 200, "y": 22})
    expect_tree(grace, "Groceries", "  Buy milk", "Call Bob")
    ada.row("Groceries").drag_to(ada.row("Call Bob"), target_position={"x": 200, "y": 22})
    expect_tree(grace, "Call Bob", "  Groceries", "    Buy milk")
    ada.row("Buy milk").drag_to(ada.row("Call Bob"), target_position={"x": 200, "y": 3})
    expect_tree(grace, "Buy milk", "Call Bob", "  Groceries")
    expect(ada.page.locator(".drop-indicator[data-drop-target]")).to_have_count(0)


def test_a_drop_on_a_list_moves_there_with_all_below(pair: Pair, team: Team) -> None:
    """It is gone here at once, whole there, and back where it was when that is undone."""
    ada, grace = pair
    grace.list_row("Next week").click()
    expect_tree(grace)
    ada.row("Buy milk").click()
    ada.page.keyboard.press("Alt+ArrowRight")
    ada.row("Groceries").drag_to(ada.list_row("Next week"))
    expect_tree(ada, "Call Bob")
    expect_tree(grace, "Groceries", "  Buy milk")
    expect(notice(ada)).to_contain_text("Moved “Groceries” to “Next week”")
    expect(ada.page.locator("[data-drop-target]")).to_have_count(0)
    notice(ada).get_by_role("button", name="Undo").click()
    expect_tree(ada, "Groceries", "  Buy milk", "Call Bob")
    expect_tree(grace)
    ada.open(team)
    expect_tree(ada, "Groceries", "  Buy milk", "Call Bob")


@pytest.mark.usefixtures("team")
def test_several_move_to_a_list_that_is_chosen_by_keyboard(pair: Pair) -> None:
    """The focus stays in the list that they leave."""
    ada, grace = pair
    grace.list_row("Next week").click()
    ada.row("Groceries").click()
    ada.page.keyboard.press("Shift+ArrowDown")
    ada.page.get_by_role("toolbar").get_by_role("button", name="Move").click()
    expect(ada.page.get_by_role("dialog", name="Move 2 todos to")).to_be_visible()
    expect(ada.page.get_by_role("dialog").get_by_role("row", name="Next week")).to_be_focused()
    ada.page.keyboard.press("Enter")
    expect_tree(ada, "Call Bob")
    expect_tree(grace, "Groceries", "Buy milk")
    expect(ada.row("Call Bob")).to_be_focused()


def test_what_may_not_be_moved_says_why(pair: Pair) -> None:
    """Not a todo of someone else's, and not to a list that one may not add to."""
    ada, grace = pair
    team = ada.create_team(grace)
    closed = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Closed"})["set"]["id"]
    override = {"role": "member", "permission": "create_todos", "allowed": False}
    ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope=set:{closed}", {"overrides": [override]})
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Ada's"})
    grace.open(team)
    grace.add("Grace's")
    away = grace.page.get_by_role("menuitem", name="Move to another list")
    grace.row("Ada's").hover()
    grace.row("Ada's").get_by_role("button", name="More actions").click()
    expect(away).to_be_disabled()
    expect(away).to_have_accessible_description("You may not move this todo away from its list.")
    grace.page.keyboard.press("Escape")
    grace.choose("Grace's", "Move to another list")
    target = grace.page.get_by_role("dialog").get_by_role("row", name="Closed")
    expect(target).to_be_disabled()
    expect(target).to_contain_text("You may not add todos to this list.")


def test_r141_two_opposite_moves_at_once_end_in_the_same_tree(meet: Meet) -> None:
    """Whoever was second is told, and has the tree of the first."""
    ada, grace = pair = meet("Ada", offline=True), meet("Grace", offline=True)
    team = team_of(ada, grace)
    for person in pair:
        person.context.set_offline(True)
        person.expect_status(re.compile("^Offline"))
    ada.row("Buy milk").click()
    ada.page.keyboard.press("Tab")
    expect_tree(ada, "Groceries", "  Buy milk", "Call Bob")
    grace.row("Buy milk").click()
    grace.page.keyboard.press("Alt+ArrowUp")
    grace.row("Groceries").click()
    grace.page.keyboard.press("Tab")
    expect_tree(grace, "Buy milk", "  Groceries", "Call Bob")
    ada.context.set_offline(False)
    ada.expect_status("Live")
    grace.context.set_offline(False)
    expect(notice(grace)).to_contain_text("“Groceries” could not be moved and is still in “Todos”.")
    expect(notice(grace)).to_contain_text("It no longer fits where you moved it.")
    expect_tree(grace, "Groceries", "  Buy milk", "Call Bob")
    ada.open(team)
    expect_tree(ada, "Groceries", "  Buy milk", "Call Bob")


def test_a_move_that_waits_survives_a_reload_offline(meet: Meet) -> None:
    """Below a todo that has not been sent itself; then it arrives for everybody."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    team_of(ada, grace)
    ada.context.set_offline(True)
    ada.add("Harbour")
    ada.choose("Harbour", "Move up")
    expect_tree(ada, "Groceries", "Buy milk", "Harbour", "Call Bob")
    ada.row("Call Bob").click()
    ada.page.keyboard.press("Tab")
    expect_tree(ada, "Groceries", "Buy milk", "Harbour", "  Call Bob")
    ada.page.reload()
    expect_tree(ada, "Groceries", "Buy milk", "Harbour", "  Call Bob")
    expect_tree(grace, "Groceries", "Buy milk", "Call Bob")
    ada.context.set_offline(False)
    expect_tree(grace, "Groceries", "Buy milk", "Harbour", "  Call Bob")
    ada.expect_status("Live")
    expect_tree(ada, "Groceries", "Buy milk", "Harbour", "  Call Bob")


def test_nothing_is_lost_if_the_other_list_was_deleted_meanwhile(meet: Meet) -> None:
    """The todo is back, and the notice says where it stands."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    team = team_of(ada, grace)
    ada.context.set_offline(True)
    ada.choose("Buy milk", "Move to another list")
    ada.page.get_by_role("dialog").get_by_role("row", name="Next week").click()
    expect_tree(ada, "Groceries", "Call Bob")
    lists = grace.ask("GET", f"/api/teams/{team.team_id}/sets")["sets"]
    there = next(each for each in lists if each["name"] == "Next week")
    grace.ask("DELETE", f"/api/teams/{team.team_id}/sets/{there['id']}")
    ada.context.set_offline(False)
    expect(notice(ada)).to_contain_text(STILL_HERE)
    expect_tree(ada, "Groceries", "Buy milk", "Call Bob")
