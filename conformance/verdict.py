"""What a check can find."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conformance.world import World

HOLDS: Final = "holds"
FAILS: Final = "FAILS"
NOT_SEEN: Final = "not seen"

Run = Callable[["World"], Awaitable[None]]


class Broken(Exception):
    """The server does not keep the rule, and this is how."""


class Unseen(Exception):
    """The rule cannot be looked at here, and this is why."""


@dataclass(frozen=True)
class Check:
    """A function that looks at one or several rules."""

    rules: tuple[int, ...]
    run: Run


@dataclass(frozen=True)
class Verdict:
    """What was found about a rule."""

    rule: int
    found: str
    why: str = ""


CHECKS: Final[list[Check]] = []


def check(*rules: int) -> Callable[[Run], Run]:
    """Register a check of these rules."""

    def register(run: Run) -> Run:
        CHECKS.append(Check(rules, run))
        return run

    return register


def expect(holds: object, what: str) -> None:
    """Raise Broken unless something holds; `what` says how it should be, or what is wrong."""
    if not holds:
        raise Broken(what)
