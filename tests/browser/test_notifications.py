"""What concerns somebody: told at once, read on one device is read on all, and mentioned by name."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.test_comments import comments, field
from tests.browser.visitor import PHONE, Team, Visitor

WELL_BEFORE_POLL_MS = 20_000


def bell(page: Page, unread: int) -> Locator:
    """Return the bell with that number."""
    name = f"Notifications, {unread} unread" if unread else "Notifications"
    return page.get_by_role("button", name=name, exact=True)


def entries(page: Page) -> Locator:
    """Return what the open dialog shows."""
    return page.get_by_role("dialog", name="Notifications").get_by_role("listitem")


def meeting(meet: Meet) -> tuple[Visitor, Visitor, Team, str]:
    """Have two people in a team, one of whom has a todo open there; with its id."""
    ada, grace = meet("Ada"), meet("Grace", offline=True)
    team = ada.create_team(grace)
    ada.open(team)
    ada.add_and_save("Oil the lamp")
    (todo,) = ada.ask("GET", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos")["todos"]
    return ada, grace, team, todo["id"]


def test_r241_r244_r246_a_mention_is_chosen_told_and_read_on_all_devices(meet: Meet) -> None:
    """By keys alone; the other person is led to the comment, and a second device of theirs follows."""
    ada, grace, team, _ = meeting(meet)
    grace.page.goto("/me/todos")
    device = grace.new_page()
    device.goto("/me/todos")
    for page in (grace.page, device):
        expect(bell(page, 0)).to_be_visible()

    ada.choose("Oil the lamp", "Comments")
    field(ada).press_sequentially("Ask @")
    ada.page.keyboard.insert_text(grace.name[:3].lower())  # as an input method or dictation does, without keys
    choices = ada.page.get_by_role("listbox", name="Mention someone")
    expect(choices.get_by_role("option", selected=True)).to_contain_text(grace.name)
    assert axe(ada.page) == []
    field(ada).press("Enter")
    expect(field(ada)).to_have_value(f"Ask @{grace.name} ")
    field(ada).press_sequentially("first")
    field(ada).press("Enter")
    expect(comments(ada).locator(".mention")).to_have_text(f"@{grace.name}")

    for page in (grace.page, device):
        expect(bell(page, 1)).to_be_visible(timeout=WELL_BEFORE_POLL_MS)
    bell(grace.page, 1).press("Enter")
    expect(entries(grace.page)).to_contain_text(f"{ada.name} mentioned you in “Oil the lamp”")
    assert axe(grace.page) == []
    entries(grace.page).get_by_role("link").press("Enter")
    expect(grace.page).to_have_url(re.compile(f"{team.set_id}$"))
    expect(comments(grace)).to_contain_text(f"Ask @{grace.name} first")
    for page in (grace.page, device):
        expect(bell(page, 0)).to_be_visible(timeout=WELL_BEFORE_POLL_MS)
    assert ada.ask("GET", "/api/notifications")["notifications"] == []


def test_r243_r246_what_is_read_offline_stays_read(meet: Meet) -> None:
    """It is shown from the last visit, through a reload, and the server hears of it later."""
    ada, grace, team, todo_id = meeting(meet)
    grace.open(team)
    me = grace.ask("GET", "/api/auth/me")["user"]["id"]
    ada.ask("PUT", f"/api/teams/{team.team_id}/todos/{todo_id}/assignees", {"assignees": [me]})
    expect(bell(grace.page, 1)).to_be_visible(timeout=WELL_BEFORE_POLL_MS)
    grace.context.set_offline(True)
    bell(grace.page, 1).click()
    grace.page.get_by_role("button", name="Mark all as read").click()
    expect(bell(grace.page, 0)).to_have_count(1)
    grace.page.reload()
    expect(bell(grace.page, 0)).to_be_visible()
    assert ada.ask("GET", "/api/notifications")["unread"] == 0
    grace.context.set_offline(False)
    grace.until(lambda: grace.ask("GET", "/api/notifications")["unread"] == 0, "the mark arrives")


def test_r242_r246_on_a_phone_it_is_a_sheet(meet: Meet) -> None:
    """What is due today is there, and leads to its todo by a finger."""
    width, height = PHONE
    ada = meet("Ada", viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    team = ada.create_team()
    ada.open(team)
    today = ada.page.evaluate("new Date().toLocaleDateString('sv')")
    made = ada.ask(
        "POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Oil the lamp", "dueOn": today}
    )["todo"]
    ada.ask("POST", f"/api/teams/{team.team_id}/todos/{made['id']}/claim", {"claimed": True})
    expect(bell(ada.page, 1)).to_be_visible(timeout=WELL_BEFORE_POLL_MS)
    bell(ada.page, 1).tap()
    expect(entries(ada.page)).to_contain_text("“Oil the lamp” is due: Today")
    assert axe(ada.page) == []
    entries(ada.page).get_by_role("link").tap()
    expect(ada.page.get_by_role("dialog", name="Oil the lamp")).to_be_visible()
    ada.page.get_by_role("button", name="Close").tap()
    expect(bell(ada.page, 0)).to_be_visible()
