"""The user's sessions: listed, and ended from any of them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from domain.limits import SESSION_MAX_SOCKETS
from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe


def test_r72_a_session_is_ended_from_another_place(meet: Meet) -> None:
    """It is told at once; the one that ended it continues."""
    here, there = meet("Ada"), meet("Ada elsewhere", signed_in=False)
    there.ask("POST", "/api/auth/dev", {"username": here.name})
    team = here.create_team()
    here.open(team)
    there.open(team)
    here.choose_for_account("Active sessions")
    places = here.page.get_by_role("list", name="Active sessions").get_by_role("listitem")
    expect(places).to_have_count(2)
    expect(places.first).to_contain_text("(this device)")
    assert axe(here.page) == []
    places.nth(1).get_by_role("button", name=re.compile("^Sign out ")).click()
    expect(places).to_have_count(1)
    expect(there.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    here.page.keyboard.press("Escape")
    here.add("Still here")
    here.expect_titles("Still here")


def test_r72_everywhere_else_at_once(meet: Meet) -> None:
    """One button ends all others."""
    here = meet("Ada")
    others = [meet(f"Ada {number}", signed_in=False) for number in range(2)]
    for other in others:
        other.ask("POST", "/api/auth/dev", {"username": here.name})
    team = here.create_team()
    here.open(team)
    for other in others:
        other.open(team)
    here.choose_for_account("Active sessions")
    here.page.get_by_role("button", name="Sign out everywhere else").click()
    for other in others:
        expect(other.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(here.page.get_by_role("listitem")).to_have_count(1)


def test_r45_r101_a_tab_that_newer_ones_displaced_comes_back_when_asked(meet: Meet) -> None:
    """It says so, does not connect again by itself, and is live after a press."""
    person = meet("Ada")
    team = person.create_team()
    person.open(team)
    person.add("Milk")
    person.page.evaluate(
        """async ([path, count]) => {
            window.newer = Array.from({ length: count }, () => new WebSocket(path));
            await Promise.all(window.newer.map((socket) => new Promise((resolve) => (socket.onopen = resolve))));
        }""",
        [f"/api/teams/{team.team_id}/sets/{team.set_id}/ws", SESSION_MAX_SOCKETS],
    )
    expect(person.page.get_by_role("heading", name="This tab was disconnected")).to_be_visible()
    assert axe(person.page) == []
    person.page.get_by_role("button", name="Reconnect here").click()
    person.expect_titles("Milk")
    expect(person.page.get_by_test_id("connection")).to_have_text("Live")
