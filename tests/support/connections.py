"""HTTP in the tests: connections are kept for less long than a server keeps them, and answers may take their time."""

from __future__ import annotations

from typing import Any

import httpx

KEPT_S = 2.0
"""workerd closes an idle connection after 15 s. A request on one that is about to be closed would be lost."""

LIMITS = httpx.Limits(max_connections=None, keepalive_expiry=KEPT_S)
TIMEOUT_S = 60.0
"""A busy machine needs more than the 5 s that httpx gives a server."""


def fetch(method: str, url: str, **options: Any) -> httpx.Response:
    """Send one request on a connection of its own."""
    return httpx.request(method, url, timeout=TIMEOUT_S, **options)
