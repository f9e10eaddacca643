"""History and undo: live for everyone, by keys, offline, and refused with a reason."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Visitor


def history_of_list(person: Visitor) -> Locator:
    """Open the history of the list; return its entries, newest first."""
    person.choose_for_list("History")
    return entries(person)


def entries(person: Visitor) -> Locator:
    """Return the entries of the open history, newest first."""
    return person.page.get_by_role("list", name="What happened").get_by_role("listitem")


def toast(person: Visitor) -> Locator:
    """Return the notices."""
    return person.page.get_by_role("region", name="Notifications")


def test_r145_r148_the_history_is_live_and_what_it_says_can_be_undone(meet: Meet) -> None:
    """Grace sees what Ada does while it happens, undoes it, and is told why that is refused later."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace, role="admin")
    ada.add("Oil the lamp")
    shown = history_of_list(grace)
    expect(shown.first).to_contain_text(f"{ada.name} added “Oil the lamp”")
    ada.edit("Oil the lamp", "Oil the big lamp")
    expect(shown.first).to_contain_text(f"{ada.name} renamed “Oil the lamp” to “Oil the big lamp”")
    shown.first.get_by_role("button", name="Undo").click()
    expect(ada.row("Oil the lamp")).to_be_visible()
    expect(shown.first).to_contain_text("You renamed “Oil the big lamp” to “Oil the lamp”")

    shown.nth(1).get_by_role("button", name="Undo").click()
    expect(shown.nth(1).get_by_role("alert")).to_contain_text("This could not be undone.")
    expect(grace.page.get_by_text("Changes are kept for 30 days")).to_be_visible()
    grace.page.keyboard.press("Escape")

    grace.choose("Oil the lamp", "Comments")
    grace.page.get_by_role("tab", name="History").click()
    expect(entries(grace)).to_have_count(3)
    grace.context.set_offline(True)
    ada.complete("Oil the lamp")
    expect(ada.is_completed("Oil the lamp")).to_be_checked()
    grace.context.set_offline(False)
    expect(entries(grace).first).to_contain_text(f"{ada.name} completed “Oil the lamp”")


def test_r148_keys_undo_ones_own_last_changes_and_make_them_again(meet: Meet) -> None:
    """Each with words, one after the other; what someone else changed since is not lost."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace, role="admin")
    ada.add("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.complete("Oil the lamp")
    expect(grace.is_completed("Oil the lamp")).to_be_checked()
    ada.page.keyboard.press("Control+z")
    expect(toast(ada)).to_contain_text("Undone: “Oil the lamp” completed")
    expect(grace.is_completed("Oil the lamp")).not_to_be_checked()
    ada.page.keyboard.press("Control+z")
    expect(toast(ada)).to_contain_text("Undone: “Oil the lamp” added")
    expect(grace.rows()).to_have_count(0)
    ada.page.keyboard.press("Control+Shift+z")
    expect(toast(ada)).to_contain_text("Done again: “Oil the lamp” added")
    expect(grace.row("Oil the lamp")).to_be_visible()

    ada.edit("Oil the lamp", "Oil the big lamp")
    expect(grace.row("Oil the big lamp")).to_be_visible()
    grace.edit("Oil the big lamp", "Oil the small lamp")
    expect(ada.row("Oil the small lamp")).to_be_visible()
    ada.row("Oil the small lamp").focus()
    ada.page.keyboard.press("Control+z")
    expect(toast(ada)).to_contain_text("This could not be undone. This was changed again since.")
    expect(ada.row("Oil the small lamp")).to_be_visible()
    expect(grace.row("Oil the small lamp")).to_be_visible()


def test_r148_what_was_undone_offline_stays_so_after_a_reload(meet: Meet) -> None:
    """A change that waits is taken back without a trace; the undo of one that was sent waits, and is made once."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    ada.open_team(grace)
    ada.add("Oil the lamp")
    ada.edit("Oil the lamp", "Oil the big lamp")
    expect(grace.row("Oil the big lamp")).to_be_visible()
    ada.context.set_offline(True)
    ada.expect_status(re.compile("^Offline"))
    ada.complete("Oil the big lamp")
    ada.page.keyboard.press("Control+z")
    expect(ada.is_completed("Oil the big lamp")).not_to_be_checked()
    ada.page.keyboard.press("Control+z")
    expect(ada.row("Oil the lamp")).to_be_visible()
    ada.page.reload()
    expect(ada.row("Oil the lamp")).to_be_visible()
    ada.expect_status(re.compile("1 change waiting"))
    ada.context.set_offline(False)
    expect(grace.row("Oil the lamp")).to_be_visible()
    shown = history_of_list(grace)
    expect(shown).to_have_count(3)


def test_r152_a_deleted_list_is_back_for_everyone_by_the_notice(meet: Meet) -> None:
    """With its todos, also for whoever had it open."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Other"})
    for person in (ada, grace):
        person.open(team)
    ada.add("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.delete_list()
    expect(grace.page.get_by_role("heading", name="This list is gone")).to_be_visible()
    toast(ada).get_by_role("button", name="Undo").click()
    ada.list_row("Todos").click()
    expect(ada.row("Oil the lamp")).to_be_visible()
    grace.page.reload()
    expect(grace.row("Oil the lamp")).to_be_visible()


def test_the_history_on_a_phone(meet: Meet) -> None:
    """The panel is a sheet, and its history is a tap away."""
    ada = meet("Ada", viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True)
    ada.open(ada.create_team())
    ada.add("Oil the lamp")
    ada.row("Oil the lamp").get_by_role("button", name="More actions").tap()
    ada.page.get_by_role("menuitem", name="Comments").tap()
    ada.page.get_by_role("tab", name="History").tap()
    expect(entries(ada)).to_have_count(1)
    expect(entries(ada).get_by_role("button", name="Undo")).to_be_visible()
