"""Share links: a list for people who do not sign in, as far as its link goes."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import Meet
from tests.browser.test_accessibility import axe
from tests.browser.visitor import PHONE, Visitor

KEPT_IN_THE_BROWSER = """async () => {
  const kept = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((opened, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => opened(request.result);
      request.onerror = failed;
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      kept.push(await new Promise((read) => (all.onsuccess = () => read(JSON.stringify(all.result)))));
    }
    database.close();
  }
  return kept.join();
}"""


REQUESTED = "() => performance.getEntriesByType('resource').map(({ name }) => name)"


def share(member: Visitor, name: str, *rights: str) -> str:
    """Make a share link on the screen; return its address. The dialog stays open."""
    member.choose_for_list("Share links")
    dialog = member.page.get_by_role("dialog", name=re.compile("^Share links of"))
    dialog.get_by_label("Who or what is it for?").fill(name)
    for right in rights:
        dialog.get_by_label(right, exact=True).check()
    dialog.get_by_role("button", name="Create link").click()
    address = dialog.get_by_role("textbox", name=re.compile("^Share link"))
    expect(address).to_be_focused()
    expect(dialog.get_by_role("button", name="Copy", exact=True)).to_be_visible()
    return address.input_value()


def test_r211_r213_r217_a_guest_works_in_the_list_until_the_link_ends(meet: Meet) -> None:
    """Live both ways, offline too, as nobody; what a link allows changes at once, and so does its end show."""
    ada, guest = meet("Ada"), meet("Guest", signed_in=False)
    team = ada.create_team()
    ada.open(team)
    ada.add_and_save("Milk")
    address = share(ada, "Board", "add todos", "complete")
    assert axe(ada.page) == []
    ada.page.keyboard.press("Escape")
    guest.page.goto(address)
    guest.expect_status("Live")
    guest.expect_titles("Milk")
    assert axe(guest.page) == []
    ada.add("Bread")
    guest.expect_titles("Milk", "Bread")
    guest.context.set_offline(True)
    guest.expect_status(re.compile("^Offline"))
    guest.add("Eggs")
    guest.complete("Milk")
    assert address.rpartition("/")[2] not in guest.page.evaluate(KEPT_IN_THE_BROWSER)
    guest.context.set_offline(False)
    expect(ada.is_completed("Milk")).to_be_checked()
    ada.expect_titles("Milk", "Bread", "Eggs")
    expect(guest.row("Bread").get_by_role("button", name="Claim")).to_have_count(0)
    ada.choose_for_list("Share links")
    dialog = ada.page.get_by_role("dialog", name=re.compile("^Share links of"))
    change = dialog.get_by_role("button", name="Change what guests may do by “Board”")
    change.click()
    ada.page.get_by_role("dialog", name="What guests may do").get_by_label("complete").uncheck()
    ada.page.get_by_role("button", name="Save").click()
    expect(change).to_be_focused()
    expect(guest.is_completed("Bread")).to_be_disabled()
    expect(guest.page.get_by_text("You may add todos.")).to_be_visible()
    guest.choose("Bread", "Comments")
    details = guest.page.get_by_role("complementary", name="Details of “Bread”")
    expect(details).to_be_visible()
    dialog.get_by_role("button", name="End “Board”").click()
    ada.page.get_by_role("alertdialog").get_by_role("button", name="End link").click()
    expect(dialog.get_by_text("This list has no share links.")).to_be_visible()
    expect(guest.page.get_by_role("alert")).to_contain_text("This link no longer works")
    expect(details).to_have_count(0)
    guest.page.reload()
    expect(guest.page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    asked = ("/api/auth/me", "/api/teams")
    assert not any(entry.endswith(asked) for entry in guest.page.evaluate(REQUESTED))


def test_a_button_in_the_heading_leads_to_the_links(pair: tuple[Visitor, Visitor]) -> None:
    """Of those who may share, where there is room; its place is kept until that is known, for those who usually may."""
    ada, grace = pair
    team = ada.create_team(grace)
    held: list[Route] = []
    for person in pair:
        person.page.route("**/sets/*/todos", lambda route: held.append(route))  # noqa: PLW0108 - a builtin cannot be wrapped
        person.page.goto(team.path)
        expect(person.page.get_by_role("heading", name="Todos", exact=True)).to_be_visible()
    ada.until(lambda: len(held) == len(pair), "both lists asked for")
    button, hers = (person.page.locator(".share-button") for person in pair)
    place = button.bounding_box()
    expect(button).to_be_hidden()
    expect(hers).to_have_count(0)
    for route in held:
        route.continue_()
    ada.expect_status("Live")
    grace.expect_status("Live")
    expect(button).to_have_accessible_name("Share")
    expect(button).to_be_visible()
    assert button.bounding_box() == place
    expect(hers).to_have_count(0)
    button.click()
    expect(ada.page.get_by_role("dialog", name=re.compile("^Share links of"))).to_be_visible()
    ada.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    ada.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(button).to_be_hidden()
    ada.choose_for_list("Share links")
    expect(ada.page.get_by_role("dialog", name=re.compile("^Share links of"))).to_be_visible()


def test_r210_rotating_a_link_shows_its_next_address(meet: Meet) -> None:
    """The one before leads nowhere."""
    ada, guest = meet("Ada"), meet("Guest", signed_in=False)
    ada.open(ada.create_team())
    address = share(ada, "Board")
    ada.page.get_by_role("button", name="New address for “Board”").click()
    ada.page.get_by_role("alertdialog").get_by_role("button", name="New address").click()
    shown = ada.page.get_by_role("textbox", name=re.compile("^Share link"))
    expect(shown).not_to_have_value(address)
    guest.page.goto(address)
    expect(guest.page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    guest.page.goto(shown.input_value())
    guest.expect_status("Live")
    expect(guest.page.get_by_text("Shared with you by a link, to view.")).to_be_visible()
    expect(guest.page.get_by_role("textbox", name=re.compile("^Add"))).to_have_count(0)


def test_r230_r231_an_image_is_made_for_a_readme_and_ended(meet: Meet) -> None:
    """Its Markdown is shown once; the address shows the list to anybody, until it is ended."""
    ada, reader = meet("Ada"), meet("Reader", signed_in=False)
    ada.open(ada.create_team())
    ada.add_and_save("Milk")
    ada.choose_for_list("Share links")
    dialog = ada.page.get_by_role("dialog", name=re.compile("^Share links of"))
    dialog.get_by_role("button", name="Make a checklist").click()
    markdown = dialog.get_by_role("textbox", name="Markdown for the checklist")
    expect(markdown).to_be_focused()
    address = markdown.input_value().removeprefix("![todos](").removesuffix(")")
    assert axe(ada.page) == []
    reader.page.goto(address)
    expect(reader.page.get_by_text("Milk")).to_be_visible()
    dialog.get_by_role("button", name="End the checklist").click()
    ada.page.get_by_role("alertdialog").get_by_role("button", name="End image").click()
    expect(dialog.get_by_role("button", name="Make a checklist")).to_be_focused()
    ended = reader.page.goto(address)
    assert ended
    assert ended.status == 404


def test_r217_a_guests_comment_is_deleted_by_them_and_kept_when_they_may_write_no_more(meet: Meet) -> None:
    """They delete what they wrote on this page; what they are typing is copied when the right to send it is taken."""
    ada, guest = meet("Ada"), meet("Guest", signed_in=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    team = ada.create_team()
    links = f"/api/teams/{team.team_id}/sets/{team.set_id}/links"
    todos = f"/api/teams/{team.team_id}/sets/{team.set_id}/todos"
    milk = ada.ask("POST", todos, {"title": "Milk"})["todo"]["id"]
    ada.ask("POST", f"/api/teams/{team.team_id}/todos/{milk}/comments", {"body": "Whole milk"})
    link = ada.ask("POST", links, {"name": "Board", "allows": ["comment"]})["link"]
    guest.page.goto(link["url"])
    guest.expect_status("Live")
    guest.choose("Milk", "Comments")
    field = guest.page.get_by_role("textbox", name="Write a comment")
    field.fill("Which one?")
    guest.page.get_by_role("button", name="Send").click()
    delete = guest.page.get_by_role("button", name=re.compile("^Delete comment"))
    expect(delete).to_have_count(1)
    delete.click()
    guest.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(guest.page.get_by_text("Which one?")).to_have_count(0)
    field.fill("Oat milk?")
    ada.ask("PATCH", f"{links}/{link['id']}", {"allows": []})
    kept = guest.page.get_by_role("dialog").get_by_role("alert")
    expect(kept).to_contain_text("You can no longer comment here. You had typed: Oat milk?")
    expect(kept.get_by_role("button", name="Copy")).to_be_visible()


def test_r74_links_give_no_more_than_their_maker_has(pair: tuple[Visitor, Visitor]) -> None:
    """Neither a new one nor a new address, and the dialog says so."""
    ada, grace = pair
    team = ada.create_team(grace, role="admin")
    path = f"/api/teams/{team.team_id}"
    ada.ask("POST", f"{path}/sets/{team.set_id}/links", {"name": "Board", "allows": ["comment"]})
    taken = {"role": "admin", "permission": "comment", "allowed": False}
    ada.ask("PUT", f"{path}/permissions?scope=set:{team.set_id}", {"overrides": [taken]})
    grace.open(team)
    grace.choose_for_list("Share links")
    dialog = grace.page.get_by_role("dialog", name=re.compile("^Share links of"))
    expect(dialog.get_by_text("You can allow guests only what you may do in this list yourself.")).to_be_visible()
    assert [dialog.get_by_label(right, exact=True).count() for right in ("edit", "comment")] == [1, 0]
    expect(dialog.get_by_role("button", name="New address for “Board”")).to_be_disabled()
