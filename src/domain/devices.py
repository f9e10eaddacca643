"""A short, recognizable description of a browser, from its `User-Agent`."""

from __future__ import annotations

from typing import Final

from domain import limits

# The first that is in the header wins: browsers name the ones before them, to be taken for those.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
UNKNOWN: Final = "Unknown device"


def device_of(user_agent: str) -> str:
    """Summarize a `User-Agent`: "Firefox on Linux", or a program's name without its version.

    Only the summary is kept: it is enough to recognise one's own, and says nothing of versions.
    """
    browser, system = _named(user_agent, _BROWSERS), _named(user_agent, _SYSTEMS)
    if browser and system:
        return f"{browser} on {system}"
    program = user_agent.partition("/")[0].partition(" ")[0]
    plain = "".join(char for char in program if char.isascii() and char.isprintable())
    return browser or system or plain[: limits.DEVICE_MAX_CHARS] or UNKNOWN


def _named(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
