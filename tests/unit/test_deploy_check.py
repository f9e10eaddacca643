"""What `make deploy-check` refuses in a production configuration."""

from __future__ import annotations

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


def test_secrets_must_not_be_variables(config: dict[str, Any]) -> None:
    """Variables are in the repository, secrets must not be."""
    (problem,) = problems({**config, "vars": {"OIDC_CLIENT_SECRETS": "{}"}}, ROOT)
    assert "wrangler secret put OIDC_CLIENT_SECRETS" in problem
