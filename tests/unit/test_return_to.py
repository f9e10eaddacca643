"""The return address after a sign-in: a path of this site, parsed like browsers parse addresses."""

from __future__ import annotations

import json
import random
import subprocess
from itertools import product

import pytest

from domain.limits import RETURN_TO_MAX_CHARS
from domain.return_to import safe_return
from tools.project import node

ORIGIN = "https://glint.example"
RESOLVE = """
const resolved = (text) => { try { return new URL(text, process.argv[1]).href } catch { return "" } };
let input = ""; process.stdin.on("data", (more) => (input += more)).on("end", () => {
  console.log(JSON.stringify(JSON.parse(input).map(resolved))); });"""
PIECES = ["/", "/", "\\", ".", "%2e", "%2E", "..", "\t", "\n", " ", "\0", "api", "%61pi", "t", "ü", "?", "#", ":",
          "@", "%2F", "https:", "evil.example", "javascript:", "\u202e", '"', "%"]  # fmt: skip


def resolved_by_node(addresses: list[str]) -> list[str]:
    """Resolve each with Node's `new URL(address, ORIGIN)`, the same as browsers'; '' where it throws."""
    done = subprocess.run([node(), "-e", RESOLVE, ORIGIN], input=json.dumps(addresses), capture_output=True, text=True,
                          check=True)  # fmt: skip
    return list(json.loads(done.stdout))


@pytest.mark.parametrize(
    "address",
    [
        *("//evil.example", "/\\evil.example", "\\\\evil", "https://evil.example", "javascript:alert(1)", "evil", ""),
        *("/\t/evil.example", "\n//evil.example", "/\r\n\\evil", "\0//evil", " //evil"),
        *("/.//evil.example", "/a/..//evil.example", "/%2e//evil.example", "/a/%2E./\\evil.example"),
        *("/api", "/api/x", "/./api/x", "/t/%2e%2E/api/x", "/%61pi/x", "\\api/x", "/api%2Fx", "/a\tpi/../api/x"),
        "/" + "x" * RETURN_TO_MAX_CHARS,
    ],
)
def test_r62_an_address_elsewhere_is_not_followed(address: str) -> None:
    """What a browser would resolve to another site, or to the API, becomes the start page."""
    assert safe_return(address) == "/"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        *((same, same) for same in ("/", "/teams/a?b=c#d", "/a//b", "/%2F%2Fevil", "/join/https://x", "/a?//evil")),
        ("/" + "x" * (RETURN_TO_MAX_CHARS - 1), "/" + "x" * (RETURN_TO_MAX_CHARS - 1)),
        (" /t/x\r\n", "/t/x"),
        ("/t/./a/../b", "/t/b"),
        ("/t/..", "/"),
        ("/ü b?ü", "/%C3%BC%20b?%C3%BC"),
        ("/\ud800/evil", "/%ED%A0%80/evil"),
    ],
)
def test_r62_a_path_of_this_site_is_returned_to(address: str, path: str) -> None:
    """After signing in, people return to where they were."""
    assert safe_return(address) == path


def test_r62_an_address_leads_where_a_browser_says() -> None:
    """Each of thousands of addresses leads to this site, and if not to its start, then where a browser would go."""
    chance = random.Random(62)
    addresses = ["".join(pieces) for pieces in product(PIECES, repeat=2)]
    addresses += ["/" + "".join(chance.choices(PIECES, k=chance.randint(2, 8))) for _ in range(3_000)]
    followed = [safe_return(address) for address in addresses]
    for address, path, meant, found in zip(
        addresses, followed, resolved_by_node(addresses), resolved_by_node(followed), strict=True
    ):
        assert found.startswith(f"{ORIGIN}/"), address
        assert not found.startswith(f"{ORIGIN}/api/"), address
        assert path == "/" or found == meant, address
    assert sum(path != "/" for path in followed) > 500
