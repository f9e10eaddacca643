"""`make wheel`: the Python client as a wheel and a source archive, in .glint/wheels."""

from __future__ import annotations

import shutil
from typing import Final

from tools.project import CACHE, ROOT, run_quietly, say
from tools.setup import UV, UV_STEP, set_up

WHEELS: Final = CACHE / "wheels"


def main() -> None:
    """Build both with uv, which is its own build backend and fetches nothing."""
    set_up(UV_STEP)
    shutil.rmtree(WHEELS, ignore_errors=True)
    run_quietly([UV, "build", "--offline", "--out-dir", WHEELS, ROOT / "clients" / "python"])
    for file in sorted(WHEELS.glob("glint_client-*")):
        say(f"Built {file.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
