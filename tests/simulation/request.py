"""One HTTP request on the server, and what happened to it: so that the checks know what it may be excused for."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

CALL_FAILED: Final = "a call failed"
current: ContextVar[Request | None] = ContextVar("request", default=None)
"""The request that the running code works for, after its answer too."""
carried: ContextVar[tuple[Request, ...]] = ContextVar("carried", default=())
"""The others whose events the running code publishes with it."""


class NoAnswer(Exception):
    """A client has to suppose that its request, or the answer, was lost."""


@dataclass(eq=False)
class Request:
    """`path` is below the server's address; times are virtual seconds.

    `faults` are the platform's while the server worked on it. `revoked` are the (token hash, set id) that lost access
    by it. `commits` counts its events, `working` what is left to do after the
    answer.
    """

    method: str
    path: str
    body: object
    session: str
    headers: Mapping[str, str]
    faults: set[str] = field(default_factory=set)
    revoked: set[tuple[str, str]] = field(default_factory=set)
    answered_s: float | None = None
    working: int = 0
    commits: int = 0
    sent_s: float = 0.0
    calls_failed: int = 0


def blame(fault: str) -> None:
    """Note a fault that hit the request that is being worked for, and those whose events it publishes."""
    for request in (current.get(), *carried.get()):
        if request is not None:
            request.faults.add(fault)
            request.calls_failed += fault == CALL_FAILED
