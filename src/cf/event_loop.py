"""Python's event loop on JavaScript's microtasks (docs/adr/0014).

Pyodide's loop takes every turn by a timer of its own, with a new JavaScript function each time. Nothing of
Glint depends on other events coming between two turns, so they follow in one task of JavaScript.
"""

from __future__ import annotations

import asyncio
import functools

import js
from pyodide.ffi import create_proxy

from cf.turns import Turns


@functools.cache
def use_microtasks() -> None:
    """From now on `call_soon` of this isolate's loop works by microtasks; timers with a delay stay timers.

    To be called while an event is handled: the snapshot of a start-up could not hold the function made here.
    """
    loop = asyncio.get_event_loop()
    queue_microtask = js.queueMicrotask
    turns = Turns(loop, lambda: queue_microtask(run))
    run = create_proxy(turns.run)
    loop.call_soon = turns.call_soon  # type: ignore[method-assign, assignment]
