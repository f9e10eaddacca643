"""A queue of ready callbacks that runs them in order, in one call from outside."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any


class Turns:
    """Implements `call_soon` for `loop`; calls `schedule` to request a call of `run` whenever none is running.

    It may be asked more often than needed, and may forget: JavaScript drops its microtasks when the platform
    ends what it is running. What is ready then runs with the next call.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, schedule: Callable[[], object]) -> None:
        self._loop, self._schedule = loop, schedule
        self._ready: deque[asyncio.Handle] = deque()
        self._running = False

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """As `asyncio.AbstractEventLoop.call_soon`."""
        handle = asyncio.Handle(callback, args, self._loop, context=context)
        self._ready.append(handle)
        if not self._running:
            self._schedule()
        return handle

    def run(self) -> None:
        """Run all ready callbacks, including those that become ready meanwhile.

        Errors go to the loop's handler. What ends even the interpreter passes through, and the rest runs later.
        """
        self._running = True
        asyncio._set_running_loop(self._loop)  # noqa: SLF001 - public in C, and what WebLoop does at each turn
        try:
            while self._ready:
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 - as every event loop does
        finally:
            self._running = False
            if self._ready:
                self._schedule()
