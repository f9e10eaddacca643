"""Local configuration for Cloudflare's own Python runtime (docs/native.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devhost.build import LOCAL_BUNDLE_FLAG, ROOT, Settings, native, read_jsonc
from tools.pyodide_bundle import PYODIDE, patched

PRODUCTION: dict[str, Any] = read_jsonc(ROOT / "wrangler.jsonc")
OF_A_DEPLOYMENT = {"$schema", "triggers", "ratelimits", "analytics_engine_datasets"}
LOCAL = {"main", "compatibility_flags", "assets", "d1_databases", "vars"}


def test_the_native_configuration_is_the_production_one_with_the_local_bundle() -> None:
    """The same date, bindings, migration and module, without what only a deployment has."""
    config = native(PRODUCTION, Settings(), root=ROOT)
    assert config.keys() == PRODUCTION.keys() - OF_A_DEPLOYMENT
    assert {name: config[name] for name in config.keys() - LOCAL} == {
        name: PRODUCTION[name] for name in config.keys() - LOCAL
    }
    assert config["compatibility_flags"] == [*PRODUCTION["compatibility_flags"], LOCAL_BUNDLE_FLAG]
    assert Path(config["main"]) == ROOT / PRODUCTION["main"]


def test_another_pyodide_is_detected() -> None:
    """A pattern that is not found, or found more often than expected, stops the build."""
    glue = (PYODIDE / "pyodide.asm.mjs").read_text("utf-8")
    with pytest.raises(ValueError, match="Date"):
        patched(glue.replace("Date.now()", "performance.now()", 1))
