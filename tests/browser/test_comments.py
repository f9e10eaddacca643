"""Comments on a todo: live for everyone, written offline, deleted, and reached without a mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Visitor


def comments(person: Visitor) -> Locator:
    """Return the comments in the open todo's panel, oldest first."""
    return person.page.get_by_role("list", name="Comments").get_by_role("listitem")


def field(person: Visitor) -> Locator:
    """Return the field for a new comment."""
    return person.page.get_by_role("textbox", name="Write a comment")


def write(person: Visitor, text: str) -> None:
    """Send a comment with the keyboard."""
    field(person).fill(text)
    field(person).press("Enter")


def badge(person: Visitor, title: str) -> Locator:
    """Return the number of comments on the row, which opens them."""
    return person.row(title).locator(".comment-badge")


def test_r130_r131_a_comment_is_live_survives_a_lost_network_and_can_be_deleted(meet: Meet) -> None:
    """Two people see the same thread, and the number on the row is its length, all along."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace)
    ada.add("Oil the lamp")
    ada.choose("Oil the lamp", "Comments")
    field(ada).fill("Which oil?")
    field(ada).press("Shift+Enter")
    field(ada).press_sequentially("The blue can?")
    field(ada).press("Enter")
    expect(comments(ada)).to_have_count(1)
    expect(badge(grace, "Oil the lamp")).to_have_text("1")
    badge(grace, "Oil the lamp").click()
    expect(comments(grace).locator(".comment-body")).to_have_text("Which oil?\nThe blue can?", use_inner_text=True)
    expect(comments(grace).locator(".comment-author")).to_have_text(ada.name)

    grace.context.set_offline(True)
    write(grace, "The blue one")
    expect(badge(grace, "Oil the lamp")).to_have_text("2")
    expect(comments(grace).nth(1).get_by_role("img", name="Not saved yet")).to_be_visible()
    grace.context.set_offline(False)
    expect(comments(ada).nth(1)).to_contain_text("The blue one")
    expect(comments(grace).nth(1).get_by_role("img", name="Not saved yet")).to_have_count(0)
    expect(ada.page.locator("[data-live-announcer]")).to_contain_text(f"{grace.name} commented on Oil the lamp")

    comments(grace).nth(1).get_by_role("button", name="Delete comment").click()
    grace.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(comments(ada)).to_have_count(1)
    expect(badge(ada, "Oil the lamp")).to_have_text("1")
    expect(comments(grace)).to_have_count(1)
    expect(comments(grace).get_by_role("button", name="Delete comment")).to_have_count(0)

    ada.choose("Oil the lamp", "Delete")
    expect(grace.page.get_by_role("alert")).to_have_text("This todo is no longer in this list.")


def test_the_panel_is_opened_and_closed_by_keys_and_keeps_a_draft(meet: Meet) -> None:
    """The focus goes into the field and back to the row; what was typed is there again."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add("Oil the lamp")
    ada.row("Oil the lamp").focus()
    ada.page.keyboard.press("o")
    expect(field(ada)).to_be_focused()
    ada.page.keyboard.type("Which")
    ada.page.keyboard.press("Escape")
    expect(ada.row("Oil the lamp")).to_be_focused()
    ada.page.reload()
    ada.page.get_by_role("button", name="Continue").click()
    expect(field(ada)).to_have_value("Which")
    ada.page.get_by_role("button", name="Close").click()
    ada.choose("Oil the lamp", "Comments")
    expect(field(ada)).to_be_focused()
    ada.page.keyboard.press("Enter")
    ada.page.keyboard.press("Escape")
    expect(ada.row("Oil the lamp")).to_be_focused()
    badge(ada, "Oil the lamp").click()
    expect(field(ada)).to_be_focused()
    ada.page.keyboard.press("Escape")
    expect(badge(ada, "Oil the lamp")).to_be_focused()


def test_on_a_phone_the_panel_is_a_sheet(meet: Meet) -> None:
    """As wide as the screen, with the field above its lower edge; Enter begins a new line there."""
    width, height = PHONE
    ada = meet("Ada", viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    ada.open(ada.create_team())
    ada.add("Oil the lamp")
    ada.row("Oil the lamp").get_by_role("button", name="More actions").tap()
    ada.page.get_by_role("menuitem", name="Comments").tap()
    sheet = ada.page.get_by_role("dialog", name="Oil the lamp").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"], sheet["y"] + sheet["height"]) == (0, width, height)
    field(ada).fill("Which oil?")
    field(ada).press("Enter")
    expect(comments(ada)).to_have_count(0)
    ada.page.get_by_role("button", name="Send").tap()
    expect(comments(ada)).to_have_count(1)
    ada.page.get_by_role("button", name="Close").tap()
    expect(badge(ada, "Oil the lamp")).to_have_text("1")
