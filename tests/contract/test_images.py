"""Images of a list: what they count and show."""

from __future__ import annotations

from actions.images import show_image
from domain import limits
from domain.inputs import TodoChange
from routes import images, todos
from tests.support.scene import Scene, body


async def test_r231_an_image_counts_all_todos(scene: Scene) -> None:
    """Sub-todos too; a checklist shows the first of the top level, in order."""
    ada, place = scene.ada, (scene.team_id, scene.set_id)
    made = [await images.replace_image(ada.call(), *place, kind) for kind in ("badge", "checklist")]
    tokens = [body(each)["image"]["token"] for each in made]
    badge, checklist = [(await show_image(ada.call(), token)).text for token in tokens]
    assert "0 of 0 done" in badge
    assert "0 of 0 done" in checklist
    ids = [await scene.add(f"Todo {number}") for number in range(limits.IMAGE_MAX_TODOS + 2)]
    await scene.add("Below", parent=ids[0])
    await todos.update_todo(ada.call(), scene.team_id, ids[0], TodoChange(completed=True, sort_order=99))
    badge, checklist = [(await show_image(ada.call(), token)).text for token in tokens]
    assert "1 of 23 done" in badge
    shown = [f"Todo {number}" in checklist for number in range(1, 23)]
    assert shown == [True] * limits.IMAGE_MAX_TODOS + [False, False]
    assert "and 2 more" in checklist
