"""Glint's log lines reach the platform's console with their own level."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import pytest

METHODS = ("error", "warn", "info", "debug")


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What was written, with the method, while the logger `glint` writes to the console."""
    written: list[tuple[str, str]] = []
    js = ModuleType("js")
    monkeypatch.setitem(sys.modules, "js", js)
    monkeypatch.delitem(sys.modules, "cf.console", raising=False)
    from cf.console import log_to_console  # noqa: PLC0415 - it needs the platform's module

    log = logging.getLogger("glint")
    handlers, level, propagate = log.handlers[:], log.level, log.propagate
    log_to_console()  # while there is no console yet
    js.console = SimpleNamespace(  # type: ignore[attr-defined]  # a module may have anything
        **{method: lambda text, method=method: written.append((method, text)) for method in METHODS}
    )
    yield written
    log.handlers[:], log.propagate = handlers, propagate
    log.setLevel(level)
    sys.modules.pop("cf.console")


@pytest.mark.parametrize(
    ("level", "method"),
    [(logging.CRITICAL, "error"), (logging.ERROR, "error"), (logging.WARNING, "warn"), (logging.INFO, "info")],
)
def test_a_line_keeps_its_level(console: list[tuple[str, str]], level: int, method: str) -> None:
    """An error is an error on the console, a warning a warning, and each is written once."""
    logging.getLogger("glint.http").log(level, "%s", '{"event":"x"}')
    assert console == [(method, '{"event":"x"}')]


def test_a_line_goes_nowhere_else(console: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    """Python's last resort, standard error, does not get it as well, nor do the handlers of the root logger."""
    assert logging.getLogger("glint").propagate is False
    logging.getLogger("glint.http").warning("x")
    assert (console, capsys.readouterr().err) == ([("warn", "x")], "")


def test_debugging_lines_are_left_out(console: list[tuple[str, str]]) -> None:
    """Nobody asked for them."""
    logging.getLogger("glint.http").debug("x")
    assert console == []
