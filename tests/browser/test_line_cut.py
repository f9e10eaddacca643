"""However the line is cut, everybody ends with the same list, and nothing that was done is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.browser.visitor import Visitor
from tests.support.server import Server

Pair = tuple[Visitor, Visitor]


def test_after_a_cut_socket_both_are_equal(pair: Pair) -> None:
    """A socket that breaks is opened again, and what happened meanwhile is caught up."""
    ada, grace = pair
    team = ada.create_team(grace)
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    grace.page.route_web_socket(re.compile("/ws$"), through)
    ada.open(team)
    grace.open(team)
    ada.add("Before")
    grace.expect_titles("Before")
    lines[-1].close(code=1011, reason="cut")
    ada.add("During")
    grace.add("Mine during")
    grace.expect_status("Live")
    assert len(lines) >= 2
    for person in pair:
        expect(person.row("During")).to_be_visible()
        expect(person.row("Mine during")).to_have_count(1)
    assert ada.titles() == grace.titles()


def test_edits_made_offline_are_kept_and_sent(pair: Pair) -> None:
    """Offline says how many changes wait; back online they are in, in both lists."""
    ada, grace = pair
    team = ada.create_team(grace)
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    grace.page.route_web_socket(re.compile("/ws$"), through)
    ada.open(team)
    grace.open(team)
    grace.add("Mine")
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
    assert ada.titles() == grace.titles()
    assert len(ada.titles()) == 4


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that this test may kill."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def test_a_killed_server_costs_nothing(browser: Browser, own_server: Server) -> None:
    """Both edit while the server is dead, one of them leaves and comes back; in the end all is there."""
    ada, grace = (Visitor(browser, own_server, name) for name in ("Ada", "Grace"))
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add("Before")
    grace.expect_titles("Before")
    own_server.kill()
    ada.expect_status(re.compile("Reconnecting"))
    grace.expect_status(re.compile("Reconnecting"))
    ada.add("Ada meanwhile")
    grace.add("Grace meanwhile")
    ada.expect_status(re.compile("1 change waiting"))
    grace.page.close()
    own_server.start()
    grace.page = grace.new_page()
    grace.open(team)
    ada.expect_status("Live")
    for person in (ada, grace):
        for title in ("Before", "Ada meanwhile", "Grace meanwhile"):
            expect(person.row(title)).to_have_count(1)
    assert ada.titles() == grace.titles()
    for person in (ada, grace):
        person.close()
