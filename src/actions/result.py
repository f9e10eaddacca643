"""What an action gives back: the answer, and its effects on those who are connected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from domain.effects import Effects
from ports import Listing

__all__ = ["Effects", "Result"]

NO_HEADERS: Final[Mapping[str, str]] = {}


class Result(Struct, frozen=True, kw_only=True):
    """The answer's JSON text and status, and what happens once the answer is on its way.

    `session_token` becomes the session's cookie, '' removes it, None leaves it. `location` is where the browser is
    redirected, `headers` are more of the answer's.
    """

    answer: str | Listing
    status: int = 200
    effects: Effects = Effects()
    session_token: str | None = None
    location: str = ""
    headers: Mapping[str, str] = NO_HEADERS

    @property
    def text(self) -> str:
        """The whole answer."""
        return str(self.answer)
