"""What `make deploy-check` refuses in a production configuration."""

from __future__ import annotations

import json
from typing import Any

import pytest

from devhost.build import read_jsonc
from tools.production import configuration_problems as problems
from tools.project import ROOT


@pytest.fixture
def config() -> dict[str, Any]:
    """The configuration in the repository."""
    found: dict[str, Any] = read_jsonc(ROOT / "wrangler.jsonc")
    return found


def test_the_configuration_of_the_repository_is_ready(config: dict[str, Any]) -> None:
    """It has no problems."""
    assert list(problems(config, ROOT)) == []


@pytest.mark.parametrize("value", ["true", "false", True, ""])
def test_r69_signing_in_by_name_must_not_be_deployed(value: object, config: dict[str, Any]) -> None:
    """DEV_LOGIN must not even be among the variables, whatever its value, nor among those of an environment."""
    for changed in ({"vars": {"DEV_LOGIN": value}}, {"env": {"staging": {"vars": {"DEV_LOGIN": value}}}}):
        (problem,) = problems({**config, **changed}, ROOT)
        assert "DEV_LOGIN is for development" in problem


def test_r221_webhooks_to_local_addresses_must_not_be_deployed(config: dict[str, Any]) -> None:
    """The setting is for development."""
    (problem,) = problems({**config, "vars": {"LOCAL_WEBHOOKS": "true"}}, ROOT)
    assert "LOCAL_WEBHOOKS is for development" in problem


@pytest.mark.parametrize(
    ("issuer", "rule", "refused"),
    [
        ("https://accounts.google.com", {}, True),
        ("https://login.microsoftonline.com/common/v2.0", {}, True),
        ("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", {}, True),
        ("https://gitlab.com", {"createTeams": "nobody"}, True),
        ("https://accounts.google.com", {"allow": {"emailDomains": ["crew.example"]}}, False),
        ("https://accounts.google.com", {"allow": "anyone"}, False),
        ("https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", {}, False),
        ("https://id.crew.example", {}, False),
        ("https://accounts.google.com.crew.example", {}, False),
    ],
)
def test_r116_a_public_provider_needs_a_rule(
    issuer: str, rule: dict[str, object], config: dict[str, Any], *, refused: bool
) -> None:
    """Where anybody gets an account it must be said who may sign in, also in an environment, and in a text."""
    provider = {"id": "id", "name": "Id", "issuer": issuer, "clientId": "glint", **rule}
    for providers in ([provider], json.dumps([provider])):
        variables = {"vars": {"OIDC_PROVIDERS": providers}}
        for changed in (variables, {"env": {"staging": variables}}):
            found = list(problems({**config, **changed}, ROOT))
            assert ["gives anybody an account" in problem for problem in found] == [True] * refused


def test_secrets_must_not_be_variables(config: dict[str, Any]) -> None:
    """Variables are in the repository, secrets must not be."""
    (problem,) = problems({**config, "vars": {"OIDC_CLIENT_SECRETS": "{}"}}, ROOT)
    assert "wrangler secret put OIDC_CLIENT_SECRETS" in problem
