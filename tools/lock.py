"""`make lock`: pin what pyproject.toml and package.json ask for, for every platform.

requirements-dev.txt pins the development tools with their hashes. package-lock.json is npm's own,
plus what npm leaves out where a registry lacks another platform's workerd: without those entries,
`npm ci` refuses the file on a registry that has them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tools.project import ROOT, environment, run_quietly, say
from tools.setup import UV, UV_STEP, set_up

WORKERD_PLATFORMS = {
    "darwin-64": ("darwin", "x64"),
    "darwin-arm64": ("darwin", "arm64"),
    "windows-64": ("win32", "x64"),
}


def complete(lock: dict[str, Any]) -> dict[str, Any]:
    """Give npm's `lock` with the missing platforms of workerd, sorted as npm sorts."""
    packages = dict(lock["packages"])
    version = packages["node_modules/workerd"]["version"]
    for name, (system, cpu) in WORKERD_PLATFORMS.items():
        entry = {"version": version, "cpu": [cpu], "dev": True, "license": "Apache-2.0"}
        entry |= {"optional": True, "os": [system], "engines": {"node": ">=16"}}
        packages.setdefault(f"node_modules/@cloudflare/workerd-{name}", entry)
    return {**lock, "packages": dict(sorted(packages.items()))}


def lock_node() -> None:
    """Write package-lock.json, without the addresses of the registry that happened to be used."""
    run_quietly(
        ["npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"],
        env=environment(),
    )
    path = ROOT / "package-lock.json"
    path.write_text(json.dumps(complete(json.loads(path.read_text())), indent=2) + "\n")


def lock_python() -> None:
    """Write requirements-dev.txt; uv resolves for all platforms at once, which pip cannot."""
    options = ["--group", "dev", "--universal", "--python-version", "3.11", "--generate-hashes"]
    plain = ["--no-annotate", "--no-header", "--no-emit-index-url", "--quiet"]
    compile_lock: list[str | Path] = [UV, "pip", "compile", "--upgrade", *options, *plain]
    run_quietly([*compile_lock, "--output-file", ROOT / "requirements-dev.txt"], env=os.environ)


def main() -> None:
    """Pin both, and install what was pinned."""
    set_up(UV_STEP)
    say("Resolving …")
    lock_node()
    lock_python()
    set_up()


if __name__ == "__main__":
    main()
