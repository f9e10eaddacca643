"""How many frames a client may send: glint's own clients send none but `ping`."""

from __future__ import annotations

from domain import limits

TOO_LARGE = 1009
TOO_MANY = 1008


class FrameRates:
    """Counts frames by socket in fixed windows. Forgetting (on eviction) is harmless: an idle object was spared."""

    def __init__(self) -> None:
        self._windows: dict[str, tuple[float, int]] = {}

    def verdict(self, socket_id: str, size: int, now_ms: float) -> int | None:
        """The code to close with for a frame of `size` bytes, or None to let it pass."""
        if size > limits.FRAME_MAX_BYTES:
            return TOO_LARGE
        start, count = self._windows.get(socket_id, (now_ms, 0))
        if now_ms - start > limits.FRAME_WINDOW_S * 1000:
            start, count = now_ms, 0
        self._windows[socket_id] = (start, count + 1)
        return TOO_MANY if count >= limits.FRAMES_PER_WINDOW else None

    def forget(self, socket_id: str) -> None:
        """The socket is gone."""
        self._windows.pop(socket_id, None)
