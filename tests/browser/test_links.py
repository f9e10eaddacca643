"""Lists, teams and addresses in titles are links, and the tab says what it shows."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Team, Visitor


def _with_two_lists(ada: Visitor) -> tuple[Team, str]:
    """Show the first list of a team; return the path of the other one."""
    team = ada.create_team()
    second = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Next week"})["set"]
    ada.open(team)
    return team, Team(team.team_id, second["id"]).path


def _opened_beside(ada: Visitor, link: Locator, **click: object) -> str:
    """Click so that the browser opens another tab; return its address."""
    with ada.context.expect_page() as opened:
        link.click(**click)  # type: ignore[arg-type]
    opened.value.wait_for_url(lambda url: url != "about:blank", wait_until="commit")
    url = opened.value.url
    opened.value.close()
    return url


def test_a_list_is_a_link(meet: Meet) -> None:
    """A click opens it in place, without loading the page; every other way to follow a link is the browser's."""
    ada = meet("Ada")
    team, path = _with_two_lists(ada)
    link = ada.list_row("Next week").get_by_role("link", name="Next week")
    expect(link).to_have_attribute("href", path)
    for click in ({"modifiers": ["Control"]}, {"button": "middle"}):
        assert _opened_beside(ada, link, **click) == ada.server.url + path
        assert ada.page.url == ada.server.url + team.path
    ada.page.evaluate("window.isSamePage = true")
    link.click()
    expect(ada.page.get_by_role("heading", name="Next week")).to_be_visible()
    assert ada.page.evaluate("window.isSamePage")
    ada.page.go_back()
    ada.list_row("Next week").focus()
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("heading", name="Next week")).to_be_visible()
    assert ada.page.url == ada.server.url + path


def test_a_list_can_still_be_dragged_by_its_link(meet: Meet) -> None:
    """The row moves, not the address."""
    ada = meet("Ada")
    _with_two_lists(ada)
    ada.list_row("Next week").drag_to(ada.list_row("Todos"), target_position={"x": 100, "y": 3})
    ada.expect_lists("Next week", "Todos")


def test_a_team_is_a_link(meet: Meet) -> None:
    """In the menu that switches between them."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.page.get_by_role("button", name=re.compile("^Team:")).click()
    expect(ada.page.get_by_role("menuitem", name="Personal")).to_have_attribute("href", "/me")
    ada.page.evaluate("window.isSamePage = true")
    ada.page.get_by_role("menuitem", name="Personal").click()
    ada.page.wait_for_url("**/me/s/*")
    assert ada.page.evaluate("window.isSamePage")


def test_an_address_in_a_title_is_a_link(meet: Meet) -> None:
    """It opens beside the list, by mouse and keyboard, and never the editor."""
    ada = meet("Ada")
    team = ada.create_team()
    ada.context.route("https://lamp.example/**", lambda route: route.fulfill(body="oil"))
    ada.open(team)
    ada.add("Read https://lamp.example/oil, then javascript:alert(1)")
    link = ada.rows().first.get_by_role("link")
    expect(link).to_have_text("https://lamp.example/oil")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert _opened_beside(ada, link) == "https://lamp.example/oil"
    link.focus()
    with ada.context.expect_page() as opened:
        ada.page.keyboard.press("Enter")
    assert opened.value.url == "https://lamp.example/oil"
    opened.value.close()
    expect(ada.page.get_by_role("textbox", name=re.compile("^Edit"))).to_have_count(0)
    ada.rows().first.focus()
    for _ in range(5):
        ada.page.keyboard.press("Tab")
        if link.evaluate("(link) => link === document.activeElement"):
            break
    expect(link).to_be_focused()


def test_the_tab_names_the_list_and_counts_what_was_missed(meet: Meet) -> None:
    """Others change it while the tab is hidden; looking at it clears the count."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    expect(ada.page).to_have_title("Todos · Lighthouse crew")
    grace.add("Seen")
    ada.expect_titles("Seen")
    ada.turn_tab()
    grace.add("Oil", "Rope")
    expect(ada.page).to_have_title("(2) Todos · Lighthouse crew")
    ada.turn_tab()
    expect(ada.page).to_have_title("Todos · Lighthouse crew")
    ada.page.goto("/t/nowhere")
    expect(ada.page).to_have_title("You are not a member of this team · Glint")
