"""A program with an access token, over real HTTP and a real socket."""

from __future__ import annotations

import pytest

from tests.support.people import People, refused
from tests.support.viewer import Viewer
from tests.workerd.test_ws_refusals import upgrade

pytestmark = pytest.mark.anyio


async def test_r200_r205_r206_a_program_is_live_until_its_token_ends(people: People) -> None:
    """It needs no cookie; its changes say `via`. Ended, its hibernated socket closes with 4401, and no other does."""
    place, (ann,) = await people.team_of("Ann")
    token_id, program = await ann.issue("write")
    person, socket = await Viewer.open(ann, place), await Viewer.open(program, place)
    await program.create(place, "Milk")
    for viewer in (person, socket):
        assert (await viewer.event(1))["via"] == "backup script"
    await people.evict()
    await ann.do("DELETE", f"/api/auth/me/tokens/{token_id}")
    assert await socket.close_code() == 4401
    for answer in (await upgrade(program, place), await program.ask("POST", f"{place.path}/todos", {"title": "Bread"})):
        refused(answer, 401, "invalid_token")
    await ann.create(place, "Bread")
    await person.event(2)
    await person.leave()
