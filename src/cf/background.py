"""Work that nobody's answer waits for."""

from __future__ import annotations

import functools
from collections.abc import Awaitable
from typing import Any

from workers import import_from_javascript

from cf.globals import function


def defer(work: Awaitable[None]) -> None:
    """Do it once the answer is on its way, and have the platform wait for it, within its limits."""
    _wait_until()(_after_the_answer(work))


async def _after_the_answer(work: Awaitable[None]) -> None:
    # What was ready would run before the answer is written. Where the object runs in the same thread, as it does
    # locally, the answer would wait for the whole fan-out: 30 ms with 1,000 viewers.
    await function("scheduler.wait")(0)
    await work


@functools.cache
def _wait_until() -> Any:
    """The platform's `waitUntil`, for whichever event is being handled; it takes coroutines."""
    return import_from_javascript("cloudflare:workers").waitUntil
