"""How many frames a client may send. Glint's own clients send none but `ping`."""

from __future__ import annotations

from domain import limits
from domain.close_codes import FRAME_TOO_LARGE, TOO_MANY_FRAMES


class FrameLimit:
    """Count frames per socket in fixed windows. The counts are lost on eviction, which only idle objects suffer."""

    def __init__(self) -> None:
        self._windows: dict[str, tuple[float, int]] = {}

    def verdict(self, socket_id: str, size: int, now_ms: float) -> int | None:
        """The code to close with for a frame of `size` bytes, or None to let it pass."""
        if size > limits.FRAME_MAX_BYTES:
            return FRAME_TOO_LARGE
        start, count = self._windows.get(socket_id, (now_ms, 0))
        if now_ms - start > limits.FRAME_WINDOW_S * 1000:
            start, count = now_ms, 0
        self._windows[socket_id] = (start, count + 1)
        return TOO_MANY_FRAMES if count >= limits.FRAMES_PER_WINDOW else None

    def forget(self, socket_id: str) -> None:
        """Drop the count of a socket that is gone."""
        self._windows.pop(socket_id, None)
