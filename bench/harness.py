"""Running bench.load, the harness, in a process of its own with packages of its own."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.scene import Scene
from bench.servers import Server
from tools.project import CACHE, ROOT, VENV_PYTHON, CommandFailed, say
from tools.settings import switch
from tools.setup import Step, pip_install

RESULTS = ROOT / "bench" / "results"
MODULES = CACHE / "bench_modules"
LOCK = ROOT / "bench" / "requirements.txt"
HARNESS = Step(
    name="bench_modules",
    announcement="Installing the load harness's packages",
    inputs=lambda: [LOCK],
    product=MODULES,
    make=lambda: pip_install(LOCK, "--upgrade", "--target", MODULES),
)


def measure(server: Server, scene: Scene, phase: str, options: Sequence[str]) -> Any:
    """Run one phase through bench.load, in its own process."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        out = Path(folder) / "report.json"
        where = ["--base", server.base, "--pid", str(server.workerd), "--label", server.name, "--json", str(out)]
        command = [str(VENV_PYTHON), "-m", "bench.load", *where, *scene.options(), *options, phase]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(MODULES)])}
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=False, text=True)
        if switch("VERBOSE", os.environ) or done.returncode != 0:
            say(done.stdout)
        if done.returncode != 0:
            raise CommandFailed(f"bench.load failed on {server.name}, {phase}.")
        return json.loads(out.read_text())
