"""However connections are lost, everybody ends with the same list, and nothing is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Route, WebSocketRoute, expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.visitor import Visitor
from tests.support.server import Server

Pair = tuple[Visitor, Visitor]


def lines_of(person: Visitor) -> list[WebSocketRoute]:
    """Collect the sockets that this person opens from now on, to be cut."""
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    person.page.route_web_socket(re.compile("/sets/[^/]+/ws$"), through)
    return lines


def test_after_a_cut_socket_both_are_equal(pair: Pair) -> None:
    """A socket that breaks is reopened, and missed events are caught up."""
    ada, grace = pair
    team = ada.create_team(grace)
    lines = lines_of(grace)
    ada.open(team)
    grace.open(team)
    ada.add("Before")
    grace.expect_titles("Before")
    lines[-1].close(code=1011, reason="cut")
    ada.add("During")
    grace.add("Mine during")
    grace.until(lambda: len(lines) >= 2, "another socket")
    grace.expect_status("Live")
    for person in pair:
        expect(person.row("During")).to_be_visible()
        expect(person.row("Mine during")).to_have_count(1)
    ada.expect_same_titles(grace)


def test_edits_made_offline_are_kept_and_sent(pair: Pair) -> None:
    """While offline the number of waiting changes is shown; back online they are saved, in both lists."""
    ada, grace = pair
    team = ada.create_team(grace)
    lines = lines_of(grace)
    ada.open(team)
    grace.open(team)
    grace.add_and_save("Mine")
    ada.add("Hers")
    expect(grace.row("Hers")).to_be_visible()
    grace.context.set_offline(True)
    lines[-1].close(code=1011, reason="cut")
    grace.add("Written offline")
    grace.complete("Mine")
    grace.expect_status("Offline, 2 changes waiting")
    ada.add("Written meanwhile")
    grace.context.set_offline(False)
    grace.expect_status("Live")
    expect(ada.row("Written offline")).to_be_visible()
    expect(ada.is_completed("Mine")).to_be_checked()
    expect(grace.row("Written meanwhile")).to_be_visible()
    ada.expect_same_titles(grace)
    expect(ada.rows()).to_have_count(4)


def test_r91_an_edit_on_which_the_server_keeps_failing_holds_up_no_other(pair: Pair) -> None:
    """It is marked on its row and counted, can be given up, and independent changes are sent meanwhile."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add("Oil the lamp")
    grace.expect_titles("Oil the lamp")
    broken = {"error": "Something went wrong.", "code": "internal"}
    ada.page.route(re.compile("/todos/[^/]+$"), lambda route: route.fulfill(status=500, json=broken))
    ada.edit("Oil the lamp", "Never mind")
    ada.add("Count the ropes")
    grace.expect_titles("Oil the lamp", "Count the ropes")
    expect(ada.row("Never mind").get_by_role("img", name="Not saved yet")).to_be_visible()
    expect(ada.row("Count the ropes").get_by_role("img", name="Not saved yet")).to_have_count(0)
    ada.expect_status("1 change waiting, retrying")
    notice = ada.page.get_by_role("alert").filter(has_text="One of your changes keeps failing")
    expect(notice).to_contain_text("1 change is waiting")
    assert axe(ada.page) == []
    notice.get_by_role("button", name="Discard this change").click()
    for person in pair:
        person.expect_titles("Oil the lamp", "Count the ropes")
    expect(notice).to_have_count(0)
    ada.expect_status("Live")


def test_r91_a_slow_change_is_marked_after_a_second(pair: Pair) -> None:
    """Its row is marked and the status shows how many wait, until the server has answered."""
    ada, _ = pair
    team = ada.create_team()
    ada.open(team)
    held: list[Route] = []
    ada.page.route(re.compile("/todos$"), lambda route: hold(route, held))
    ada.add("Oil the lamp", "Count the ropes")
    mark = ada.row("Oil the lamp").get_by_role("img", name="Not saved yet")
    expect(mark).to_be_visible()
    ada.expect_status("Saving 2 changes…")
    held[0].continue_()
    expect(mark).to_have_count(0)
    ada.expect_status("Live")


def test_a_refusal_in_another_list_is_reported(pair: Pair) -> None:
    """Someone who has switched to another list meanwhile still learns of the refusal."""
    ada, grace = pair
    team = ada.create_team(grace)
    other = ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Next week"})["set"]["id"]
    grace.open(team)
    held: list[Route] = []
    grace.page.route(re.compile("/todos$"), lambda route: hold(route, held))
    grace.add("Not for me")
    expect(grace.row("Not for me")).to_be_visible()
    grace.list_row("Next week").click()
    expect(grace.page.get_by_role("heading", name="Next week")).to_be_visible()
    grace.expect_status("Live")
    override = {"role": "member", "permission": "create_todos", "allowed": False}
    scope = f"set:{team.set_id}"
    ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope={scope}", {"overrides": [override]})
    held[0].continue_()
    expect(grace.page.get_by_text(re.compile("Your change in “.?Todos.?” could not be saved"))).to_be_visible()
    assert other in grace.page.url


def hold(route: Route, held: list[Route]) -> None:
    """Delay the first creation; everything else passes."""
    if route.request.method == "POST" and not held:
        held.append(route)
    else:
        route.continue_()


def test_nothing_is_lost_with_a_killed_server(meet: Meet, mortal: Server) -> None:
    """Both edit while the server is down, one of them leaves and returns; in the end everything is there."""
    ada, grace = (meet(name, mortal) for name in ("Ada", "Grace"))
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add_and_save("Before")
    grace.expect_titles("Before")
    mortal.kill()
    ada.expect_status(re.compile("reconnecting", re.IGNORECASE))
    grace.expect_status(re.compile("reconnecting", re.IGNORECASE))
    ada.add("Ada meanwhile")
    grace.add("Grace meanwhile")
    ada.expect_status(re.compile("1 change waiting"))
    grace.page.close()
    mortal.start()
    grace.page = grace.new_page()
    grace.open(team)
    ada.expect_status("Live")
    for person in (ada, grace):
        for title in ("Before", "Ada meanwhile", "Grace meanwhile"):
            expect(person.row(title)).to_have_count(1)
    ada.expect_same_titles(grace)
