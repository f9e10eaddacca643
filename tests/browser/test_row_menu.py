"""The menu of a row says what is set, and leads to where it is changed."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.visitor import PHONE, Team, Visitor

PHONE_OPTIONS = {"viewport": {"width": PHONE[0], "height": PHONE[1]}, "has_touch": True, "is_mobile": True}
DUE = re.compile("^Due: .* Change$")
ASSIGNED = re.compile("^Assigned to .* Change$")


def add_todo(person: Visitor, team: Team, title: str, **more: object) -> None:
    """Add a todo without the screen."""
    path = f"/api/teams/{team.team_id}"
    made = person.ask("POST", f"{path}/sets/{team.set_id}/todos", {"title": title})["todo"]["id"]
    if more:
        person.ask("PATCH", f"{path}/todos/{made}", more)


def menu(person: Visitor, title: str) -> Locator:
    """Open the menu of a todo."""
    person.row(title).hover()
    person.row(title).get_by_role("button", name="More actions").click()
    return person.page.get_by_role("menu")


def item(person: Visitor, name: str) -> Locator:
    """Return an item of the open menu, whatever it says is set."""
    return person.page.get_by_role("menuitem", name=re.compile(f"^{name}( |$)"))


def test_the_menu_leads_to_the_date_and_the_people_by_keyboard(meet: Meet) -> None:
    """The form is open and has the focus, which goes back to the field, and then to the row."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    add_todo(ada, team, "Oil", dueOn="2999-12-02")
    ada.open(team)
    menu(ada, "Oil")
    expect(item(ada, "Due date")).to_have_accessible_name("Due date Dec 2, 2999")
    expect(item(ada, "Assign")).to_have_accessible_name("Assign No one")
    assert axe(ada.page) == []
    item(ada, "Due date").press("Enter")
    field = ada.page.get_by_role("textbox", name="Type a date")
    expect(field).to_be_focused()
    ada.page.keyboard.type("tomorrow")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("button", name=DUE)).to_be_focused()
    ada.page.keyboard.press("Escape")
    expect(ada.row("Oil")).to_be_focused()
    menu(ada, "Oil")
    expect(item(ada, "Due date")).to_have_accessible_name("Due date Tomorrow")
    item(ada, "Assign").press("Enter")
    people = ada.page.get_by_role("listbox")
    expect(people).to_be_focused()
    people.get_by_role("option", name=grace.name).press("Enter")
    ada.page.keyboard.press("Escape")
    expect(ada.page.get_by_role("button", name=ASSIGNED)).to_be_focused()
    menu(ada, "Oil")
    expect(item(ada, "Assign")).to_have_accessible_name(f"Assign {grace.name}")
    item(ada, "Due date").press("Enter")  # the panel is open already
    expect(field).to_be_focused()


def test_the_menu_leads_to_the_date_and_the_people_on_a_phone(meet: Meet) -> None:
    """Where the menu, the panel and the form are sheets over each other."""
    ada, grace = meet("Ada", **PHONE_OPTIONS), meet("Grace")
    team = ada.create_team(grace)
    add_todo(ada, team, "Oil")
    ada.open(team)
    more = ada.row("Oil").get_by_role("button", name="More actions")
    more.tap()
    expect(item(ada, "Due date")).to_have_accessible_name("Due date None")
    assert axe(ada.page) == []
    item(ada, "Due date").tap()
    field = ada.page.get_by_role("textbox", name="Type a date")
    expect(field).to_be_focused()
    field.fill("tomorrow")
    ada.page.get_by_role("button", name="Save").tap()
    panel = ada.page.get_by_role("dialog", name="Oil")
    expect(panel.get_by_role("button", name=DUE)).to_contain_text("Tomorrow")
    panel.get_by_role("button", name="Close").tap()
    more.tap()
    item(ada, "Assign").tap()
    ada.page.get_by_role("option", name=grace.name).tap()
    ada.page.keyboard.press("Escape")
    expect(panel.get_by_role("button", name=ASSIGNED)).to_contain_text(grace.name)


def test_the_menu_offers_what_one_may(meet: Meet) -> None:
    """A member does not change the date of another's todo, nor a guest who it is assigned to."""
    ada, grace, guest = meet("Ada"), meet("Grace"), meet("Guest", signed_in=False)
    team = ada.create_team(grace)
    path = f"/api/teams/{team.team_id}"
    override = {"role": "member", "permission": "assign_todos", "allowed": False}
    ada.ask("PUT", f"{path}/permissions?scope=global", {"overrides": [override]})
    add_todo(ada, team, "Oil")
    grace.open(team)
    menu(grace, "Oil")
    expect(item(grace, "Comments")).to_be_visible()
    expect(item(grace, "Due date")).to_have_count(0)
    expect(item(grace, "Assign")).to_have_count(0)
    link = ada.ask("POST", f"{path}/sets/{team.set_id}/links", {"name": "Board", "allows": ["edit"]})["link"]
    guest.page.goto(link["url"])
    menu(guest, "Oil")
    expect(item(guest, "Assign")).to_have_count(0)
    item(guest, "Due date").click()
    expect(guest.page.get_by_role("textbox", name="Type a date")).to_be_focused()


def test_the_menu_leads_to_the_comments(meet: Meet) -> None:
    """To the field, also from the history and in a sheet; to the thread of those who may not comment."""
    ada, grace = meet("Ada"), meet("Grace", **PHONE_OPTIONS)
    team = ada.create_team(grace)
    add_todo(ada, team, "Oil", description="\n".join(f"Line {number}" for number in range(40)))
    ada.open(team)
    ada.choose("Oil", "Comments")
    field = ada.page.get_by_role("textbox", name="Write a comment")
    expect(field).to_be_focused()
    ada.page.get_by_role("tab", name="History").click()
    expect(field).to_have_count(0)
    ada.choose("Oil", "Comments")
    expect(field).to_be_focused()
    grace.open(team)
    more = grace.row("Oil").get_by_role("button", name="More actions")
    more.tap()
    item(grace, "Comments").tap()
    hers = grace.page.get_by_role("textbox", name="Write a comment")
    expect(hers).to_be_focused()
    expect(hers).to_be_in_viewport(ratio=1)
    expect(grace.page.get_by_text("No comments yet.")).to_be_in_viewport(ratio=1)
    grace.page.get_by_role("button", name="Close").tap()
    override = {"role": "member", "permission": "comment", "allowed": False}
    ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope=global", {"overrides": [override]})
    grace.page.reload()
    grace.expect_status("Live")
    more.tap()
    item(grace, "Comments").tap()
    expect(grace.page.locator(".thread-scroll")).to_be_focused()
