"""Rate limits: who may go on, and what refusing costs.

A refusal is remembered, so that whoever is beyond a limit is refused without asking the limiter again, before the
database is asked or a body decoded, and without another line in the log.
"""

from __future__ import annotations

from context import Context
from domain import limits
from domain.errors import RateLimited
from ports import RateLimit


async def check_limit(ctx: Context, limit: RateLimit, key: str) -> None:
    """Count the request against a limit. Raises RateLimited."""
    check_refusal(ctx, limit, key)
    if ctx.limiter is not None and not await ctx.limiter.allows(limit, key):
        ctx.refusals.put(limit, key, ctx.clock() + limits.REFUSAL_KEPT_S * 1000)
        raise RateLimited(limits.RATE_PERIODS_S[limit])


def check_refusal(ctx: Context, limit: RateLimit, key: str) -> None:
    """Raise RateLimited if this isolate knows that the key is beyond the limit."""
    if ctx.refusals.holds(limit, key, ctx.clock()):
        raise RateLimited(limits.RATE_PERIODS_S[limit], repeated=True)


async def count_bulk(ctx: Context) -> None:
    """Count a request that turned out to be large; beyond the limit its person's next bulk requests are refused.

    How large an answer is shows only when it has been read, so the one that exceeds the limit is still sent.
    """
    if ctx.limiter is not None and not await ctx.limiter.allows("bulk", ctx.person_id):
        ctx.refusals.put("bulk", ctx.person_id, ctx.clock() + limits.RATE_PERIODS_S["bulk"] * 1000)
