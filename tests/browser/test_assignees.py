"""Whose todos are: chosen in the panel, live and offline, on a page of one's own, and found in other lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.visitor import Visitor

WELL_BEFORE_POLL_MS = 20_000


def faces(person: Visitor, title: str) -> Locator:
    """Return the pictures of those whose todo it is."""
    return person.row(title).locator(".assignees .avatar")


def assign(person: Visitor, title: str, *names: str) -> None:
    """Choose people in the todo's panel, with the keyboard."""
    person.choose(title, "Comments")
    expect(person.page.get_by_role("menu")).to_have_count(0)
    button = person.page.get_by_role("button", name=re.compile("^Assigned to .* Change$"))
    button.press("Enter")
    for name in names:
        person.page.get_by_role("option", name=name).press("Enter")
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_role("listbox")).to_have_count(0)
    expect(button).to_be_focused()


def test_r171_r173_r175_an_assignment_is_live_and_survives_a_lost_network(meet: Meet) -> None:
    """Two people see whose it is; what is chosen offline is sent later; who is assigned may complete."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace)
    ada.add_and_save("Oil the lamp")
    expect(grace.row("Oil the lamp").get_by_role("checkbox")).to_be_disabled()
    assign(ada, "Oil the lamp", grace.name)
    expect(faces(grace, "Oil the lamp")).to_have_count(1)
    expect(grace.row("Oil the lamp").locator(".assignees")).to_have_text("Assigned to you")
    expect(grace.row("Oil the lamp").get_by_role("checkbox")).to_be_enabled()
    expect(grace.page.get_by_role("link", name="Mine, 1 open todo")).to_be_visible()

    ada.context.set_offline(True)
    assign(ada, "Oil the lamp", "You")
    expect(faces(ada, "Oil the lamp")).to_have_count(2)
    ada.context.set_offline(False)
    expect(faces(grace, "Oil the lamp")).to_have_count(2)


def test_r174_r175_ones_own_todos_are_counted_and_completed_on_a_page(meet: Meet) -> None:
    """From two lists; what is completed there is complete in its list."""
    ada = meet("Ada")
    team = ada.create_team()
    me = ada.ask("GET", "/api/auth/me")["user"]["id"]
    other = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Stores"})["set"]["id"]
    for set_id, title in ((team.set_id, "Oil the lamp"), (other, "Order wicks")):
        made = ada.ask("POST", f"/api/teams/{team.team_id}/sets/{set_id}/todos", {"title": title})["todo"]["id"]
        ada.ask("PUT", f"/api/teams/{team.team_id}/todos/{made}/assignees", {"assignees": [me]})
    ada.open(team)
    link = ada.page.get_by_role("link", name="Mine, 2 open todos")
    link.click()
    expect(ada.page.locator(".mine-title")).to_have_text(["Order wicks", "Oil the lamp"])
    ada.page.locator(".mine-todo", has_text="Order wicks").locator(".check-round").click()
    expect(ada.page.locator(".mine-title")).to_have_text(["Oil the lamp"])
    expect(ada.page.get_by_role("link", name="Mine, 1 open todo")).to_have_attribute("aria-current", "page")
    ada.page.get_by_role("link", name="Oil the lamp").click()
    expect(ada.row("Oil the lamp")).to_be_visible()


def test_r197_r199_what_becomes_ones_own_in_another_list_is_shown_at_once(meet: Meet) -> None:
    """Beside an open list, and on the page of one's own, where none is open; sooner than it is asked for anyway."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    other = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Stores"})["set"]["id"]
    me = grace.ask("GET", "/api/auth/me")["user"]["id"]
    grace.open(team)
    link = grace.page.get_by_role("link", name=re.compile("^Mine"))
    expect(link).to_have_accessible_name("Mine, 0 open todos")

    def assign_new(title: str) -> str:
        path = f"/api/teams/{team.team_id}/sets/{other}/todos"
        todo_id: str = ada.ask("POST", path, {"title": title})["todo"]["id"]
        ada.ask("PUT", f"/api/teams/{team.team_id}/todos/{todo_id}/assignees", {"assignees": [me]})
        return todo_id

    wicks = assign_new("Order wicks")
    expect(link).to_have_accessible_name("Mine, 1 open todo", timeout=WELL_BEFORE_POLL_MS)
    link.click()
    titles = grace.page.locator(".mine-title")
    expect(titles).to_have_text(["Order wicks"])
    assign_new("Order oil")
    expect(titles).to_have_text(["Order wicks", "Order oil"], timeout=WELL_BEFORE_POLL_MS)
    ada.ask("PATCH", f"/api/teams/{team.team_id}/todos/{wicks}", {"completed": True})
    expect(titles).to_have_text(["Order oil"], timeout=WELL_BEFORE_POLL_MS)
    ada.ask("DELETE", f"/api/teams/{team.team_id}/sets/{other}")
    expect(grace.page.get_by_text("Nothing is waiting for you")).to_be_visible(timeout=WELL_BEFORE_POLL_MS)


def test_r175_ones_own_todos_are_shown_by_date(meet: Meet) -> None:
    """As chosen on the device; what is completed for a date moves to its next one, and all move at midnight."""
    ada = meet("Ada", timezone_id="UTC")
    team = ada.create_team()
    me = ada.ask("GET", "/api/auth/me")["user"]["id"]
    now = datetime.now(UTC)
    every_day = {"unit": "day", "every": 1}
    for title, days, more in (("Oil the lamp", 0, {"repeat": every_day}), ("Order wicks", -2, {}), ("Paint", 0, {})):
        due_on = {} if title == "Paint" else {"dueOn": f"{now + timedelta(days=days):%Y-%m-%d}"}
        path = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
        made = ada.ask("POST", path, {"title": title, **due_on, **more})["todo"]["id"]
        ada.ask("PUT", f"/api/teams/{team.team_id}/todos/{made}/assignees", {"assignees": [me]})
    page = ada.page
    page.clock.install(time=now)
    page.goto("/me/todos")
    page.get_by_role("tab", name="By date").click()
    groups = page.locator(".mine-list")
    expect(groups).to_contain_text(["Overdue (1)", "Today (1)", "No date (1)"])
    expect(groups).to_contain_text(["Order wicks", "Oil the lamp", "Paint"])
    assert axe(page) == []
    lamp = page.locator(".mine-todo", has_text="Oil the lamp").get_by_role("checkbox")
    lamp.press("Space")
    expect(groups).to_contain_text(["Overdue (1)", "Tomorrow (1)", "No date (1)"])
    expect(lamp).to_be_focused()
    page.reload()
    expect(groups.nth(1)).to_contain_text("Oil the lamp")
    page.clock.set_system_time(now + timedelta(days=1))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(groups.nth(1)).to_contain_text("Today (1)")


def test_r176_r177_a_search_finds_todos_of_other_lists(meet: Meet) -> None:
    """Below what is found in the open one, with the list that each is in, where it is shown; or it says why not."""
    ada = meet("Ada")
    team = ada.create_team()
    other = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Stores"})["set"]["id"]
    others = [{"title": f"Shelf {number}"} for number in range(60)]
    lines = {"todos": [*others, {"title": "Order LAMP wicks"}, *others]}
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{other}/import", lines)
    ada.open(team)
    ada.add_and_save("Oil the lamp")
    ada.page.keyboard.press("Escape")
    ada.page.get_by_role("button", name="Search this list").click()
    ada.page.get_by_role("searchbox").fill("lamp")
    found = ada.page.get_by_role("region", name="In other lists").get_by_role("link")
    expect(found).to_have_text(["Order LAMP wicksStores"])
    ada.page.get_by_role("searchbox").fill("foghorn")
    expect(ada.page.get_by_role("region", name="In other lists")).to_contain_text("Nothing in other lists matches")
    ada.context.set_offline(True)
    ada.page.get_by_role("searchbox").fill("shelf")
    expect(ada.page.get_by_role("region", name="In other lists")).to_contain_text("could not be searched")
    ada.context.set_offline(False)
    ada.page.get_by_role("searchbox").fill("lamp")
    expect(found).to_have_text(["Order LAMP wicksStores"])
    found.click()
    expect(ada.row("Order LAMP wicks")).to_be_in_viewport()
    expect(ada.row("Order LAMP wicks")).to_be_focused()
    expect(ada.page).to_have_url(re.compile(f"/s/{other}$"))
