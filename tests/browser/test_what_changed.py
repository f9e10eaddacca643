"""What others changed since one was here: rows are marked, and a line says how many, since when and by whom."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Team, Visitor

ELSEWHERE = "/me"
CHANGED = "Changed since you were here"
FORGE = "([key, value]) => localStorage.setItem(key, value)"


def line(person: Visitor) -> Locator:
    """Return the line above the list."""
    return person.page.locator(".what-changed")


def expect_marked(person: Visitor, *names: str) -> None:
    """Expect exactly these rows to be marked, from top to bottom."""
    marked = person.page.locator("[role=row][data-changed]")
    expect(marked).to_have_count(len(names))
    for row, name in zip(marked.all(), names, strict=True):
        expect(row).to_have_accessible_name(name)
        expect(row).to_have_accessible_description(CHANGED)


def todo_path(person: Visitor, team: Team, title: str) -> str:
    """Return the path in the API of the todo with this title."""
    todos = person.ask("GET", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos")["todos"]
    (todo_id,) = (todo["id"] for todo in todos if todo["title"] == title)
    return f"/api/teams/{team.team_id}/todos/{todo_id}"


def leave(person: Visitor) -> None:
    """Show another list."""
    person.page.goto(ELSEWHERE)
    person.expect_status("Live")


def test_whoever_comes_back_sees_what_others_changed(meet: Meet) -> None:
    """Not what they changed themselves on the way, and it is gone when dismissed, and after another visit."""
    ada, ben = meet("Ada"), meet("Ben")
    team = ada.create_team(ben, role="admin")
    for person in (ada, ben):
        person.open(team)
    ada.add("Oil", "Rope", "Sail", "Flag", "Lamp")
    ben.expect_titles("Oil", "Rope", "Sail", "Flag", "Lamp")
    expect(line(ada)).to_have_count(0)

    leave(ada)
    ada.ask("PATCH", todo_path(ada, team, "Lamp"), {"title": "Big lamp"})
    ben.edit("Oil", "Fish oil")
    ben.ask("POST", f"{todo_path(ben, team, 'Sail')}/claim", {"claimed": True})
    ben.ask("DELETE", todo_path(ben, team, "Flag"))
    ben.add_and_save("Bell")
    ada.open(team)
    expect(line(ada)).to_have_text(re.compile(rf"^4 changes since .+, by {ben.name}; 1 todo is gone$"))
    expect_marked(ada, "Fish oil", "Sail", "Bell")
    expect(line(ben)).to_have_count(0)
    line(ada).get_by_role("button", name="Dismiss").click()
    expect(line(ada)).to_have_count(0)
    expect_marked(ada)
    ada.page.reload()
    ada.expect_status("Live")
    expect(ada.row("Bell")).to_be_visible()

    ada.turn_tab()
    ben.complete("Rope")
    expect(ada.page).to_have_title(re.compile(r"^\(1\)"))
    ada.turn_tab()
    expect(line(ada)).to_have_text(re.compile(rf"^1 change since .+, by {ben.name}$"))
    expect_marked(ada, "Rope")
    leave(ada)
    ada.open(team)
    expect(ada.row("Bell")).to_be_visible()
    expect(line(ada)).to_have_count(0)


def test_r94_without_a_full_record_nothing_is_claimed(meet: Meet) -> None:
    """The log cannot tell what happened after a `seq` that it does not know."""
    ada = meet("Ada")
    team = ada.create_team()
    ada.open(team)
    ada.add("Oil")
    leave(ada)
    me = ada.ask("GET", "/api/auth/me")["user"]["id"]
    ada.page.evaluate(FORGE, [f"glint-seen:{team.set_id}", f"{me} 999 0"])
    ada.open(team)
    expect(line(ada)).to_have_text("There is no full record of what changed since Jan 1, 1970.")
    expect_marked(ada)
