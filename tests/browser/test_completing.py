"""Completing a todo that has sub-todos."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Team, Visitor

TITLES = ("Service the lamp", "Order bulbs", "Clean the prisms")


def team_with_lamp(ada: Visitor, *others: Visitor) -> Team:
    """Create a list with a todo that has two sub-todos, and open it."""
    team = ada.create_team(*others)
    todos = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    lamp = ada.ask("POST", todos, {"title": TITLES[0]})["todo"]["id"]
    for title in TITLES[1:]:
        ada.ask("POST", todos, {"title": title, "parentId": lamp})
    for person in (ada, *others):
        person.open(team)
        person.expect_titles(*TITLES)
    return team


def expect_completed(person: Visitor, *titles: str) -> None:
    """Expect exactly these to be done."""
    for title in TITLES:
        expect(person.is_completed(title)).to_be_checked(checked=title in titles)


def test_r92_what_is_open_below_is_completed_with_it(pair: tuple[Visitor, Visitor]) -> None:
    """For everyone; one press undoes all of it."""
    ada, grace = pair
    team_with_lamp(ada, grace)
    ada.complete("Clean the prisms")
    ada.complete("Service the lamp")
    expect_completed(grace, *TITLES)
    expect(ada.page.get_by_text("Completed “Service the lamp” and 1 sub-todo")).to_be_visible()
    ada.page.get_by_role("button", name="Undo").click()
    expect_completed(grace, "Clean the prisms")
    expect_completed(ada, "Clean the prisms")


def test_r92_completed_and_undone_offline(meet: Meet) -> None:
    """Both are kept and sent when the network is back; nothing open ends among the completed."""
    ada = meet("Ada", offline=True)
    team = team_with_lamp(ada)
    ada.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"splitCompleted": True})
    ada.open(team)
    ada.context.set_offline(True)
    ada.complete("Service the lamp")
    heading = ada.page.get_by_role("row", name="Completed (1)")
    expect(heading).to_be_visible()
    expect(ada.rows()).to_have_count(1)
    ada.page.get_by_role("button", name="Undo").click()
    expect(heading).to_have_count(0)
    expect_completed(ada)
    ada.complete("Service the lamp")
    expect(heading).to_be_visible()
    ada.context.set_offline(False)
    todos = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    ada.until(lambda: all(todo["completed"] for todo in ada.ask("GET", todos)["todos"]), "all sent")
    ada.expect_status("Live")


def test_space_completes_and_x_selects(meet: Meet) -> None:
    """While several are selected, Space selects too."""
    ada = meet("Ada")
    team_with_lamp(ada)
    row = ada.row("Order bulbs")
    row.focus()
    row.press("Space")
    expect_completed(ada, "Order bulbs")
    expect(row).to_have_attribute("aria-selected", "false")
    row.press("x")
    expect(row).to_have_attribute("aria-selected", "true")
    row.press("x")
    expect(row).to_have_attribute("aria-selected", "false")
    ada.choose_for_list("Select several")
    row.focus()
    row.press("Space")
    expect(row).to_have_attribute("aria-selected", "true")
    expect(ada.page.get_by_role("toolbar").get_by_role("status")).to_have_text("1 selected")
    ada.page.get_by_role("button", name="Reopen").click()
    expect_completed(ada)
    expect(row).to_be_focused()
