"""The newest `seq` of a team's recently changed sets, small enough to be the answer to every ping."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from domain import limits
from domain.events import HEAD_KEY_CHARS, Pong, encode

_pong = msgspec.json.Decoder(Pong)


class SetVersions:
    """The head of each set's log, by the start of the set's id; the least recently changed are evicted when it is full.

    Two sets whose ids start alike share an entry, which at worst makes a client catch up once too often.
    """

    def __init__(self, pong: str | None = None) -> None:
        """Restore from the text of an earlier pong; one that cannot be decoded is ignored."""
        self._versions: dict[str, int] = {}
        if pong:
            with suppress(msgspec.DecodeError):
                self._versions = dict(_pong.decode(pong).heads)

    def update(self, set_id: str, seq: int) -> bool:
        """Record that the set has got this far; False when as much was known."""
        key = set_id[:HEAD_KEY_CHARS]
        if self._versions.get(key, -1) >= seq:
            return False
        self._versions.pop(key, None)
        self._versions[key] = seq
        while len(self.pong()) > limits.HEADS_MAX_CHARS:
            del self._versions[next(iter(self._versions))]
        return True

    def head(self, set_id: str) -> int:
        """The newest known `seq` of the set, or 0."""
        return self._versions.get(set_id[:HEAD_KEY_CHARS], 0)

    def pong(self) -> str:
        """The text that pings are answered with."""
        return encode(Pong(heads=self._versions))
