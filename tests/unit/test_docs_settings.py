"""docs/settings.md lists every variable, binding and argument that the code reads, and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from devhost.build import read_jsonc
from tests.support.documents import ROOT, document, rows, ticked
from tools import soak

PLATFORM = {"PATH", "MAKEFILE_LIST"}
"""Names that the machine or make itself sets."""
WORKER = [ROOT / "src" / "entry.py", *(ROOT / "src" / "cf").glob("*.py")]
COMMANDS = [
    path
    for folder in ("tools", "devhost", "bench", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if path not in (Path(__file__), Path(__file__).with_name("test_settings.py"))
]


def listed(text: str, heading: str) -> set[str]:
    """Return the names in the first column of the table with this heading."""
    return {ticked(row[0])[0] for row in rows(text, f"| {heading} |")}


def asked(paths: list[Path], function: str) -> set[str]:
    """Return the literal names passed to a function, in a call such as `variable("DEV_LOGIN")`."""
    return {name for path in paths for name in _texts_given(ast.parse(path.read_text("utf-8")), function)}


def _texts_given(tree: ast.AST, function: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def bindings() -> set[str]:
    """Return the bindings in `wrangler.jsonc`."""
    config = read_jsonc(ROOT / "wrangler.jsonc")
    named = (*config["d1_databases"], *config["analytics_engine_datasets"], config["assets"])
    found = {each["binding"] for each in named} | {each["name"] for each in config["ratelimits"]}
    return found | {each["name"] for each in config["durable_objects"]["bindings"]}


def read_from_the_environment(text: str) -> set[str]:
    """Return the names that a Python or TypeScript source reads from the environment."""
    python = re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text)
    return set(python) | set(re.findall(r"process\.env\[\"([A-Z_]+)\"\]", text))


def read_by_the_commands() -> set[str]:
    """Return what make and its programs read."""
    makefile = document("Makefile")
    found = set(re.findall(r"\$\((?:if )?\$?\(?([A-Z_]+)\)", makefile)) | set(soak.DEFAULTS)
    for function in ("switch", "variables", "whole_number"):
        found |= asked(COMMANDS, function)
    for path in (*COMMANDS, ROOT / "web" / "vite.config.ts"):
        found |= read_from_the_environment(path.read_text("utf-8"))
    return found - PLATFORM


def test_every_variable_of_the_worker_is_listed_and_no_other() -> None:
    """A new variable gets a row, with its default."""
    assert listed(document("docs/settings.md"), "variable") ^ asked(WORKER, "variable") == set()


def test_every_binding_is_listed_and_no_other() -> None:
    """The bindings of `wrangler.jsonc` are those that the code uses."""
    assert listed(document("docs/settings.md"), "binding") ^ bindings() == set()
    assert asked(WORKER, "binding") - bindings() == set()


def test_every_setting_of_a_command_is_listed_and_no_other() -> None:
    """A new argument or environment variable gets a row."""
    assert listed(document("docs/settings.md"), "name") ^ read_by_the_commands() == set()


def test_r82_the_rate_limits_are_stated_as_they_are_configured() -> None:
    """The rule has the numbers of `wrangler.jsonc`."""
    spec = document("docs/SPEC.md")
    limits = {each["name"]: each["simple"] for each in read_jsonc(ROOT / "wrangler.jsonc")["ratelimits"]}
    assert f"more than {limits['LIMIT_ADDRESS']['limit']:,} requests in {limits['LIMIT_ADDRESS']['period']} s" in spec
    assert f"more than {limits['LIMIT_READS']['limit']:,} reads in {limits['LIMIT_READS']['period']} s" in spec
    sockets, bulk = limits["LIMIT_SOCKETS"], limits["LIMIT_BULK"]
    assert f"more than {sockets['limit']} sockets opened in a minute by one person" in spec
    assert f"more than {bulk['limit']} of these within a minute" in spec
    assert (sockets["period"], bulk["period"]) == (60, 60)
    assert f"more than {limits['LIMIT_ENTRY']['limit']} in a minute from one address" in spec
    assert limits["LIMIT_ENTRY"]["period"] == 60
    assert f"more than {limits['LIMIT_USER']['limit']} changes in {limits['LIMIT_USER']['period']} s" in spec
