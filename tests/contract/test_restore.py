"""After restoring the database to an earlier point nobody continues from undone numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions import lists
from actions.images import show_image
from domain.errors import NotFound, NotSignedIn, Resync
from ports import Statement
from routes.images import replace_image
from tests.support.scene import Scene, body
from tools.migrations import statements

AFTER_RESTORE = Path(__file__).absolute().parents[2] / "tools" / "after_restore.sql"


async def _after_restore(scene: Scene, now: str = "now") -> None:
    sql = AFTER_RESTORE.read_text().replace("'now'", f"'{now}'")
    await scene.world.db.batch(*map(Statement, statements(sql)))


async def test_r10_every_client_loads_the_list_after_a_restore(scene: Scene) -> None:
    """Two changes are undone and two others are made: no client is served the new ones as if they followed its own."""
    for title in ("kept", "undone", "undone too"):
        await scene.add(title)
    await scene.world.rows("DELETE FROM todos WHERE title <> 'kept'")
    await scene.world.rows("DELETE FROM events WHERE seq > 1")
    await scene.world.rows("UPDATE todo_sets SET seq = 1")
    await _after_restore(scene)
    ada = await scene.world.sign_in("ada")
    for title in ("new", "newer"):
        await scene.add(title, by=ada)
    for seq in range(4):
        with pytest.raises(Resync):
            await lists.list_events(ada.call(), scene.team_id, scene.set_id, seq)


async def test_r10_the_numbers_after_one_restore_are_not_those_after_another(scene: Scene) -> None:
    """Restored twice to the same point, as when the first was not early enough, clients of between load the list."""
    await scene.add("kept")
    heads = []
    for now in ("2026-11-24T09:00:00.000Z", "2026-11-24T09:05:00.000Z"):
        await scene.world.rows("DELETE FROM todos WHERE title <> 'kept'")
        await scene.world.rows("DELETE FROM events WHERE seq > 1")
        await scene.world.rows("UPDATE todo_sets SET seq = 1")
        await _after_restore(scene, now)
        author = await scene.world.sign_in("ada")
        for title in ("new", "newer"):
            await scene.add(title, by=author)
        heads.append(await scene.head())
    assert heads[0] < heads[1]
    ada = await scene.world.sign_in("ada")
    with pytest.raises(Resync):
        await lists.list_events(ada.call(), scene.team_id, scene.set_id, heads[0])


async def test_after_a_restore_everybody_signs_in_again(scene: Scene) -> None:
    """A session that was ended after the restored point is not valid again."""
    await _after_restore(scene)
    with pytest.raises(NotSignedIn):
        await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, 0)


async def test_r234_after_a_restore_images_have_to_be_made_anew(scene: Scene) -> None:
    """One that was ended after the restored point is not there again."""
    made = await replace_image(scene.ada.call(), scene.team_id, scene.set_id, "badge")
    await _after_restore(scene)
    with pytest.raises(NotFound):
        await show_image(scene.ada.call(), body(made)["image"]["token"])
