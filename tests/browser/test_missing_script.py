"""During a rollout: a page of the old deployment needs a script that the new one does not have."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor


def open_dialog(ada: Visitor) -> None:
    """Need the script of a dialog."""
    ada.page.get_by_role("button", name="Account").click()
    ada.page.get_by_role("menuitem", name="Access tokens").click()


def see_notice(ada: Visitor) -> None:
    """Need the script of the notices."""
    ada.choose("Milk", "Delete")


@pytest.mark.parametrize("need_script", [open_dialog, see_notice])
def test_r97_r115_a_script_that_is_gone_costs_nothing(need_script: Callable[[Visitor], None], meet: Meet) -> None:
    """The page asks to be loaded again; what was done is done, and what was typed is still there."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.add_and_save("Milk")
    composer = ada.page.get_by_role("textbox", name="Add a todo")
    composer.fill("Half a thought")
    ada.page.route("**/assets/**", lambda route: route.fulfill(status=404, body="{}"))
    need_script(ada)
    expect(ada.page.get_by_role("heading", name="A new version is available")).to_be_visible()
    ada.page.unroute("**/assets/**")
    ada.page.get_by_role("button", name="Reload").click()
    ada.expect_status("Live")
    expect(composer).to_have_value("Half a thought")
    ada.expect_titles(*(["Milk"] if need_script is open_dialog else []))
    ada.complaints.clear()  # the browser's, of the script


def test_r97_a_page_starts_without_what_nobody_waits_for(meet: Meet) -> None:
    """As where the network goes while it loads: there are no hints of other teams, and no way to one's own todos."""
    ada = meet("Ada")
    ada.page.route(re.compile("/assets/(HintsOfTeams|MineLink)-"), lambda route: route.abort())
    ada.open(ada.create_team())
    ada.add_and_save("Milk")
    expect(ada.page.get_by_role("link", name="Mine")).to_have_count(0)
    ada.complaints.clear()  # the browser's, of the scripts
