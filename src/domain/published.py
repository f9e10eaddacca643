"""A cache of what sign-in providers publish about themselves."""

from __future__ import annotations

from typing import Final

KEEP_MS: Final = 600_000
"""How long what was published is good for: a key that the provider has withdrawn counts no longer than this."""
ASK_AGAIN_MS: Final = 60_000
"""How long until a key that is not among the known ones makes Glint ask again."""


class PublishedTexts:
    """Texts by address. It outlives the request, so it holds nothing that belongs to one."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[float, str]] = {}
        self._asked_again: dict[str, float] = {}

    def known(self, url: str, now_ms: float) -> str | None:
        """The text, where it is young enough."""
        since, text = self._texts.get(url, (0.0, None))
        return text if text is not None and now_ms - since < KEEP_MS else None

    def keep(self, url: str, text: str, now_ms: float) -> None:
        """Remember what was published just now."""
        self._texts[url] = (now_ms, text)

    def may_ask_again(self, url: str, now_ms: float) -> bool:
        """Whether a text that is known may be asked for once more: not more often than once a minute."""
        since = self._asked_again.get(url)
        if since is not None and now_ms - since < ASK_AGAIN_MS:
            return False
        self._asked_again[url] = now_ms
        return True
