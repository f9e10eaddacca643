"""The Python client as a package: what it names exists, and what it depends on is what the tests run with."""

from __future__ import annotations

import importlib
import json
import re
import tomllib
from pathlib import Path

from tests.support.documents import ROOT, fenced

PACKAGE = ROOT / "clients" / "python"
SOURCES = sorted((PACKAGE / "src" / "glint_client").rglob("*.py"))
PURE = ("wire", "apply", "replica", "pace", "edge", "session", "changes")
IMPORT = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)


def test_its_dependencies_are_locked_for_development_in_a_version_that_it_allows() -> None:
    """Only lower bounds and the next major version are named."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    pins = dict(re.findall(r"^([\w-]+)==([\d.]+)", (ROOT / "requirements-dev.txt").read_text("utf-8"), re.MULTILINE))
    for each in project["dependencies"]:
        name, least = re.match(r"([\w-]+)>=([\d.]+)", each).groups()  # type: ignore[union-attr]
        assert [int(part) for part in pins[name].split(".")] >= [int(part) for part in least.split(".")]


def test_its_command_exists_and_its_types_are_published() -> None:
    """`glint` leads somewhere, and checkers read the annotations."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, function = project["scripts"]["glint"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))
    assert (PACKAGE / "src" / "glint_client" / "py.typed").exists()
    assert (PACKAGE / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


def test_it_imports_nothing_of_glint_itself_and_its_rules_no_io() -> None:
    """It is a program of its own."""
    foreign = {
        path.name: name
        for path in SOURCES
        for name in IMPORT.findall(path.read_text("utf-8"))
        if name.split(".")[0] in {path.stem for path in (ROOT / "src").iterdir()} | {"tests", "tools"}
    }
    assert foreign == {}
    for name in PURE:
        text = (PACKAGE / "src" / "glint_client" / f"{name}.py").read_text("utf-8")
        assert {"asyncio", "httpx", "websockets", "time"}.isdisjoint(IMPORT.findall(text))


def test_its_examples_are_python() -> None:
    """In its README."""
    programs = [block for block in fenced(Path(PACKAGE / "README.md").read_text("utf-8")) if "import asyncio" in block]
    assert programs
    for program in programs:
        compile(program, "README.md", "exec")


def test_the_client_for_javascript_is_the_version_that_the_web_app_names() -> None:
    """Under the same licence."""
    package, web = ROOT / "web" / "client", ROOT / "web"
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    assert json.loads((web / "package.json").read_text("utf-8"))["dependencies"]["glint-client"] == version
    assert (package / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
