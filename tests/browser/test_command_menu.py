"""The command menu: to any list, any todo and any command by a few letters."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Meet
from tests.browser.visitor import PHONE, Visitor


def menu_of(ada: Visitor, typed: str) -> Locator:
    """Open the menu by its key and type."""
    ada.page.keyboard.press("Control+k")
    expect(ada.page.get_by_role("combobox", name="Search and commands")).to_be_focused()
    ada.page.keyboard.type(typed)
    return ada.page.get_by_role("dialog", name="Search and commands")


def test_a_few_letters_lead_to_lists_todos_and_commands(meet: Meet) -> None:
    """By keyboard, offline for what is in the open list; the focus comes back; what is not allowed is left out."""
    ada, grace = meet("Ada", offline=True), meet("Grace")
    team = ada.create_team(grace)
    path = f"/api/teams/{team.team_id}/sets"
    storm = ada.ask("POST", path, {"name": "Storm season"})["set"]["id"]
    ada.ask("POST", f"{path}/{storm}/todos", {"title": "Lamp oil, 20 litres"})
    lamp = ada.ask("POST", f"{path}/{team.set_id}/todos", {"title": "Light the lamp"})["todo"]["id"]
    ada.ask("POST", f"{path}/{team.set_id}/todos", {"title": "Trim the wick", "parentId": lamp})
    keys, page = ada.page.keyboard, ada.page
    ada.open(team)

    menu = menu_of(ada, "lamp")
    expect(menu.get_by_role("group", name="In other lists")).to_contain_text("Lamp oil, 20 litres")
    keys.press("End")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Storm season")).to_be_visible()
    expect(ada.row("Lamp oil, 20 litres")).to_be_focused()

    menu_of(ada, "todos")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Todos", exact=True)).to_be_visible()
    ada.row("Light the lamp").focus()
    keys.press("ArrowLeft")
    expect(ada.row("Trim the wick")).to_be_hidden()
    ada.context.set_offline(True)
    menu_of(ada, "wick")
    keys.press("Enter")
    expect(ada.row("Trim the wick")).to_be_visible()
    expect(ada.row("Trim the wick")).to_be_focused()

    keys.press("Control+k")
    keys.type("theme dark", delay=30)  # at once: the menu was loaded before
    keys.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    menu_of(ada, "shortcuts")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    keys.press("Escape")
    expect(ada.row("Trim the wick")).to_be_focused()

    grace.open(team)
    expect(menu_of(grace, "list").get_by_role("option", name=re.compile("^Search this list"))).to_be_visible()
    expect(grace.page.get_by_role("option", name=re.compile("^(New|Delete) list"))).to_have_count(0)


def test_a_phone_has_the_menu_in_the_drawer(meet: Meet) -> None:
    """A sheet, of which a tap leads on."""
    width, height = PHONE
    ada = meet("Ada", viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    ada.open(ada.create_team())
    ada.page.get_by_role("button", name="Show teams and lists").tap()
    ada.page.get_by_role("button", name="Search and commands").tap()
    ada.page.get_by_role("combobox", name="Search and commands").fill("sort")
    ada.page.get_by_role("option", name=re.compile("^Sort by date")).tap()
    menu = ada.page.get_by_role("dialog", name="Search and commands")
    expect(menu).to_have_count(0)
    ada.list_menu().tap()
    expect(ada.page.get_by_role("menuitem", name="Sort as arranged")).to_be_visible()
