"""The client for browsers and Node as it is published: packed, installed elsewhere, and imported by Node."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.support.documents import fenced
from tests.support.people import People
from tools.project import WEB, environment, node

pytestmark = pytest.mark.anyio

CLIENT = WEB / "client"
NODE_TIMEOUT_S = 60


def install(folder: Path) -> None:
    """Install the packed client, and what it depends on, into a folder without asking a registry."""
    modules = folder / "node_modules"
    shutil.copytree(WEB / "node_modules" / "idb", modules / "idb")
    command = ["npm", "pack", "--silent", "--workspace", "glint-client", "--pack-destination", str(folder)]
    packed = subprocess.run(command, cwd=WEB, env=environment(), check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    (folder / "package").rename(modules / "glint-client")


async def test_r38_r206_the_packed_client_opens_a_list_and_adds_to_it_as_its_readme_says(
    people: People, tmp_path: Path
) -> None:
    """With an access token, over the socket of Node."""
    place, (ann,) = await people.team_of("Ann")
    await ann.create(place, "Bread")
    _, program = await ann.issue("write", name="Bot")
    await asyncio.to_thread(install, tmp_path)
    (source,) = [block for block in fenced((CLIENT / "README.md").read_text("utf-8")) if block.startswith("import ")]
    (tmp_path / "program.mjs").write_text(source, "utf-8")
    command = [str(node()), "program.mjs", people.server.url, program.token, place.team, place.set]
    running = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stdout=subprocess.PIPE)
    output, _ = await asyncio.wait_for(running.communicate(), NODE_TIMEOUT_S)
    assert running.returncode == 0
    assert "[ 'Bread', 'Milk' ]" in output.decode()
    assert [todo["title"] for todo in (await ann.todos(place))["todos"]] == ["Bread", "Milk"]
