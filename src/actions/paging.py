"""Answers that come in pages: where one begins, and its text."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from domain.errors import Invalid
from ports import Row

Cursor = TypeVar("Cursor")


def cursor_of(after: str, decoder: msgspec.json.Decoder[Cursor], first: Cursor) -> Cursor:
    """Where the page begins: at `first`, or where the page before has ended. Raises Invalid for any other text."""
    try:
        return decoder.decode(after) if after else first
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise Invalid("`after` must be the `next` of the answer before.") from None


def page_of(row: Row, name: str, more: str = "") -> str:
    """The JSON of a page, from the row with its `items` and the `next` cursor or NULL; `more` are further members."""
    following = msgspec.json.encode(row["next"]).decode()
    return f'{{"{name}":{row["items"]},"next":{following}{more}}}'
