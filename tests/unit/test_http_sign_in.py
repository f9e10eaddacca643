"""Signing in with a provider over HTTP, and every way in which that is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.settings import Settings
from ports import Reached
from tests.support.databases import dump
from tests.support.fake_provider import ISSUER, settings_of
from tests.support.http_app import ORIGIN
from tests.support.scene import START_MS
from tests.support.sign_in_site import LOGIN, SignInSite, expect_refused

EVIL_PATHS = [
    "//evil.example",
    "/%5Cevil.example",
    "https%3A%2F%2Fevil.example",
    "%2F%2Fevil.example",
    "/%0D%0A/evil.example",
    "/api/x",
]


@pytest.fixture
def site() -> Iterator[SignInSite]:
    """A deployment with one provider."""
    made = SignInSite()
    yield made
    made.close()


async def test_r60_the_sign_in_page_gets_the_providers(site: SignInSite) -> None:
    """Their ids and names, and nothing else."""
    assert (await site.request("GET", "/api/auth/providers")).body == {
        "providers": [{"id": "id", "name": "Id"}],
        "devLogin": False,
        "missing": None,
    }


async def test_r60_an_invalid_configuration_is_reported_at_sign_in(site: SignInSite) -> None:
    """Everything else works."""
    site.settings = Settings(version="1", oidc_providers=settings_of(clientID="x"))
    for path in ("/api/auth/providers", LOGIN, "/api/auth/callback"):
        answer = await site.request("GET", path)
        assert (answer.status, answer.body["code"]) == (500, "sign_in_misconfigured")
        assert "OIDC_PROVIDERS" in answer.body["error"]
    assert (await site.request("GET", "/api/auth/me")).body == {"user": None}


async def test_r61_a_complete_sign_in_opens_a_session(site: SignInSite) -> None:
    """The browser's secret is HttpOnly and sent to these routes only; the session replaces it."""
    answer = await site.request("GET", f"{LOGIN}?provider=id&returnTo=%2Ft%2Fx%3Fy%3D1")
    assert answer.headers["Set-Cookie"].partition(";")[2] == (" Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax")
    location = answer.headers["Location"]
    assert location.startswith(f"{ISSUER}/authorize?")
    assert parse_qs(urlsplit(location).query)["redirect_uri"] == [f"{ORIGIN}/api/auth/callback"]
    back = await site.come_back(site.provider.consent(location), answer.headers["Set-Cookie"].split(";")[0])
    assert (back.status, back.headers["Location"]) == (302, "/t/x?y=1")
    assert "HttpOnly; Secure; SameSite=Lax" in back.headers["Set-Cookie"]
    me = await site.request("GET", "/api/auth/me", session=back.session)
    assert me.body["user"]["displayName"] == "Ada"
    assert site.provider.credentials == [""]


async def test_r61_the_provider_must_exist(site: SignInSite) -> None:
    """An unknown one is not found; if there are several, one must be named."""
    assert (await site.request("GET", f"{LOGIN}?provider=other")).status == 404
    site.settings = Settings(version="1")
    for path in (LOGIN, f"{LOGIN}?provider=id"):
        assert (await site.request("GET", path)).status == 404
    two = f"{settings_of()[:-1]}, {settings_of(id='b')[1:]}"
    site.settings = Settings(version="1", oidc_providers=two)
    assert (await site.request("GET", LOGIN)).status == 422
    assert (await site.request("GET", f"{LOGIN}?provider=b")).status == 302


@pytest.mark.parametrize(
    ("methods", "shown"),
    [
        (["client_secret_basic", "client_secret_post"], "Basic Z2xpbnQ6cyUyRmg="),
        (["client_secret_post"], "s/h"),
        (None, "Basic Z2xpbnQ6cyUyRmg="),
    ],
)
async def test_r61_a_confidential_client_shows_its_secret(
    methods: list[str] | None, shown: str, site: SignInSite
) -> None:
    """By the method that the provider supports."""
    site.settings = Settings(version="1", oidc_providers=settings_of(), oidc_client_secrets='{"id": "s/h"}')
    site.provider.described = {"token_endpoint_auth_methods_supported": methods} if methods else {}
    assert (await site.visit()).status == 302
    assert site.provider.credentials == [shown]


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("state=", "state=x"),
        ("state=", "x="),
        ("code=", "code=x"),
        ("code=", "x="),
        ("=token", "=x"),
        ("sign_in_", "x_"),
    ],
)
async def test_r61_a_sign_in_that_did_not_begin_here_is_refused(part: str, instead: str, site: SignInSite) -> None:
    """A wrong or missing state, code or browser."""
    location, cookie = await site.leave()
    query = site.provider.consent(location)
    await expect_refused(site, await site.come_back(query.replace(part, instead), cookie.replace(part, instead)))


async def test_r61_a_code_and_a_state_work_once(site: SignInSite) -> None:
    """A replay signs nobody in, and the first session stays."""
    location, cookie = await site.leave()
    query = site.provider.consent(location)
    first = await site.come_back(query, cookie)
    again = await site.come_back(query, cookie)
    assert (first.status, again.status, again.body["code"]) == (302, 400, "sign_in_failed")
    other, cookie = await site.leave()
    code = parse_qs(query)["code"][0]
    stolen = site.provider.consent(other).replace("code=code-2", f"code={code}")
    assert (await site.come_back(stolen, cookie)).status == 400
    assert len((await dump(site.db))["sessions"]) == 1


async def test_r113_each_sign_in_has_a_cookie_of_its_own(site: SignInSite) -> None:
    """Two tabs do not interfere, and neither secret is valid for the other's sign-in."""
    tabs = [await site.leave() for _ in range(2)]
    names, secrets = zip(*(cookie.split("=") for _, cookie in tabs), strict=True)
    assert all(name.startswith("__Host-sign_in_") for name in names)
    assert len({*names, *secrets}) == 4
    queries = [site.provider.consent(location) for location, _ in tabs]
    swapped = f"{names[0]}={secrets[1]}; {names[1]}={secrets[0]}"
    await expect_refused(site, await site.come_back(queries[0], swapped))
    again, cookie = await site.leave()
    both = "; ".join([cookie, tabs[1][1]])
    assert [(await site.come_back(query, both)).status for query in (queries[1], site.provider.consent(again))] == [
        302
    ] * 2


async def test_r113_of_two_cookies_for_a_sign_in_none_counts(site: SignInSite) -> None:
    """An attacker may have planted the second one, to have the user sign in to another account."""
    location, cookie = await site.leave()
    planted = f"{cookie}; {cookie.split('=')[0]}=planted"
    await expect_refused(site, await site.come_back(site.provider.consent(location), planted))


async def test_r61_an_answer_of_another_provider_is_refused(site: SignInSite) -> None:
    """`iss` must be the provider that was asked, and present if the provider says so (RFC 9207)."""
    await expect_refused(site, await site.visit(iss="https://evil.example"))
    site.provider.described = {"authorization_response_iss_parameter_supported": True}
    await expect_refused(site, await site.visit())
    assert (await site.visit(iss=ISSUER)).status == 302


async def test_r61_a_cancelled_sign_in_signs_nobody_in(site: SignInSite) -> None:
    """The provider's message is not shown: anybody could have written it."""
    answer = await site.visit(error="access_denied", error_description="<b>Context 555-1234</b>")
    await expect_refused(site, answer, "sign_in_denied", 403)
    assert "555" not in answer.text


async def test_r61_the_reason_for_a_refused_code_is_logged(site: SignInSite, caplog: pytest.LogCaptureFixture) -> None:
    """The provider's error code is logged; its message is not, since it may be about the person."""
    for said, word in (
        ('{"error":"invalid_client","error_description":"ada"}', "invalid_client"),
        ('{"error":"It was ada@example.com"}', "unknown"),
        ("<html>ada</html>", "unknown"),
    ):
        location, cookie = await site.leave()
        site.provider.broken = {"token": Reached(status=401, text=said)}
        await expect_refused(site, await site.come_back(site.provider.consent(location), cookie))
        logged = json.loads(caplog.records[-1].getMessage())
        assert logged == {"event": "token_refused", "provider": "id", "status": 401, "error": word}
    assert "ada" not in caplog.text


async def test_r64_the_token_alone_identifies_the_person(site: SignInSite) -> None:
    """A provider without user info puts everything into the ID token."""
    site.provider.described = {"userinfo_endpoint": None}
    site.provider.claims = {"preferred_username": "countess", "name": "Ada L."}
    me = await site.request("GET", "/api/auth/me", session=(await site.visit()).session)
    assert (me.body["user"]["username"], me.body["user"]["displayName"]) == ("countess", "Ada L.")
    assert "userinfo" not in site.provider.asked


@pytest.mark.parametrize("path", EVIL_PATHS)
async def test_r62_nobody_is_redirected_elsewhere(path: str, site: SignInSite) -> None:
    """However the address is written."""
    assert (await site.visit(f"?returnTo={path}")).headers["Location"] == "/"


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"aud": "other"},
        {"nonce": "other"},
        {"exp": START_MS / 1000 - 61},
        {"iat": START_MS / 1000 + 3600},
        {"sub": None},
    ],
    ids=str,
)
async def test_r63_a_wrong_token_signs_nobody_in(change: dict[str, object], site: SignInSite) -> None:
    """Although its signature is valid."""
    site.provider.claims = change
    await expect_refused(site, await site.visit())


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256", "kid": "1"}, {"alg": "ES256", "kid": "1"}])
async def test_r63_another_algorithm_signs_nobody_in(header: dict[str, object], site: SignInSite) -> None:
    """Not even with a signature by the right key."""
    site.provider.header = header
    await expect_refused(site, await site.visit())


async def test_r63_user_info_of_another_subject_is_refused(site: SignInSite) -> None:
    """The user info must have the token's subject."""
    site.provider.person = {"sub": "2", "name": "Eve"}
    await expect_refused(site, await site.visit())


async def test_r81_r85_a_sign_in_is_logged_without_its_secrets(site: SignInSite) -> None:
    """The line says that the browser was redirected; state, code and the session's token appear nowhere."""
    lines: list[str] = []
    site.log = lines.append
    back = await site.visit()
    there, here = (json.loads(line) for line in lines)
    assert (there["route"], there["status"]) == ("/api/auth/login", 302)
    assert (here["route"], here["status"]) == ("/api/auth/callback", 302)
    assert back.session not in lines[1]
    assert here.keys() == {"event", "requestId", "method", "route", "d1", "ms", "status"}
