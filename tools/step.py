"""One step of the set-up, which leaves a stamp: a hash of the files that it depends on.

A step whose stamp is current is skipped silently, so a command that finds everything ready loses only milliseconds.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
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

    def bring_up_to_date(self) -> None:
        """Make the product, unless it exists and its inputs are unchanged."""
        stamp = CACHE / "stamps" / self.name
        fingerprint = _fingerprint(self.inputs())
        if self.product.exists() and stamp.is_file() and stamp.read_text() == fingerprint:
            return
        say(f"{self.announcement} …")
        started = time.monotonic()
        stamp.unlink(missing_ok=True)
        self.make()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint)
        say(f"  {self.name}: done in {time.monotonic() - started:.0f} s")


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
