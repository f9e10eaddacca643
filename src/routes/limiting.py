"""Rate limits: by address before anything else is looked at, by person before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol

from microdot import Request

from domain import limits
from domain.errors import RateLimited

if TYPE_CHECKING:
    from actions.call import Admit

RateLimit = Literal["address", "entry", "user"]

ENTRIES: Final = ("/api/auth/", "/api/invites/")
ASKED_BY_EVERY_PAGE: Final = ("/api/auth/me", "/api/auth/providers", "/api/auth/sessions")


class Limiter(Protocol):
    """Counts requests; what is over the limit is refused."""

    async def allows(self, limit: RateLimit, key: str) -> bool:
        """Count one more for the key; whether it is within the limit."""
        ...


async def admit_address(limiter: Limiter, request: Request) -> None:
    """RateLimited when this address asks too much, or tries too often to get in."""
    address = request.headers.get("CF-Connecting-IP") or "unknown"
    await _check(limiter, "address", address)
    if request.path.startswith(ENTRIES) and not request.path.startswith(ASKED_BY_EVERY_PAGE):
        await _check(limiter, "entry", address)


def admit_user(limiter: Limiter) -> Admit:
    """The `Call.admit` of a request that changes something. It counts once, however often it is decided anew."""
    admitted = False

    async def admit(user_id: str) -> None:
        nonlocal admitted
        if not admitted:
            await _check(limiter, "user", user_id)
            admitted = True

    return admit


async def _check(limiter: Limiter, limit: RateLimit, key: str) -> None:
    if not await limiter.allows(limit, key):
        raise RateLimited(limits.RATE_PERIODS_S[limit])
