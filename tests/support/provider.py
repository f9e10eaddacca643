"""A real sign-in provider in its own process, next to rogue ones that send wrong answers on demand."""

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
    """The addresses of the provider, while `running`."""

    def __init__(self) -> None:
        self.port = free_port()

    @property
    def issuer(self) -> str:
        """Return the issuer of the real one."""
        return f"http://127.0.0.1:{self.port}"

    def rogue(self, name: str) -> str:
        """Return the issuer of a rogue provider by this name; each has its own keys."""
        return f"{self.issuer}/rogue/{name}"

    def tell(self, sub: str, **claims: object) -> None:
        """Set the claims of a person."""
        fetch("POST", f"{self.issuer}/people/{sub}", json=claims).raise_for_status()

    def be(self, name: str, orders: Mapping[str, object]) -> None:
        """Set how a rogue provider behaves."""
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


def providers_setting(provider: Provider, team_id: str, nowhere: int) -> list[dict[str, object]]:
    """Return the value of OIDC_PROVIDERS: the real one twice, rogue ones, and one that is down."""
    groups: dict[str, object] = {
        "scopes": "openid profile groups",
        "teamsClaim": "groups",
        "teams": [{"value": "crew", "team": team_id, "role": "admin"}],
    }
    real: dict[str, object] = {"issuer": provider.issuer, **groups}
    rogues: list[dict[str, object]] = [
        {"id": name, "name": name.title(), "issuer": provider.rogue(name), "clientId": "glint"}
        for name in ("rogue", "rotating", "silent")
    ]
    return [
        {"id": "harbour", "name": "Harbour", "clientId": "public", **real},
        {"id": "fort", "name": "Fort", "clientId": "confidential", **real},
        {"id": "gone", "name": "Gone", "issuer": f"http://127.0.0.1:{nowhere}", "clientId": "glint"},
        *rogues,
    ]


SECRETS = json.dumps({"fort": "s/e:c r+t"})
