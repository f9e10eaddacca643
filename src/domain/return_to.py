"""Where a browser goes after a sign-in; the address is read as the URL standard (url.spec.whatwg.org) has it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from domain import limits

_STRIPPED: Final = "".join(map(chr, range(0x21)))
_REMOVED: Final = str.maketrans("", "", "\t\n\r")
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))
_PARTS: Final = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_DOT: Final = re.compile(r"\.|%2e", re.IGNORECASE)


def safe_return(address: str) -> str:
    """Resolve `address` to a path of this site, or to "/" where it leads to another site or to the API.

    The result is printable ASCII, and resolves to itself.
    """
    parts = _PARTS.match(address.strip(_STRIPPED).translate(_REMOVED))
    if parts is None or len(address) > limits.RETURN_TO_MAX_CHARS:
        return "/"
    path = parts[1].replace("\\", "/")
    if not path.startswith("/") or path.startswith("//"):
        return "/"
    resolved = _without_dots(path)
    if resolved.startswith("//") or unquote(resolved).split("/")[1] == "api":
        return "/"
    return quote(resolved + parts[2], safe=_PRINTABLE, errors="surrogatepass")


def _without_dots(path: str) -> str:
    """Resolve `.` and `..`, whose dots may be escaped."""
    kept: list[str] = []
    segment = ""
    for raw in path.split("/")[1:]:
        segment = _DOT.sub(".", raw)
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(raw)
    return "/".join(["", *kept, *([""] if segment in (".", "..") else [])])
