"""Webhooks: made, seen to fail, resumed, sent again and ended."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe


def test_r220_r224_r225_a_webhook_is_made_watched_and_ended(meet: Meet) -> None:
    """The dialog shows the secret once, says why nothing arrives, and has changes sent again."""
    ada = meet("Ada")
    team = ada.create_team()
    ada.open(team)
    ada.add("Milk")
    ada.choose_for_list("Webhooks")
    dialog = ada.page.get_by_role("dialog", name=re.compile("^Webhooks of"))
    dialog.get_by_label("Address").fill("https://127.0.0.1/")
    dialog.get_by_role("button", name="Add webhook").click()
    expect(dialog.get_by_text("must begin with https://")).to_be_visible()
    dialog.get_by_label("Address").fill("https://receiver.example/glint")
    dialog.get_by_role("button", name="Add webhook").click()
    secret = dialog.get_by_role("textbox", name="Secret")
    expect(secret).to_be_focused()
    expect(secret).to_have_value(re.compile("^whsec_"))
    hooks = dialog.get_by_role("list", name="Webhooks").get_by_role("listitem")
    expect(hooks).to_contain_text("Nothing sent yet")
    assert axe(ada.page) == []
    more = hooks.get_by_role("button", name="More actions")
    more.click()
    ada.page.get_by_role("menuitem", name="Send again").click()
    again = ada.page.get_by_role("dialog", name="Send changes again")
    again.get_by_label("After number").fill("9")
    again.get_by_role("button", name="Send again").click()
    expect(again.get_by_text("The list has no such number")).to_be_visible()
    again.get_by_label("After number").fill("0")
    again.get_by_role("button", name="Send again").click()
    expect(again).to_have_count(0)
    expect(hooks).to_contain_text(re.compile("Failing since .*could not be reached"))
    more.click()
    ada.page.get_by_role("menuitem", name="End webhook").click()
    ada.page.get_by_role("alertdialog").get_by_role("button", name="End webhook").click()
    expect(dialog.get_by_text("There are no webhooks yet.")).to_be_visible()
    expect(secret).to_have_count(0)
