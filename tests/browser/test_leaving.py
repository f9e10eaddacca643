"""Leaving with unsaved changes: Glint asks first."""

from __future__ import annotations

import re

from playwright.sync_api import Dialog, Locator, Route, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor


def sign_out(person: Visitor) -> Locator:
    """Choose it in the account's menu; return the confirmation dialog."""
    person.sign_out()
    return person.page.get_by_role("alertdialog", name="Sign out without saving?")


def hold_back_new_todos(person: Visitor) -> None:
    """Block the creation of todos."""

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    person.page.route("**/todos", hold)


def test_r99_a_sign_out_asks_before_it_deletes_what_is_unsaved(meet: Meet) -> None:
    """Cancelled, nothing changes; confirmed, nothing is left in the browser."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    hold_back_new_todos(ada)
    ada.add("Oil")
    ada.page.get_by_role("textbox", name="Add a todo").fill("Rop")
    dialog = sign_out(ada)
    expect(dialog).to_contain_text("This device still has 1 unsent change and 1 draft.")
    dialog.get_by_role("button", name="Cancel").click()
    ada.expect_titles("Oil")
    expect(ada.page.get_by_role("textbox", name="Add a todo")).to_have_value("Rop")
    sign_out(ada).get_by_role("button", name="Sign out").click()
    expect(ada.page.get_by_role("heading", name="Get things done, together")).to_be_visible()
    assert ada.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('glint:draft'))") == []


def test_r99_without_storage_the_list_says_so_and_leaving_asks(meet: Meet) -> None:
    """As in some private windows; once everything is saved, leaving does not ask."""
    ada = meet("Ada")
    ada.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    ada.open(ada.create_team())
    hold_back_new_todos(ada)
    ada.add("Oil")
    expect(ada.page.get_by_text("This browser cannot store your changes")).to_be_visible()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    ada.page.on("dialog", answer)
    ada.page.close(run_before_unload=True)
    ada.until(lambda: asked == ["beforeunload"], "the question")
    ada.expect_status(re.compile("^1 change waiting, retrying"))
    ada.page.unroute("**/todos")
    ada.expect_status("Live")
    ada.page.reload()
    ada.expect_titles("Oil")
    assert asked == ["beforeunload"]
