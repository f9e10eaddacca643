"""Providers that are down, send invalid answers, or change their keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.published import ASK_AGAIN_MS, KEEP_MS
from ports import Reached
from tests.support.scene import START_MS
from tests.support.sign_in_site import LOGIN, SignInSite, expect_refused

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def site() -> Iterator[SignInSite]:
    """A deployment with one provider."""
    made = SignInSite()
    yield made
    made.close()


@pytest.mark.parametrize("path", ["openid-configuration", "token", "jwks", "userinfo"])
@pytest.mark.parametrize("answer", [None, Reached(status=503, text="Oops")], ids=["silent", "faulty"])
async def test_r67_a_provider_that_is_down_is_reported(path: str, answer: Reached | None, site: SignInSite) -> None:
    """At whichever step it fails."""
    if path == "openid-configuration":
        site.provider.broken = {path: answer}
        await expect_refused(site, await site.request("GET", LOGIN), "provider_unavailable", 502)
        return
    location, cookie = await site.leave()
    site.provider.broken = {path: answer}
    await expect_refused(
        site, await site.come_back(site.provider.consent(location), cookie), "provider_unavailable", 502
    )


@pytest.mark.parametrize("path", ["openid-configuration", "jwks", "userinfo"])
@pytest.mark.parametrize("status", [302, 404])
async def test_r67_redirects_of_a_provider_are_not_followed(path: str, status: int, site: SignInSite) -> None:
    """Its documents are only accepted from its own address."""
    site.provider.broken = {path: Reached(status=status, text="{}")}
    answer = await site.request("GET", LOGIN)
    if answer.status == 302:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        answer = await site.come_back(site.provider.consent(answer.headers["Location"]), cookie)
    await expect_refused(site, answer, "provider_unavailable", 502)


@pytest.mark.parametrize("path", ["openid-configuration", "token", "jwks", "userinfo"])
@pytest.mark.parametrize("text", ["<html>", "[]", '"x"'])
async def test_r67_invalid_answers_of_a_provider_are_refused(path: str, text: str, site: SignInSite) -> None:
    """With a message, never 500."""
    site.provider.broken = {path: Reached(status=200, text=text)}
    begun = await site.request("GET", LOGIN)
    if begun.status == 302:
        cookie = begun.headers["Set-Cookie"].split(";")[0]
        begun = await site.come_back(site.provider.consent(begun.headers["Location"]), cookie)
    await expect_refused(site, begun)


async def test_r67_a_browser_is_shown_a_page(site: SignInSite) -> None:
    """It says what is wrong and leads back, and loads and runs nothing."""
    site.provider.broken = {"openid-configuration": None}
    for path, status, said in (
        (LOGIN, 502, "cannot be reached right now"),
        (f"{LOGIN}?provider=x", 404, "not available here"),
        ("/api/auth/callback", 400, "started in another browser"),
    ):
        answer = await site.request("GET", path, headers=HTML)
        assert (answer.status, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
        assert said in answer.text
        assert '<a href="/">' in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert "Server-Timing" in answer.headers


async def test_r68_keys_are_fetched_once_a_minute(site: SignInSite) -> None:
    """A rotation is noticed at the next sign-in; a second one within the minute has to wait."""
    provider = site.provider
    later_ms = 0.0
    site.clock = lambda: START_MS + later_ms
    for key, after_ms, status in (
        ("1", 0, 302),
        ("2", 0, 302),
        ("3", ASK_AGAIN_MS - 1, 400),
        ("3", 1, 302),
    ):
        later_ms += after_ms
        provider.signing_key, provider.keys, provider.header = key, [key], {"alg": "RS256", "kid": key}
        assert (await site.visit()).status == status
    assert provider.asked.count("jwks") == 3


async def test_r68_a_withdrawn_key_expires_with_the_cache(site: SignInSite) -> None:
    """A leaked key is useless ten minutes after the provider has withdrawn it."""
    later_ms = 0.0
    site.clock = lambda: START_MS + later_ms
    assert (await site.visit()).status == 302
    site.provider.keys = ["2"]
    assert (await site.visit()).status == 302
    later_ms = KEEP_MS
    site.provider.now_s += KEEP_MS / 1000
    assert (await site.visit()).status == 400


async def test_r68_a_token_without_a_key_id_is_tried_with_every_key(site: SignInSite) -> None:
    """Even after a rotation."""
    site.provider.header = {"alg": "RS256"}
    site.provider.keys = ["0", "1"]
    assert (await site.visit()).status == 302
    site.provider.keys, site.provider.signing_key = ["0", "2"], "2"
    assert (await site.visit()).status == 302
    site.provider.signing_key = "evil"
    assert (await site.visit()).status == 400
