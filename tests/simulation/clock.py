"""Virtual time: an event loop whose clock jumps to whatever is due next, and processes that can be killed."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from asyncio import Handle, TimerHandle
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any, Final, TypeVar

T = TypeVar("T")
TIMERS_MAX: Final = 20
"""Timers of a process that are kept before those that are over are forgotten."""

_process: ContextVar[Process | None] = ContextVar("process", default=None)


class VirtualLoop(asyncio.AbstractEventLoop):
    """A single-threaded event loop without real time: the same calls always run in the same order.

    What is ready runs first come, first served, as asyncio promises. Everything that has to wait for something outside
    of its process waits for a time that the seed has chosen, so the seed chooses how waits interleave.
    """

    def __init__(self) -> None:
        self._now_s = 0.0
        self._ready: deque[Handle] = deque()
        self._due: list[tuple[float, int, TimerHandle]] = []
        self._numbers = itertools.count()
        self._failure: BaseException | None = None

    def time(self) -> float:
        """Return the seconds since the start."""
        return self._now_s

    def run_until(self, done: Callable[[], bool], by_s: float) -> bool:
        """Run until `done`, which is asked between callbacks, or until the time `by_s`; whether it was done.

        Raises the first exception that escaped from a callback or a process.
        """
        asyncio._set_running_loop(self)  # noqa: SLF001 - documented, for implementers of event loops
        try:
            while not done():
                if not self._step(by_s):
                    return False
            return True
        finally:
            asyncio._set_running_loop(None)  # noqa: SLF001 - as above

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end."""
        task = asyncio.Task(coroutine, loop=self)
        self.run_until(task.done, float("inf"))
        return task.result()

    def _step(self, by_s: float) -> bool:
        """Run what is ready, or go to the next time; False when there is none until `by_s`."""
        if not self._ready:
            if not self._due or self._due[0][0] > by_s:
                self._now_s = by_s
                return False
            self._now_s, _, timer = heapq.heappop(self._due)
            self._ready.append(timer)
        handle = self._ready.popleft()
        if not handle.cancelled():
            handle._run()  # noqa: SLF001 - what event loops do with handles
        if self._failure is not None:
            raise self._failure
        return True

    def abandon(self) -> None:
        """Run only what is ready, such as what killed processes still have to do, whatever happens in it."""
        self._due.clear()
        while self._ready:
            self._failure = None
            self.run_until(lambda: False, self._now_s)

    def fail(self, error: BaseException) -> None:
        """End the run with this error."""
        self._failure = self._failure or error

    def call_soon(  # type: ignore[override]  # less exact than the stubs, like the next ones
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """As asyncio's."""
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        """As asyncio's."""
        return self.call_at(self._now_s + delay, callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        """As asyncio's; the timer belongs to the process that sets it."""
        timer = self._set(when, callback, args, context)
        process = _process.get()
        if process is not None:
            process.adopt_timer(timer)
        return timer

    def after(self, delay: float, callback: Callable[..., object], *args: Any) -> None:
        """Call something later, whatever becomes of the process that asks for it: messages on their way do not die."""
        self._set(self._now_s + delay, callback, args, None)

    def at(self, when: float, callback: Callable[..., object], *args: Any) -> TimerHandle:
        """As `after`, at a time."""
        return self._set(when, callback, args, None)

    def _set(
        self, when: float, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
    ) -> TimerHandle:
        timer = TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._due, (when, next(self._numbers), timer))
        return timer

    def create_future(self) -> asyncio.Future[Any]:
        """As asyncio's."""
        return asyncio.Future(loop=self)

    def create_task(  # type: ignore[override]  # nobody names tasks here
        self, coro: Coroutine[Any, Any, T], *, context: Context | None = None
    ) -> asyncio.Task[T]:
        """As asyncio's; the task belongs to the process that creates it."""
        task = asyncio.Task(coro, loop=self, context=context)
        process = context.get(_process) if context is not None else _process.get()
        if process is not None:
            process.adopt(task)
        return task

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Take an exception that nobody caught."""
        self.fail(context.get("exception") or AssertionError(context["message"]))

    def get_debug(self) -> bool:
        """As asyncio's."""
        return False

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        """Nothing to do: cancelled timers are passed over when they are due."""


def virtual_loop() -> VirtualLoop:
    """Make an event loop at the time 0."""
    return VirtualLoop()  # type: ignore[abstract]  # has what asyncio itself needs, and no sockets, signals or threads


class Process:
    """Something that runs, and dies at once with all that it was doing."""

    def __init__(self, loop: VirtualLoop) -> None:
        self.loop = loop
        self._tasks: dict[asyncio.Task[Any], None] = {}
        self._timers: list[TimerHandle] = []

    @property
    def busy(self) -> bool:
        """Return whether anything is going on, or will by itself."""
        return bool(self._tasks) or any(self._pending(timer) for timer in self._timers)

    def start(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run something in this process; whatever it starts belongs to it as well."""
        context = copy_context()
        context.run(_process.set, self)
        return self.loop.create_task(coroutine, context=context)

    def adopt(self, task: asyncio.Task[Any]) -> None:
        """Make the task end with the process."""
        self._tasks[task] = None
        task.add_done_callback(self._ended)

    def adopt_timer(self, timer: TimerHandle) -> None:
        """Make the timer end with the process."""
        if len(self._timers) > TIMERS_MAX:
            self._timers = [each for each in self._timers if self._pending(each)]
        self._timers.append(timer)

    def _pending(self, timer: TimerHandle) -> bool:
        return not timer.cancelled() and timer.when() > self.loop.time()

    def kill(self) -> None:
        """End everything where it stands."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for task in list(self._tasks):
            task.cancel()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        del self._tasks[task]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        """Nothing that runs here may fail, unless the process says otherwise."""
        self.loop.fail(error)
