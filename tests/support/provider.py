"""A real sign-in provider in a process of its own, next to one that lies as it is told to."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.connections import fetch
from tests.support.server import free_port
from tools.project import environment, node

SCRIPT = Path(__file__).with_suffix(".mjs")
STOP_WITHIN_S = 20


class Provider:
    """Where the provider is, or will be once `running`."""

    def __init__(self) -> None:
        self.port = free_port()

    @property
    def issuer(self) -> str:
        """The real one."""
        return f"http://127.0.0.1:{self.port}"

    def rogue(self, name: str) -> str:
        """The issuer of a liar by this name; each has keys of its own."""
        return f"{self.issuer}/rogue/{name}"

    def tell(self, sub: str, **claims: object) -> None:
        """What is so of somebody from now on."""
        fetch("POST", f"{self.issuer}/people/{sub}", json=claims).raise_for_status()

    def be(self, name: str, orders: Mapping[str, object]) -> None:
        """How a liar behaves from now on."""
        fetch("POST", f"{self.rogue(name)}/be", json=dict(orders)).raise_for_status()

    @contextmanager
    def running(self, redirect: str) -> Iterator[None]:
        """Run it; it sends browsers back to `redirect` only."""
        command = [str(node()), str(SCRIPT), str(self.port), redirect]
        process = subprocess.Popen(command, env=environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin
        assert process.stdout
        try:
            assert process.stdout.readline() == "listening\n"
            yield
        finally:
            process.stdin.close()
            process.wait(STOP_WITHIN_S)
            process.stdout.close()


def ways(provider: Provider, team_id: str, nowhere: int) -> list[dict[str, object]]:
    """The value of OIDC_PROVIDERS: the real one twice, liars, and one that is not there."""
    groups: dict[str, object] = {
        "scopes": "openid profile groups",
        "teamsClaim": "groups",
        "teams": [{"value": "crew", "team": team_id, "role": "admin"}],
    }
    real: dict[str, object] = {"issuer": provider.issuer, **groups}
    liars: list[dict[str, object]] = [
        {"id": name, "name": name.title(), "issuer": provider.rogue(name), "clientId": "glint"}
        for name in ("rogue", "rotating", "silent")
    ]
    return [
        {"id": "harbour", "name": "Harbour", "clientId": "public", **real},
        {"id": "fort", "name": "Fort", "clientId": "confidential", **real},
        {"id": "gone", "name": "Gone", "issuer": f"http://127.0.0.1:{nowhere}", "clientId": "glint"},
        *liars,
    ]


SECRETS = json.dumps({"fort": "s/e:c r+t"})
