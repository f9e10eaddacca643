"""Python's event loop on microtasks: one call from JavaScript per turn (docs/adr/0014).

Pyodide's loop makes a new JavaScript function for each callback. Here what is ready runs in one call of one
lasting function. Nothing of Glint depends on other events coming between two callbacks.
"""

from __future__ import annotations

import asyncio
import functools

import js
from pyodide.ffi import create_proxy

from cf.turns import Turns


@functools.cache
def use_microtasks() -> None:
    """Schedule `call_soon` of this isolate's loop by microtasks; delayed timers are unchanged.

    A timer without a delay is a microtask once Python runs, on the native runtime as on the dev host. It is
    used rather than `queueMicrotask` because the native one also forgets, before it calls, a CPU limit that
    hit an earlier request (workerd's src/pyodide/internal/python.ts, November 2026).

    To be called while an event is handled: the snapshot of a start-up could not hold the function made here.
    """
    loop = asyncio.get_event_loop()
    set_timeout = js.setTimeout
    turns = Turns(loop, lambda: set_timeout(run, 0))
    run = create_proxy(turns.run)
    loop.call_soon = turns.call_soon  # type: ignore[method-assign, assignment]  # as it says
