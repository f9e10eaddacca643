"""Authorize a request: load session, role and target in one query, or take them from the cache."""

from __future__ import annotations

from actions.rate_limits import check_limit, check_refusal
from context import Context
from domain import limits
from domain.errors import InvalidToken, KeyReused, NotAMember, NotFound, NotSignedIn, OutOfScope
from domain.instants import instant
from domain.metrics import Point
from domain.state import State, Target
from ports import Rows, Statement
from store.load import select_state, state_of
from store.sessions import RENEW_AFTER_MS, renew_session

IDLE_MS = limits.SESSION_IDLE_DAYS * 86_400_000


async def load_state(ctx: Context, target: Target) -> State:
    """Read what a request is about. Raises NotSignedIn, RateLimited, OutOfScope, NotAMember, and KeyReused."""
    state, _ = await load_with(ctx, target)
    return state


async def load_with(ctx: Context, target: Target, *more: Statement) -> tuple[State, list[Rows]]:
    """As `load_state`, together with the rows of more statements, in the same round trip."""
    if not ctx.caller.token_hashes:
        raise unknown_caller(ctx)
    rows = await ctx.database_for(target.team_id).batch(select_state(ctx.caller, target), *more)
    if not rows[0]:
        raise unknown_caller(ctx)
    state = state_of(rows[0][0], target)
    await admit(ctx, state.user.id)
    renew_session_if_due(ctx, state.session.token_hash, state.session.renewal_due_ms)
    if not _in_scope(ctx, state):
        raise OutOfScope(f"This needs an access token with the scope “{ctx.scope}”.")
    if target.team_id and state.facts.role is None and not state.facts.guest:
        raise NotAMember
    _check_key(ctx, state)
    if ctx.cache is not None:
        ctx.cache.put(ctx.caller, state)
    return state, rows[1:]


async def view(ctx: Context, target: Target, *more: Statement) -> tuple[State, list[Rows]]:
    """As `load_with`, for what one may see. Raises NotFound, and only where the list or todo exists Forbidden."""
    state, rows = await load_with(ctx, target, *more)
    _ = state.todo if target.todo_id else state.todo_set
    state.require("view_todos")
    return state, rows


async def cached_state(ctx: Context, target: Target) -> State | None:
    """What is cached of the target, if that is enough to decide on. Raises RateLimited."""
    state = ctx.cache.get(ctx.caller, target) if ctx.cache is not None else None
    if state is None or ctx.now_ms >= state.session.renewal_due_ms or not _in_scope(ctx, state):
        return None
    if ctx.person_limit is not None:
        await admit(ctx, state.user.id)
    return state


def evict_state(ctx: Context, target: Target) -> None:
    """Drop what is cached of the target: it turned out to be out of date."""
    if ctx.cache is not None:
        ctx.cache.evict(ctx.caller, target)


async def admit_known(ctx: Context) -> None:
    """As `admit`, before anything is read, if this isolate has seen the session before."""
    user_id = ctx.cache.user_id(ctx.caller) if ctx.cache is not None else None
    if user_id is not None:
        await admit(ctx, user_id)


async def admit(ctx: Context, user_id: str) -> None:
    """Count the request against its person's rate limit, once, however often it is retried. Raises RateLimited."""
    if ctx.person_limit is None:
        return
    if ctx.cache is not None and ctx.cache.user_id(ctx.caller) is None:
        ctx.cache.put_user(ctx.caller, user_id)
    limit, ctx.person_limit, ctx.person_id = ctx.person_limit, None, user_id
    if ctx.bulk:
        check_refusal(ctx, "bulk", user_id)
    await check_limit(ctx, limit, user_id)


def renew_session_if_due(ctx: Context, token_hash: str, due_ms: float) -> None:
    """Write after the answer that the session was used, unless that was done within the last hour.

    Both come with the query that authorizes, so that this costs no round trip, and one write an hour.
    """
    if ctx.now_ms >= due_ms:
        due, ends = instant(ctx.now_ms - RENEW_AFTER_MS), instant(ctx.now_ms + IDLE_MS)
        ctx.deferred_writes.append(renew_session(token_hash, ctx.caller.now, due, ends))


def unknown_caller(ctx: Context) -> NotSignedIn | NotFound:
    """The refusal where no session is found for what the request came with."""
    if ctx.caller.by_link:
        return NotFound("This link is not good, or not any longer. Ask whoever gave it to you for another one.")
    return InvalidToken() if ctx.caller.by_token else NotSignedIn()


def _in_scope(ctx: Context, state: State) -> bool:
    """Whether the request may be made with its access token, if it came with one."""
    return state.facts.guest or state.session.grant is None or ctx.scope in state.session.grant.scopes


def _check_key(ctx: Context, state: State) -> None:
    """Raise KeyReused when the Idempotency-Key belongs to another request."""
    if state.replay is None:
        return
    if state.replay.fingerprint != ctx.caller.fingerprint:
        raise KeyReused
    if ctx.metrics is not None:
        ctx.metrics.count(Point(kind="repeat", team=state.team_id, set=state.replay.set_id))
