"""One's own account: what is stored about it is downloaded, and it is deleted, on a phone and by keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.visitor import PHONE, Visitor


def show_data(person: Visitor) -> None:
    """Open it in the account's menu, by keyboard."""
    person.page.get_by_role("button", name=re.compile("^Account of")).press("Enter")
    person.page.get_by_role("menuitem", name="Your data").press("Enter")
    expect(person.page.get_by_role("dialog", name="Your data")).to_be_visible()


def test_r120_everything_is_downloaded(meet: Meet) -> None:
    """As a file of JSON."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add_and_save("Milk")
    show_data(ada)
    assert axe(ada.page) == []
    with ada.page.expect_download() as download:
        ada.page.get_by_role("button", name="Download").press("Enter")
    data = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert download.value.suggested_filename == "glint-data.json"
    assert ([each["username"] for each in data["profile"]], [each["title"] for each in data["todos"]]) == (
        [ada.name],
        ["Milk"],
    )


def test_r121_r122_an_account_is_deleted(meet: Meet) -> None:
    """Only after its name was typed; everybody sees its todos go, and its other pages are signed out."""
    ada, grace = meet("Ada"), meet("Grace", viewport={"width": PHONE[0], "height": PHONE[1]})
    elsewhere = meet("Grace elsewhere", signed_in=False)
    elsewhere.ask("POST", "/api/auth/dev", {"username": grace.name})
    team = ada.create_team(grace)
    for person in (ada, elsewhere, grace):
        person.open(team)
    ada.add_and_save("Bread")
    grace.add_and_save("Milk")
    ada.expect_titles("Bread", "Milk")
    grace.page.get_by_role("button", name="Show teams and lists").click()
    show_data(grace)
    grace.page.get_by_role("button", name="Delete account").press("Enter")
    dialog = grace.page.get_by_role("alertdialog", name="Delete your account?")
    dialog.get_by_label("What you wrote in teams").select_option("Delete it too")
    button = dialog.get_by_role("button", name="Delete account")
    expect(button).to_be_disabled()
    assert axe(grace.page) == []
    dialog.get_by_role("textbox", name=re.compile("^Type your name")).fill(grace.name)
    dialog.get_by_role("textbox", name=re.compile("^Type your name")).press("Enter")
    expect(grace.page.get_by_role("heading", name="Get things done, together")).to_be_visible()
    expect(elsewhere.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    ada.expect_titles("Bread")


def test_r123_the_only_owner_reads_which_teams_need_another(meet: Meet) -> None:
    """The account stays."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open(ada.create_team(grace))
    show_data(ada)
    ada.page.get_by_role("button", name="Delete account").click()
    dialog = ada.page.get_by_role("alertdialog")
    dialog.get_by_role("textbox", name=re.compile("^Type your name")).fill(ada.name)
    dialog.get_by_role("button", name="Delete account").click()
    expect(dialog.get_by_role("alert")).to_contain_text("You are the only owner of")
    ada.page.reload()
    expect(ada.page.get_by_role("button", name=re.compile("^Account of"))).to_be_visible()
