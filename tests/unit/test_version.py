"""There is one version number, which is the changelog's newest release."""

from __future__ import annotations

import json
import re
import tomllib

from domain.version import VERSION
from tests.support.documents import document
from tools.openapi import document as openapi
from tools.project import ROOT, WEB


def test_the_version_is_written_in_one_place() -> None:
    """Everything else reads it, or has none."""
    project = tomllib.loads(document("pyproject.toml"))["project"]
    assert ("version" in project, project["dynamic"]) == (False, ["version"])
    for path in (ROOT, WEB):
        assert "version" not in json.loads((path / "package.json").read_text("utf-8"))
    assert openapi()["info"]["version"] == VERSION


def test_the_changelog_has_the_version() -> None:
    """Newest first, below what is not released yet."""
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", document("CHANGELOG.md"), re.MULTILINE)
    assert released[0] == VERSION
    assert released == sorted(released, key=lambda version: [*map(int, version.split("."))], reverse=True)
