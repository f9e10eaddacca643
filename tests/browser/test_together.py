"""Two people with the same list open."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor

Pair = tuple[Visitor, Visitor]


def test_every_action_of_one_appears_at_the_other_without_reload(pair: Pair) -> None:
    """Create, edit, complete, claim, release, sub-todo, reorder and delete are seen live by the other."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add("Oil the lamp", "Count the ropes", "Polish the lens")
    grace.expect_titles("Oil the lamp", "Count the ropes", "Polish the lens")
    ada.edit("Count the ropes", "Count the ropes twice")
    expect(grace.row("Count the ropes twice")).to_be_visible()
    ada.complete("Oil the lamp")
    expect(grace.is_completed("Oil the lamp")).to_be_checked()
    ada.choose("Polish the lens", "Claim")
    expect(grace.row("Polish the lens").get_by_text(f"Claimed by {ada.name}")).to_be_attached()
    ada.choose("Polish the lens", "Release")
    expect(grace.row("Polish the lens").get_by_text("Claimed by")).to_have_count(0)
    ada.choose("Oil the lamp", "Add sub-todo")
    ada.add("Trim the wick")
    grace.expect_titles("Oil the lamp", "Trim the wick", "Count the ropes twice", "Polish the lens")
    ada.choose("Polish the lens", "Move up")
    grace.expect_titles("Oil the lamp", "Trim the wick", "Polish the lens", "Count the ropes twice")
    ada.choose("Oil the lamp", "Delete")
    grace.expect_titles("Polish the lens", "Count the ropes twice")
    ada.expect_titles("Polish the lens", "Count the ropes twice")


def test_own_actions_are_never_duplicated(pair: Pair) -> None:
    """Whoever adds quickly sees each todo once, before and after the server has answered."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    titles = [f"Rope {number}" for number in range(12)]
    ada.add(*titles)
    ada.expect_titles(*titles)
    grace.expect_titles(*titles)
    ada.expect_titles(*titles)


def test_dragging_puts_todos_in_order_for_both(pair: Pair) -> None:
    """A todo dropped between two rows stays there, for both."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add("One", "Two", "Three")
    grace.expect_titles("One", "Two", "Three")
    ada.row("Three").drag_to(ada.row("One"), target_position={"x": 200, "y": 3})
    ada.expect_titles("Three", "One", "Two")
    grace.expect_titles("Three", "One", "Two")


def test_presence_is_shown_and_changes_are_announced(pair: Pair) -> None:
    """Presence is updated; changes by others are announced to screen readers."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    here = ada.page.get_by_role("img", name=re.compile("Also here"))
    expect(here).to_have_count(0)
    grace.open(team)
    expect(here).to_have_accessible_name(f"Also here: {grace.name}")
    grace.add("Buy paint")
    expect(ada.page.locator("[data-live-announcer]")).to_contain_text(f"{grace.name} added Buy paint")
    grace.page.close()
    expect(here).to_have_count(0)


def test_a_removed_member_is_told_and_does_not_reconnect(pair: Pair) -> None:
    """The list and the team's name are replaced by a message, and no further socket is opened."""
    ada, grace = pair
    team = ada.create_team(grace)
    grace.open(team)
    members = ada.ask("GET", f"/api/teams/{team.team_id}/members")["members"]
    member = next(member for member in members if member["displayName"] == grace.name)
    ada.ask("DELETE", f"/api/teams/{team.team_id}/members/{member['userId']}")
    expect(grace.page.get_by_role("heading", name="You no longer have access")).to_be_visible()
    expect(grace.page.get_by_role("button", name=re.compile("^Team:"))).to_have_count(0)
    sockets = len(grace.sockets)
    grace.page.wait_for_timeout(2_500)
    assert len(grace.sockets) == sockets
    grace.page.get_by_role("button", name="Go to your lists").click()
    expect(grace.page.get_by_role("button", name=re.compile("Personal"))).to_be_visible()


def test_an_invitation_leads_a_stranger_through_sign_in_into_the_team(meet: Meet) -> None:
    """A link created on the screen works for someone who is not signed in."""
    ada = meet("Ada")
    grace = meet("Grace", signed_in=False)
    team = ada.create_team()
    ada.open(team)
    ada.page.get_by_role("button", name=re.compile("^Team:")).click()
    ada.page.get_by_role("menuitem", name="Members").click()
    ada.page.get_by_role("button", name="Copy invitation link").click()
    link = ada.page.get_by_role("textbox", name="Invitation link").input_value()
    grace.page.goto(link)
    grace.page.get_by_label("Your name").fill(grace.name)
    grace.page.keyboard.press("Enter")
    grace.page.get_by_role("button", name="Join the team").click()
    grace.expect_status("Live")
    expect(grace.page.get_by_role("button", name=re.compile("Lighthouse crew"))).to_be_visible()
    ada.page.reload()
    ada.page.get_by_role("button", name=re.compile("^Team:")).click()
    ada.page.get_by_role("menuitem", name="Members").click()
    expect(ada.page.get_by_role("list", name="Open invitations")).to_contain_text(f"Joined: {grace.name}")


def test_an_invitation_is_for_who_can_use_it(pair: Pair) -> None:
    """It names the team; who is a member already is led into it, and a link that is none offers nothing."""
    ada, grace = pair
    team = ada.create_team()
    link = ada.ask("POST", f"/api/teams/{team.team_id}/invites", {"role": "member"})["invite"]["url"]
    grace.page.goto(link)
    expect(grace.page.get_by_role("heading")).to_have_text("You have been invited to Lighthouse crew")
    expect(grace.page.get_by_role("button", name="Join the team")).to_be_focused()
    ada.page.goto(link)
    ada.page.wait_for_url(f"**{team.path}")
    grace.page.goto("/join/nonsense")
    expect(grace.page.get_by_role("alert")).to_contain_text("Ask for a new")
    expect(grace.page.get_by_role("button", name="Join the team")).to_have_count(0)


def test_an_invitation_for_one_adds_only_one(pair: Pair, meet: Meet) -> None:
    """The chosen limit applies: the second one is told why not."""
    ada, grace = pair
    joan = meet("Joan")
    team = ada.create_team()
    ada.open(team)
    ada.page.get_by_role("button", name=re.compile("^Team:")).click()
    ada.page.get_by_role("menuitem", name="Members").click()
    ada.page.get_by_text("Options", exact=True).click()
    ada.page.get_by_label("Can be used by").select_option(label="1 person")
    ada.page.get_by_role("button", name="Copy invitation link").click()
    link = ada.page.get_by_role("textbox", name="Invitation link").input_value()
    for person in (grace, joan):
        person.page.goto(link)
        if person is grace:
            person.page.get_by_role("button", name="Join the team").click()
            person.expect_status("Live")
    expect(joan.page.get_by_text("This invitation link is invalid, expired or already used.")).to_be_visible()


def test_what_a_role_may_not_do_is_not_offered(pair: Pair) -> None:
    """A member cannot edit, complete, move or delete what others created, but may claim it."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)
    grace.open(team)
    ada.add("Oil the lamp")
    expect(grace.is_completed("Oil the lamp")).to_be_disabled()
    grace.row("Oil the lamp").get_by_role("group", name="You may not complete this todo").focus()
    expect(grace.page.get_by_role("tooltip", name="You may not complete this todo")).to_be_visible()
    grace.row("Oil the lamp").hover()
    grace.row("Oil the lamp").get_by_role("button", name="More actions").click()
    expect(grace.page.get_by_role("menuitem", name="Claim")).to_be_visible()
    for action in ("Edit", "Move up", "Delete"):
        expect(grace.page.get_by_role("menuitem", name=action)).to_have_count(0)


def test_a_refused_change_is_reverted_with_the_reason(pair: Pair) -> None:
    """Someone who has just lost the right sees the change undone, and why."""
    ada, grace = pair
    team = ada.create_team(grace)
    grace.open(team)
    grace.context.set_offline(True)  # or the hint of changed rights would hide the field first
    override = {"role": "member", "permission": "create_todos", "allowed": False}
    ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope=global", {"overrides": [override]})
    grace.add("Not for me")
    grace.context.set_offline(False)
    expect(grace.page.get_by_text("Your change could not be saved.")).to_be_visible()
    expect(grace.page.get_by_text("You can view this list, but not add to it.")).to_be_visible()
    grace.expect_titles()


def test_r92_a_deletion_is_seen_at_once_and_can_be_undone(pair: Pair) -> None:
    """Undo restores the whole todo for everybody, even after a visit to another list."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Next week"})
    ada.open(team)
    grace.open(team)
    ada.add("Oil the lamp")
    ada.choose("Oil the lamp", "Add sub-todo")
    ada.add("Trim the wick")
    grace.expect_titles("Oil the lamp", "Trim the wick")
    ada.choose("Oil the lamp", "Delete")
    grace.expect_titles()
    undo = ada.page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    for name in ("Next week", "Todos"):
        ada.list_row(name).click()
        expect(ada.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    undo.click()
    for person in pair:
        person.expect_titles("Oil the lamp", "Trim the wick")


def test_r92_a_deletion_outlives_the_page(pair: Pair) -> None:
    """However the page is left right after the key was pressed, the todo stays deleted, for others too."""
    ada, grace = pair
    team = ada.create_team(grace)
    ada.open(team)

    def close() -> None:
        ada.page.close()
        ada.page = ada.new_page()
        ada.page.goto(team.path)

    ways = (ada.page.reload, lambda: ada.page.goto("/me"), lambda: ada.page.goto("about:blank"), close)
    for number, leave in enumerate(ways):
        ada.add(f"Rope {number}", f"Lamp {number}")
        ada.row(f"Rope {number}").focus()
        ada.page.keyboard.press("Delete")
        expect(ada.row(f"Rope {number}")).to_have_count(0)
        leave()
        ada.open(team)
        ada.expect_titles(*(f"Lamp {done}" for done in range(number + 1)))
    grace.open(team)
    grace.expect_titles("Lamp 0", "Lamp 1", "Lamp 2", "Lamp 3")
