"""A basic scenario, in every browser engine."""

from __future__ import annotations

from tests.smoke.conftest import Meet
from tests.smoke.screen import Screen
from tests.support.server import Server

COMPOSER = "[aria-label^=Add]"
EDITOR = "[aria-label^=Edit]"
INVITATION = """async () => {
  const ask = async (path, body) => {
    const headers = { "Content-Type": "application/json" }
    return (await fetch(path, { method: "POST", headers, body: JSON.stringify(body) })).json()
  }
  const { team } = await ask("/api/teams", { name: "Crew" })
  const { invite } = await ask(`/api/teams/${team.id}/invites`, { role: "admin" })
  return [`/t/${team.id}`, `/join/${invite.token}`]
}"""

MANIFEST = """async () => {
  const { href } = document.querySelector("link[rel=manifest]")
  const { name, display, icons } = await (await fetch(href)).json()
  const loaded = await Promise.all(icons.map(({ src }) => fetch(new URL(src, href))))
  return [name, display, loaded.map(icon => icon.headers.get("Content-Type"))]
}"""


def row(title: str) -> str:
    """Return the row of a todo."""
    return f'[role=row][aria-label="{title}"]'


def add(screen: Screen, *titles: str) -> None:
    """Type todos one after the other."""
    for title in titles:
        screen.write(COMPOSER, title)


def tick(screen: Screen, title: str) -> None:
    """Complete a todo with the pointer."""
    screen.click(f"{row(title)} .check-round")


def expect_ticked(screen: Screen, title: str) -> None:
    """Expect a todo to become completed."""
    screen.until("selector => document.querySelector(selector)?.checked", f"{row(title)} [type=checkbox]")


def edit(screen: Screen, title: str, more: str) -> None:
    """Type more at the end of a title."""
    screen.click(row(title))
    screen.press("Enter")
    screen.expect_focus("Edit")
    screen.press("End", *more, "Enter")


def drag_up(screen: Screen, title: str) -> None:
    """Drag a todo up by one row, by keyboard: pointers drag differently in each driver."""
    screen.click(row(title))
    screen.evaluate("selector => document.querySelector(selector).focus()", f"{row(title)} .drag-handle")
    screen.press("Enter")
    screen.expect_focus("Insert after")
    screen.press("ArrowUp")
    screen.expect_focus("Insert between")
    screen.press("ArrowUp")
    screen.expect_focus("Drop on")
    screen.press("ArrowUp")
    screen.expect_focus("Insert between")
    screen.press("Enter")


def test_a_list_is_worked_on_and_survives_a_reload(meet: Meet) -> None:
    """Sign in by name, add, complete, edit and drag; a reload shows the same."""
    ada = meet("Ada")
    add(ada, "Oil the lamp", "Count the ropes", "Polish the lens")
    ada.expect_titles("Oil the lamp", "Count the ropes", "Polish the lens")
    edit(ada, "Count the ropes", " twice")
    ada.expect_titles("Oil the lamp", "Count the ropes twice", "Polish the lens")
    drag_up(ada, "Polish the lens")
    ada.expect_titles("Oil the lamp", "Polish the lens", "Count the ropes twice")
    tick(ada, "Count the ropes twice")
    expect_ticked(ada, "Count the ropes twice")
    ada.reload()
    ada.expect_titles("Oil the lamp", "Polish the lens", "Count the ropes twice")
    expect_ticked(ada, "Count the ropes twice")


def test_two_people_see_each_others_changes(meet: Meet) -> None:
    """One invites the other; what one does, the other sees without a reload."""
    ada, grace = meet("Ada"), meet("Grace")
    home, invitation = ada.evaluate(INVITATION)
    ada.open(home)
    grace.open(invitation)
    grace.click("main button")
    for person in (ada, grace):
        person.expect_status("Live")
    add(ada, "Oil the lamp")
    grace.expect_titles("Oil the lamp")
    tick(grace, "Oil the lamp")
    expect_ticked(ada, "Oil the lamp")


def test_nothing_is_lost_with_a_killed_server(meet: Meet, server: Server) -> None:
    """What is typed while it is down is sent once it is back, and is there after a reload."""
    ada = meet("Ada")
    add(ada, "Before")
    ada.expect_titles("Before")
    with server.down():
        ada.expect_status("econnecting")  # whether or not the first todo was saved before
        add(ada, "Meanwhile")
        ada.expect_status("waiting")
    ada.expect_status("Live")
    ada.reload()
    ada.expect_titles("Before", "Meanwhile")


def test_the_app_can_be_installed(meet: Meet) -> None:
    """Its manifest has a name, a window of its own, and existing icons."""
    name, display, icons = meet("Ada").evaluate(MANIFEST)
    assert (name, display) == ("Glint", "standalone")
    assert icons
    assert all(kind.startswith("image/") for kind in icons)
