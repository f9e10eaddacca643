"""What a local server has in common with production, and what not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devhost.build import ROOT, Settings, derive, read_jsonc

PRODUCTION: dict[str, Any] = read_jsonc(ROOT / "wrangler.jsonc")


def local(**environ: str) -> dict[str, Any]:
    """Derive the configuration of a server that is started in this environment."""
    return derive(PRODUCTION, Settings.from_environment(environ), root=ROOT, folder=Path("/folder"))


def test_r85_production_logs_requests_and_a_local_server_does_not() -> None:
    """`make serve` logs no requests by default."""
    assert PRODUCTION["vars"] == {"LOG_REQUESTS": "true"}
    assert local()["vars"]["LOG_REQUESTS"] == "false"
    assert local(GLINT_VARS='{"LOG_REQUESTS":"true"}')["vars"]["LOG_REQUESTS"] == "true"


def test_r86_production_counts_and_a_local_server_only_on_demand() -> None:
    """Like the rate limits: a server under measurement does nothing extra by default."""
    assert "analytics_engine_datasets" not in local()
    assert local(METRICS="on")["analytics_engine_datasets"] == PRODUCTION["analytics_engine_datasets"]


def test_r81_cloudflares_own_lines_are_off() -> None:
    """They contain whole URLs, which may include an invitation's token or a sign-in's code."""
    assert PRODUCTION["observability"]["logs"] == {"invocation_logs": False}
    assert PRODUCTION["observability"]["redact_query_string"] is True
