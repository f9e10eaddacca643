"""How much a client may send before its connection is closed."""

from __future__ import annotations

from domain.close_codes import FRAME_TOO_LARGE, TOO_MANY_FRAMES
from domain.limits import FRAME_MAX_BYTES, FRAME_WINDOW_S, FRAMES_PER_WINDOW
from live.frame_limit import FrameLimit

WINDOW_MS = FRAME_WINDOW_S * 1000


def test_r29_a_frame_of_two_kibibytes_passes() -> None:
    """2,048 bytes are accepted, one more closes with 1009."""
    rates = FrameLimit()
    assert rates.verdict("a", FRAME_MAX_BYTES, 0) is None
    assert rates.verdict("a", FRAME_MAX_BYTES + 1, 0) == FRAME_TOO_LARGE == 1009


def test_r29_too_many_frames_close() -> None:
    """Thirty frames within ten seconds are accepted, one more closes with 1008."""
    rates = FrameLimit()
    verdicts = [rates.verdict("a", 1, number) for number in range(FRAMES_PER_WINDOW + 1)]
    assert verdicts == [None] * FRAMES_PER_WINDOW + [TOO_MANY_FRAMES]
    assert TOO_MANY_FRAMES == 1008


def test_a_new_window_resets_the_count() -> None:
    """After ten seconds a client may send as much again."""
    rates = FrameLimit()
    for _ in range(FRAMES_PER_WINDOW):
        rates.verdict("a", 1, 0)
    assert rates.verdict("a", 1, WINDOW_MS + 1) is None
    assert rates.verdict("a", 1, WINDOW_MS + 2) is None


def test_each_socket_has_its_own_limit() -> None:
    """One noisy socket does not use up another's allowance."""
    rates = FrameLimit()
    for _ in range(FRAMES_PER_WINDOW):
        rates.verdict("a", 1, 0)
    assert rates.verdict("b", 1, 0) is None
    assert rates.verdict("a", 1, 0) == TOO_MANY_FRAMES


def test_the_state_of_a_closed_socket_is_dropped() -> None:
    """State is dropped with the socket; dropping twice is harmless."""
    rates = FrameLimit()
    for _ in range(FRAMES_PER_WINDOW):
        rates.verdict("a", 1, 0)
    rates.forget("a")
    rates.forget("a")
    assert rates.verdict("a", 1, 0) is None
