"""Lists in and out of files, and several lines pasted at once."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.visitor import Visitor

AT = "2020-02-29T10:00:00.000Z"


def exported(person: Visitor, file_format: str, folder: Path) -> str:
    """Save the list as a file; return what is in it, without the times at which its todos were created."""
    person.choose_for_list("Export")
    person.page.get_by_label("Format").select_option(file_format)
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name="Download").click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    return re.sub(r',?"createdAt":"[^"]+"', "", saved.read_text()).replace(" <!-- {} -->", "")


def test_r190_r193_a_list_goes_out_and_in_again(meet: Meet, tmp_path: Path) -> None:
    """Complete, live at another person, and the same when it is exported once more; strangers in it are named."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace)
    file = tmp_path / "Keeper's round.md"
    claim = f'<!-- {{"claimedBy":"{grace.name}"}} -->'
    file.write_text(
        "- [ ] Oil the lamp <!-- {} -->\n".replace("<!-- {} -->", claim)
        + f"  - [x] Fill the can\n    > **Zoe** {AT}\n    > The red one.\n- [ ] Wind the clock <!-- "
        + '{"assignees":["Zoe"],"due":{"dueOn":"2026-12-02"}} -->\n'
    )
    ada.choose_for_list("Import")
    ada.page.get_by_label("Choose a file", exact=True).set_input_files(file)
    expect(ada.page.get_by_text("3 todos")).to_be_visible()
    expect(ada.page.get_by_text("Not a member of this team, and left out: Zoe")).to_be_visible()
    ada.page.get_by_role("button", name="Import", exact=True).click()
    expect(grace.row("Fill the can")).to_be_visible()
    expect(grace.row("Oil the lamp")).to_have_attribute("aria-level", "1")
    expect(grace.row("Fill the can")).to_have_attribute("aria-level", "2")
    expect(grace.row("Fill the can").get_by_role("checkbox")).to_be_checked()
    grace.choose("Fill the can", "Comments")
    expect(grace.page.get_by_text(f"Zoe (imported by {ada.name})")).to_be_visible()

    text = exported(ada, "markdown", tmp_path)
    assert f"- [ ] Oil the lamp {claim}\n  - [x] Fill the can\n    > **Zoe** {AT}\n    > The red one.\n" in text
    assert '- [ ] Wind the clock <!-- {"due":{"dueOn":"2026-12-02"}} -->' in text

    file.write_text(text)
    ada.choose_for_list("Import")
    ada.page.get_by_label("Choose a file", exact=True).set_input_files(file)
    ada.page.get_by_label("Import", exact=True).select_option("replace")
    ada.page.get_by_role("dialog").get_by_role("button", name="Import", exact=True).click()
    expect(ada.page.get_by_text("Imported 3 todos").first).to_be_visible()
    assert exported(ada, "markdown", tmp_path) == text


def test_r190_a_wrong_file_is_refused_with_its_line(meet: Meet) -> None:
    """Before anything is sent."""
    ada = meet("Ada")
    ada.open(ada.create_team())
    ada.choose_for_list("Import")
    file = {"name": "x.yaml", "mimeType": "text/plain", "buffer": b"todos:\n  - title: Milk\n    done: yes\n"}
    ada.page.get_by_label("Choose a file", exact=True).set_input_files(file)  # type: ignore[arg-type]  # its TypedDict
    expect(ada.page.get_by_role("alert")).to_have_text("Line 3: “done” is not a field that can be imported.")
    expect(ada.page.get_by_role("button", name="Import", exact=True)).to_be_disabled()


def test_several_lines_that_are_pasted_are_as_many_todos(meet: Meet) -> None:
    """Asked once, offline as well; nested as they are indented, and undone together."""
    ada, grace = meet("Ada"), meet("Grace")
    ada.open_team(grace)
    ada.page.get_by_role("button", name="More actions").first.hover()  # whatever is loaded later is there by now
    ada.page.get_by_role("textbox", name="Add a todo").focus()
    paste(ada, "- Milk\n  - [x] Oat\n- Bread")
    expect(ada.page.get_by_role("alertdialog", name="Add 3 todos?")).to_be_visible()
    ada.page.get_by_role("button", name="Cancel").click()
    ada.context.set_offline(True)
    ada.page.get_by_role("textbox", name="Add a todo").focus()
    paste(ada, "- Milk\n  - [x] Oat\n- Bread")
    ada.page.get_by_role("button", name="Add 3 todos").click()
    expect(ada.row("Bread")).to_be_visible()
    ada.context.set_offline(False)
    expect(grace.row("Oat")).to_have_attribute("aria-level", "2")
    expect(grace.row("Oat").get_by_role("checkbox")).to_be_checked()
    expect(grace.row("Bread")).to_have_attribute("aria-level", "1")


def paste(person: Visitor, text: str) -> None:
    """Paste into the field that has the focus."""
    person.page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )
