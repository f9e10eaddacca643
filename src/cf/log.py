"""The request log's sink, if the deployment enables it."""

from __future__ import annotations

import functools
from collections.abc import Callable

import js

from cf.bindings import variable


@functools.cache
def request_log() -> Callable[[str], None] | None:
    """Return `console.log`, or None unless the variable LOG_REQUESTS is "true"."""
    return js.console.log if variable("LOG_REQUESTS") == "true" else None
