"""What stands against the deletion of an account."""

from __future__ import annotations

from domain import limits
from domain.changes import AccountDeleted
from domain.decision import Decision
from domain.errors import LastOwner, LimitReached
from domain.inputs import AccountDeletion
from domain.state import State
from domain.text import isolated


def delete_account(state: State, body: AccountDeletion, now: str) -> Decision:
    """Delete the person's account. Raises LastOwner, which names the teams, and LimitReached.

    It is not replayable: afterwards there is nobody who could repeat it.
    """
    if teams := state.related.only_owner_of:
        raise LastOwner(f"You are the only owner of {_named(teams)}. Make someone else an owner first.")
    for kind, count in (("todos", state.related.written), ("comments", state.related.commented)):
        if count > limits.ACCOUNT_MAX_TEXTS:
            written = f"You wrote more than {limits.ACCOUNT_MAX_TEXTS:,} {kind} in teams."
            raise LimitReached(f"{written} Delete some of them first, or keep them.")
    return Decision(changes=(AccountDeleted(with_texts=body.texts == "delete"),), replayable=False)


def _named(teams: tuple[str, ...]) -> str:
    """The names as a list, the first few of many."""
    shown = [f"“{isolated(name)}”" for name in teams[: limits.REFUSAL_MAX_TEAMS]]
    if more := len(teams) - len(shown):
        shown.append(f"{more} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
