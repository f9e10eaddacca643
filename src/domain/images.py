"""A list as an SVG image: a badge with its progress, or a checklist. It loads nothing, and runs nothing."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from domain import limits
from domain.text import without_direction

LABEL: Final = "todos"
FONT: Final = "Verdana,DejaVu Sans,Noto Sans,sans-serif"
CHAR_WIDTH: Final = 6.6
"""Of the badge's font, on average; `textLength` makes it true."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_WIDE: Final = frozenset({"W", "F"})
_BROAD: Final = frozenset("mw%@")
"""Characters that are as broad as a capital letter."""
_NOT_IN_XML: Final = dict.fromkeys((*range(0x20), 0x7F, 0xFFFE, 0xFFFF))


class Progress(Struct, frozen=True, kw_only=True):
    """How many todos a list has, how many of them are completed, and how many are on the top level (`roots`)."""

    todos: int
    done: int
    roots: int

    @property
    def words(self) -> str:
        """Such as "3 of 7 done"."""
        return f"{self.done} of {self.todos} done"


class Line(Struct, frozen=True, kw_only=True, array_like=True):
    """One todo of a checklist."""

    title: str
    completed: bool


def badge(progress: Progress) -> str:
    """A badge as READMEs have them: what it is about, and how much of it is done."""
    left, right = _badge_width(LABEL), _badge_width(progress.words)
    colour = "#1a7f37" if progress.done == progress.todos else "#0969da"
    texts = "".join(
        f'<text x="{x + 6}" y="14" textLength="{width - 12}">{text}</text>'
        for x, width, text in ((0, left, LABEL), (left, right, progress.words))
    )
    return (
        f"{_opening(left + right, 20, f'{LABEL}: {progress.words}')}"
        f'<rect width="{left}" height="20" fill="#555"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
        f'<g fill="#fff" font-family="{FONT}" font-size="11">{texts}</g></svg>'
    )


def _badge_width(text: str) -> int:
    return round(len(text) * CHAR_WIDTH) + 12


WIDTH: Final = 480
MARGIN: Final = 16
ROW: Final = 26
HEAD: Final = 48
TEXT_AT: Final = MARGIN + 24


def checklist(name: str, progress: Progress, lines: Sequence[Line]) -> str:
    """The list's name and progress, and its first todos of the top level with their boxes."""
    shown = [_head(name, progress)]
    shown += [_row(line, HEAD + number * ROW) for number, line in enumerate(lines)]
    more = progress.roots - len(lines)
    if more > 0:
        at = HEAD + len(lines) * ROW + 17
        shown.append(f'<text x="{TEXT_AT}" y="{at}" fill="#59636e">and {more} more</text>')
    height = HEAD + (len(lines) + (more > 0)) * ROW + MARGIN // 2
    return (
        f"{_opening(WIDTH, height, f'{_shortened(name)}: {progress.words}')}"
        f'<rect width="{WIDTH}" height="{height}" rx="6" fill="#fff"/>'
        f'<g fill="#1f2328" font-family="{FONT}" font-size="13">{"".join(shown)}</g></svg>'
    )


def _head(name: str, progress: Progress) -> str:
    done = f'<text x="{WIDTH - MARGIN}" y="30" fill="#59636e" text-anchor="end">{progress.words}</text>'
    return _text(name, MARGIN, WIDTH - MARGIN - 120, 30, limits.IMAGE_NAME_MAX_COLUMNS, 'font-weight="bold"') + done


def _row(line: Line, top: int) -> str:
    box = f'x="{MARGIN}.5" y="{top + 6}.5" width="13" height="13" rx="3"'
    look = ""
    if line.completed:
        tick = f'<path d="M{MARGIN + 4} {top + 13}l2.5 3 4.5-6" fill="none" stroke="#fff" stroke-width="2"/>'
        box, look = f'<rect {box} fill="#1a7f37"/>{tick}', 'fill="#59636e" text-decoration="line-through"'
    else:
        box = f'<rect {box} fill="none" stroke="#818b98"/>'
    return box + _text(line.title, TEXT_AT, WIDTH - MARGIN, top + 17, limits.IMAGE_TITLE_MAX_COLUMNS, look)


def _text(text: str, left: int, right: int, y: int, columns: int, look: str) -> str:
    """One line of someone's text, which begins on the side where its script does."""
    place = f'x="{right}" direction="rtl"' if _is_right_to_left(text) else f'x="{left}"'
    return f'<text {place} y="{y}" {look}>{html.escape(_shortened(text, columns))}</text>'


def _opening(width: int, height: int, label: str) -> str:
    """The start of an image of this size, with the words for those who do not see it."""
    words = html.escape(label)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{words}"><title>{words}</title>'
    )


def _shortened(text: str, columns: int = limits.IMAGE_TITLE_MAX_COLUMNS) -> str:
    """As much of the text as fits, on one line, without what XML forbids or what would turn its direction."""
    clean = without_direction(" ".join(text.split())).translate(_NOT_IN_XML)
    fitting = "".join(_up_to(clean, columns))
    return fitting if fitting == clean else f"{fitting.rstrip()}…"


def _up_to(text: str, columns: int) -> Iterator[str]:
    """The characters that fit; a wide one or a capital takes two columns, a combining one none."""
    for char in text:
        columns -= _columns_of(char)
        if columns < 0:
            return
        yield char


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    is_broad = char.isupper() or char in _BROAD
    return 2 if is_broad or unicodedata.east_asian_width(char) in _WIDE else 1


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind in _RIGHT_TO_LEFT for kind in strong if kind in {"L", *_RIGHT_TO_LEFT}), False)
