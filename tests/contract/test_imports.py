"""Imports: all or nothing, in order, with people and comments; and the comments of a list for an export."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.result import Result
from domain import limits
from domain.errors import Forbidden, Invalid, LimitReached, SetFull
from domain.inputs import FileComment, FileTodo, NewComment, SetImport, TodosImport
from domain.models import DailyRepeat
from glint_client.replica import Replica
from routes import comments, exchange, sets, todos
from tests.support.databases import dump
from tests.support.scene import Person, Scene, body, events_of

AT = "2020-02-29T10:00:00.000Z"


async def import_into(scene: Scene, *lines: FileTodo, replace: bool = False, by: Person | None = None) -> Result:
    """Import into the scene's list."""
    given = TodosImport(todos=list(lines), replace=replace)
    return await exchange.import_todos((by or scene.ada).call(), scene.team_id, scene.set_id, given)


async def _exported(scene: Scene, set_id: str, after: str = "") -> list[dict[str, Any]]:
    ctx = scene.ada.call()
    ctx.query = {"after": after}
    page = body(await exchange.list_comments_of_set(ctx, scene.team_id, set_id))
    following = await _exported(scene, set_id, page["next"]) if page["next"] else []
    return [*page["comments"], *following]


async def _replayed(scene: Scene) -> list[Any]:
    replica = Replica.from_list([], 0)
    for event in await scene.log():
        replica.receive(event)
    return list(replica.todos())


def _tree(found: list[Any]) -> list[tuple[str, str | None]]:
    titles = {todo["id"]: todo["title"] for todo in found}
    return [(todo["title"], titles.get(todo["parentId"])) for todo in found]


async def test_r190_what_is_imported_is_last_in_the_list_and_nested_by_level(scene: Scene) -> None:
    """The log gives the same list, in events of `ADDED_EVENT_MAX_TODOS` each."""
    await scene.add("Milk")
    levels = [0, 1, 2, 1, 0]
    lines = [FileTodo(title=f"T{number}", level=level) for number, level in enumerate(levels)]
    many = [FileTodo(title=f"M{number}") for number in range(limits.ADDED_EVENT_MAX_TODOS)]
    result = await import_into(scene, *lines, *many)
    answer = body(result)
    assert (answer["added"], answer["setId"], answer["seq"]) == (205, scene.set_id, await scene.head())
    assert [event["type"] for event in events_of(result)] == ["todos:added"] * 2
    found = await scene.todos()
    assert found == await _replayed(scene)
    assert _tree(found)[:6] == [
        ("Milk", None), ("T0", None), ("T1", "T0"), ("T2", "T1"), ("T3", "T0"), ("T4", None)
    ]  # fmt: skip


async def test_r190_an_import_is_complete(scene: Scene) -> None:
    """Completion, claims, assignees, times and comments with their authors' names are as in the file."""
    line = FileTodo(
        title=" Milk ",
        completed=True,
        claimed_by=scene.bob.id,
        assignees=[scene.ada.id, scene.bob.id],
        created_at=AT,
        due_on=date(2026, 12, 2),
        due_time="17:30",
        due_zone="Europe/Berlin",
        repeat=DailyRepeat(every=2),
        comments=[FileComment(body="Oat?", written_by="Cleo", created_at=AT), FileComment(body="Yes")],
    )
    await import_into(scene, line)
    (todo,) = await scene.todos()
    assert (todo["title"], todo["completed"], todo["claimedByName"]) == ("Milk", True, "bob")
    assert (todo["assignees"], todo["createdAt"]) == ([scene.ada.id, scene.bob.id], AT)
    assert (todo["dueOn"], todo["dueTime"], todo["dueZone"]) == ("2026-12-02", "17:30", "Europe/Berlin")
    assert todo["repeat"] == {"unit": "day", "every": 2}
    assert (todo["commentCount"], todo["userId"]) == (2, scene.ada.id)
    found = await _exported(scene, scene.set_id)
    said = [(each["todoId"], each["displayName"], each["writtenBy"], each["body"]) for each in found]
    assert said == [(todo["id"], "ada", "Cleo", "Oat?"), (todo["id"], "ada", None, "Yes")]
    assert found[0]["createdAt"] == AT


async def test_r190_a_time_to_come_is_now(scene: Scene) -> None:
    """A file cannot put todos into the future."""
    await import_into(scene, FileTodo(title="Milk", created_at="2999-01-01T00:00:00.000Z"))
    (todo,) = await scene.todos()
    assert todo["createdAt"] == todo["updatedAt"]


async def test_r191_an_import_as_a_new_list_makes_both_or_neither(scene: Scene) -> None:
    """It is announced, last in the team."""
    ctx = scene.ada.call()
    given = SetImport(name="Groceries", todos=[FileTodo(title="Milk"), FileTodo(title="Oat", level=1)])
    result = await exchange.import_set(ctx, scene.team_id, given)
    assert result.effects.announce == (scene.team_id,)
    listed = body(await sets.list_sets(scene.ada.call(), scene.team_id))["sets"]
    assert (listed[-1]["name"], listed[-1]["id"]) == ("Groceries", body(result)["setId"])
    found = body(await sets.list_todos(scene.ada.call(), scene.team_id, listed[-1]["id"]))
    assert (_tree(found["todos"]), found["seq"]) == ([("Milk", None), ("Oat", "Milk")], 1)
    before = await dump(scene.world.db)
    bad = SetImport(name="Groceries", todos=[FileTodo(title="Milk", level=1)])
    with pytest.raises(Invalid, match=r"todos\[0\]\.level"):
        await exchange.import_set(scene.ada.call(), scene.team_id, bad)
    assert await dump(scene.world.db) == before


async def test_r192_a_list_is_replaced_by_one_commit_and_can_be_restored(scene: Scene) -> None:
    """An event for each todo on the top level; each deletion is in the trash, with what is below it."""
    milk = await scene.add("Milk")
    oat = await scene.add("Oat", milk)
    await comments.create_comment(scene.bob.call(), scene.team_id, oat, NewComment(body="Which?"))
    await scene.add("Bread")
    result = await import_into(scene, FileTodo(title="Tea"), replace=True)
    assert [event["type"] for event in events_of(result)] == ["todo:deleted", "todo:deleted", "todos:added"]
    assert await scene.todos() == await _replayed(scene)
    assert _tree(await scene.todos()) == [("Tea", None)]
    await todos.restore_todo(scene.ada.call(), scene.team_id, milk)
    assert sorted(_tree(await scene.todos()), key=str) == [("Milk", None), ("Oat", "Milk"), ("Tea", None)]
    assert [each["body"] for each in await _exported(scene, scene.set_id)] == ["Which?"]
    assert await scene.todos() == await _replayed(scene)


async def test_r192_a_list_with_many_todos_is_not_replaced(scene: Scene) -> None:
    """`IMPORT_MAX_REPLACED` on the top level can be, one more cannot."""
    lines = [FileTodo(title="x") for _ in range(limits.IMPORT_MAX_REPLACED)]
    await import_into(scene, *lines)
    await import_into(scene, *lines, FileTodo(title="y"), replace=True)
    with pytest.raises(LimitReached, match="new list"):
        await import_into(scene, FileTodo(title="z"), replace=True)
    assert len(await scene.todos()) == limits.IMPORT_MAX_REPLACED + 1


async def test_r190_a_full_list_takes_no_import_at_all(scene: Scene) -> None:
    """Not even the part that would fit."""
    lines = [FileTodo(title="x") for _ in range(limits.IMPORT_MAX_TODOS)]
    await import_into(scene, *lines)
    await import_into(scene, *lines)
    before = await scene.head()
    with pytest.raises(SetFull):
        await import_into(scene, *lines)
    assert (await scene.head(), len(await scene.todos())) == (before, 2 * limits.IMPORT_MAX_TODOS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (FileTodo(title=" "), "`todos[1].title`"),
        (FileTodo(title="x", level=2), "`todos[1].level` is 2, but there is no todo above it at 1."),
        (FileTodo(title="x", claimed_by="nobody"), "`todos[1].claimedBy`"),
        (FileTodo(title="x", assignees=["nobody"]), "`todos[1].assignees`"),
        (FileTodo(title="x", assignees=["u1", "u1"]), "`todos[1].assignees`"),
        (FileTodo(title="x", due_time="17:30"), "`todos[1]`: `dueTime`, `dueZone` and `repeat` need `dueOn`."),
        (FileTodo(title="x", comments=[FileComment(body=" ")]), "`todos[1].comments[0].body`"),
        (FileTodo(title="x", comments=[FileComment(body="x", written_by=" ")]), "`todos[1].comments[0].writtenBy`"),
    ],
    ids=["title", "level", "claim", "assignee", "twice", "due", "comment", "author"],
)
async def test_r190_a_bad_line_is_named_and_nothing_is_stored(scene: Scene, line: FileTodo, message: str) -> None:
    """The first one that is wrong."""
    before = await dump(scene.world.db)
    with pytest.raises(Invalid) as refusal:
        await import_into(scene, FileTodo(title="Milk"), line)
    assert message in str(refusal.value)
    assert await dump(scene.world.db) == before


@pytest.mark.parametrize(
    ("permission", "line", "replace"),
    [
        ("view_todos", FileTodo(title="x"), False),
        ("create_todos", FileTodo(title="x"), False),
        ("add_subtodos", FileTodo(title="x", level=1), False),
        ("comment", FileTodo(title="x", comments=[FileComment(body="x")]), False),
        ("assign_todos", FileTodo(title="x", assignees=["bob"]), False),
        ("claim_todos", FileTodo(title="x", claimed_by="bob"), False),
        ("delete_own_todos", FileTodo(title="x"), True),
    ],
)
async def test_r193_each_part_of_an_import_needs_its_right(
    scene: Scene, permission: str, line: FileTodo, replace: bool
) -> None:
    """A member without it imports nothing."""
    await scene.world.rows(
        "INSERT INTO permissions VALUES ('x', ?1, 'global', 'member', ?2, 0, '')", scene.team_id, permission
    )
    with pytest.raises(Forbidden):
        await import_into(scene, FileTodo(title="Milk"), line, replace=replace, by=scene.bob)


async def test_r193_members_neither_claim_for_others_nor_make_or_replace_lists(scene: Scene) -> None:
    """By default."""
    with pytest.raises(Forbidden):
        await import_into(scene, FileTodo(title="x", claimed_by=scene.ada.id), by=scene.bob)
    with pytest.raises(Forbidden):
        await import_into(scene, FileTodo(title="x"), by=scene.bob, replace=True)
    given = SetImport(name="Groceries", todos=[FileTodo(title="x")])
    with pytest.raises(Forbidden):
        await exchange.import_set(scene.bob.call(), scene.team_id, given)


async def test_r194_the_comments_of_a_list_come_in_pages(scene: Scene) -> None:
    """All of them, todo by todo, each once."""
    lines = [
        FileTodo(title="x", comments=[FileComment(body=f"{number}") for number in range(limits.TODO_MAX_COMMENTS)])
        for _ in range(2)
    ]
    await import_into(scene, *lines, FileTodo(title="none"))
    found = await _exported(scene, scene.set_id)
    assert len({each["id"] for each in found}) == len(found) == 2 * limits.TODO_MAX_COMMENTS
    assert [each["todoId"] for each in found] == sorted(each["todoId"] for each in found)
    with pytest.raises(Invalid, match="after"):
        await _exported(scene, scene.set_id, "nonsense")


async def test_an_import_with_a_key_is_done_once(scene: Scene) -> None:
    """The repeat has the first answer."""
    given = TodosImport(todos=[FileTodo(title="Milk")])
    first, again = [
        await exchange.import_todos(scene.ada.call(key="k1"), scene.team_id, scene.set_id, given) for _ in range(2)
    ]
    assert (first.answer, len(again.effects.events)) == (again.answer, 1)
    assert len(await scene.todos()) == 1
