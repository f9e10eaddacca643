"""What the platform calls for an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

H = TypeVar("H", bound=Callable[..., Any])


def handler(function: H) -> H:
    """Have the platform call this with whatever it passes, surplus arguments included.

    Otherwise it binds the arguments to the signature at each call, to drop the surplus ones, which takes longer than
    most of what is done here. Where a signature cannot be had it passes them on: `relaxed_call` in pyodide.code, whose
    `inspect.signature` raises TypeError for this one (docs/adr/0017).
    """
    function.__signature__ = ()  # type: ignore[attr-defined]  # see the docstring
    return function
