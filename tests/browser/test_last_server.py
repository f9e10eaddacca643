"""While a rollout lasts, the new web app talks to the last release's server, over the new database (docs/releasing.md).

The server's code is `src/` of the last release, recorded by tests/support/last_release.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor
from tests.support.last_release import SERVER
from tests.support.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The last release's server, with this release's web app and migrations."""
    with Server(tmp_path_factory.mktemp("last"), source=SERVER).running() as server:
        yield server


@pytest.fixture
def replaced(tmp_path: Path) -> Iterator[Server]:
    """Another one, which is replaced by this release's."""
    with Server(tmp_path, source=SERVER).running() as server:
        yield server


def invitation(person: Visitor) -> str:
    """Create a link on the screen."""
    person.page.get_by_role("button", name=re.compile("^Team:")).click()
    person.page.get_by_role("menuitem", name="Members").click()
    person.page.get_by_text("Options", exact=True).click()
    person.page.get_by_label("Role", exact=True).select_option(label="Admin")
    person.page.get_by_role("button", name="Copy invitation link").click()
    return person.page.get_by_role("textbox", name="Invitation link").input_value()


def refusals(person: Visitor) -> Locator:
    """Return the notices of edits that were taken back."""
    return person.page.locator(".toast-refusal")


def test_a_list_is_used_as_ever(meet: Meet) -> None:
    """Someone invites, joins, adds, edits, completes, claims, moves and deletes; the other one sees it live."""
    ada, grace = meet("Ada"), meet("Grace", signed_in=False)
    team = ada.create_team()
    ada.open(team)
    grace.page.goto(invitation(ada))
    grace.page.get_by_label("Your name").fill(grace.name)
    grace.page.keyboard.press("Enter")
    grace.page.get_by_role("button", name="Join the team").click()
    grace.expect_status("Live")
    ada.open(team)
    ada.add("Oil the lamp", "Count the ropes", "Polish the lens")
    grace.expect_titles("Oil the lamp", "Count the ropes", "Polish the lens")
    ada.edit("Count the ropes", "Count the ropes twice")
    ada.complete("Oil the lamp")
    expect(grace.is_completed("Oil the lamp")).to_be_checked()
    grace.choose("Polish the lens", "Claim")
    expect(ada.row("Polish the lens").get_by_text(f"Claimed by {grace.name}")).to_be_attached()
    ada.choose("Polish the lens", "Move up")
    for person in (ada, grace):
        person.expect_titles("Oil the lamp", "Polish the lens", "Count the ropes twice")
    grace.choose("Oil the lamp", "Delete")
    for person in (ada, grace):
        person.expect_titles("Polish the lens", "Count the ropes twice")
        expect(refusals(person)).to_have_count(0)


def test_edits_of_an_offline_time_are_saved(meet: Meet) -> None:
    """What was added, edited, completed and deleted offline arrives, with what the other one did meanwhile."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    ada.open_team(grace, role="admin")
    ada.add("Oil the lamp", "Count the ropes", "Polish the lens")
    grace.expect_titles("Oil the lamp", "Count the ropes", "Polish the lens")
    ada.context.set_offline(True)
    ada.expect_status(re.compile("^Offline"))
    ada.add("Trim the wick")
    ada.edit("Count the ropes", "Count the ropes twice")
    ada.complete("Oil the lamp")
    ada.choose("Polish the lens", "Delete")
    grace.add("Feed the gulls")
    ada.context.set_offline(False)
    ada.expect_status("Live")
    grace.expect_titles("Oil the lamp", "Count the ropes twice", "Feed the gulls", "Trim the wick")
    ada.expect_same_titles(grace)
    expect(grace.is_completed("Oil the lamp")).to_be_checked()
    expect(refusals(ada)).to_have_count(0)


def test_what_the_server_does_not_know_yet_waits_or_says_so(meet: Meet, replaced: Server) -> None:
    """An undone deletion waits, while other edits are saved; one's data is there once the rollout is over."""
    ada, grace = meet("Ada", at=replaced), meet("Grace", at=replaced)
    ada.open_team(grace)
    ada.add("Oil the lamp", "Count the ropes")
    ada.choose("Oil the lamp", "Delete")
    grace.expect_titles("Count the ropes")
    ada.page.get_by_role("button", name="Undo").click()
    ada.expect_titles("Oil the lamp", "Count the ropes")
    ada.add("Polish the lens")
    grace.expect_titles("Count the ropes", "Polish the lens")
    ada.page.get_by_role("button", name=re.compile("^Account of")).click()
    ada.page.get_by_role("menuitem", name="Your data").click()
    ada.page.get_by_role("button", name="Download").click()
    expect(ada.page.get_by_text("Glint is being updated and cannot do this yet.")).to_be_visible()
    replaced.deploy()
    with ada.page.expect_download():
        ada.page.get_by_role("button", name="Download").click()
    ada.page.keyboard.press("Escape")
    expect(ada.page.get_by_text("There is no deleted todo with this id")).to_be_visible()
    ada.expect_titles("Count the ropes", "Polish the lens")


def test_everybody_may_create_teams_on_a_server_that_does_not_say(meet: Meet) -> None:
    """As it was then."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.page.get_by_role("button", name=re.compile("^Team:")).click()
    expect(ada.page.get_by_role("menuitem", name="New team")).to_be_visible()
