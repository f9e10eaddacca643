"""Key and pointer actions of the W3C, which WebDriver and WebDriver BiDi share."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from tests.smoke.screen import Screen

Json = dict[str, Any]

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "End": "\ue010", "ArrowUp": "\ue013"}


class W3cScreen(Screen):
    """A window that accepts sequences of input actions."""

    @abstractmethod
    def perform(self, actions: Json) -> None:
        """Perform the actions of one input device."""

    def press(self, *keys: str) -> None:
        """Press the keys."""
        strokes = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.perform({"type": "key", "id": "keyboard", "actions": strokes})

    def click_at(self, x: int, y: int) -> None:
        """Click there."""
        clicks = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.perform({"type": "pointer", "id": "mouse", "actions": [{"type": "pointerMove", "x": x, "y": y}, *clicks]})
