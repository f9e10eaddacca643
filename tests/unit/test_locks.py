"""Everything that is installed is pinned by hash, and from no particular registry."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tools.lock import PYTHON_LOCKS
from tools.project import ROOT, WEB

PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


def _pins(text: str) -> dict[str, str]:
    return dict(PIN.findall(text))


def _wanted(name: str, project: dict[str, Any]) -> list[str]:
    """Return the dependencies in pyproject.toml for this lock."""
    _, (*_, what) = PYTHON_LOCKS[name]
    wanted: list[str] = project["dependency-groups"].get(what) or project["project"]["dependencies"]
    return wanted


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_has_all_dependencies_with_hashes(name: str) -> None:
    """After a change of pyproject.toml run `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    text = (ROOT / name).read_text("utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    assert [line for line in requirements if not PIN.match(line) or " --hash=sha256:" not in line] == []
    pins = _pins(text)
    for each in _wanted(name, project):
        package, _, version = each.partition(";")[0].partition("==")
        package = package.partition("[")[0]
        assert package in pins
        assert version in ("", pins[package])


@pytest.mark.parametrize("folder", [ROOT, WEB], ids=["root", "web"])
def test_an_npm_lock_has_hashes_and_no_addresses(folder: Path) -> None:
    """For every package, including those of other platforms."""
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name.startswith("node_modules/")}
    packages = {name: entry for name, entry in packages.items() if not entry.get("link")}
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
