"""Where the line of every request goes, if the deployment wants one."""

from __future__ import annotations

import functools
from collections.abc import Callable

import js

from cf.bindings import variable


@functools.cache
def request_log() -> Callable[[str], None] | None:
    """Takes a line; None unless the variable LOG_REQUESTS is "true"."""
    return js.console.log if variable("LOG_REQUESTS") == "true" else None
