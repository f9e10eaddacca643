"""What people write: what of it is stored, whether it can be seen, and in which form it is compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from domain import limits
from domain.errors import Invalid

_BLANK_CATEGORIES: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Controls, formats and separators. What is not assigned yet may be the emoji of a later Unicode."""
_BLANK_RANGES: Final = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x2065, 0x2066),
    range(0x2800, 0x2801),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0xFFF0, 0xFFF9),
    range(0xE0000, 0xE1000),
)
"""What Default_Ignorable_Code_Point has beside these categories (Unicode, DerivedCoreProperties.txt), and the blank of
Braille, which is a symbol."""

_IGNORED: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt)."""

_NOT_STORED: Final = re.compile("[\x00\ud800-\udfff]")
"""What no text in the database has. Searched for in C: an import has a million characters."""

_DIRECTION_CONTROLS: Final = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def trimmed(text: str, field: str, max_chars: int) -> str:
    """Strip `text`. Raises Invalid, naming `field`, when it is too long or has no visible character."""
    clean = text.strip()
    if not 1 <= len(clean) <= max_chars:
        raise Invalid(f"`{field}` must have 1 to {max_chars} characters.")
    if clean.isascii() and clean.isprintable():
        return clean  # nearly all are, and need no look at each character
    _check_storable(clean, field)
    if not is_visible(clean):
        raise Invalid(f"`{field}` must have a visible character.")
    return clean


def description_of(text: str | None, field: str) -> str | None:
    """What is stored of a description: stripped, with one kind of line break; None if nothing in it is visible.

    Raises Invalid, naming `field`, when it is too long or has a character that cannot be stored.
    """
    clean = re.sub("\r\n?", "\n", text or "").strip()
    if len(clean) > limits.DESCRIPTION_MAX_CHARS:
        raise Invalid(f"`{field}` must have at most {limits.DESCRIPTION_MAX_CHARS} characters.")
    _check_storable(clean, field)
    return clean if is_visible(clean) else None


def _check_storable(text: str, field: str) -> None:
    if _NOT_STORED.search(text):
        raise Invalid(f"`{field}` contains a character that cannot be stored.")


def is_visible(text: str) -> bool:
    """Whether at least one character of the text shows something."""
    return not all(
        unicodedata.category(char) in _BLANK_CATEGORIES or any(ord(char) in codes for codes in _BLANK_RANGES)
        for char in text
    )


def isolated(text: str) -> str:
    """The text as part of a sentence, in which it reorders nothing else, whatever its direction."""
    return f"\u2068{without_direction(text)}\u2069"


def without_direction(text: str) -> str:
    """The text without the controls that turn its direction, or that of what follows."""
    return text.translate(_DIRECTION_CONTROLS)


def folded(text: str) -> str:
    """The text in the form in which it is searched: what looks the same or differs in case only is one (NFKC_Casefold).

    As `foldForSearch` of the web app. Upper case first: it has one form for ß and SS, and for both small sigmas.
    """
    if text.isascii():
        return text.lower()
    upper = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()
    return unicodedata.normalize("NFC", upper.lower().replace("\u03c2", "\u03c3").replace("i\u0307", "i"))


def composed(text: str) -> str:
    """The text in Unicode's composed form (NFC): an accent that is typed by itself makes no other name."""
    return unicodedata.normalize("NFC", text)
