"""The checks, by what the rules are about. Importing a module registers its own."""

from importlib import import_module
from pathlib import Path
from typing import Final

from conformance.verdict import CHECKS, Check

for _path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"conformance.checks.{_path.stem}")

ALL: Final[list[Check]] = sorted(CHECKS, key=lambda each: each.rules[0])
