"""Signing in on the real server: with a real provider in the browser, and against every wrong answer of a rogue one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, expect

from domain.oidc import KEY_KINDS
from tests.browser.visitor import Visitor
from tests.support.connections import fetch
from tests.support.provider import SECRETS, Provider, providers_setting
from tests.support.server import Server, free_port

JSON = {"Accept": "application/json"}


class Port(NamedTuple):
    """A deployment, its provider, and a team that the group `crew` is mapped to."""

    server: Server
    provider: Provider
    team_id: str


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Port]:
    """The team is created first: the mapping needs its id."""
    folder, provider = tmp_path_factory.mktemp("port"), Provider()
    with Server(folder).running() as before:
        team_id = _make_team(before.url)
    variables = {"OIDC_PROVIDERS": providers_setting(provider, team_id, free_port()), "OIDC_CLIENT_SECRETS": SECRETS}
    server = Server(folder, variables=variables)
    with provider.running(f"{server.url}/api/auth/callback"), server.running():
        yield Port(server, provider, team_id)


def _make_team(url: str) -> str:
    made = fetch("POST", f"{url}/api/auth/dev", json={"username": "Founder"})
    cookie = made.headers["Set-Cookie"].split(";")[0]
    team = fetch("POST", f"{url}/api/teams", json={"name": "Crew"}, headers={"Cookie": cookie})
    return str(team.json()["team"]["id"])


def leave(port: Port, provider: str, path: str = "/") -> httpx.Response:
    """Begin a sign-in like a browser."""
    return fetch("GET", f"{port.server.url}/api/auth/login", params={"provider": provider, "returnTo": path})


def come_back(begun: httpx.Response) -> httpx.Response:
    """Have the rogue provider redirect at once, and return with the cookie of the beginning."""
    sent = fetch("GET", begun.headers["Location"])
    return again(begun, sent.headers["Location"])


def again(begun: httpx.Response, address: str) -> httpx.Response:
    """Open the address that a provider has redirected the browser to."""
    cookie = begun.headers["Set-Cookie"].split(";")[0]
    return fetch("GET", address, headers={"Cookie": cookie, **JSON})


def test_r61_r64_r66_a_person_signs_in_and_is_kept_up_to_date(browser: Browser, port: Port) -> None:
    """With the button, to the provider, and back to the same page; the second time with the current profile."""
    port.provider.tell("ada", name="Ada", preferred_username="ada", groups=["crew"])
    ada = Visitor(browser, port.server, "Ada", signed_in=False)
    page = ada.page
    page.goto(f"/t/{port.team_id}")
    page.get_by_role("link", name="Sign in with Harbour").click()
    page.get_by_label("Login").fill("ada")
    page.get_by_role("button", name="Enter").click()
    page.wait_for_url(f"**/t/{port.team_id}**")
    ada.expect_status("Live")
    first = ada.ask("GET", "/api/auth/me")["user"]
    assert (first["displayName"], first["avatarUrl"]) == ("Ada", None)
    assert [(team["id"], team["role"]) for team in first["teams"]] == [(port.team_id, "admin")]
    session = _session(ada)

    picture = "https://pictures.example/ada.png"
    port.provider.tell("ada", name="Countess Ada", preferred_username="ada", picture=picture, groups=[])
    # Already signed in there, so without a form; a confidential client this time, and ES256.
    page.route(f"{picture}*", lambda route: route.abort())
    with page.expect_request(picture):  # which the page's policy lets through
        page.goto("/api/auth/login?provider=fort&returnTo=//evil.example")
    page.wait_for_url(f"{port.server.url}/me/**")
    ada.expect_status("Live")
    second = ada.ask("GET", "/api/auth/me")["user"]
    assert second == {**first, "displayName": "Countess Ada", "avatarUrl": picture, "teams": []}
    assert _session(ada) != session
    old = fetch("GET", f"{port.server.url}/api/auth/me", headers={"Cookie": f"session={session}"})
    assert old.json() == {"user": None}
    assert ada.complaints == []
    ada.close()


def test_r61_r63_r66_another_provider_signs_people_in(browser: Browser, port: Port) -> None:
    """Canaille signs with RS512 unless it is told otherwise, and with EdDSA for another client; the person is one."""
    ada = Visitor(browser, port.server, "Ada", signed_in=False)
    page = ada.page
    page.goto("/")
    page.get_by_role("link", name="Sign in with Canaille", exact=True).click()
    page.get_by_label("Login").fill("lovelace")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("textbox", name="Password").fill("engine")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{port.server.url}/**")
    ada.expect_status("Live")
    first = ada.ask("GET", "/api/auth/me")["user"]
    assert (first["username"], first["displayName"]) == ("lovelace", "Ada Lovelace")
    assert [(team["id"], team["role"]) for team in first["teams"]] == [(port.team_id, "admin")]
    page.goto("/api/auth/login?provider=canaille-eddsa")
    page.wait_for_url(f"{port.server.url}/**")
    assert ada.ask("GET", "/api/auth/me")["user"] == first
    ada.close()


def _session(visitor: Visitor) -> str:
    return next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "session")


def test_r116_r117_a_provider_says_who_may_do_what(browser: Browser, port: Port) -> None:
    """Whoever is not named reads so on a page; whoever is signs in, and is offered no new team where nobody is."""
    visitor = Visitor(browser, port.server, "Eve", signed_in=False)
    page = visitor.page
    port.provider.tell("eve", name="Eve", groups=["others"], email="eve@crew.example", email_verified=False)
    page.goto("/")
    page.get_by_role("link", name="Sign in with Club").click()
    page.get_by_label("Login").fill("eve")
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_text("This Club account is not allowed to use this Glint.")).to_be_visible()
    port.provider.tell("eve", name="Eve", groups=["members"])
    page.get_by_role("link", name="Back to Glint").click()
    page.get_by_role("link", name="Sign in with Club").click()
    visitor.expect_status("Live")
    page.get_by_role("button", name="Team: Personal").click()
    expect(page.get_by_role("menuitem", name="Personal")).to_be_visible()
    expect(page.get_by_role("menuitem", name="New team")).to_have_count(0)
    page.keyboard.press("Escape")
    page.goto("/api/auth/login?provider=harbour")
    visitor.expect_status("Live")
    page.get_by_role("button", name="Team: Personal").click()
    expect(page.get_by_role("menuitem", name="New team")).to_be_visible()
    visitor.close()


@pytest.mark.parametrize(
    ("providers", "told"),
    [([], "OIDC_PROVIDERS in wrangler.jsonc"), ([{"id": "id"}], "Object missing required field `name`")],
    ids=["empty", "incomplete"],
)
def test_r60_r119_the_page_says_what_is_missing(
    providers: list[dict[str, str]], told: str, browser: Browser, tmp_path: Path
) -> None:
    """To who has just deployed it, and what to do about it."""
    server = Server(tmp_path, variables={"DEV_LOGIN": "false", "OIDC_PROVIDERS": providers})
    with server.running():
        page = browser.new_page()
        page.goto(server.url)
        expect(page.get_by_role("alert")).to_contain_text(told)
        page.close()


def test_r67_a_provider_that_is_down_gives_a_page(browser: Browser, port: Port) -> None:
    """It says so, and leads back to the choice of providers."""
    context = browser.new_context(base_url=port.server.url)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Sign in with Gone").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    expect(page.get_by_text("cannot be reached right now")).to_be_visible()
    page.get_by_role("link", name="Back to Glint").click()
    expect(page.get_by_role("link", name="Sign in with Harbour")).to_be_visible()
    context.close()


def test_r67_a_provider_that_does_not_answer_times_out(port: Port) -> None:
    """The platform ends the wait."""
    answer = leave(port, "silent")
    assert (answer.status_code, answer.json()["code"]) == (502, "provider_unavailable")


def test_r61_correct_answers_are_accepted_once(port: Port) -> None:
    """The baseline for the wrong answers; its code and state do not work again."""
    port.provider.be("rogue", {})
    begun = leave(port, "rogue", "/t/x")
    address = fetch("GET", begun.headers["Location"]).headers["Location"]
    back = again(begun, address)
    assert (back.status_code, back.headers["Location"]) == (302, "/t/x")
    replayed = again(begun, address)
    assert (replayed.status_code, replayed.json()["code"]) == (400, "sign_in_failed")
    other = leave(port, "rogue")
    assert again(other, address).status_code == 400
    assert again(other, address.replace("state=", "state=x")).status_code == 400


@pytest.mark.parametrize("algorithm", sorted(KEY_KINDS))
def test_r63_every_accepted_algorithm_is_verified(algorithm: str, port: Port) -> None:
    """By WebCrypto, against real signatures; with another key of the same kind they are worth nothing."""
    name = algorithm.lower()
    assert come_back(leave(port, name)).status_code == 302
    port.provider.be(name, {"forged": True})
    assert come_back(leave(port, name)).status_code == 400


@pytest.mark.parametrize(
    "orders",
    [
        {"claims": {"nonce": "wrong"}},
        {"claims": {"iss": "http://127.0.0.1:1"}},
        {"claims": {"aud": "other"}},
        {"claims": {"exp": 1_700_000_000}},
        {"header": {"alg": "none"}},
        {"header": {"alg": "HS256"}},
        {"header": {"alg": "ES256"}},
        {"header": {"kid": "other"}},
        {"forged": True},
    ],
    ids=str,
)
def test_r63_a_wrong_answer_is_refused(orders: dict[str, object], port: Port) -> None:
    """Nobody is signed in, and no internals are shown."""
    port.provider.be("rogue", orders)
    answer = come_back(leave(port, "rogue"))
    assert (answer.status_code, answer.json()["code"]) == (400, "sign_in_failed")
    assert "Set-Cookie" not in answer.headers


def test_r68_a_rotated_key_is_found(port: Port) -> None:
    """The keys are cached, and fetched again when they do not match."""
    for orders in ({}, {"rotate": True}):
        port.provider.be("rotating", orders)
        assert come_back(leave(port, "rotating")).status_code == 302
