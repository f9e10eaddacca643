"""Which pages may call the API, and where it may be called over http."""

from __future__ import annotations

import functools
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from context import Context

PREFLIGHT_MAX_AGE_S: Final = 7_200
"""As long as Chromium remembers a preflight at most."""
REQUEST_HEADERS: Final = "Content-Type, Idempotency-Key"
ANSWER_HEADERS: Final = "Retry-After, Server-Timing, X-Request-Id"


def cors_headers(ctx: Context) -> dict[str, str]:
    """What lets a page of an allowed origin read the answer; for any other page, nothing does."""
    origin = ctx.headers.get("Origin")
    if origin not in ctx.settings.allowed_origins:
        return {"Vary": "Origin"}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": ANSWER_HEADERS,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def preflight_headers(ctx: Context, methods: str) -> dict[str, str]:
    """What an allowed origin's page may send: these methods, and the headers that Glint reads."""
    if ctx.headers.get("Origin") not in ctx.settings.allowed_origins:
        return {}
    return {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": REQUEST_HEADERS,
        "Access-Control-Max-Age": str(PREFLIGHT_MAX_AGE_S),
    }


@functools.lru_cache(maxsize=64)
def is_local(origin: str) -> bool:
    """Whether the origin is this machine or in a private network: what crosses the Internet needs https.

    A name without a dot, such as localhost or that of a container, is of the machine or the network itself.
    """
    host = (urlsplit(origin).hostname or "").removesuffix(".")
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local"))
