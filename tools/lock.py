"""`make lock`: pin everything that is installed, with hashes, for every platform.

uv resolves the requirements files from pyproject.toml. The two package-lock.json are npm's own, plus what npm leaves
out of the root's when a registry does not list another platform's workerd: without those entries `npm ci` rejects the
file on a registry that does. No lock names the registry that it was made with.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Final

from tools.project import ROOT, WEB, CommandFailed, environment, run_quietly, say
from tools.setup import UV, UV_STEP, set_up

WORKERD_PLATFORMS: Final = {
    "darwin-64": ("darwin", "x64"),
    "darwin-arm64": ("darwin", "arm64"),
    "windows-64": ("win32", "x64"),
}
PYTHON_LOCKS: Final = {
    "requirements-dev.txt": ("3.11", ["--group", "dev"]),
    "requirements-worker.txt": ("3.14", ["pyproject.toml"]),
    "requirements-stubs.txt": ("3.14", ["--group", "stubs"]),
    "requirements-uv.txt": ("3.11", ["--group", "uv"]),
    "requirements-canaille.txt": ("3.11", ["--group", "canaille"]),
    "requirements-pictures.txt": ("3.11", ["--group", "pictures"]),
    "bench/requirements.txt": ("3.11", ["--group", "bench"]),
}
"""Each lock's oldest Python, and what of pyproject.toml it pins."""


def complete(lock: dict[str, Any]) -> dict[str, Any]:
    """Add the missing platforms of workerd to npm's `lock`, sorted as npm sorts."""
    packages = dict(lock["packages"])
    version = packages["node_modules/workerd"]["version"]
    for platform, (system, cpu) in WORKERD_PLATFORMS.items():
        name = f"@cloudflare/workerd-{platform}"
        if f"node_modules/{name}" in packages:
            continue
        entry = {"version": version, "integrity": integrity(f"{name}@{version}"), "cpu": [cpu], "dev": True}
        entry |= {"license": "Apache-2.0", "optional": True, "os": [system], "engines": {"node": ">=16"}}
        packages[f"node_modules/{name}"] = entry
    return {**lock, "packages": dict(sorted(packages.items()))}


def integrity(package: str) -> str:
    """Ask the registry for the hash of `name@version`."""
    command = ["npm", "view", package, "dist.integrity"]
    asked = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if not (found := asked.stdout.strip()):
        raise CommandFailed(f"lock: the registry has no {package}: lock with one that has every platform.")
    return found


def lock_node() -> None:
    """Write both package-lock.json."""
    options = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"]
    for folder in (ROOT, WEB):
        run_quietly(["npm", "install", *options], cwd=folder, env=environment())
    path = ROOT / "package-lock.json"
    path.write_text(json.dumps(complete(json.loads(path.read_text())), indent=2) + "\n")


def lock_python(*options: str) -> None:
    """Write the requirements files; uv resolves for all platforms at once, which pip cannot."""
    common: list[str | Path] = [UV, "pip", "compile", "--universal", "--generate-hashes", "--no-python-downloads"]
    common += ["--no-annotate", "--no-header", "--no-emit-index-url", "--quiet", *options]
    for name, (python, what) in PYTHON_LOCKS.items():
        run_quietly([*common, *what, "--python-version", python, "--output-file", name], env=os.environ)


def main() -> None:
    """Pin everything, and install what was pinned."""
    set_up(UV_STEP)
    say("Resolving …")
    lock_node()
    lock_python("--upgrade")
    set_up()


if __name__ == "__main__":
    main()
