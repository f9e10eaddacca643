"""Which pages may call the API."""

from __future__ import annotations

from context import Context
from domain.errors import OriginNotAllowed


def check_origin(ctx: Context) -> None:
    """Raise OriginNotAllowed when a page of another site sent this; programs send no Origin."""
    origin = ctx.headers.get("Origin")
    if origin and origin != ctx.origin and origin not in ctx.settings.allowed_origins:
        raise OriginNotAllowed
