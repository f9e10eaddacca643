"""Waiting for a condition instead of sleeping."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

DEADLINE_S = 60.0
POLL_S = 0.02

T = TypeVar("T")


async def eventually(probe: Callable[[], Awaitable[T]], what: str, deadline_s: float = DEADLINE_S) -> T:
    """Return the first truthy result of `probe`; AssertionError that `what` never came, after the deadline."""
    end = time.monotonic() + deadline_s
    while True:
        if found := await probe():
            return found
        assert time.monotonic() < end, f"{what}: not within {deadline_s} s"
        await asyncio.sleep(POLL_S)
