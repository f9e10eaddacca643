"""The trash: what was deleted comes back for everyone, or goes for good."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor


def open_trash(person: Visitor) -> Locator:
    """Open the trash of the list; return what is in it, newest first."""
    person.choose_for_list("Trash")
    return person.page.get_by_role("list", name="Deleted todos").get_by_role("listitem")


def open_deleted_lists(person: Visitor) -> Locator:
    """Open the trash of the team; return the lists in it, newest first."""
    person.page.get_by_role("button", name="Switch or manage").click()
    person.page.get_by_role("menuitem", name="Deleted lists").click()
    return person.page.get_by_role("list", name="Deleted lists").get_by_role("listitem")


def delete_for_good(person: Visitor, item: Locator) -> None:
    """Press the button of the item, and confirm what it asks."""
    item.get_by_role("button", name="for good").click()
    question = person.page.get_by_role("alertdialog", name="for good?")
    expect(question).to_contain_text("This cannot be undone.")
    question.get_by_role("button", name="Delete for good").click()
    expect(question).to_have_count(0)


def test_r89_a_deleted_todo_is_restored_from_the_trash_with_all_that_it_had(meet: Meet) -> None:
    """Live for both, in their trash too; the focus goes on to the next one."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.open_team(grace, role="admin")
    ada.add_and_save("Oil the lamp")
    ada.add_and_save("Sweep the stairs")
    base = f"/api/teams/{team.team_id}"
    lamp = next(todo for todo in ada.ask("GET", f"{base}/sets/{team.set_id}/todos")["todos"] if "lamp" in todo["title"])
    ada.ask("POST", f"{base}/sets/{team.set_id}/todos", {"title": "Buy a wick", "parentId": lamp["id"]})
    ada.ask("POST", f"{base}/todos/{lamp['id']}/comments", {"body": "The brass one"})
    expect(grace.row("Buy a wick")).to_be_visible()

    theirs = open_trash(grace)
    expect(grace.page.get_by_text("Nothing was deleted here")).to_be_visible()
    ada.choose("Sweep the stairs", "Delete")
    ada.choose("Oil the lamp", "Delete")
    expect(theirs).to_have_count(2)
    expect(theirs.first).to_contain_text("Oil the lamp")
    expect(theirs.first).to_contain_text(f"Deleted by {ada.name}")
    expect(theirs.first).to_contain_text("kept until")

    mine = open_trash(ada)
    expect(mine.first).to_contain_text("Deleted by you")
    theirs.first.get_by_role("button", name="Restore").click()
    expect(grace.page.get_by_role("dialog").get_by_role("status")).to_have_text("“Oil the lamp” is back.")
    expect(theirs.get_by_role("button", name="Restore “Sweep the stairs”")).to_be_focused()
    expect(mine).to_have_count(1)
    for person in (ada, grace):
        person.page.keyboard.press("Escape")
        expect(person.row("Buy a wick")).to_be_visible()
    ada.choose("Oil the lamp", "Comments")
    expect(ada.page.get_by_role("list", name="Comments")).to_contain_text("The brass one")


def test_r155_what_is_deleted_for_good_is_gone_for_everyone_and_from_the_history(meet: Meet) -> None:
    """It asks before."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.open_team(grace, role="admin")
    ada.add_and_save("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.choose("Oil the lamp", "Delete")
    mine, theirs = open_trash(ada), open_trash(grace)
    expect(theirs).to_have_count(1)
    expect(mine).to_have_count(1)
    delete_for_good(ada, mine.first)
    for items in (mine, theirs):
        expect(items).to_have_count(0)
    expect(ada.page.locator(".trash")).to_be_focused()
    grace.page.keyboard.press("Escape")
    grace.choose_for_list("History")
    entries = grace.page.get_by_role("list", name="What happened")
    expect(entries.get_by_role("listitem")).to_have_count(2)
    expect(entries).not_to_contain_text("lamp")
    history = grace.ask("GET", f"/api/teams/{team.team_id}/sets/{team.set_id}/history")
    assert "lamp" not in json.dumps(history)


def test_r152_r156_a_deleted_list_is_restored_from_the_menu_of_the_team_or_goes_for_good(meet: Meet) -> None:
    """Whoever had it open has it again without a reload."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets", {"name": "Other"})
    for person in (ada, grace):
        person.open(team)
    ada.add("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.delete_list()
    expect(grace.page.get_by_role("heading", name="This list is gone")).to_be_visible()

    lists = open_deleted_lists(ada)
    expect(lists).to_have_count(1)
    expect(lists.first).to_contain_text("1 todo")
    lists.first.get_by_role("button", name="Restore").click()
    expect(lists).to_have_count(0)
    ada.page.get_by_role("dialog").get_by_role("button", name="Open").click()
    expect(ada.row("Oil the lamp")).to_be_visible()
    grace.page.get_by_role("button", name="Try again").click()
    expect(grace.row("Oil the lamp")).to_be_visible()

    ada.delete_list()
    ada.expect_lists("Other")
    delete_for_good(ada, open_deleted_lists(ada).first)
    expect(lists).to_have_count(0)
    expect(ada.page.get_by_text("no deleted list that you can restore")).to_be_visible()


def test_r112_who_may_not_delete_a_todo_is_told_so_in_the_trash(meet: Meet) -> None:
    """The buttons are off, with the reason."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace)
    grace.open(team)
    ada.open(team)
    ada.add_and_save("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.choose("Oil the lamp", "Delete")
    theirs = open_trash(grace)
    expect(theirs.get_by_role("button", name="Restore")).to_be_disabled()
    expect(theirs.get_by_role("group", name="You may not delete this todo")).to_be_visible()


def test_whoever_restores_what_is_gone_meanwhile_is_told_so(meet: Meet) -> None:
    """Someone else has deleted it for good, and the trash on the screen is not up to date."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace, role="admin")
    ada.add_and_save("Oil the lamp")
    expect(grace.row("Oil the lamp")).to_be_visible()
    ada.choose("Oil the lamp", "Delete")
    mine, theirs = open_trash(ada), open_trash(grace)
    expect(theirs).to_have_count(1)
    grace.page.route("**/deleted-todos", lambda route: route.abort())
    delete_for_good(ada, mine.first)
    theirs.get_by_role("button", name="Restore").click()
    dialog = grace.page.get_by_role("dialog")
    expect(dialog.get_by_text("“Oil the lamp” is no longer in the trash.")).to_be_visible()
    grace.page.unroute("**/deleted-todos")
    expect(theirs).to_have_count(0)


def test_the_trash_is_not_there_offline(meet: Meet) -> None:
    """It says so, and why what is pressed fails; online again it works."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add_and_save("Oil the lamp")
    ada.choose("Oil the lamp", "Delete")
    mine = open_trash(ada)
    expect(mine).to_have_count(1)
    ada.context.set_offline(True)
    mine.get_by_role("button", name="Restore").click()
    expect(mine.get_by_role("alert")).to_have_text("The server cannot be reached right now.")
    expect(ada.page.get_by_text("This is what was here until then.")).to_be_visible()
    ada.context.set_offline(False)
    mine.get_by_role("button", name="Restore").click()
    expect(ada.row("Oil the lamp")).to_be_attached()
