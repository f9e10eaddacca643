"""One's own open todos over all teams, and searching all lists of one."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from actions import mine
from actions.result import Result
from domain import limits
from domain.errors import Invalid, NotAMember
from domain.inputs import (
    Assignees,
    Claim,
    Completion,
    FileTodo,
    NewComment,
    NewTodo,
    SetName,
    TodoChange,
    TodoMove,
    TodosImport,
)
from domain.models import DailyRepeat
from routes import comments, exchange, sets, teams, todos
from tests.support.scene import Person, Scene, body


async def _list(scene: Scene, name: str, team_id: str = "", by: Person | None = None) -> Scene:
    """Create another list, as a scene of its own."""
    who, team_id = by or scene.ada, team_id or scene.team_id
    made = body(await sets.create_set(who.call(), team_id, SetName(name=name)))["set"]["id"]
    return Scene(scene.world, scene.ada, scene.bob, team_id, str(made))


async def _assign(scene: Scene, todo_id: str, who: Person) -> None:
    await todos.assign_todo(scene.ada.call(), scene.team_id, todo_id, Assignees(assignees=[who.id]))


async def _mine(who: Person) -> list[dict[str, Any]]:
    """Return all pages."""
    found, after = [], ""
    while True:
        page = body(await mine.my_todos(who.call(), after))
        found += page["lists"]
        if page["next"] is None:
            return found
        after = page["next"]


async def _found(scene: Scene, query: str, by: Person | None = None) -> list[str]:
    """Return the titles of all pages."""
    found, after = list[str](), ""
    while True:
        page = body(await mine.search_todos((by or scene.ada).call(), scene.team_id, query, after))
        found += [todo["title"] for todo in page["todos"]]
        if page["next"] is None:
            return found
        after = page["next"]


async def _deny(scene: Scene, scope: str, *, allowed: int = 0) -> None:
    sql = "INSERT INTO permissions VALUES (?2, ?1, ?2, 'member', 'view_todos', ?3, '')"
    await scene.world.rows(sql, scene.team_id, scope, allowed)


async def test_r174_what_is_open_of_ones_own_comes_by_list(scene: Scene) -> None:
    """Assigned or claimed, once each and whole, in order; in personal and other teams too, and nothing of others."""
    milk, bread, eggs = [await scene.add(title) for title in ("Milk", "Bread", "Eggs")]
    for todo in (milk, bread):
        await _assign(scene, todo, scene.bob)
    await scene.claim(milk, scene.bob)
    await scene.claim(eggs, scene.ada)
    space = f"personal:{scene.bob.id}"
    own = await _list(scene, "Home", space, by=scene.bob)
    made = body(await todos.create_todo(scene.bob.call(), space, own.set_id, NewTodo(title="Call")))["todo"]["id"]
    await todos.claim_todo(scene.bob.call(), space, made, Claim(claimed=True))
    await todos.update_todo(scene.ada.call(), scene.team_id, bread, TodoChange(sort_order=0.5))
    shown = {each["setId"]: each for each in await _mine(scene.bob)}
    assert {name: [todo["title"] for todo in each["todos"]] for name, each in shown.items()} == {
        scene.set_id: ["Bread", "Milk"], own.set_id: ["Call"],
    }  # fmt: skip
    assert (shown[scene.set_id]["teamName"], shown[own.set_id]["setName"]) == ("Team", "Home")
    assert shown[scene.set_id]["todos"] == (await scene.todos())[:2]
    await todos.update_todo(scene.bob.call(), scene.team_id, milk, TodoChange(completed=True))
    await todos.delete_todo(scene.ada.call(), scene.team_id, bread)
    assert [each["setId"] for each in await _mine(scene.bob)] == [own.set_id]


async def test_r174_only_what_one_may_view_is_shown(scene: Scene) -> None:
    """Not in a list or team that is hidden, nor in a deleted list, nor after one has left."""
    work = await _list(scene, "Work")
    for each in (scene, work):
        await _assign(each, await each.add("Milk"), scene.bob)
    await _deny(scene, "global")
    assert await _mine(scene.bob) == []
    await _deny(scene, f"set:{work.set_id}", allowed=1)
    assert [each["setId"] for each in await _mine(scene.bob)] == [work.set_id]
    await sets.delete_set(scene.ada.call(), scene.team_id, work.set_id)
    assert await _mine(scene.bob) == []
    await scene.world.rows("DELETE FROM permissions")
    assert [each["setId"] for each in await _mine(scene.bob)] == [scene.set_id]
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert await _mine(scene.bob) == []


async def test_r174_more_than_a_page_come_in_several(scene: Scene) -> None:
    """Each once, although pages have what may not be viewed as well."""
    hidden = await _list(scene, "Hidden")
    await _deny(scene, f"set:{hidden.set_id}")
    rows = """INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, assignees, created_at, updated_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?5)
      SELECT ?2 || i, ?2, ?1, ?3, i, i, json_array(?4), '', '' FROM n"""
    count = limits.MINE_PAGE_TODOS + 5
    for each in (scene, hidden, await _list(scene, "Work")):
        await scene.world.rows(rows, scene.team_id, each.set_id, scene.ada.id, scene.bob.id, count)
    shown = [todo["id"] for each in await _mine(scene.bob) for todo in each["todos"]]
    assert len(shown) == len(set(shown)) == 2 * count


async def test_r197_whose_todos_an_event_is_about(scene: Scene) -> None:
    """Whoever has them before or after it, also what is below a todo; a new order, comments and other todos: nobody."""
    both, bob = {scene.ada.id, scene.bob.id}, {scene.bob.id}
    work, parent, alone = await _list(scene, "Work"), await scene.add("Shopping"), await scene.add("Alone")
    milk = await scene.add(parent=parent)
    team_id, set_id = scene.team_id, scene.set_id

    async def told(change: Awaitable[Result]) -> set[str]:
        return {holder for event in (await change).effects.events for holder in event.holders}

    def patch(todo_id: str, **fields: Any) -> Awaitable[Result]:
        return todos.update_todo(scene.ada.call(), team_id, todo_id, TodoChange(**fields))

    def assign(*people: Person) -> Awaitable[Result]:
        wanted = Assignees(assignees=[each.id for each in people])
        return todos.assign_todo(scene.ada.call(), team_id, milk, wanted)

    assert await told(assign(scene.bob)) == bob
    assert await told(assign(scene.ada)) == both
    assert await told(assign(scene.bob)) == both
    assert await told(scene.claim(milk, scene.ada)) == both
    assert await told(scene.claim(milk, scene.ada, claimed=False)) == both
    assert await told(patch(milk, title="Oat milk")) == bob
    assert await told(patch(milk, due_on="2026-12-02")) == bob
    assert await told(patch(milk, completed=True)) == bob
    reopening = Completion(ids=[milk, parent], completed=False)
    assert await told(todos.complete_todos(scene.ada.call(), team_id, set_id, reopening)) == bob
    assert await told(patch(milk, completed=True)) == bob
    await patch(parent, due_on="2026-12-02", repeat=DailyRepeat(every=1))
    assert await told(patch(parent, completed=True)) == bob
    away = TodoMove(parent_id=None, set_id=work.set_id)
    assert await told(todos.move_todo(scene.ada.call(), team_id, parent, away)) == bob
    assert await told(todos.delete_todo(scene.ada.call(), team_id, parent)) == bob
    assert await told(todos.restore_todo(scene.ada.call(), team_id, parent)) == bob
    instead = TodosImport(todos=[FileTodo(title="Bread")], replace=True)
    assert await told(exchange.import_todos(scene.ada.call(), team_id, work.set_id, instead)) == bob
    named = TodosImport(todos=[FileTodo(title="Eggs", assignees=[scene.bob.id])])
    assert await told(exchange.import_todos(scene.ada.call(), team_id, set_id, named)) == bob
    eggs = str((await scene.todos())[-1]["id"])
    assert await told(patch(eggs, sort_order=0.5)) == set()
    assert await told(comments.create_comment(scene.ada.call(), team_id, eggs, NewComment(body="Ten?"))) == set()
    assert await told(patch(alone, title="Not anybody's")) == set()
    assert await told(todos.delete_todo(scene.ada.call(), team_id, alone)) == set()


async def test_r176_a_search_finds_titles_in_all_lists_that_one_may_view(scene: Scene) -> None:
    """List by list and in order, whatever the case, also of other scripts; the answer says where each one is."""
    work = await _list(scene, "Work")
    for title in ("Straße fegen", "Buy milk", "MILK the cow", "Ελλάδα"):
        await scene.add(title)
    await work.add("Oat milk")
    page = body(await mine.search_todos(scene.bob.call(), scene.team_id, " Milk ", ""))
    both = sorted([(scene.set_id, "Buy milk"), (scene.set_id, "MILK the cow"), (work.set_id, "Oat milk")],
                  key=lambda each: each[0])  # fmt: skip
    assert [(todo["setId"], todo["title"]) for todo in page["todos"]] == both
    assert {todo["setName"] for todo in page["todos"]} >= {"Work"}
    assert page["next"] is None
    assert await _found(scene, "STRASSE") == ["Straße fegen"]
    assert await _found(scene, "ΕΛΛΆΔΑ") == ["Ελλάδα"]
    assert await _found(scene, "%") == []
    await _deny(scene, f"set:{scene.set_id}")
    assert await _found(scene, "milk", by=scene.bob) == ["Oat milk"]
    await sets.delete_set(scene.ada.call(), scene.team_id, work.set_id)
    assert await _found(scene, "milk", by=scene.bob) == []


async def test_r176_a_search_continues_where_its_page_ended(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each todo is found once, in order, whichever limit ends a page."""
    work = await _list(scene, "Work")
    titles = [f"{'Ä' if number % 3 else 'A'}{number}" for number in range(12)]
    for each in (scene, work):
        for title in titles:
            await each.add(title)
    monkeypatch.setattr(limits, "SEARCH_PAGE_TODOS", 5)
    assert await _found(scene, "Ä") == [title for title in titles if title.startswith("Ä")] * 2
    assert await _found(scene, "A") == [title for title in titles if title.startswith("A")] * 2


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "x" * 501])
async def test_r176_what_cannot_be_a_title_is_not_searched(query: str, scene: Scene) -> None:
    """It is refused, naming the field."""
    with pytest.raises(Invalid, match="`q`"):
        await mine.search_todos(scene.ada.call(), scene.team_id, query, "")


async def test_r174_r176_a_cursor_is_from_another_page(scene: Scene) -> None:
    """Anything else is refused; and nobody searches a team that they are not in."""
    for after in ("x", "[]", '["a",1]', "\ud800"):
        with pytest.raises(Invalid, match="after"):
            await mine.search_todos(scene.ada.call(), scene.team_id, "milk", after)
        with pytest.raises(Invalid, match="after"):
            await mine.my_todos(scene.ada.call(), after)
    with pytest.raises(NotAMember):
        await mine.search_todos((await scene.world.sign_in("eve")).call(), scene.team_id, "milk", "")


async def test_r125_a_search_that_reads_much_is_large(scene: Scene) -> None:
    """More than 300 todos."""
    rows = """INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, created_at, updated_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
      SELECT i, ?2, ?1, ?3, 'Ä' || i, i, '', '' FROM n"""
    for count, large in ((10, False), (limits.SEARCH_MAX_TODOS - 1, True)):
        await scene.world.rows("DELETE FROM todos")
        await scene.world.rows(rows, scene.team_id, scene.set_id, scene.ada.id, count)
        call = scene.ada.call()
        await mine.search_todos(call, scene.team_id, "milk", "")
        assert call.is_large is large
    await scene.add("Milk")
    assert await _found(scene, "milk") == ["Milk"]
