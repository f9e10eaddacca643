"""What a query may say."""

from __future__ import annotations

from typing import Final

from context import Context
from domain.errors import Invalid

SEQ_MAX_DIGITS: Final = 15


def seq_in(ctx: Context, name: str, default: int) -> int:
    """The number of an event in the query, or the default where it is not given. Raises Invalid."""
    given = ctx.query.get(name) or ""
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= SEQ_MAX_DIGITS):
        raise Invalid(f"`{name}` must be a whole number, 0 or more.")
    return int(given)
