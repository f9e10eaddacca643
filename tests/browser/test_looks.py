"""What the list looks like is chosen on each device."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor

ROOMY_PX, COMPACT_PX = 44, 34


def row_height(person: Visitor, title: str) -> float:
    """Return how high a row is."""
    box = person.row(title).bounding_box()
    assert box
    return box["height"]


def test_rows_are_compact_and_have_lines_if_chosen(meet: Meet) -> None:
    """At once, below each other without gaps, and still after a reload."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add("Milk", "Bread")
    ada.expect_titles("Milk", "Bread")
    assert row_height(ada, "Milk") == ROOMY_PX
    expect(ada.row("Milk")).to_have_css("box-shadow", "none")
    ada.choose_for_account("Settings")
    ada.page.get_by_label("Density").select_option("Compact")
    ada.page.get_by_role("switch", name="Lines between rows").check()
    ada.page.keyboard.press("Escape")
    ada.until(lambda: row_height(ada, "Milk") == COMPACT_PX, "compact rows")
    ada.page.reload()
    ada.expect_titles("Milk", "Bread")
    milk, bread = (ada.row(title).bounding_box() for title in ("Milk", "Bread"))
    assert milk
    assert bread
    assert (milk["height"], bread["y"] - milk["y"]) == (COMPACT_PX, COMPACT_PX)
    expect(ada.row("Milk")).not_to_have_css("box-shadow", "none")
