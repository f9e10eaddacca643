"""Set-up: everything that the other commands need, made once and again when its inputs change."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from devhost.build import SHARED, read_jsonc, write_if_changed, zip_folder
from tools.page_headers import page_headers
from tools.project import (
    CACHE,
    PACKAGES,
    ROOT,
    STUBS,
    VENV_PYTHON,
    WEB,
    CommandFailed,
    environment,
    locked,
    node,
    run_quietly,
    say,
)
from tools.pyodide_bundle import BUNDLE, make_bundle
from tools.settings import switch
from tools.step import Step

__all__ = [
    "CANAILLE",
    "CANAILLE_PYTHON",
    "PILLOW",
    "PILLOW_STEP",
    "PYODIDE_BUNDLE",
    "TYPE_STUBS",
    "UV",
    "UV_STEP",
    "Step",
    "pip_install",
    "set_up",
]

DEV_LOCK = ROOT / "requirements-dev.txt"
WORKER_LOCK = ROOT / "requirements-worker.txt"
STUBS_LOCK = ROOT / "requirements-stubs.txt"
UV_LOCK = ROOT / "requirements-uv.txt"
CANAILLE_LOCK = ROOT / "requirements-canaille.txt"
PILLOW_LOCK = ROOT / "requirements-pictures.txt"

# The wheel tags of the Pyodide that the compatibility date selects: see wrangler.jsonc.
WHEEL_OPTIONS = [
    *("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "3.14"),
    *("--implementation", "cp", "--abi", "cp314", "--only-binary", ":all:"),
    *("--no-deps", "--no-compile"),
]

UV = CACHE / "uv" / "bin" / "uv"
CANAILLE_PYTHON = CACHE / "canaille" / "bin" / "python"
PILLOW = CACHE / "pillow"

EMPTY_APP = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Glint</title>
<h1>The web app is not built</h1><p>The API is at <code>/api</code>.</p></html>
"""
WEB_IGNORED = {"node_modules", "dist", ".vite", "coverage", "test-results", "playwright-report"}


def _make_venv(python: Path = VENV_PYTHON, lock: Path = DEV_LOCK) -> None:
    folder = python.parent.parent
    shutil.rmtree(folder, ignore_errors=True)
    base = Path(sys.base_prefix, "bin", "python3")  # not one inside the environment that is being rebuilt
    run_quietly([base if base.exists() else sys.executable, "-m", "venv", folder])
    pip_install(lock, python=python)


def pip_install(lock: Path, *options: str | Path, python: Path = VENV_PYTHON) -> None:
    """Install what a lock pins; files with other hashes are refused."""
    pip: list[str | Path] = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # The lock is complete. Resolving once more, pip takes the newest release where a package is wanted with an extra
    # (`coverage[toml]`), and refuses it because its hash is not there.
    run_quietly([*pip, "install", "--no-deps", "--require-hashes", *options, "--requirement", lock])


def _pip_install_into(folder: Path, lock: Path, *options: str | Path) -> None:
    """Install what a lock pins into a folder of its own, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    pip_install(lock, *options, "--target", folder)


def _make_stubs() -> None:
    """Install, for mypy only, packages that cannot be installed for this Python."""
    _pip_install_into(STUBS, STUBS_LOCK, "--ignore-requires-python", "--no-compile")


# No package needs its install script: binaries are packages of their own.
NPM_CI = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]


def _make_node_modules() -> None:
    run_quietly(NPM_CI)


def _make_packages() -> None:
    """Vendor the dependencies in pyproject.toml, as wheels for the Worker's Python."""
    fresh = CACHE / "python_modules"
    _pip_install_into(fresh, WORKER_LOCK, *WHEEL_OPTIONS)
    shutil.rmtree(PACKAGES, ignore_errors=True)
    fresh.rename(PACKAGES)
    write_if_changed(SHARED / "packages.zip", zip_folder(PACKAGES))


def _make_snapshot() -> None:
    """Speed up every later start by a second; with a Pyodide that cannot do it, servers only start more slowly."""
    file = SHARED / "snapshot.bin"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        run_quietly([node(), ROOT / "devhost" / "snapshot.mjs", file])
    except CommandFailed:
        say("  no snapshot: the server takes a second longer to start")
        file.write_bytes(b"")


def _make_web_modules() -> None:
    run_quietly(NPM_CI, cwd=WEB, env=environment())


def _make_web_app() -> None:
    if not (WEB / "package.json").is_file():
        _write_empty_app()
        return
    try:
        run_quietly(["npm", "run", "build"], cwd=WEB, env=environment())
    except CommandFailed:
        say("  the web app does not build: the server runs without it")
        _write_empty_app()


def _write_empty_app() -> None:
    shutil.rmtree(WEB / "dist", ignore_errors=True)
    (WEB / "dist").mkdir(parents=True)
    (WEB / "dist" / "index.html").write_text(EMPTY_APP)


def _web_sources() -> Iterable[Path]:
    if not (WEB / "package.json").is_file():
        return []
    return (
        path
        for path in WEB.rglob("*")
        if path.is_file() and ".test." not in path.name and not WEB_IGNORED.intersection(path.relative_to(WEB).parts)
    )


OF_PYTHON = [
    Step(
        name="venv",
        announcement="Installing the Python tools into .venv (about 10 s)",
        inputs=lambda: [DEV_LOCK],
        product=VENV_PYTHON,
        make=_make_venv,
    ),
    Step(
        name="python_modules",
        announcement="Vendoring the Worker's own packages into python_modules",
        inputs=lambda: [WORKER_LOCK, Path(__file__).absolute()],
        product=SHARED / "packages.zip",
        make=_make_packages,
    ),
]

OF_NODE = [
    Step(
        name="node_modules",
        announcement="Installing wrangler, workerd and Pyodide into node_modules (about 15 s)",
        inputs=lambda: [ROOT / "package.json", ROOT / "package-lock.json"],
        product=ROOT / "node_modules" / ".package-lock.json",
        make=_make_node_modules,
    ),
    Step(
        name="snapshot",
        announcement="Taking a snapshot of a started Python, which makes servers start faster",
        inputs=lambda: [ROOT / "package-lock.json", ROOT / "devhost" / "snapshot.mjs"],
        product=SHARED / "snapshot.bin",
        make=_make_snapshot,
    ),
]
"""In order; they need none of the others."""

PYODIDE_BUNDLE = Step(
    name="pyodide_bundle",
    announcement="Making the Pyodide bundle of the native runtime",
    inputs=lambda: [ROOT / "package-lock.json", ROOT / "tools" / "pyodide_bundle.py"],
    product=BUNDLE,
    make=make_bundle,
)

UV_STEP = Step(
    name="uv",
    announcement="Installing uv",
    inputs=lambda: [UV_LOCK],
    product=UV,
    make=lambda: _pip_install_into(UV.parent.parent, UV_LOCK),
)

PILLOW_STEP = Step(
    name="pillow",
    announcement="Installing Pillow",
    inputs=lambda: [PILLOW_LOCK],
    product=PILLOW,
    make=lambda: _pip_install_into(PILLOW, PILLOW_LOCK),
)

CANAILLE = Step(
    name="canaille",
    announcement="Installing Canaille, a sign-in provider for the tests (about 15 s)",
    inputs=lambda: [CANAILLE_LOCK],
    product=CANAILLE_PYTHON,
    make=lambda: _make_venv(CANAILLE_PYTHON, CANAILLE_LOCK),
)

TYPE_STUBS = Step(
    name="stubs",
    announcement="Installing type stubs of the platform into .stubs",
    inputs=lambda: [STUBS_LOCK],
    product=STUBS,
    make=_make_stubs,
)

WEB_MODULES = Step(
    name="web_modules",
    announcement="Installing the web app's packages into web/node_modules (about 20 s)",
    inputs=lambda: [WEB / "package.json", WEB / "client" / "package.json", WEB / "package-lock.json"],
    product=WEB / "node_modules" / ".package-lock.json",
    make=_make_web_modules,
)

WEB_APP = Step(
    name="web_app",
    announcement="Building the web app into web/dist",
    inputs=_web_sources,
    product=WEB / "dist" / "index.html",
    make=_make_web_app,
)


def set_up(*extra: Step) -> None:
    """Bring everything up to date, Python's part beside Node's, then the `extra` steps. Concurrent commands take turns.

    A command that finds everything current waits for nobody. With GLINT_NO_WEB=1 the web app is left as it is, for
    those who work on the Worker only.
    """
    of_node = [*OF_NODE, *_web_steps()]
    if not all(step.is_current() for step in (*OF_PYTHON, *of_node, *extra)):
        with locked(CACHE / "setup.lock"):
            with ThreadPoolExecutor() as pool:
                parts = [pool.submit(_bring_up_to_date, steps) for steps in (OF_PYTHON, of_node)]
            for part in parts:
                part.result()
            _bring_up_to_date(extra)
    headers = page_headers(read_jsonc(ROOT / "wrangler.jsonc").get("vars", {}))
    write_if_changed(WEB / "dist" / "_headers", headers.encode())


def _bring_up_to_date(steps: Iterable[Step]) -> None:
    for step in steps:
        step.bring_up_to_date()


def _web_steps() -> list[Step]:
    if switch("GLINT_NO_WEB", os.environ) and WEB_APP.product.exists():
        return []
    if (WEB / "package-lock.json").is_file():
        return [WEB_MODULES, WEB_APP]
    return [WEB_APP]


if __name__ == "__main__":
    set_up()
