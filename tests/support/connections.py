"""HTTP in the tests: connections are reused for less time than a server keeps them, and answers may be slow."""

from __future__ import annotations

from typing import Any

import httpx

KEPT_S = 2.0
"""workerd closes an idle connection after 15 s. A request on one that is about to be closed would be lost."""

LIMITS = httpx.Limits(max_connections=None, keepalive_expiry=KEPT_S)
TIMEOUT_S = 60.0
"""A busy machine needs more than httpx's default of 5 s."""


def fetch(method: str, url: str, **options: Any) -> httpx.Response:
    """Send one request on its own connection."""
    return httpx.request(method, url, timeout=TIMEOUT_S, **options)
