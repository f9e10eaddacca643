"""JavaScript's built-in functions, each looked up once per isolate."""

from __future__ import annotations

import functools
from typing import Any

import js


@functools.cache
def function(name: str) -> Any:
    """Look up a function by its dotted name: `"JSON.parse"`, or `"Blob.new"` for a constructor.

    Looking it up again would make and inspect a proxy for each part of the name, about 6 µs each. Not while a module
    is imported: the snapshot of a start-up could not hold it.
    """
    return functools.reduce(getattr, name.split("."), js)
