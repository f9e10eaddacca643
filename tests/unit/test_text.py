"""Invisible text counts as empty, and a name has one spelling."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest

from domain.text import composed, folded, is_visible, isolated
from tools.project import ROOT

SEARCHED = json.loads((ROOT / "web" / "src" / "todos" / "search-cases.json").read_text("utf-8"))
"""What the web app finds as well: the same cases."""
BLANK = (
    "", " \u00a0\u2003\t ", "\u200b", "\ufeff", "\u2060\u200d", "\u202e", "\u3164", "\u00ad", "\u115f\u1160", "\uffa0",
    "\u034f", "\ufe0f", "\u180e", "\u2800", "\u2028", "\u0085", "\U000e0001", "\U000e0100", "\u17b4", "\u2066\u2069",
)  # fmt: skip
VISIBLE = (
    "x", "\u200bx", "é", "e\u0301", "👩\u200d💻", "❤\ufe0f", "한", "\u202eabc", "。",
    "-", "\uf8ff", "\U0001fae9", "\U000323b0",
)  # fmt: skip


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_invisible_text_is_not_visible(text: str) -> None:
    """White space, controls, formats and fillers, alone or together."""
    assert not is_visible(text)


@pytest.mark.parametrize("text", VISIBLE, ids=ascii)
def test_one_visible_character_is_enough(text: str) -> None:
    """Of any script, even one newer than Python's Unicode, among invisible ones."""
    assert is_visible(text)


def test_every_written_character_is_visible() -> None:
    """Every letter, digit, mark or symbol is visible, except those that Unicode defines as invisible."""
    shown = (char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char)[0] in "LNPS")
    blank = [char for char in shown if not is_visible(char)]
    assert blank == ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"]


def test_a_name_is_composed() -> None:
    """The same letters, however they were typed; look-alikes stay different."""
    assert composed("Ame\u0301lie") == composed("Amélie") == "Amélie"
    assert composed("ﬁ") == "ﬁ"


def test_a_name_within_a_sentence_cannot_reorder_the_rest() -> None:
    """It is isolated, and cannot end that."""
    assert isolated("a\u2069\u202egnp.exe") == "\u2068agnp.exe\u2069"


@pytest.mark.parametrize(("title", "query", "what"), SEARCHED)
def test_r98_r176_what_looks_the_same_is_found(title: str, query: str, what: str) -> None:
    """Composed or not, whatever the case, the width and the ligatures; `what` names the case."""
    assert folded(title) == folded(query), what


def test_r98_r176_accents_count() -> None:
    """They make another word."""
    assert folded("cafe") not in folded("café")
