"""Why some rules are not looked at from outside."""

from __future__ import annotations

from typing import Final

CLIENTS = "a rule for clients: clients/python and web/client follow it"
WEB_APP = "a rule for the web app"
INSIDE = "it takes a look into the server"
KILLED = "it takes a server that may be killed or restored"
PROVIDER = "it takes a provider of one's own"
TIME = "it takes days"
LOAD = "it takes more load than a server of others should get"
RECEIVER = "it takes a receiver of webhooks"
SETTINGS = "it takes other settings of the server"
NO_CHECK = "there is no check of it"

_REASONS: Final[dict[str, tuple[int, ...]]] = {
    CLIENTS: (*range(37, 47),),
    WEB_APP: (*range(90, 100), 175, 177, 199, 236, 239, 246),
    INSIDE: (26, 27, 35, 56, 81, 85, 86, 100, 106, 113, 114),
    KILLED: (12, 149),
    PROVIDER: (*range(60, 69), 87, 116, 117, 124, 134),
    TIME: (7, 31, 34, 70, 73, 147, 184),
    LOAD: (82, 105, 107, 108, 109, 125, 126),
    RECEIVER: (*range(222, 230),),
    SETTINGS: (28, 57, 58, 69, 115, 118, 119),
}


def reason(rule: int) -> str:
    """Return why a rule is not looked at."""
    return next((why for why, numbers in _REASONS.items() if rule in numbers), NO_CHECK)


def explained() -> set[int]:
    """Return the rules that have a reason."""
    return {number for numbers in _REASONS.values() for number in numbers}
