"""The newest `seq` of a team's recently changed sets, small enough to answer every ping with."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from domain import limits
from domain.events import HEAD_KEY_CHARS, Pong, encode

_pong = msgspec.json.Decoder(Pong)


class Heads:
    """Heads by the start of a set's id, the most recently changed last; the oldest give way when it is full.

    Two sets whose ids start alike share an entry, which at worst makes a client look once too often.
    """

    def __init__(self, pong: str | None = None) -> None:
        """Read back from the text of an earlier answer; one that another version wrote counts for nothing."""
        self._heads: dict[str, int] = {}
        if pong:
            with suppress(msgspec.DecodeError):
                self._heads = dict(_pong.decode(pong).heads)

    def note(self, set_id: str, seq: int) -> bool:
        """Remember that the set has got this far; False when as much was known."""
        key = set_id[:HEAD_KEY_CHARS]
        if self._heads.get(key, -1) >= seq:
            return False
        self._heads.pop(key, None)
        self._heads[key] = seq
        while len(self.pong()) > limits.HEADS_MAX_CHARS:
            del self._heads[next(iter(self._heads))]
        return True

    def head(self, set_id: str) -> int:
        """The newest seq that is known of the set, 0 when none is."""
        return self._heads.get(set_id[:HEAD_KEY_CHARS], 0)

    def pong(self) -> str:
        """The text that answers a ping."""
        return encode(Pong(heads=self._heads))
