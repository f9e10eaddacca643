"""Restoring the database under live clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.people import people_at
from tests.support.server import Server
from tests.support.waiting import eventually
from tools.migrations import statements

pytestmark = pytest.mark.anyio

AFTER_RESTORE = Path(__file__).absolute().parents[2] / "tools" / "after_restore.sql"


async def test_r10_r40_a_client_with_undone_events_ends_with_the_servers_list(mortal: Server) -> None:
    """A live client with three events, of which two are undone, drops what is gone and continues."""
    async with people_at(mortal) as people:
        place, (ann,) = await people.team_of("Ann")
        client = Client(ann, place)
        try:
            for title in ("Kept", "Undone", "Undone too"):
                await ann.create(place, title)
            await eventually(lambda: _has(client, 3), "the third event")
            mortal.kill()
            with mortal.database() as database:
                database.execute("DELETE FROM todos WHERE title LIKE 'Undone%'")
                database.execute("DELETE FROM events WHERE set_id = ? AND seq > 1", (place.set,))
                database.execute("UPDATE todo_sets SET seq = 1 WHERE id = ?", (place.set,))
                for statement in statements(AFTER_RESTORE.read_text()):
                    if "sessions" not in statement:  # so that the client need not sign in again
                        database.execute(statement)
            mortal.start()
            new = await ann.create(place, "New")
            await eventually(lambda: _has(client, new["seq"]), "the new event", 60)
            assert [todo["title"] for todo in client.replica.todos()] == ["Kept", "New"]
            assert client.counts["reloads"] >= 1
        finally:
            await client.close()


async def _has(client: Client, seq: int) -> bool:
    return client.replica.seq >= seq
