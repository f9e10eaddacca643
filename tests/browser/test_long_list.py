"""A list of which only the rows in view exist in the page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

TODOS = 120
RENDERED_MAX = 60


def test_the_keyboard_and_the_selection_reach_every_row(pair: tuple[Visitor, Visitor]) -> None:
    """And what is in view stays where it is while someone else deletes what is above."""
    ada, grace = pair
    team = ada.create_team(grace, role="admin")
    path = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    ids = [ada.ask("POST", path, {"title": f"Todo {number}"})["todo"]["id"] for number in range(TODOS)]
    ada.open(team)
    keys, tree = ada.page.keyboard, ada.page.get_by_role("treegrid")
    ada.row("Todo 0").click()
    keys.press("End")
    last = ada.row(f"Todo {TODOS - 1}")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    expect(tree).to_have_attribute("aria-rowcount", str(TODOS))
    for place in ("rowindex", "posinset", "setsize"):
        expect(last).to_have_attribute(f"aria-{place}", str(TODOS))
    assert ada.rows().count() < RENDERED_MAX
    keys.press("Control+a")
    expect(ada.page.get_by_role("status").filter(has_text="selected")).to_have_text(f"{TODOS} selected")
    keys.press("Escape")
    before = last.bounding_box()
    grace.ask("DELETE", f"/api/teams/{team.team_id}/todos/{ids[0]}")
    expect(tree).to_have_attribute("aria-rowcount", str(TODOS - 1))
    assert last.bounding_box() == before
    keys.press("Home")
    expect(ada.row("Todo 1")).to_be_focused()
    expect(ada.row("Todo 1")).to_be_in_viewport()
