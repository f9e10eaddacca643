"""The configuration of a server on the native Python runtime."""

from __future__ import annotations

import json
from pathlib import Path

from devhost.build import Settings, read_jsonc
from tools.native import build
from tools.project import ROOT

OF_A_DEPLOYMENT = {"$schema", "triggers", "ratelimits", "analytics_engine_datasets"}


def test_it_is_the_production_configuration_with_these_settings(tmp_path: Path) -> None:
    """The same main module, date, flags, bindings and migration; what only a deployment does is left out."""
    production = read_jsonc(ROOT / "wrangler.jsonc")
    build(tmp_path, Settings(variables={"DEV_LOGIN": "true"}))
    native = json.loads((tmp_path / "wrangler.json").read_text())
    same = production.keys() - OF_A_DEPLOYMENT - {"assets", "d1_databases", "vars"}
    assert {name: native[name] for name in same} == {name: production[name] for name in same}
    assert native.keys() == production.keys() - OF_A_DEPLOYMENT
    assert native["vars"] == production["vars"] | {"DEV_LOGIN": "true"}


def test_its_paths_lead_to_the_same_files(tmp_path: Path) -> None:
    """The source, the packages, the web app and the migrations, wherever the configuration lies."""
    build(tmp_path, Settings())
    build(tmp_path, Settings())
    native = json.loads((tmp_path / "wrangler.json").read_text())
    assert (tmp_path / native["main"]).resolve() == ROOT / "src" / "entry.py"
    assert (tmp_path / "python_modules").resolve() == ROOT / "python_modules"
    assert Path(native["assets"]["directory"]) == ROOT / "web" / "dist"
    assert Path(native["d1_databases"][0]["migrations_dir"]) == ROOT / "migrations"


def test_without_push_and_with_rate_limits_it_is_so(tmp_path: Path) -> None:
    """A server takes the same settings as on the dev host."""
    build(tmp_path, Settings(push=False, rate_limits=True))
    native = json.loads((tmp_path / "wrangler.json").read_text())
    assert {"durable_objects", "migrations"}.isdisjoint(native)
    assert native["ratelimits"] == read_jsonc(ROOT / "wrangler.jsonc")["ratelimits"]
