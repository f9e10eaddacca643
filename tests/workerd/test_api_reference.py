"""The API does what its reference says: schemathesis against a real server, the same cases every time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.people import People
from tools import openapi
from tools.project import VENV_PYTHON

pytestmark = pytest.mark.anyio

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
ENDING_THE_SCENE = ("deleteAccount", "deleteTeam", "deleteSet", "logout", "dev", "endSession")
"""Operations after which all others would only be refused; and an upgrade is no HTTP exchange."""
CASES_PER_OPERATION = 8
WITHIN_S = 580


@pytest.mark.timeout(WITHIN_S + 20)  # a minute and a half of a processor, which others may need too
async def test_r84_schemathesis_finds_no_fault_no_other_schema_and_no_unknown_status(
    people: People, tmp_path: Path
) -> None:
    """Valid and invalid requests of all kinds, by an owner, in a team with a list and a todo."""
    place, (ann,) = await people.team_of("Ann")
    todo = (await ann.create(place, "Milk"))["todo"]["id"]
    ids = {"team_id": place.team, "set_id": place.set, "todo_id": todo, "user_id": ann.id}
    lines = [f'"path.{name}" = "{value}"' for name, value in ids.items()]
    (tmp_path / "schemathesis.toml").write_text("\n".join(["[parameters]", *lines, ""]))
    command = [
        str(VENV_PYTHON.with_name("st")), "run", str(openapi.TARGET), "--url", ann.server.url,
        "--header", f"Cookie: session={ann.token}", "--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing",
        "--generation-deterministic", "--max-examples", str(CASES_PER_OPERATION), "--no-shrink",
        "--suppress-health-check", "all", "--no-color",
    ]  # fmt: skip
    for name in (*ENDING_THE_SCENE, "connect"):
        command += ["--exclude-operation-id", name]
    ran = subprocess.run(  # noqa: ASYNC221 - the project's own command, and nothing else should run meanwhile
        command, cwd=tmp_path, capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    assert ran.returncode == 0, ran.stdout[-6_000:]
    assert (await ann.ask("GET", "/api/teams")).status_code == 200, "The session has ended: nothing was tested."


async def test_r84_the_reference_is_served_as_data_and_as_a_page(people: People) -> None:
    """To anybody, and identical to the repository's."""
    data = await people.http.get("/api/openapi.json")
    assert data.json() == json.loads(openapi.TARGET.read_text("utf-8"))
    page = await people.http.get("/api/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<h1>Glint API</h1>" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
