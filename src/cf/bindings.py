"""The deployment's bindings and variables, raw.

The SDK wraps `self.env` so that every result is converted to Python. Converting costs more than the query
(docs/adr), and a wrapped stub can lose a WebSocket, so the bindings are taken from `cloudflare:workers`.
"""

from __future__ import annotations

import functools
from typing import Any

import js
from pyodide.ffi import JsProxy
from workers import import_from_javascript


@functools.cache
def binding(name: str) -> Any | None:
    """Return a binding or variable, or None when the deployment has none by that name. Cached per isolate."""
    return getattr(import_from_javascript("cloudflare:workers").env, name, None)


def variable(name: str) -> str:
    """Return a variable's text, or ''. One that the configuration writes as JSON is returned as JSON text."""
    value = binding(name)
    if isinstance(value, JsProxy):
        return str(js.JSON.stringify(value))
    return value if isinstance(value, str) else ""
