"""The app offline: it starts, shows the last known state, accepts edits, and deletes it all at sign-out."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Team, Visitor, wait_until
from tests.support.server import Server

LAST_STATE = re.compile("^Offline, showing the last state")

# What the browser stores for the app: the rows of every database, and the addresses in every cache.
KEPT = """async () => {
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const request = indexedDB.open(name);
    await new Promise((done) => (request.onsuccess = done));
    const database = request.result;
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise((done) => (all.onsuccess = done));
      rows.push(...all.result.map((row) => [store, row]));
    }
    database.close();
  }
  const cached = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
  return { rows, cached };
}"""


def wait_until_saved(person: Visitor) -> None:
    """Wait until the server has confirmed every edit."""
    wait_until(person.page, f"async () => !(await ({KEPT})()).rows.some(([store]) => store === 'entries')")


def kept(person: Visitor) -> Any:
    """Return what is stored now."""
    return person.page.evaluate(KEPT)


def add_list(person: Visitor, team: Team, name: str) -> Team:
    """Add another list to the team."""
    set_id: str = person.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": name})["set"]["id"]
    return Team(team.team_id, set_id)


def show_list(person: Visitor, name: str) -> None:
    """Choose it in the sidebar."""
    person.list_row(name).click()
    expect(person.page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_r93_r94_two_lists_survive_a_killed_server_and_converge(meet: Meet, mortal: Server) -> None:
    """Both are there after a reload, accept edits, and everybody gets them when the server is back."""
    ada, grace = meet("Ada", at=mortal, offline=True), meet("Grace", at=mortal)
    team = ada.create_team(grace)
    later = add_list(ada, team, "Later")
    ada.open(later)
    ada.add("Paint", "Rust")
    wait_until_saved(ada)
    ada.open(team)
    ada.add("Oil", "Ropes", "Lens")
    ada.expect_titles("Oil", "Ropes", "Lens")
    wait_until_saved(ada)
    mortal.kill()
    ada.page.reload()
    ada.expect_status(LAST_STATE)
    ada.expect_lists("Todos", "Later")
    ada.expect_titles("Oil", "Ropes", "Lens")
    ada.add("Wick")
    ada.complete("Oil")
    ada.choose("Ropes", "Delete")
    ada.expect_status("Offline, showing the last state, 3 changes waiting")
    show_list(ada, "Later")
    ada.expect_status("Offline, showing the last state, 3 changes waiting")
    ada.expect_titles("Paint", "Rust")
    ada.add("Gulls")
    ada.complete("Paint")
    ada.choose("Rust", "Delete")
    ada.expect_status("Offline, showing the last state, 6 changes waiting")
    ada.page.reload()
    ada.expect_status("Offline, showing the last state, 6 changes waiting")
    ada.expect_titles("Paint", "Gulls")
    mortal.start()
    ada.expect_status("Live")
    for place, done, titles in ((later, "Paint", ("Paint", "Gulls")), (team, "Oil", ("Oil", "Lens", "Wick"))):
        grace.open(place)
        grace.expect_titles(*titles)
        expect(grace.is_completed(done)).to_be_checked()
        ada.open(place)
        ada.expect_titles(*titles)


def test_r93_a_list_that_was_never_opened_says_so(meet: Meet, mortal: Server) -> None:
    """Offline it has nothing to show; it loads when the network is back."""
    ada = meet("Ada", at=mortal, offline=True, viewport={"width": PHONE[0], "height": PHONE[1]})
    team = ada.create_team()
    later = add_list(ada, team, "Later")
    ada.open(team)
    mortal.kill()
    ada.add("Oil")
    ada.page.reload()
    ada.expect_status("Offline, showing the last state, 1 change waiting")
    status = ada.page.get_by_test_id("connection").bounding_box()
    assert status is not None
    assert status["x"] + status["width"] < PHONE[0]
    ada.page.goto(later.path)
    expect(ada.page.get_by_role("heading", name="This list is not available offline")).to_be_visible()
    mortal.start()
    ada.expect_status("Live")


def test_r94_what_was_missed_is_caught_up_by_events(meet: Meet) -> None:
    """A stored list continues from its `seq`: it is not loaded again."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    team = ada.create_team(grace)
    ada.open(team)
    ada.add("Oil")
    wait_until(ada.page, f"async () => (await ({KEPT})()).rows.some(([, row]) => row.seq === 1)")
    ada.page.goto("about:blank")
    grace.open(team)
    grace.add("Ropes")
    asked: list[str] = []
    ada.page.on("request", lambda request: asked.append(request.url))
    ada.open(team)
    ada.expect_titles("Oil", "Ropes")
    assert any("/events?since=" in url for url in asked)
    assert not any(url.endswith(f"{team.set_id}/todos") for url in asked)


def test_r93_r95_people_are_known_offline_until_the_sign_out(meet: Meet) -> None:
    """Whose a todo is, on its row and in its menu; no name stays behind."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    team = ada.create_team(grace)
    me = grace.ask("GET", "/api/auth/me")["user"]["id"]
    path = f"/api/teams/{team.team_id}"
    oil = ada.ask("POST", f"{path}/sets/{team.set_id}/todos", {"title": "Oil"})["todo"]["id"]
    ada.ask("PUT", f"{path}/todos/{oil}/assignees", {"assignees": [me]})
    ada.open(team)
    faces = ada.row("Oil").locator(".assignees")
    expect(faces).to_have_text(f"Assigned to {grace.name}")
    wait_until(ada.page, f"async () => JSON.stringify(await ({KEPT})()).includes('{grace.name}')")
    ada.context.set_offline(True)
    ada.page.reload()
    ada.expect_status(LAST_STATE)
    expect(faces).to_have_text(f"Assigned to {grace.name}")
    ada.row("Oil").hover()
    ada.row("Oil").get_by_role("button", name="More actions").click()
    expect(ada.page.get_by_role("menuitem", name=f"Assign {grace.name}", exact=True)).to_be_visible()
    ada.page.keyboard.press("Escape")
    ada.context.set_offline(False)
    ada.expect_status("Live")
    ada.sign_out()
    expect(ada.page.get_by_role("heading", name="Get things done, together")).to_be_visible()
    assert kept(ada)["rows"] == []


def test_r95_a_sign_out_leaves_nothing_behind(meet: Meet) -> None:
    """Neither lists nor names nor edits; the caches have only the app's files, and never contained an answer."""
    ada = meet("Ada", offline=True)
    team = ada.create_team()
    ada.open(team)
    ada.add("Oil")
    wait_until_saved(ada)
    wait_until(ada.page, f"async () => JSON.stringify(await ({KEPT})()).includes('\"Oil\"')")
    assert not [path for path in kept(ada)["cached"] if path.startswith("/api")]
    ada.sign_out()
    expect(ada.page.get_by_role("heading", name="Get things done, together")).to_be_visible()
    after = kept(ada)
    assert after["rows"] == []
    assert {path.split("/")[1] for path in after["cached"]} == {"", "assets", "favicon.svg", "manifest.webmanifest"}


def test_r95_a_session_that_is_ended_elsewhere_leaves_no_list_behind(meet: Meet) -> None:
    """Ending the session of a lost device, for example, removes its lists."""
    ada, there = meet("Ada", offline=True), meet("Ada elsewhere", signed_in=False)
    there.ask("POST", "/api/auth/dev", {"username": ada.name})
    team = ada.create_team()
    ada.open(team)
    ada.add("Oil")
    wait_until_saved(ada)
    wait_until(ada.page, f"async () => (await ({KEPT})()).rows.some(([, row]) => row.seq === 1)")
    there.ask("DELETE", "/api/auth/sessions")
    expect(ada.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    wait_until(ada.page, f"async () => (await ({KEPT})()).rows.length === 0")
