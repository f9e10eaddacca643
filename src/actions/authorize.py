"""Authorize a request: load session, role and target in one query, or take them from the cache."""

from __future__ import annotations

from context import Context
from domain import limits
from domain.errors import KeyReused, NotAMember, NotSignedIn, RateLimited
from domain.instants import instant
from domain.metrics import Point
from domain.state import State, Target
from ports import Rows, Statement
from store.load import select_state, state_of
from store.sessions import renew_session

IDLE_MS = limits.SESSION_IDLE_DAYS * 86_400_000


async def load_state(ctx: Context, target: Target) -> State:
    """Read what a request is about. Raises NotSignedIn, RateLimited, NotAMember, and KeyReused."""
    state, _ = await load_with(ctx, target)
    return state


async def load_with(ctx: Context, target: Target, *more: Statement) -> tuple[State, list[Rows]]:
    """As `load_state`, together with the rows of more statements, in the same round trip."""
    if not ctx.caller.token_hashes:
        raise NotSignedIn
    rows = await ctx.database_for(target.team_id).batch(select_state(ctx.caller, target), *more)
    if not rows[0]:
        raise NotSignedIn
    state = state_of(rows[0][0], target)
    if ctx.limits_person:
        await admit(ctx, state)
    renew_session_if_due(ctx, state.session.token_hash, state.session.used_at)
    if target.team_id and state.facts.role is None:
        raise NotAMember
    _check_key(ctx, state)
    if ctx.cache is not None:
        ctx.cache.put(ctx.caller, state)
    return state, rows[1:]


async def cached_state(ctx: Context, target: Target) -> State | None:
    """What is cached of the target, if that is enough to decide on. Raises RateLimited."""
    state = ctx.cache.get(ctx.caller, target) if ctx.cache is not None else None
    if state is None or state.session.used_at <= ctx.renewal_due:
        return None
    if ctx.limits_person:
        await admit(ctx, state)
    return state


def evict_state(ctx: Context, target: Target) -> None:
    """Drop what is cached of the target: it turned out to be out of date."""
    if ctx.cache is not None:
        ctx.cache.evict(ctx.caller, target)


async def admit(ctx: Context, state: State) -> None:
    """Count a mutation against the person's rate limit, once per request. Raises RateLimited."""
    if ctx.limiter is not None:
        ctx.limits_person = False  # one request counts once, however often it is retried
        if not await ctx.limiter.allows("user", state.user.id):
            raise RateLimited(limits.RATE_PERIODS_S["user"])


def renew_session_if_due(ctx: Context, token_hash: str, used_at: str) -> None:
    """Write after the answer that the session was used, unless that was done within the last hour.

    Hash and `used_at` come with the query that authorizes, so that this costs no round trip, and one write an hour.
    """
    if used_at <= ctx.renewal_due:
        ends = instant(ctx.now_ms + IDLE_MS)
        ctx.deferred_writes.append(renew_session(token_hash, ctx.caller.now, ctx.renewal_due, ends))


def _check_key(ctx: Context, state: State) -> None:
    """Raise KeyReused when the Idempotency-Key belongs to another request."""
    if state.replay is None:
        return
    if state.replay.fingerprint != ctx.caller.fingerprint:
        raise KeyReused
    if ctx.metrics is not None:
        ctx.metrics.count(Point(kind="repeat", team=state.team_id, set=state.replay.set_id))
