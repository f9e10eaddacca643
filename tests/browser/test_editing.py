"""Editing while others do: nothing that was typed is lost, and nothing that nobody typed is sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Team, Visitor

Meet = Callable[..., Visitor]


def _todo(who: Visitor, team: Team) -> tuple[str, str]:
    """The address of the list's first todo, and its title as the server has it."""
    listed = who.ask("GET", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos")["todos"]
    return f"/api/teams/{team.team_id}/todos/{listed[0]['id']}", listed[0]["title"]


def _together(meet: Meet) -> tuple[Visitor, Visitor, Team]:
    """Ada has a list with one todo open; grace is an admin of the team."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace, role="admin")
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Milk"})
    ada.open(team)
    ada.expect_titles("Milk")
    return ada, grace, team


def _editor(who: Visitor) -> Locator:
    return who.page.get_by_role("textbox", name=re.compile("^Edit"))


def test_an_editor_that_is_left_untouched_sends_nothing(meet: Meet) -> None:
    """Opening it, having somebody else rename the todo, and pressing Enter leaves their title."""
    ada, grace, team = _together(meet)
    ada.row("Milk").dblclick()
    path, _ = _todo(grace, team)
    grace.ask("PATCH", path, {"title": "Oat milk"})
    expect(_editor(ada)).to_have_value("Milk")
    _editor(ada).press("Enter")
    ada.expect_titles("Oat milk")
    assert _todo(grace, team)[1] == "Oat milk"


def test_who_changed_what_somebody_else_changed_chooses(meet: Meet) -> None:
    """The other title is shown; leaving the editor saves nothing until one of the two was chosen."""
    ada, grace, team = _together(meet)
    path, _ = _todo(grace, team)
    for choice, kept in (("Use theirs", "Oat milk"), ("Keep mine", "Whole milk")):
        grace.ask("PATCH", path, {"title": "Milk"})
        ada.expect_titles("Milk")
        ada.row("Milk").dblclick()
        _editor(ada).fill("Whole milk")
        grace.ask("PATCH", path, {"title": "Oat milk"})
        expect(ada.page.get_by_role("alert")).to_contain_text("Oat milk")
        _editor(ada).press("Enter")
        assert _todo(grace, team)[1] == "Oat milk"
        ada.page.get_by_role("button", name=choice).click()
        ada.expect_titles(kept)


def test_text_typed_into_a_todo_that_is_deleted_stays_within_reach(meet: Meet) -> None:
    """It is shown, also after a reload, and becomes a todo of its own if wanted."""
    ada, grace, team = _together(meet)
    ada.row("Milk").dblclick()
    _editor(ada).fill("Milk for the pancakes")
    grace.ask("DELETE", _todo(grace, team)[0])
    alert = ada.page.get_by_role("alert")
    expect(alert).to_contain_text("Milk for the pancakes")
    ada.page.reload()
    expect(alert).to_contain_text("deleted")
    ada.page.get_by_role("button", name="Add as a new todo").click()
    ada.expect_titles("Milk for the pancakes")
    expect(alert).to_have_count(0)


def test_what_was_typed_outlives_the_page(meet: Meet) -> None:
    """A reload in the middle of a title and of a new todo: both are there again, and the row says so."""
    ada, _, team = _together(meet)
    ada.row("Milk").dblclick()
    _editor(ada).fill("Oat mi")
    ada.page.reload()
    expect(ada.row("Milk")).to_contain_text("Draft")
    ada.row("Milk").dblclick()
    expect(_editor(ada)).to_have_value("Oat mi")
    _editor(ada).press("Escape")
    expect(ada.page.get_by_text("Draft", exact=True)).to_have_count(0)
    composer = ada.page.get_by_role("textbox", name="Add a todo")
    composer.fill("Half a thou")
    ada.page.close()
    ada.page = ada.new_page()
    ada.open(team)
    expect(ada.page.get_by_role("textbox", name="Add a todo")).to_have_value("Half a thou")


def test_signing_out_leaves_no_draft(meet: Meet) -> None:
    """Whoever uses the browser next finds nothing that was typed before."""
    ada, _, _ = _together(meet)
    ada.page.get_by_role("textbox", name="Add a todo").fill("Secret")
    ada.page.get_by_role("button", name=re.compile(ada.name)).click()
    ada.page.get_by_role("menuitem", name="Sign out").click()
    expect(ada.page.get_by_role("heading", name="Get things done, together")).to_be_visible()
    assert ada.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('glint:draft')).length") == 0


def test_what_looks_the_same_is_found_and_what_is_added_is_seen(meet: Meet) -> None:
    """A decomposed title by a composed search; adding ends the search."""
    ada, _, team = _together(meet)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Cafe\u0301"})
    ada.page.get_by_role("button", name=re.compile("Search")).first.click()
    ada.page.get_by_role("searchbox").fill("CAF\u00c9")
    expect(ada.rows()).to_have_count(1)
    ada.add("Eggs")
    expect(ada.rows()).to_have_count(3)


def test_a_list_name_that_nobody_typed_is_not_sent(meet: Meet) -> None:
    """Saving the dialog untouched leaves the name that somebody else gave the list meanwhile."""
    ada, grace, team = _together(meet)
    ada.list_row("Todos").get_by_role("button", name=re.compile("^More")).click()
    ada.page.get_by_role("menuitem", name="Rename list").click()
    grace.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"name": "Groceries"})
    ada.page.get_by_role("button", name="Save").click()
    ada.expect_lists("Groceries")
