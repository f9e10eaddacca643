"""Where a list is kept between two runs of a program, so that the next one continues from its `seq`."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from glint_client.wire import Todo


@dataclass(frozen=True)
class Saved:
    """A list as it was at `seq`."""

    list_id: str
    seq: int
    todos: list[Todo]


class Store(Protocol):
    """Keeps one list. Both methods may block: they are called in a thread."""

    def load(self) -> Saved | None:
        """Return what was saved last, or None."""

    def save(self, saved: Saved) -> None:
        """Keep this in place of what was saved before, all of it or nothing."""


class FileStore:
    """Keeps a list in a JSON file, which only its owner can read."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def load(self) -> Saved | None:
        """Read the file; one that is missing or damaged counts as none."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            return Saved(found["setId"], found["seq"], found["todos"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def save(self, saved: Saved) -> None:
        """Write another file and put it in its place."""
        text = json.dumps({"setId": saved.list_id, "seq": saved.seq, "todos": saved.todos}, ensure_ascii=False)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)  # readable by its owner only
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
