"""Settings given as arguments of make or in the environment: parsed, or refused in one sentence."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from tools.project import say

PORT_MAX: Final = 65_535


class WrongSetting(SystemExit):
    """A setting is invalid, and the user has been told. Ends the command with status 2."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        say(sentence)


def whole_number(name: str, environ: Mapping[str, str], *, default: int, least: int = 1) -> int:
    """Read an integer of at least `least`; the default if it is not set."""
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        _refuse(name, text, f"a whole number from {least} on, such as {default}")
    return int(text)


def switch(name: str, environ: Mapping[str, str], *, on: str = "1") -> bool:
    """Return whether `name` is set to `on`; unset, or its opposite, is off."""
    off = "off" if on == "on" else "0"
    text = environ.get(name) or off
    if text not in (on, off):
        _refuse(name, text, f"{on}, or {off}, which is what it is without it")
    return text == on


def variables(name: str, environ: Mapping[str, str]) -> dict[str, Any]:
    """Read a JSON object of variables of the Worker, each a string, a list or an object."""
    text = environ.get(name) or "{}"
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or any(not isinstance(value, str | list | dict) for value in found.values()):
        _refuse(name, text, 'a JSON object of texts, such as {"LOG_REQUESTS":"true"}')
    return dict(found)


def port(text: str) -> int:
    """Read the number of a port."""
    if not text.isdecimal() or not 1 <= int(text) <= PORT_MAX:
        _refuse("PORT", text, f"a whole number from 1 to {PORT_MAX}, such as 8787")
    return int(text)


def require_free(number: int) -> None:
    """Refuse a port on which nothing can listen now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise WrongSetting(f"Port {number} cannot be used ({error.strerror}): name another PORT.") from None


def require_program(name: str, path: str) -> None:
    """Refuse what is not an executable program."""
    if not shutil.which(path):
        _refuse(name, path, "a program, such as /usr/bin/chromium")


def _refuse(name: str, text: str, wanted: str) -> NoReturn:
    raise WrongSetting(f"{name} is “{text}”; it must be {wanted}.")
