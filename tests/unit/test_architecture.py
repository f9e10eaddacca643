"""The layers: who may import whom, and what stays at the edge (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
LAYERS = ("domain", "ports", "store", "context", "actions", "live", "routes", "cf", "durable_objects", "entry")
EDGE = ("cf", "durable_objects", "entry")
INNER = tuple(layer for layer in LAYERS if layer not in EDGE)

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "domain": ("domain",),
    "ports": ("domain",),
    "store": ("store", "ports", "domain"),
    "context": ("store", "ports", "domain"),
    "actions": ("actions", "context", "store", "ports", "domain"),
    "live": ("live", "context", "store", "ports", "domain"),
    "routes": ("routes", "actions", "live", "context", "store", "ports", "domain"),
    "cf": ("cf", "ports", "domain"),
    "durable_objects": LAYERS,
    "entry": LAYERS,
}
"""The project's own modules that each layer may import."""

LIBRARIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(INNER, ("msgspec",)),
    "store": ("msgspec", "cachetools"),
    "routes": ("msgspec", "microdot"),
    "cf": ("msgspec", "js", "pyodide", "workers"),
    "durable_objects": ("msgspec", "workers"),
    "entry": ("workers",),
}
IMPURE = ("time", "random", "secrets", "os", "asyncio", "socket", "threading", "subprocess")
TAKEN_NAMES = {"js", "pyodide", "pyodide_js", *sys.stdlib_module_names}

MODULES = sorted(SRC.rglob("*.py"))


def layer_of(path: Path) -> str:
    """Return the layer of a module of `src/`."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Yield every module, dotted, that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from _imported(node)


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    """`from store import todos` imports the module `store.todos`; `from store.todos import x` imports it too."""
    module = node.module or ""
    for alias in node.names:
        inside = SRC.joinpath(*module.split("."), f"{alias.name}.py")
        yield f"{module}.{alias.name}" if inside.exists() else module


def test_modules_import_only_inwards() -> None:
    """Each layer imports only inner ones."""
    assert [
        f"{path.relative_to(SRC)} imports {module}"
        for path in MODULES
        for module in imports(path)
        if module.split(".")[0] in LAYERS and module.split(".")[0] not in MAY_IMPORT[layer_of(path)]
    ] == []


def test_modules_use_only_the_libraries_of_their_layer() -> None:
    """Third-party libraries are limited per layer; JavaScript is only at the edge."""
    assert [
        f"{path.relative_to(SRC)} imports {module}"
        for path in MODULES
        for module in imports(path)
        if module.split(".")[0] not in (*LAYERS, *sys.stdlib_module_names, *LIBRARIES[layer_of(path)])
    ] == []


@pytest.mark.parametrize("layer", ["domain", "store"])
def test_the_pure_layers_have_no_clock_and_no_randomness(layer: str) -> None:
    """Time, ids and everything else from outside are arguments."""
    impure = {module for path in MODULES if layer_of(path) == layer for module in imports(path)} & set(IMPURE)
    assert impure == set()


def test_no_module_shadows_one_of_the_platform() -> None:
    """`src/` precedes packages on the path, so no module in it may have the name of one of them."""
    names = {path.stem for path in SRC.iterdir() if path.suffix == ".py" or path.is_dir()}
    packages = {path.stem for path in (ROOT / "python_modules").iterdir()}
    assert {"workers", "microdot", "asgi"} <= packages
    assert names & TAKEN_NAMES == set()
    assert names & packages == set()
    assert set(LAYERS) <= names


BLOCKED_IMPORT = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("js", "pyodide", "workers"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module(name)
assert not {"js", "pyodide", "workers"} & sys.modules.keys()
"""


def test_the_inner_layers_run_on_plain_python() -> None:
    """The inner layers import in a plain CPython, where `js`, `pyodide` and `workers` are unavailable."""
    names = [".".join(path.relative_to(SRC).with_suffix("").parts) for path in MODULES if layer_of(path) in INNER]
    command = [sys.executable, "-W", "error", "-c", BLOCKED_IMPORT, str(SRC), *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ""
