"""Changing a list's todos: decided on what is remembered where that reaches, on what is read otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from actions.attempt import attempt
from actions.authorise import Granted, ask_of, authorise, recall, repeated
from actions.call import Call, Outcome
from domain.errors import GlintError
from store.access import Ask
from store.commit import KeyTaken
from store.database import ConstraintFailed, Statement
from store.memory import Memory

Decide = Callable[[Granted], Awaitable[Outcome]]


class Doubtful(Exception):
    """What is remembered is not enough to decide on: read first."""


async def change(
    call: Call,
    team_id: str,
    decide: Decide,
    *further: Statement,
    set_id: str = "",
    todo_id: str = "",
    status: int = 200,
) -> Outcome:
    """Have `decide` decide and commit; it is asked again, on what was read, when the commit shows that it was wrong.

    What is remembered can only make it faster: a refusal, a repeat of an earlier request and a change that changes
    nothing are always decided on what was read. `further` must be read, so with it nothing is remembered.
    """
    ask = ask_of(call, team_id, set_id=set_id, todo_id=todo_id)
    if call.memory is not None and not further and (done := await _on_memory(call, call.memory, ask, decide)):
        return done

    async def once() -> Outcome:
        who = await authorise(call, team_id, *further, set_id=set_id, todo_id=todo_id)
        return repeated(who.access, team_id, status) or await decide(who)

    return await attempt(once)


async def _on_memory(call: Call, memory: Memory, ask: Ask, decide: Decide) -> Outcome | None:
    who = await recall(call, memory, ask)
    if who is None:
        return None
    with suppress(Doubtful, GlintError, ConstraintFailed, KeyTaken):
        return await decide(who)
    memory.forget(ask)
    return None
