"""How the tests keep HTTP connections: in a pool, and never for as long as a server may."""

from __future__ import annotations

import httpx

KEPT_S = 2.0
"""workerd closes an idle connection after 15 s. A request on one that is about to be closed would be lost."""

LIMITS = httpx.Limits(max_connections=None, keepalive_expiry=KEPT_S)
