"""`python -m bench.reset`: what people notice when everything in an isolate is lost.

On Cloudflare that happens at a deployment, and at 128 MB. Here workerd is killed, with all sockets and whatever was
under way, and Miniflare starts it again. Environment: VIEWERS=1000.
"""

from __future__ import annotations

import os

from bench.harness import HARNESS, measure
from bench.report import table
from bench.scene import make_scene
from bench.servers import running
from tools.project import say
from tools.settings import whole_number
from tools.setup import set_up

SOCKETS_OF_A_SESSION = 20


def main() -> None:
    """Measure, and print."""
    viewers = whole_number("VIEWERS", os.environ, default=1_000)
    os.environ["GLINT_NO_WEB"] = "1"  # the web app is not measured
    set_up(HARNESS)
    with running("glint") as server:
        scene = make_scene(server.base, members=viewers // SOCKETS_OF_A_SESSION + 1)
        say(f"reset: {viewers:,} viewers …")
        report = measure(server, scene, "reset", [f"--viewers={viewers}"])
    table("workerd killed", report["phases"]["reset"]["rows"])


if __name__ == "__main__":
    main()
