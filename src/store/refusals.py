"""Who is beyond a rate limit, as far as this isolate knows."""

from __future__ import annotations

from typing import Final

from cachetools import LRUCache

REMEMBERED_MAX: Final = 2_000


class Refusals:
    """Until when keys are refused, by limit; the least recently used go first.

    Entries are hints: without one the limiter is asked. With one a refusal costs nothing.
    """

    def __init__(self) -> None:
        self._until_ms: LRUCache[tuple[str, str], float] = LRUCache(REMEMBERED_MAX)

    def put(self, limit: str, key: str, until_ms: float) -> None:
        """Refuse the key until then."""
        self._until_ms[limit, key] = until_ms

    def holds(self, limit: str, key: str, now_ms: float) -> bool:
        """Whether the key is still refused."""
        return now_ms < self._until_ms.get((limit, key), 0.0)
