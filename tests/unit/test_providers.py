"""The configuration of sign-in providers, and how groups are mapped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.errors import SignInMisconfigured
from domain.providers import Provider, TeamRule, configured, shows_picture, wanted_roles
from tools.page_headers import page_headers

ISSUER = "https://id.example"
PROVIDER = Provider(id="id", name="Id", issuer=ISSUER, client_id="glint")


def config(**changes: Any) -> str:
    """Return one configured provider as JSON."""
    return json.dumps([{"id": "id", "name": "Id", "issuer": ISSUER, "clientId": "glint", **changes}])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "OIDC_PROVIDERS"),
        ("{}", "Expected `array`"),
        (config(clientID="x"), "clientID"),
        (config(issuer="http://id.example"), "https"),
        (config(issuer="http://localhost.evil.example"), "https"),
        (config(issuer="https://["), "https"),
        (config(scopes="profile"), "openid"),
        (config(id="A b"), "$[0].id"),
        (config(teamsClaim="groups", teams=[{"value": "a", "team": "t", "role": "king"}]), "role"),
        (config(teamsClaim="groups"), "need each other"),
        (config(teams=[{"value": "a", "team": "t"}]), "need each other"),
        (config(teamsClaim="groups", teams=[{"value": "a", "team": "personal:x"}]), "personal space"),
        (config(clientSecret="s"), "clientSecret"),
        (config(allow={}), "names no one"),
        (config(createTeams={"groups": []}), "names no one"),
        (config(allow="nobody"), "allow"),
        (config(allow={"groups": ["crew"]}), "need each other"),
        (config(createTeams={"groups": ["crew"]}), "need each other"),
        (config(allow={"emailDomains": ["Crew.example"]}), "emailDomains"),
        (config(allow={"emailDomains": ["@crew.example"]}), "emailDomains"),
        (config(pictureHosts=["https://id.example"]), "pictureHosts"),
        (config(pictureHosts=["*"]), "pictureHosts"),
        (config(allow={"emails": ["a@crew.example"]}), "emails"),
        (json.dumps(json.loads(config()) * 2), "twice"),
    ],
)
def test_r60_an_invalid_configuration_is_explained(text: str, said: str) -> None:
    """The message names the variable and the place."""
    with pytest.raises(SignInMisconfigured, match="OIDC_PROVIDERS") as caught:
        configured(text)
    assert said in str(caught.value)


def test_r60_a_valid_configuration_is_accepted() -> None:
    """None, a minimal one, and one on this machine over http."""
    assert configured("").providers == ()
    assert configured(config()).providers == (PROVIDER,)
    assert configured(config(issuer="http://localhost:1")).providers[0].issuer == "http://localhost:1"


@pytest.mark.parametrize("secrets", ["{", "[]", '{"id": 1}', '{"id": ""}', '{"other": "hush"}'])
def test_r60_a_secret_must_belong_to_a_provider(secrets: str) -> None:
    """The message says what is wrong, without the secret."""
    with pytest.raises(SignInMisconfigured, match="OIDC_CLIENT_SECRETS") as caught:
        configured(config(), secrets)
    assert "hush" not in str(caught.value)


def test_r60_a_secret_makes_a_confidential_client() -> None:
    """Secrets are stored separately from public configuration."""
    assert configured(config(), '{"id": "hush"}').secrets == {"id": "hush"}
    assert configured(config()).secrets == {}


@pytest.mark.parametrize(("host", "shown"), [("a.id.example", True), ("id.example", False), ("aid.example", False)])
def test_r83_a_star_stands_for_what_is_below_a_host(host: str, *, shown: bool) -> None:
    """As browsers read it in the policy."""
    provider = configured(config(pictureHosts=["*.id.example"])).providers[0]
    assert shows_picture(provider, f"https://{host}/a?b=c") is shown


def test_r83_the_pages_policy_names_the_hosts_of_pictures() -> None:
    """Those of all providers, however they are written down; what is no host stays out."""
    providers = [{"pictureHosts": ["b.example", "*.a.example"]}, {"pictureHosts": ["x; script-src *"]}, {}]
    for written in (providers, json.dumps(providers)):
        assert "; img-src 'self' https://*.a.example https://b.example; " in page_headers({"OIDC_PROVIDERS": written})
    assert "; img-src 'self'; " in page_headers({})


def test_r66_groups_are_mapped_to_teams_and_roles() -> None:
    """The highest role in the claim wins; a mapped team that is not in the claim is left."""
    rules = (
        TeamRule(value="staff", team="t", role="member"),
        TeamRule(value="boss", team="t", role="admin"),
        TeamRule(value="ops", team="o"),
    )
    mapped = Provider(id="id", name="Id", issuer=ISSUER, client_id="g", teams_claim="groups", teams=rules)
    assert wanted_roles(mapped, {"groups": ["boss", "staff"]}) == {"t": "admin", "o": None}
    assert wanted_roles(mapped, {"groups": "ops"}) == {"t": None, "o": "member"}
    assert wanted_roles(mapped, {"groups": [1, None]}) == {"t": None, "o": None}
    assert wanted_roles(PROVIDER, {"groups": ["boss"]}) == {}


def test_r66_a_claim_may_be_inside_of_another() -> None:
    """A claim with that exact name comes first; otherwise dots lead inside."""
    rules = (TeamRule(value="a", team="t"),)
    mapped = Provider(id="id", name="Id", issuer=ISSUER, client_id="g", teams_claim="x.roles", teams=rules)
    assert wanted_roles(mapped, {"x": {"roles": ["a"]}}) == {"t": "member"}
    assert wanted_roles(mapped, {"x.roles": ["a"], "x": {"roles": []}}) == {"t": "member"}
    absent: list[dict[str, object]] = [{}, {"x": 1}, {"x": {}}, {"x": {"roles": {"a": 1}}}]
    for claims in absent:
        assert wanted_roles(mapped, claims) == {"t": None}
