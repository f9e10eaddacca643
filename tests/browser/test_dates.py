"""When todos are due: typed in the panel, seen by others, again and again, offline too."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Visitor

OPEN = re.compile("^Due: .* Change$")


def due(person: Visitor, title: str) -> Locator:
    """Return what the row says about when the todo is due."""
    return person.row(title).locator(".due-text")


def type_date(person: Visitor, title: str, typed: str) -> None:
    """Type a date in the todo's panel."""
    person.choose(title, "Comments")
    button = person.page.get_by_role("button", name=OPEN)
    button.press("Enter")
    field = person.page.get_by_role("textbox", name="Type a date")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()


def test_r180_a_typed_date_is_live_and_survives_being_offline(meet: Meet) -> None:
    """Set by typing, seen by another, who may not change it; set offline, still there after a reload, sent later."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    ada.open_team(grace)
    ada.add_and_save("Oil the lamp")
    type_date(ada, "Oil the lamp", "tomorrow")
    expect(due(grace, "Oil the lamp")).to_have_text("Tomorrow")
    grace.choose("Oil the lamp", "Comments")
    expect(grace.page.get_by_role("button", name=OPEN)).to_be_disabled()
    expect(grace.page.get_by_role("group", name="You may not edit this todo")).to_be_visible()

    ada.context.set_offline(True)
    type_date(ada, "Oil the lamp", "today")
    expect(due(ada, "Oil the lamp")).to_have_text("Today")
    ada.page.reload()
    expect(due(ada, "Oil the lamp")).to_have_text("Today")
    expect(due(grace, "Oil the lamp")).to_have_text("Tomorrow")
    ada.context.set_offline(False)
    expect(due(grace, "Oil the lamp")).to_have_text("Today")


def test_r180_what_is_not_a_date_is_said_in_place_and_dates_are_cleared(meet: Meet) -> None:
    """On a phone, where the panel is a sheet and the date in the second line of the row."""
    ada = meet("Ada", viewport={"width": PHONE[0], "height": PHONE[1]})
    team = ada.create_team()
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    ada.ask("POST", path, {"title": "Oil the lamp", "dueOn": "2020-01-02"})
    ada.open(team)
    expect(due(ada, "Oil the lamp")).to_have_text("Overdue since Jan 2, 2020")
    ada.choose("Oil the lamp", "Comments")
    button = ada.page.get_by_role("button", name=OPEN)
    button.click()
    field = ada.page.get_by_role("textbox", name="Type a date")
    field.fill("soonish")
    field.press("Enter")
    expect(ada.page.get_by_text("This is not understood as a date.")).to_be_visible()
    expect(field).to_be_focused()
    ada.page.get_by_label("Date", exact=True).fill("2999-12-02")
    ada.page.get_by_role("button", name="Save").click()
    expect(button).to_have_accessible_name("Due: Dec 2, 2999. Change")
    button.click()
    ada.page.get_by_role("button", name="No date").click()
    expect(button).to_have_accessible_name("Due: No date. Change")


def test_r182_a_repeating_todo_moves_on_with_what_is_below_it(meet: Meet) -> None:
    """Completed it is open again on its next date, everywhere, and so is what was done below it."""
    ada, grace = meet("Ada", timezone_id="UTC"), meet("Grace", timezone_id="UTC")
    team = ada.create_team(grace)
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    made = ada.ask("POST", path, {"title": "Wind the clock"})["todo"]["id"]
    for title in ("Find the key", "Close the case"):
        ada.ask("POST", path, {"title": title, "parentId": made})
    for person in (ada, grace):
        person.open(team)
    ada.choose("Wind the clock", "Comments")
    ada.page.get_by_role("button", name=OPEN).click()
    ada.page.get_by_role("textbox", name="Type a date").fill("today")
    ada.page.get_by_label("Repeat", exact=True).select_option("Daily")
    ada.page.get_by_label("Every (days)").fill("2")
    ada.page.get_by_role("button", name="Save").click()
    expect(due(grace, "Wind the clock")).to_have_text("Today")
    ada.page.get_by_role("button", name="Close", exact=True).click()

    ada.complete("Find the key")
    expect(grace.is_completed("Find the key")).to_be_checked()
    ada.complete("Wind the clock")
    expect(ada.page.get_by_text("It will be due again.")).to_be_visible()
    for person in (ada, grace):
        expect(due(person, "Wind the clock")).to_have_text(f"{datetime.now(UTC) + timedelta(days=2):%A}")
        for title in ("Wind the clock", "Find the key", "Close the case"):
            expect(person.is_completed(title)).not_to_be_checked()
    ada.page.get_by_role("button", name="Undo", exact=True).click()
    for person in (ada, grace):
        expect(due(person, "Wind the clock")).to_have_text("Today")
        expect(person.is_completed("Find the key")).to_be_checked()


def test_a_list_is_sorted_by_date_on_the_device_that_chose_it(meet: Meet) -> None:
    """In groups that follow what others change, completed, searched and after a reload; nothing is moved there."""
    ada, grace = meet("Ada", timezone_id="UTC"), meet("Grace", timezone_id="UTC")
    team = ada.create_team(grace, role="admin")
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    made: dict[str, str] = {}
    for title, parent, due_on in (
        ("Move house", "", None),
        ("Pack boxes", "Move house", today),
        ("Buy tape", "Pack boxes", None),
        ("Water plants", "", today),
        ("Pay the bill", "", "2020-01-02"),
    ):
        body = {"title": title, "parentId": made.get(parent), "dueOn": due_on}
        made[title] = ada.ask("POST", path, body)["todo"]["id"]
    for person in (ada, grace):
        person.open(team)
    arranged = grace.titles()

    ada.choose_for_list("Sort by date")
    late = ("Overdue (1)", "Pay the bill")
    ada.expect_titles(*late, "Today (2)", "Pack boxes", "Buy tape", "Water plants", "No date (1)", "Move house")
    expect(ada.row("Pack boxes").locator(".todo-above")).to_have_text("below Move house")
    ada.row("Water plants").press("Alt+ArrowUp")
    expect(ada.page.get_by_text("The list is sorted by date. Sort it as arranged to move todos.")).to_be_visible()
    assert grace.titles() == arranged

    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    grace.ask("PATCH", f"/api/teams/{team.team_id}/todos/{made['Move house']}", {"dueOn": tomorrow})
    ada.complete("Water plants")
    ada.expect_titles(*late, "Today (1)", "Pack boxes", "Buy tape", "Tomorrow (1)", "Move house", "Completed (1)")
    ada.page.reload()
    ada.page.get_by_role("button", name="Search this list").click()
    ada.page.get_by_role("searchbox").fill("tape")
    ada.expect_titles("Today (1)", "Pack boxes", "Buy tape")
    expect(grace.is_completed("Water plants")).to_be_checked()
    assert grace.titles() == arranged


def test_r185_the_daily_renewal_is_chosen_and_seen_by_all(meet: Meet) -> None:
    """Turned on from the list's menu, in the browser's zone; live in the dialogs of others, who may only look."""
    ada, grace = meet("Ada", timezone_id="Europe/Berlin"), meet("Grace", timezone_id="UTC")
    team = ada.open_team(grace)

    def open_dialog() -> Locator:
        ada.choose_for_list("Daily renewal")
        return ada.page.get_by_role("dialog")

    dialog = open_dialog()
    dialog.get_by_label("Open all completed todos again every day").check()
    expect(dialog.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    expect(dialog.get_by_role("status")).to_contain_text("Every day at 6:00 AM Europe/Berlin all completed todos")
    expect(dialog.get_by_role("status")).to_contain_text("Next time: ")
    dialog.get_by_label("At", exact=True).press("Enter")
    expect(dialog).to_have_count(0)

    grace.page.get_by_role("button", name="Every day at 6:00 AM Europe/Berlin").click()
    seen = grace.page.get_by_role("dialog")
    expect(seen.get_by_label("Open all completed todos again every day")).to_be_disabled()
    expect(seen.get_by_text("Only people who may manage this list can change this.")).to_be_visible()

    open_dialog().get_by_label("At", exact=True).fill("07:00")
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}"
    ada.ask("PATCH", path, {"autoRenew": True, "renewTime": "05:00", "timezone": "Asia/Tokyo"})
    expect(seen.get_by_role("status")).to_contain_text("Every day at 5:00 AM Asia/Tokyo")
    expect(dialog.get_by_role("alert")).to_contain_text("This was changed meanwhile. Every day at 5:00 AM Asia/Tokyo")
    dialog.get_by_role("button", name="Use theirs").click()
    expect(dialog.get_by_label("At", exact=True)).to_have_value("05:00")
    dialog.get_by_label("Open all completed todos again every day").uncheck()
    dialog.get_by_role("button", name="Save").click()
    expect(seen.get_by_role("status")).to_contain_text("The list is not renewed.")
