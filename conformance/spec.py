"""The rules in docs/SPEC.md, and the first words of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

SPEC: Final = Path(__file__).absolute().parents[1] / "docs" / "SPEC.md"
WORDS_MAX: Final = 12
_RULE: Final = re.compile(r"^- \*\*R(\d+)\*\* (.*)$", re.MULTILINE)


def rules() -> dict[int, str]:
    """Return the first words of every rule, by its number."""
    return {int(number): _first_words(text) for number, text in _RULE.findall(SPEC.read_text("utf-8"))}


def _first_words(text: str) -> str:
    sentence = re.split(r"(?<=[.:]) (?=[A-Z`])", text)[0]
    words = sentence.split()
    return sentence if len(words) <= WORDS_MAX else f"{' '.join(words[:WORDS_MAX])} …"
