"""Pages of other origins, and requests without https."""

from __future__ import annotations

import pytest

from domain.settings import Settings
from routes.origin import ANSWER_HEADERS, is_local
from tests.support.http_app import Home, HttpApp

PAGE = "https://app.glint.example"
CORS = {
    "Access-Control-Allow-Origin": PAGE,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": ANSWER_HEADERS,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Origin",
}
PREFLIGHT = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "content-type,idempotency-key"}


@pytest.fixture
def open_home(home: Home) -> Home:
    """Set up a home on a deployment that allows one more origin."""
    home.app.settings = Settings(version="1", dev_login=True, allowed_origins=frozenset({PAGE}))
    return home


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/teams", 200),
        ("POST", "/api/teams", 415),
        ("GET", "/api/teams/x/sets", 403),
        ("GET", "/api/nothing", 404),
        ("BREW", "/api/teams", 405),
        ("GET", "/api/health", 200),
    ],
)
async def test_r57_a_page_of_an_allowed_origin_reads_every_answer(
    method: str, path: str, status: int, open_home: Home
) -> None:
    """Answers and errors alike; pages of other origins, and programs, get no CORS headers."""
    answer = await open_home.request(method, path, content=b"x" if method == "POST" else b"", headers={"Origin": PAGE})
    assert (answer.status, answer.headers | CORS) == (status, answer.headers)
    for origin in ("https://evil.example", "null", PAGE + ".evil.example", ""):
        other = await open_home.request(method, path, headers={"Origin": origin} if origin else {})
        assert not any(name.startswith("Access-Control") for name in other.headers)
        assert (other.headers["Vary"], other.headers["Cross-Origin-Resource-Policy"]) == ("Origin", "same-origin")


async def test_r57_a_preflight_is_answered_without_a_session(open_home: Home) -> None:
    """It lists the methods of the path and the headers that Glint reads; other pages only get the methods."""
    ask = open_home.app.request
    answer = await ask("OPTIONS", "/api/teams", headers={"Origin": PAGE, **PREFLIGHT})
    assert answer.headers | CORS == answer.headers
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type, Idempotency-Key"
    assert (answer.status, answer.headers["Server-Timing"]) == (200, 'd1;desc="0"')
    other = await ask("OPTIONS", "/api/teams", headers={"Origin": "https://evil.example", **PREFLIGHT})
    assert [name for name in other.headers if name.startswith("Access-Control")] == []


async def test_r57_without_allowed_origins_nothing_depends_on_the_origin(home: Home) -> None:
    """The usual deployment: no CORS headers, and no Vary."""
    answer = await home.request("GET", "/api/teams", headers={"Origin": PAGE})
    assert {"Vary", "Access-Control-Allow-Origin"} & answer.headers.keys() == set()


@pytest.mark.parametrize("path", ["/api", "/api/nothing", "/api/teams/x/sets/y/todos/z"])
async def test_r50_options_of_an_unknown_path_is_404(path: str, app: HttpApp) -> None:
    """As with every other method."""
    answer = await app.request("OPTIONS", path)
    assert (answer.status, answer.body["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
async def test_r58_over_http_a_request_is_sent_to_https(method: str, app: HttpApp) -> None:
    """The same address with the same method, before anything else, and without the other port."""
    app.origin = "http://glint.example:8080"
    answer = await app.request(method, "/api/teams?x=%3F", headers={"Cookie": "session=x"})
    location = "https://glint.example/api/teams?x=%3F"
    assert (answer.status, answer.headers["Location"]) == (308, location)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "glint", "glint.localhost", "127.0.0.1", "127.9.9.9:80", "[::1]:8787", "10.1.2.3", "172.16.0.1",
        "172.31.9.9", "192.168.1.20:8787", "169.254.7.7", "[fe80::1]", "[fd00::1]", "raspberry.local", "localhost.",
    ],
)  # fmt: skip
def test_r58_this_machine_and_private_networks_are_local(host: str) -> None:
    """As for a phone in the same network, which tries a server on a laptop."""
    assert is_local(f"http://{host}")


@pytest.mark.parametrize(
    "host",
    [
        "glint.example", "localhost.example", "not-local.example", "172.15.0.1", "172.32.0.1", "11.0.0.1",
        "192.169.0.1", "8.8.8.8", "127.0.0.1.example", "[2606:4700::1111]",
    ],
)  # fmt: skip
def test_r58_all_others_may_not(host: str) -> None:
    """A name that only begins like a private one is not one."""
    assert not is_local(f"http://{host}")
