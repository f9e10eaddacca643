"""Glint's log lines reach the platform's console at their own level."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import pytest

METHODS = ("error", "warn", "info", "debug")


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Record what the logger `glint` writes to the console, with the method."""
    written: list[tuple[str, str]] = []
    js = ModuleType("js")
    monkeypatch.setitem(sys.modules, "js", js)
    monkeypatch.delitem(sys.modules, "cf.console", raising=False)
    from cf.console import log_to_console  # noqa: PLC0415 - needs the platform's module

    log = logging.getLogger("glint")
    handlers, level, propagate = log.handlers[:], log.level, log.propagate
    log_to_console()  # before there is a console
    js.console = SimpleNamespace(  # type: ignore[attr-defined]  # set on the fake module
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
    """Errors are errors on the console, warnings warnings, and each is written once."""
    logging.getLogger("glint.http").log(level, "%s", '{"event":"x"}')
    assert console == [(method, '{"event":"x"}')]


def test_a_line_is_not_written_elsewhere(console: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    """Neither Python's last resort, standard error, nor the handlers of the root logger get it as well."""
    assert logging.getLogger("glint").propagate is False
    logging.getLogger("glint.http").warning("x")
    assert (console, capsys.readouterr().err) == ([("warn", "x")], "")


def test_debug_lines_are_not_logged(console: list[tuple[str, str]]) -> None:
    """They are not logged by default."""
    logging.getLogger("glint.http").debug("x")
    assert console == []
