"""Two real sign-in providers in their own processes, next to rogue ones that send wrong answers on demand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.oidc import KEY_KINDS
from tests.support.connections import fetch
from tests.support.server import free_port
from tools.project import environment, node
from tools.setup import CANAILLE, CANAILLE_PYTHON, set_up

SCRIPT = Path(__file__).with_suffix(".mjs")
CANAILLE_SCRIPT = Path(__file__).with_name("canaille_server.py")
STOP_WITHIN_S = 20


class Provider:
    """The addresses of the provider, while `running`."""

    def __init__(self) -> None:
        self.port, self.canaille_port = free_port(), free_port()

    @property
    def issuer(self) -> str:
        """Return the issuer of the real one."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def canaille(self) -> str:
        """Return the issuer of Canaille, the other real one."""
        return f"http://127.0.0.1:{self.canaille_port}"

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
        """Run them; they send browsers back to `redirect` only."""
        set_up(CANAILLE)
        with (
            _running([node(), SCRIPT, self.port, redirect]),
            _running([CANAILLE_PYTHON, CANAILLE_SCRIPT, self.canaille_port, redirect]),
        ):
            yield


@contextmanager
def _running(command: Sequence[object]) -> Iterator[None]:
    """Run a program that says when it listens, and ends with its standard input."""
    started = [str(part) for part in command]
    process = subprocess.Popen(started, env=environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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
    """Return the value of OIDC_PROVIDERS: the real ones twice, rogue ones of every algorithm, and one that is down."""
    groups: dict[str, object] = {
        "scopes": "openid profile groups",
        "teamsClaim": "groups",
        "teams": [{"value": "crew", "team": team_id, "role": "admin"}],
        "pictureHosts": ["pictures.example"],
    }
    real: dict[str, object] = {"issuer": provider.issuer, **groups}
    rogues: list[dict[str, object]] = [
        {"id": name, "name": name.title(), "issuer": provider.rogue(name), "clientId": "glint"}
        for name in ("rogue", "rotating", "silent", *map(str.lower, KEY_KINDS))
    ]
    rules = {"allow": {"groups": ["members"], "emailDomains": ["crew.example"]}, "createTeams": "nobody"}
    canaille = {"issuer": provider.canaille, **groups, "scopes": "openid profile email groups"}
    return [
        {"id": "canaille", "name": "Canaille", "clientId": "glint", **canaille},
        {"id": "canaille-eddsa", "name": "Canaille, EdDSA", "clientId": "glint-eddsa", **canaille},
        {"id": "harbour", "name": "Harbour", "clientId": "public", **real},
        {"id": "club", "name": "Club", "clientId": "public", **real, **rules},
        {"id": "fort", "name": "Fort", "clientId": "confidential", **real},
        {"id": "gone", "name": "Gone", "issuer": f"http://127.0.0.1:{nowhere}", "clientId": "glint"},
        *rogues,
    ]


SECRETS = json.dumps({"fort": "s/e:c r+t", "canaille": "hush", "canaille-eddsa": "hush"})
