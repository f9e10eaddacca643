"""Deciding again when somebody was faster: optimistic concurrency for everything that changes rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from actions.call import Outcome
from domain.errors import Conflict, IdTaken, SetFull
from store.commit import KeyTaken
from store.database import ConstraintFailed, ExpectationFailed

ATTEMPTS_MAX: Final = 5


async def attempt(decide_and_commit: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Run a read-decide-commit until what it read is still so when it commits.

    A lost race is read and decided anew, which ends in an answer, in a refusal, or after `ATTEMPTS_MAX`
    tries in Conflict. A used-up limit or a taken id is a Conflict of its own kind, if it still is one at
    the second try: the first may have lost to its own repeat, whose answer is then found.
    """
    refused = False
    for _ in range(ATTEMPTS_MAX):
        try:
            return await decide_and_commit()
        except (ExpectationFailed, KeyTaken):
            continue
        except ConstraintFailed as error:
            if refused:
                raise _conflict(str(error)) from error
            refused = True
    raise Conflict


def _conflict(message: str) -> Conflict:
    if "set_full" in message:
        return SetFull()
    if "todos.id" in message:
        return IdTaken()
    return Conflict()
