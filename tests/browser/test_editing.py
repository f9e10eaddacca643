"""Concurrent editing: nothing that was typed is lost, and nothing that nobody typed is sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.test_accessibility import axe
from tests.browser.visitor import Team, Visitor

Meet = Callable[..., Visitor]


def _todo(who: Visitor, team: Team) -> tuple[str, str]:
    """Return the path of the list's first todo, and its title on the server."""
    listed = who.ask("GET", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos")["todos"]
    return f"/api/teams/{team.team_id}/todos/{listed[0]['id']}", listed[0]["title"]


def _together(meet: Meet) -> tuple[Visitor, Visitor, Team]:
    """Ada has a list with one todo open; grace is an admin of the team."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team(grace, role="admin")
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Milk"})
    ada.open(team)
    ada.expect_titles("Milk")
    return ada, grace, team


def _editor(who: Visitor) -> Locator:
    return who.page.get_by_role("textbox", name=re.compile("^Edit"))


def test_r96_an_editor_that_is_left_untouched_sends_nothing(meet: Meet) -> None:
    """The field shows the new title when someone else renames the todo meanwhile, and Enter keeps it."""
    ada, grace, team = _together(meet)
    ada.row("Milk").dblclick()
    path, _ = _todo(grace, team)
    grace.ask("PATCH", path, {"title": "Oat milk"})
    expect(_editor(ada)).to_have_value("Oat milk")
    _editor(ada).press("Enter")
    ada.expect_titles("Oat milk")
    assert _todo(grace, team)[1] == "Oat milk"


def test_r96_a_conflicting_edit_is_resolved_by_its_author(meet: Meet) -> None:
    """The other title is shown; leaving the editor saves nothing until one of the two was chosen."""
    ada, grace, team = _together(meet)
    grace.open(team)
    path, _ = _todo(grace, team)
    for choice, kept in (("Use theirs", "Oat milk"), ("Keep mine", "Whole milk")):
        grace.ask("PATCH", path, {"title": "Milk"})
        ada.expect_titles("Milk")
        ada.row("Milk").dblclick()
        _editor(ada).fill("Whole milk")
        grace.ask("PATCH", path, {"title": "Oat milk"})
        expect(ada.page.get_by_role("alert")).to_contain_text(f"{grace.name} changed this to “Oat milk”")
        _editor(ada).press("Enter")
        expect(ada.page.get_by_role("button", name="Keep mine")).to_be_focused()
        assert _todo(grace, team)[1] == "Oat milk"
        assert axe(ada.page) == []
        ada.page.get_by_role("button", name=choice).press("Enter")
        ada.expect_titles(kept)


def test_r96_an_editor_outlives_its_todo(meet: Meet) -> None:
    """Typing continues in place when the todo is deleted, and the text can become a new todo."""
    ada, grace, team = _together(meet)
    grace.open(team)
    ada.row("Milk").dblclick()
    _editor(ada).fill("Milk for the")
    grace.ask("DELETE", _todo(grace, team)[0])
    alert = ada.page.get_by_role("alert")
    expect(alert).to_contain_text(f"{grace.name} deleted this while you were typing.")
    expect(_editor(ada)).to_be_focused()
    ada.page.keyboard.type(" pancakes")
    assert axe(ada.page) == []
    ada.page.reload()
    expect(alert).to_contain_text("deleted")
    expect(alert).to_contain_text("Milk for the pancakes")
    ada.page.get_by_role("button", name="Add as a new todo").click()
    ada.expect_titles("Milk for the pancakes")
    expect(alert).to_have_count(0)


def test_r96_an_editor_outlives_the_right_to_edit(meet: Meet) -> None:
    """It says so, and keeps the text."""
    ada, grace, team = _together(meet)
    grace.open(team)
    grace.row("Milk").dblclick()
    _editor(grace).fill("Oat milk")
    override = {"role": "admin", "permission": "edit_any_todo", "allowed": False}
    ada.ask("PUT", f"/api/teams/{team.team_id}/permissions?scope=global", {"overrides": [override]})
    expect(grace.page.get_by_role("alert")).to_contain_text("You can no longer edit this.")
    expect(_editor(grace)).to_have_value("Oat milk")
    grace.page.get_by_role("button", name="Discard").click()
    expect(_editor(grace)).to_have_count(0)
    assert _todo(ada, team)[1] == "Milk"


def test_r96_an_editor_stays_when_its_row_moves_out_of_sight(meet: Meet) -> None:
    """Someone completes the todo, in a list that collapses completed ones."""
    ada, grace, team = _together(meet)
    ada.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"splitCompleted": True})
    ada.page.reload()
    ada.row("Milk").dblclick()
    _editor(ada).fill("Oat milk")
    grace.ask("PATCH", _todo(grace, team)[0], {"completed": True})
    expect(ada.is_completed("Milk")).to_be_checked()
    expect(_editor(ada)).to_have_value("Oat milk")


def test_r97_what_was_typed_into_a_list_that_is_gone_is_shown(meet: Meet) -> None:
    """In place of the list, also after a reload."""
    ada, grace, team = _together(meet)
    ada.page.get_by_role("textbox", name="Add a todo").fill("Half a thou")
    grace.ask("DELETE", f"/api/teams/{team.team_id}/sets/{team.set_id}")
    for _ in range(2):
        expect(ada.page.get_by_role("heading", name="This list is gone")).to_be_visible()
        expect(ada.page.get_by_role("alert").get_by_text("Half a thou")).to_be_visible()
        ada.page.reload()
    ada.page.get_by_role("button", name="Discard").click()
    expect(ada.page.get_by_text("Half a thou")).to_have_count(0)


def test_r97_what_the_server_refused_can_be_added_again(meet: Meet) -> None:
    """A sub-todo is typed while its parent is being deleted: its text is offered again."""
    ada, grace, team = _together(meet)
    path, _ = _todo(grace, team)
    ada.choose("Milk", "Add sub-todo")
    adding = re.compile(r"/sets/[^/]+/todos$")
    ada.page.route(adding, lambda route: (grace.ask("DELETE", path), route.continue_()))
    ada.add("Oat milk")
    expect(ada.page.get_by_role("alert").filter(has_text="Oat milk")).to_be_visible()
    ada.page.unroute(adding)
    ada.page.get_by_role("button", name="Add as a new todo").click()
    ada.expect_titles("Oat milk")


def test_r96_a_composer_outlives_the_todo_that_it_adds_below(meet: Meet) -> None:
    """It says that the text will now be added at the top level."""
    ada, grace, team = _together(meet)
    ada.choose("Milk", "Add sub-todo")
    field = ada.page.get_by_role("textbox", name=re.compile("^Add"))
    field.fill("Oat")
    grace.ask("DELETE", _todo(grace, team)[0])
    expect(ada.page.get_by_role("alert")).to_contain_text("“Milk” was deleted")
    expect(field).to_be_focused()
    ada.page.keyboard.type("s")
    ada.page.keyboard.press("Enter")
    ada.expect_titles("Oats")


def test_r97_what_was_typed_outlives_the_page(meet: Meet) -> None:
    """After a reload in the middle of a title, of a new todo and of a sub-todo all are restored as drafts."""
    ada, _, team = _together(meet)
    ada.row("Milk").dblclick()
    _editor(ada).fill("Oat mi")
    ada.page.reload()
    expect(ada.row("Milk")).to_contain_text("Draft")
    ada.row("Milk").dblclick()
    expect(_editor(ada)).to_have_value("Oat mi")
    ada.page.get_by_role("button", name="Discard").click()
    expect(ada.page.get_by_text("Draft", exact=True)).to_have_count(0)
    ada.page.get_by_role("textbox", name="Add a todo").fill("Half a thou")
    ada.choose("Milk", "Add sub-todo")
    ada.page.get_by_role("textbox", name=re.compile("^Add a sub-todo")).fill("of oats")
    ada.page.close()
    ada.page = ada.new_page()
    ada.open(team)
    expect(ada.page.get_by_role("textbox", name="Add a todo")).to_have_value("Half a thou")
    expect(ada.page.get_by_text("Draft", exact=True)).to_be_visible()
    expect(ada.page.get_by_role("region", name="Drafts")).to_contain_text("of oats")
    ada.page.get_by_role("button", name="Continue").click()
    expect(ada.page.get_by_role("textbox", name=re.compile("^Add a sub-todo"))).to_have_value("of oats")


def test_r97_escape_saves_nothing_and_loses_nothing(meet: Meet) -> None:
    """The text is offered below the list until it is discarded."""
    ada, _, _team = _together(meet)
    ada.row("Milk").dblclick()
    _editor(ada).fill("Oat milk")
    _editor(ada).press("Escape")
    expect(ada.row("Milk")).to_be_focused()
    kept = ada.page.get_by_role("region", name="Drafts")
    expect(kept).to_contain_text("Oat milk")
    assert axe(ada.page) == []
    kept.get_by_role("button", name="Continue").click()
    expect(_editor(ada)).to_have_value("Oat milk")
    expect(kept).to_have_count(0)
    _editor(ada).press("Enter")
    ada.expect_titles("Oat milk")
    expect(kept).to_have_count(0)


def test_keys_of_an_input_method_neither_save_nor_close(meet: Meet) -> None:
    """Enter and Escape during composition choose and cancel a candidate, in every field. Safari tells by the code."""
    ada, _, _ = _together(meet)

    def compose(field: Locator) -> None:
        field.fill("ぎゅうにゅう")
        for key in ("Enter", "Escape"):
            for how in ({"keyCode": 229}, {"isComposing": True}):
                field.dispatch_event("keydown", {"key": key, "bubbles": True, "cancelable": True, **how})
        expect(field).to_have_value("ぎゅうにゅう")

    ada.row("Milk").dblclick()
    compose(_editor(ada))
    _editor(ada).press("Escape")
    ada.choose("Milk", "Add sub-todo")
    compose(ada.page.get_by_role("textbox", name=re.compile("^Add a sub-todo")))
    ada.page.get_by_role("button", name="Search this list").click()
    compose(ada.page.get_by_role("searchbox"))
    _rename_list(ada)
    compose(ada.page.get_by_label("List name"))


def test_editing_begins_at_the_end_of_the_title(meet: Meet) -> None:
    """What is typed is added to it, however the editor was opened."""
    ada, _, _ = _together(meet)
    ada.row("Milk").focus()
    ada.page.keyboard.press("e")
    ada.page.keyboard.type(" and")
    ada.page.keyboard.press("Enter")
    ada.row("Milk and").dblclick()
    ada.page.keyboard.type(" eggs")
    ada.page.keyboard.press("Enter")
    ada.expect_titles("Milk and eggs")


def test_an_empty_list_waits_for_its_first_todo(meet: Meet) -> None:
    """The field has the focus after signing in for the first time, and in a list that was just created."""
    ada = meet("Ada")
    ada.page.goto("/")
    field = ada.page.get_by_role("textbox", name="Add a todo")
    expect(field).to_be_focused()
    ada.page.get_by_role("button", name="New list").click()
    ada.page.get_by_label("List name").fill("Groceries")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("heading", name="Groceries")).to_be_visible()
    expect(field).to_be_focused()


def test_r98_equivalent_spellings_are_found_and_added_todos_are_visible(meet: Meet) -> None:
    """A decomposed title by a composed search; adding ends the search."""
    ada, _, team = _together(meet)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "Cafe\u0301"})
    ada.page.get_by_role("button", name="Search this list").click()
    ada.page.get_by_role("searchbox").fill("CAF\u00c9")
    expect(ada.rows()).to_have_count(1)
    ada.add("Eggs")
    expect(ada.rows()).to_have_count(3)


def test_r96_a_list_name_that_nobody_typed_is_not_sent(meet: Meet) -> None:
    """Saving the dialog untouched keeps the name that someone else gave the list meanwhile."""
    ada, grace, team = _together(meet)
    _rename_list(ada)
    grace.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"name": "Groceries"})
    expect(ada.page.get_by_label("List name")).to_have_value("Groceries")
    ada.page.get_by_role("button", name="Save").click()
    ada.expect_lists("Groceries")


def test_r96_a_conflicting_list_name_is_resolved_by_its_author(meet: Meet) -> None:
    """The other name is shown; a typed name survives a reload."""
    ada, grace, team = _together(meet)
    _rename_list(ada)
    ada.page.get_by_label("List name").fill("Shopping")
    ada.page.reload()
    ada.expect_status("Live")
    grace.ask("PATCH", f"/api/teams/{team.team_id}/sets/{team.set_id}", {"name": "Groceries"})
    ada.expect_lists("Groceries")
    _rename_list(ada)
    expect(ada.page.get_by_label("List name")).to_have_value("Shopping")
    expect(ada.page.get_by_role("alert")).to_contain_text("“Groceries”")
    assert axe(ada.page) == []
    ada.page.get_by_role("button", name="Keep mine").click()
    ada.expect_lists("Shopping")
    assert ada.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('glint:draft')).length") == 0


def _rename_list(who: Visitor) -> None:
    who.page.get_by_role("button", name="More actions").first.click()
    who.page.get_by_role("menuitem", name="Rename list").click()


def test_a_title_does_not_change_the_direction_of_its_sentence(meet: Meet) -> None:
    """Right-to-left text is isolated within it."""
    ada, _, team = _together(meet)
    ada.ask("POST", f"/api/teams/{team.team_id}/sets/{team.set_id}/todos", {"title": "\u202egnp.exe"})
    row = ada.rows().last
    expect(row).to_contain_text("gnp.exe")
    row.focus()
    row.press("Delete")
    expect(ada.page.get_by_text("Deleted “\u2068gnp.exe\u2069”")).to_be_visible()
