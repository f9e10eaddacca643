"""Python's log on the platform's console."""

from __future__ import annotations

import logging
from typing import Final

import js

_METHODS: Final = ((logging.ERROR, "error"), (logging.WARNING, "warn"), (logging.INFO, "info"))


class ConsoleHandler(logging.Handler):
    """Write each record by the console's method for its level.

    Without it the record goes to standard error, all of which the native runtime shows as errors. The console is
    looked up for each record: the snapshot of a start-up could not hold it.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record's message."""
        method = next((name for level, name in _METHODS if record.levelno >= level), "debug")
        getattr(js.console, method)(self.format(record))


def log_to_console() -> None:
    """Send what the logger `glint` and those below it log to the console, and nowhere else."""
    log = logging.getLogger("glint")
    log.handlers[:] = [ConsoleHandler()]
    log.setLevel(logging.INFO)
    log.propagate = False
