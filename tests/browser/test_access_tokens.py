"""Access tokens: made, shown once, used by a program, and revoked."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe


def test_r203_r205_r206_a_token_is_made_and_revoked(meet: Meet) -> None:
    """The screen shows it once, then what it may do; what a program does with it is told so, until it is revoked."""
    ada = meet("Ada")
    team = ada.create_team()
    ada.open(team)
    ada.choose_for_account("Access tokens")
    dialog = ada.page.get_by_role("dialog", name="Access tokens")
    dialog.get_by_label("What is it for?").fill("Backup script")
    dialog.get_by_label("change todos").check()
    dialog.get_by_role("button", name="Create token").click()
    secret = dialog.get_by_role("textbox", name=re.compile("^Access token"))
    expect(secret).to_be_focused()
    tokens = dialog.get_by_role("list", name="Access tokens").get_by_role("listitem")
    expect(tokens).to_contain_text("May read and change todos · Lighthouse crew")
    assert axe(ada.page) == []
    program = {"Authorization": f"Bearer {secret.input_value()}"}
    todos = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    send = ada.page.context.request.post
    assert send(todos, headers=program, data={"title": "Milk"}).status == 201
    dialog.get_by_role("button", name="Revoke Backup script").click()
    ada.page.get_by_role("alertdialog").get_by_role("button", name="Revoke token").click()
    expect(dialog.get_by_text("You have no access tokens.")).to_be_visible()
    expect(secret).to_have_count(0)
    assert send(todos, headers=program, data={"title": "Bread"}).status == 401
    expect(ada.page.get_by_role("alertdialog")).to_have_count(0)
    expect(dialog.locator(":focus")).to_have_count(1)  # it is given back a moment later, and Escape goes where it is
    ada.page.keyboard.press("Escape")
    ada.expect_titles("Milk")
    ada.choose_for_list("History")
    expect(ada.page.get_by_text("You via Backup script added “Milk”")).to_be_visible()
