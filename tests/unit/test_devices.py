"""Browsers described in words that their users recognize."""

from __future__ import annotations

import pytest

from domain import limits
from domain.devices import UNKNOWN, device_of

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (f"{WINDOWS} {CHROME}", "Chrome on Windows"),
        (f"{WINDOWS} {CHROME} Edg/141.0.0.0", "Edge on Windows"),
        (f"{WINDOWS} {CHROME} OPR/120.0.0.0", "Opera on Windows"),
        (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "Safari on macOS"),
        (f"{PHONE} Version/26.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{PHONE} CriOS/141.0.0.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (f"{ANDROID} {CHROME}", "Chrome on Android"),
        (f"{ANDROID} {CHROME} SamsungBrowser/28.0", "Samsung Internet on Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME}", "Chrome on ChromeOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) Something/1", "Linux"),
        ("curl/8.5.0", "curl"),
        ("python-httpx/0.28.1", "python-httpx"),
        ("", UNKNOWN),
        ("\x00\u202e\N{GRINNING FACE}", UNKNOWN),
    ],
)
def test_r72_a_browser_is_named_in_words(user_agent: str, words: str) -> None:
    """Browser and system, as far as they are known; otherwise the program's own name; never a version."""
    assert device_of(user_agent) == words


def test_r72_the_stored_summary_is_short() -> None:
    """However long a made-up header is, only a little of it is stored."""
    assert len(device_of("x" * 10_000)) == limits.DEVICE_MAX_CHARS
