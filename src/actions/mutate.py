"""The one loop that every mutation goes through: load, decide, commit, and retry after a lost race."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from actions.authorize import cached_state, evict_state, load_state
from actions.result import Effects, Result
from context import Context
from domain.changes import LinkChanged, SetUpdated
from domain.decision import Decision
from domain.effects import Published
from domain.errors import Conflict, IdTaken, SetFull
from domain.state import Replay, State, Target
from ports import ConstraintFailed, GuardFailed
from store.commit import Committed, KeyTaken, NoRoom, commit, published
from store.places import renumber_sets, renumber_todos

ATTEMPTS_MAX: Final = 5
SHOWN_TO_GUESTS: Final = (SetUpdated, LinkChanged)
"""Changes that the guests of a list are told of, besides its events."""

Body = TypeVar("Body")
Rule = Callable[[State, Body, str], Decision]


async def mutate(ctx: Context, target: Target, rule: Rule[Body], body: Body, status: int = 200) -> Result:
    """Run one mutation. Refusals, replays and no-ops are only ever decided on state that was read for this request.

    Raises what the rule raises, QuotaSpent, and Conflict after `ATTEMPTS_MAX` lost races. A constraint that fails
    twice (a taken id, a full list) is a Conflict of its own kind: the first time it may have been the request's own
    repeat, whose answer is then found.
    """
    violated, renumbered = False, tuple[Published, ...]()
    for attempt in range(ATTEMPTS_MAX):
        state = (attempt == 0 and await cached_state(ctx, target)) or await load_state(ctx, target)
        if state.replay is not None:
            return _replayed(state, state.replay, status, renumbered)
        try:
            decision = rule(state, body, ctx.caller.now)
            if decision.changes or not state.cached:
                committed = await commit(ctx.database_for(state.team_id), ctx.caller, state, decision)
                return _done(ctx, state, decision, committed, status, renumbered)
        except (GuardFailed, KeyTaken):
            pass  # someone was faster
        except NoRoom as crowded:
            renumbered += await _renumber(ctx, state, crowded.set_id)
        except ConstraintFailed as error:
            if violated:
                raise conflict_of(error) from error
            violated = not state.cached
        except Exception:
            if not state.cached:
                raise
        evict_state(ctx, target)
    raise Conflict


async def _renumber(ctx: Context, state: State, set_id: str | None) -> tuple[Published, ...]:
    """Make room behind the last place, which has reached the limit; the events to be published.

    None while the state is cached: the request may be a repeat, which needs no room. Loading will tell.
    """
    if state.cached:
        return ()
    numbered = (renumber_sets(state.team_id),) if set_id is None else renumber_todos(set_id, state.user.id, ctx.now)
    return published(await ctx.database_for(state.team_id).batch(*numbered), state.team_id)


def _done(
    ctx: Context,
    state: State,
    decision: Decision,
    committed: Committed,
    status: int,
    renumbered: tuple[Published, ...],
) -> Result:
    """Update the cache, and say what to answer and who has to hear of it."""
    if ctx.cache is not None:
        ctx.cache.update(state, decision, committed.todo)
    teams = (state.team_id,) if state.team_id else ()
    effects = Effects(
        events=(*renumbered, *committed.events),
        recheck=(*(teams if decision.recheck else ()), *committed.live_in),
        announce=(*(teams if decision.announce else ()), *committed.told),
        changed_set=state.todo_set.id if any(isinstance(each, SHOWN_TO_GUESTS) for each in decision.changes) else "",
        deliver=teams if decision.delivers else (),
        concerned=state.user.id if decision.concerns_self else "",
    )
    return Result(answer=committed.answer, status=status, effects=effects)


def _replayed(state: State, replay: Replay, status: int, renumbered: tuple[Published, ...]) -> Result:
    """The first answer again, with its events to be published again: the first time that may have failed."""
    events = (*renumbered, *(Published(state.team_id, set_id, text) for set_id, text in replay.events))
    return Result(answer=replay.answer, status=status, effects=Effects(events=events))


def conflict_of(error: ConstraintFailed) -> Conflict:
    """The refusal that a violated constraint stands for."""
    message = str(error)
    if "set_full" in message:
        return SetFull()
    if "comments.id" in message:
        return IdTaken("A comment with this id exists already.")
    return IdTaken() if "todos.id" in message else Conflict()
