"""The event loop's turns: in order, all in one call, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from cf.turns import Turns


class Scene:
    """Turns whose `run` is called by the test."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.errors: list[object] = []
        self.loop.set_exception_handler(lambda _, context: self.errors.append(context["exception"]))
        self.asked = 0
        self.turns = Turns(self.loop, self._ask)
        self.ran: list[object] = []

    def soon(self, name: object) -> asyncio.Handle:
        """Schedule recording this name."""
        return self.turns.call_soon(self.ran.append, name)

    def _ask(self) -> None:
        self.asked += 1


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A scene, after which no loop is running, as before."""
    before = asyncio._get_running_loop()  # noqa: SLF001 - public in C
    scene = Scene()
    yield scene
    scene.loop.close()
    asyncio._set_running_loop(before)  # noqa: SLF001 - public in C


def test_everything_ready_runs_in_order_in_one_call(scene: Scene) -> None:
    """One call from outside is enough for all."""
    for name in "abc":
        scene.soon(name)
    assert scene.ran == []
    scene.turns.run()
    assert scene.ran == ["a", "b", "c"]


def test_what_becomes_ready_meanwhile_runs_in_the_same_call(scene: Scene) -> None:
    """A callback may schedule others."""
    scene.turns.call_soon(lambda: scene.soon("later"))
    scene.soon("now")
    asked = scene.asked
    scene.turns.run()
    assert (scene.asked, scene.ran) == (asked, ["now", "later"])


def test_a_redundant_call_does_nothing(scene: Scene) -> None:
    """Each callback that is scheduled from outside requests a call; the first call runs them all."""
    scene.soon("a")
    scene.turns.run()
    scene.turns.run()
    assert scene.ran == ["a"]


def test_a_lost_call_is_requested_again(scene: Scene) -> None:
    """JavaScript drops its microtasks when the platform ends an event: the next callback requests a call again."""
    scene.soon("lost")
    scene.soon("next")
    assert scene.asked == 2
    scene.turns.run()
    assert scene.ran == ["lost", "next"]


def test_a_cancelled_handle_does_not_run(scene: Scene) -> None:
    """Even if it is due."""
    scene.soon("cancelled").cancel()
    scene.soon("kept")
    scene.turns.run()
    assert scene.ran == ["kept"]


def test_an_error_is_reported_and_the_rest_runs(scene: Scene) -> None:
    """A failing callback does not affect the others."""
    error = ValueError("broken")

    def fail() -> None:
        raise error

    scene.turns.call_soon(fail)
    scene.soon("after")
    scene.turns.run()
    assert (scene.errors, scene.ran) == ([error], ["after"])


def test_the_rest_runs_later_when_a_callback_exits(scene: Scene) -> None:
    """SystemExit passes through, and the next call continues."""

    def leave() -> None:
        raise SystemExit

    scene.turns.call_soon(leave)
    scene.soon("after")
    with pytest.raises(SystemExit):
        scene.turns.run()
    assert (scene.asked, scene.ran) == (3, [])
    scene.turns.run()
    assert scene.ran == ["after"]


def test_every_call_after_a_run_asks_again(scene: Scene) -> None:
    """Nothing waits for an earlier call that is over."""
    scene.soon("a")
    scene.turns.run()
    scene.soon("b")
    assert scene.asked == 2
    scene.turns.run()
    assert scene.ran == ["a", "b"]


def test_a_callback_finds_the_loop_running(scene: Scene) -> None:
    """Tasks need to know their loop."""
    scene.turns.call_soon(lambda: scene.ran.append(asyncio._get_running_loop()))  # noqa: SLF001 - public in C
    scene.turns.run()
    assert scene.ran == [scene.loop]
