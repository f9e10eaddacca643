"""Three people with the same team open: what one does, both others see, including the lists themselves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Team, Visitor

Trio = tuple[Visitor, Visitor, Visitor]


@pytest.fixture
def team(trio: Trio) -> Team:
    """A team of the three, which all have open."""
    ada, grace, joan = trio
    team = ada.create_team(grace, joan, role="admin")
    for person in trio:
        person.open(team)
    return team


@pytest.mark.usefixtures("team")
def test_all_three_do_things_at_once_and_see_the_same(trio: Trio) -> None:
    """Whoever adds, edits, completes, claims, moves or deletes: the three lists stay equal, without duplicates."""
    ada, grace, joan = trio
    for person, title in zip(trio, ("Oil the lamp", "Count the ropes", "Polish the lens"), strict=True):
        person.add(title)
        for other in trio:
            expect(other.row(title)).to_have_count(1)
    ada.edit("Count the ropes", "Count the ropes twice")
    joan.complete("Oil the lamp")
    for person in trio:
        expect(person.row("Count the ropes twice")).to_be_visible()
        expect(person.is_completed("Oil the lamp")).to_be_checked()
    grace.choose("Polish the lens", "Claim")
    for person in (ada, joan):
        expect(person.row("Polish the lens").get_by_text(f"Claimed by {grace.name}")).to_be_attached()
    joan.choose("Polish the lens", "Move up")
    for person in trio:
        person.expect_titles("Oil the lamp", "Polish the lens", "Count the ropes twice")
    ada.choose("Polish the lens", "Add sub-todo")
    ada.add("Fetch a cloth")
    for person in trio:
        person.expect_titles("Oil the lamp", "Polish the lens", "Fetch a cloth", "Count the ropes twice")
    grace.choose("Polish the lens", "Delete")
    for person in trio:
        person.expect_titles("Oil the lamp", "Count the ropes twice")


@pytest.mark.usefixtures("team")
def test_what_is_done_to_several_at_once_reaches_the_others(trio: Trio) -> None:
    """One selection, one command; the others see each of them change."""
    ada, grace, joan = trio
    ada.add("One", "Two", "Three")
    for person in trio:
        person.expect_titles("One", "Two", "Three")
    ada.row("One").click()
    ada.page.keyboard.press("Shift+ArrowDown")
    expect(ada.page.get_by_text("2 selected")).to_be_visible()
    ada.page.get_by_role("button", name="Complete", exact=True).click()
    for person in (grace, joan):
        expect(person.is_completed("One")).to_be_checked()
        expect(person.is_completed("Two")).to_be_checked()
        expect(person.is_completed("Three")).not_to_be_checked()


def test_lists_come_change_and_go_for_everybody(trio: Trio, team: Team) -> None:
    """A list that one creates, renames, moves or deletes changes in everybody's sidebar, without a reload."""
    ada, grace, joan = trio
    ada.page.get_by_role("button", name=re.compile("^New list")).click()
    ada.page.get_by_label("List name").fill("Next week")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("heading", name="Next week")).to_be_visible()
    for person in (grace, joan):
        person.expect_lists("Todos", "Next week")
    list_id = ada.page.url.rsplit("/", 1)[1]
    grace.ask("PATCH", f"/api/teams/{team.team_id}/sets/{list_id}", {"name": "Some day"})
    for person in trio:
        person.expect_lists("Todos", "Some day")
    expect(ada.page.get_by_role("heading", name="Some day")).to_be_visible()
    joan.list_row("Some day").drag_to(joan.list_row("Todos"), target_position={"x": 60, "y": 2})
    for person in trio:
        person.expect_lists("Some day", "Todos")
    move_down_by_keyboard(ada, "Some day", below="Todos")
    for person in trio:
        person.expect_lists("Todos", "Some day")
    grace.ask("DELETE", f"/api/teams/{team.team_id}/sets/{list_id}")
    for person in trio:
        person.expect_lists("Todos")
    expect(ada.page.get_by_role("button", name=re.compile("^Go to (your|the other) lists$"))).to_be_visible()


def move_down_by_keyboard(person: Visitor, name: str, *, below: str) -> None:
    """Take the open list, the first one, by its handle and put it after the last."""
    page, focused = person.page, person.page.locator(":focus")
    person.list_row(name).focus()  # a click focuses its link
    page.keyboard.press("Tab")
    expect(focused).to_have_accessible_name(f"Move the list {name}")
    page.keyboard.press("Enter")
    expect(focused).to_have_accessible_name(re.compile("^Insert"))
    page.keyboard.press("End")
    expect(focused).to_have_accessible_name(f"Insert after {below}")
    page.keyboard.press("Enter")


def test_a_revoked_permission_shows_at_once(trio: Trio, team: Team) -> None:
    """The field for new todos disappears, and returns with the right, without an error or a reload in between."""
    ada, grace, _ = trio
    field = grace.page.get_by_role("textbox", name=re.compile("^Add"))
    expect(field).to_be_enabled()
    for allowed in (False, True):
        override = {"role": "admin", "permission": "create_todos", "allowed": allowed}
        ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope=global", {"overrides": [override]})
        if allowed:
            expect(field).to_be_enabled()
        else:
            expect(grace.page.get_by_text("You can view this list, but not add to it.")).to_be_visible()
