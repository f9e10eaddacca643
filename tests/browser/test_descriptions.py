"""The description of a todo: live, offline, a draft until it is saved, and never overwritten unseen."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor


def text(person: Visitor) -> Locator:
    """Return the description in the open todo's panel."""
    return person.page.locator(".description-text")


def field(person: Visitor) -> Locator:
    """Return the field in which it is changed."""
    return person.page.get_by_role("textbox", name="Description")


def press(person: Visitor, button: str) -> None:
    """Press a button of the description."""
    person.page.get_by_role("region", name="Description").get_by_role("button", name=button).click()


def test_r239_a_description_is_live_and_survives_a_lost_network(meet: Meet) -> None:
    """Its address is a link, its lines are kept, and its row has a mark that leads to it."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace)
    ada.add("Oil the lamp")
    ada.choose("Oil the lamp", "Comments")
    press(ada, "Add a description")
    expect(field(ada)).to_be_focused()
    field(ada).fill("See https://example.com/oil.\nNot the blue can")
    field(ada).press("Control+Enter")
    expect(text(ada)).to_have_text("See https://example.com/oil.\nNot the blue can", use_inner_text=True)
    expect(text(ada).get_by_role("link")).to_have_attribute("href", "https://example.com/oil")

    mark = grace.row("Oil the lamp").get_by_role("button", name="has a description. Open")
    mark.click()
    expect(text(grace)).to_contain_text("Not the blue can")
    ada.context.set_offline(True)
    press(ada, "Edit description")
    field(ada).fill("The red can")
    press(ada, "Save")
    expect(text(ada)).to_have_text("The red can")
    ada.context.set_offline(False)
    expect(text(grace)).to_have_text("The red can")
    press(ada, "Edit description")
    field(ada).fill("")
    press(ada, "Save")
    expect(text(grace)).to_have_count(0)
    expect(mark).to_have_count(0)


def test_r96_r97_r239_what_is_typed_is_kept_and_overwrites_nothing_unseen(meet: Meet) -> None:
    """Through Escape and a reload; where somebody else has saved another text, its author chooses."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace, role="admin")
    ada.add("Oil the lamp")
    for person in (ada, grace):
        person.choose("Oil the lamp", "Comments")
        press(person, "Add a description")
    field(grace).fill("Grace's words")
    field(grace).press("Escape")
    expect(field(grace)).to_have_count(0)
    grace.page.reload()
    drafts = grace.page.get_by_role("region", name="Drafts")
    expect(drafts).to_contain_text("Grace's words")
    field(ada).fill("Ada's words")
    field(ada).press("Control+Enter")
    drafts.get_by_role("button", name="Continue").click()
    expect(field(grace)).to_have_value("Grace's words")
    conflict = grace.page.get_by_role("alert")
    expect(conflict).to_contain_text("Ada's words")
    field(grace).press("Control+Enter")
    expect(text(ada)).to_have_text("Ada's words")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(text(ada)).to_have_text("Grace's words")
    expect(text(grace)).to_have_text("Grace's words")


def test_r54_r239_the_limit_is_shown_before_it_is_reached_and_nothing_is_cut_off(meet: Meet) -> None:
    """A text that is too long is kept in its field, and cannot be saved."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add("Oil the lamp")
    ada.choose("Oil the lamp", "Comments")
    press(ada, "Add a description")
    field(ada).fill("x" * 10_002)
    region = ada.page.get_by_role("region", name="Description")
    expect(region).to_contain_text("2 characters too many")
    expect(region.get_by_role("button", name="Save")).to_be_disabled()
    field(ada).fill("\U0001f95b" * 9_999)
    expect(region).to_contain_text("1 character left")
    press(ada, "Save")
    expect(text(ada)).to_have_text("\U0001f95b" * 9_999)
