"""Cloudflare's rate-limiting bindings as a `ports.Limiter`."""

from __future__ import annotations

import functools
from typing import Any, get_args

import js
from pyodide.ffi import to_js

from cf.bindings import binding
from ports import RateLimit


class RateLimits:
    """Rate-limiting bindings by limit; a deployment may leave out any of them."""

    def __init__(self, bindings: dict[RateLimit, Any]) -> None:
        self._bindings = bindings

    async def allows(self, limit: RateLimit, key: str) -> bool:
        """As `Limiter.allows`. Cloudflare counts per location, without a round trip."""
        if limit not in self._bindings:
            return True
        asked = to_js({"key": key}, dict_converter=js.Object.fromEntries)
        return bool((await self._bindings[limit].limit(asked)).success)


@functools.cache
def limiter() -> RateLimits | None:
    """The deployment's limits, or None when it has none."""
    names = {limit: f"LIMIT_{limit.upper()}" for limit in get_args(RateLimit)}
    found = {limit: there for limit, name in names.items() if (there := binding(name))}
    return RateLimits(found) if found else None
