"""A list on paper."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Meet

TODOS = 125


def test_a_printed_list_has_every_todo_and_nothing_else(meet: Meet) -> None:
    """Those that are scrolled away, collapsed or completed too; the screen comes back afterwards."""
    ada = meet("Ada")
    team = ada.create_team()
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}"
    ropes = [ada.ask("POST", f"{path}/todos", {"title": f"Rope {number}"})["todo"]["id"] for number in range(TODOS)]
    again = {"dueOn": "2026-12-02", "repeat": {"unit": "day", "every": 2}}
    ada.ask("POST", f"{path}/todos", {"title": "Fray", "parentId": ropes[-1], **again})
    ada.ask("PATCH", path, {"splitCompleted": True})
    ada.ask("PATCH", f"/api/teams/{team.team_id}/todos/{ropes[-1]}", {"completed": True})
    ada.open(team)
    ada.page.wait_for_load_state("networkidle")
    pdf = ada.page.pdf()
    ada.page.emulate_media(media="print")
    ada.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = ada.page.locator(".print-sheet")
    expect(sheet.locator("li")).to_have_count(TODOS + 1)
    expect(sheet.get_by_role("heading", name="Todos", exact=True)).to_be_visible()
    expect(sheet.get_by_text("Fray")).to_contain_text("Wed, Dec 2, 2026, every 2 days")
    expect(ada.page.get_by_role("treegrid")).to_be_hidden()
    expect(ada.page.get_by_role("textbox")).to_be_hidden()
    assert pdf.count(b"/Type /Page\n") > 1
    ada.page.evaluate("dispatchEvent(new Event('afterprint'))")
    ada.page.emulate_media(media="screen")
    expect(sheet).to_have_count(0)
    expect(ada.page.get_by_role("treegrid")).to_be_visible()
