"""One step of the set-up, which leaves a stamp: a hash of the files that it depends on.

A step whose stamp is current is skipped silently, so a command that finds everything ready loses only milliseconds.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.project import CACHE, ROOT, say


@dataclass(frozen=True, kw_only=True)
class Step:
    """One product: `make` is called when `inputs` changed or `product` is missing."""

    name: str
    announcement: str
    inputs: Callable[[], Iterable[Path]]
    product: Path
    make: Callable[[], None]

    def is_current(self) -> bool:
        """Return whether the product exists and was made of these inputs."""
        return self._is_made_of(_fingerprint(self.inputs()))

    def bring_up_to_date(self) -> None:
        """Make the product, unless it is current."""
        fingerprint = _fingerprint(self.inputs())
        if self._is_made_of(fingerprint):
            return
        say(f"{self.announcement} …")
        started = time.monotonic()
        self._stamp.unlink(missing_ok=True)
        self.make()
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        self._stamp.write_text(fingerprint)
        say(f"  {self.name}: done in {time.monotonic() - started:.0f} s")

    def _is_made_of(self, fingerprint: str) -> bool:
        stamp = ""
        with suppress(FileNotFoundError):  # another command may be making it
            stamp = self._stamp.read_text()
        return self.product.exists() and stamp == fingerprint

    @property
    def _stamp(self) -> Path:
        return CACHE / "stamps" / self.name


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
