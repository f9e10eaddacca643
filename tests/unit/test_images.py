"""What an image of a list looks like, whatever people have written."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from domain import limits
from domain.images import Line, Progress, badge, checklist

SVG = "{http://www.w3.org/2000/svg}"


def _texts(image: str) -> list[ET.Element]:
    return list(ET.fromstring(image).iter(f"{SVG}text"))  # noqa: S314 - our own


def _progress(todos: int, done: int = 0) -> Progress:
    return Progress(todos=todos, done=done, roots=todos)


def _titled(title: str) -> ET.Element:
    return _texts(checklist("Groceries", _progress(1), [Line(title=title, completed=False)]))[-1]


def test_r231_a_badge_says_how_much_is_done() -> None:
    """To those who do not see it as well."""
    image = badge(_progress(7, done=3))
    assert [text.text for text in _texts(image)] == ["todos", "3 of 7 done"]
    assert ET.fromstring(image).attrib["aria-label"] == "todos: 3 of 7 done"  # noqa: S314 - our own
    assert image != badge(_progress(7, done=7)).replace("7 of", "3 of")


def test_r231_a_checklist_has_boxes_and_says_how_many_todos_it_leaves_out() -> None:
    """The completed ones are ticked and struck through."""
    lines = [Line(title="Milk", completed=True), Line(title="Bread", completed=False)]
    image = checklist("Groceries", _progress(5, done=1), lines)
    assert [text.text for text in _texts(image)] == ["Groceries", "1 of 5 done", "Milk", "Bread", "and 3 more"]
    assert [text.text for text in _texts(image) if "text-decoration" in text.attrib] == ["Milk"]
    assert len(ET.fromstring(image).findall(f".//{SVG}path")) == 1  # noqa: S314 - our own


def test_r232_what_people_write_is_one_line_of_text() -> None:
    """Neither markup, nor what XML forbids, nor a turn of the direction; it ends where there is no more room."""
    evil = '</text><script href="x">\x01\u202e &amp;\n\ufffe</script>'
    assert _titled(evil).text == '</text><script href="x"> &amp; </script>'
    image = checklist(evil, _progress(1), [Line(title=evil, completed=True)])
    assert {element.tag for element in ET.fromstring(image).iter()} == {  # noqa: S314 - our own
        f"{SVG}{name}" for name in ("svg", "title", "rect", "g", "text", "path")
    }
    for char, columns in (("x", 1), ("買", 2), ("W", 2), ("m", 2), ("e\u0301", 1)):
        room = limits.IMAGE_TITLE_MAX_COLUMNS // columns
        assert _titled(char * room).text == char * room
        assert _titled(char * (room + 1)).text == f"{char * room}…"


def test_r232_a_text_begins_on_the_side_of_its_script() -> None:
    """By its first letter that has a direction."""
    for title in ("3 חלב", "(حليب) x"):
        assert _titled(title).attrib["direction"] == "rtl"
    for title in ("Milk חלב", "牛乳", "123"):
        assert "direction" not in _titled(title).attrib
