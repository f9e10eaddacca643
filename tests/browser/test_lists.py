"""Lists that come and go, and where the focus is afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Team, Visitor


@pytest.fixture
def ada(meet: Meet) -> Visitor:
    """Ada, with a team of her own."""
    return meet("Ada")


def open_lists(ada: Visitor, *more: str) -> Team:
    """Open a new team with these lists beside its first one."""
    team = ada.create_team()
    for name in more:
        ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": name})
    ada.open(team)
    ada.expect_lists("Todos", *more)
    return team


def test_whoever_deletes_a_list_is_led_to_the_next_one(ada: Visitor) -> None:
    """They are not told that it is gone, at no moment; in place of the last one there is a first one again."""
    open_lists(ada, "Next week")
    ada.page.evaluate("""() => {
      window.seen = "";
      new MutationObserver(() => (window.seen += document.body.innerText)).observe(document.body, {
        childList: true, subtree: true, characterData: true,
      });
    }""")
    ada.delete_list()
    expect(ada.page.get_by_role("heading", name="Next week")).to_be_visible()
    expect(ada.page.get_by_text("Deleted the list “Todos”")).to_be_visible()
    ada.expect_lists("Next week")
    ada.expect_status("Live")
    assert "gone" not in ada.page.evaluate("window.seen")
    ada.delete_list()
    expect(ada.page.get_by_role("heading", name="Todos", exact=True)).to_be_visible()
    assert "No lists yet" not in ada.page.evaluate("window.seen")


def test_r235_r236_what_is_open_is_counted_and_can_be_filtered(ada: Visitor) -> None:
    """Beside each list and below the open one's name; new todos are typed between what is open and what is done."""
    team = open_lists(ada, "Next week")
    expect(ada.page.get_by_role("button", name="Paste or import")).to_be_visible()
    ada.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"splitCompleted": True})
    ada.open(team)
    ada.add("Oil", "Wick", "Glass")
    ada.complete("Glass")
    expect(ada.page.get_by_text("2 open, 1 done")).to_be_visible()
    expect(ada.list_row("Todos").locator(".set-count")).to_contain_text("2 open")
    expect(ada.list_row("Next week").locator(".set-count")).to_have_count(0)
    done = ada.page.get_by_role("row", name="Completed (1)").get_by_text("Completed")
    places = [ada.row("Wick"), ada.page.get_by_role("textbox", name="Add a todo"), done]
    tops = [box["y"] for each in places if (box := each.bounding_box())]
    assert len(tops) == len(places)
    assert tops == sorted(tops)

    ada.choose("Wick", "Claim")
    ada.choose_for_list("Search and filter")
    ada.page.get_by_role("radio", name="Mine").click()
    ada.expect_titles("Wick")
    expect(ada.page.get_by_role("status").filter(has_text="found")).to_have_text("1 found")
    ada.add("Matches")
    ada.expect_titles("Oil", "Wick", "Matches", "Completed (1)")


def test_a_list_that_cannot_be_deleted_stays_open(ada: Visitor) -> None:
    """The dialog says why."""
    open_lists(ada, "Next week")
    ada.choose_for_list("Delete list")
    dialog = ada.page.get_by_role("alertdialog")
    expect(dialog).to_be_visible()
    ada.context.set_offline(True)
    dialog.get_by_role("button", name="Delete list").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    ada.page.get_by_role("button", name="Cancel").click()
    expect(ada.page.get_by_role("heading", name="Todos", exact=True)).to_be_visible()


def test_a_new_list_is_ready_to_be_typed_into(ada: Visitor) -> None:
    """The field for its first todo has the focus, not the button that made the list."""
    open_lists(ada)
    ada.page.get_by_role("button", name="New list").click()
    ada.page.get_by_label("List name").fill("Next week")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("heading", name="Next week")).to_be_visible()
    expect(ada.page.get_by_role("textbox", name="Add a todo")).to_be_focused()


def test_after_a_dialog_the_focus_is_where_it_was_opened(ada: Visitor) -> None:
    """On the button of the menu, each time, and on that of the drawer."""
    open_lists(ada)
    ada.add("Milk")
    for _ in range(2):  # the second time without loading anything first
        ada.choose_for_list("Rename list")
        expect(ada.page.get_by_label("List name")).to_be_focused()
        ada.page.keyboard.press("Escape")
        menu = ada.list_menu()
        expect(menu).to_be_focused()
    ada.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    ada.page.get_by_role("button", name="Show teams and lists").click()
    ada.page.get_by_role("button", name="New list").click()
    expect(ada.page.get_by_label("List name")).to_be_focused()
    ada.page.keyboard.press("Escape")
    expect(ada.page.get_by_role("button", name="Show teams and lists")).to_be_focused()


def test_a_notice_is_two_lines_high_and_below_dialogs(ada: Visitor) -> None:
    """Even about the longest title, and its Undo is beside it."""
    open_lists(ada)
    ada.add("Lamp oil " * 50)
    row = ada.rows().first
    row.focus()
    row.press("Delete")
    toast = ada.page.get_by_role("alertdialog").filter(has=ada.page.get_by_role("button", name="Undo"))
    expect(toast).to_be_visible()
    box = toast.bounding_box()
    assert box
    assert box["height"] <= 64
    ada.page.keyboard.press("?")
    dialog = ada.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert ada.page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.overlay') !== null", middle)
