"""The rules of todos: what a change is, who may make it, and who holds a todo afterwards."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from domain.errors import AlreadyClaimed, Forbidden, Invalid
from domain.events import TodoPatch
from domain.inputs import TodoChange
from domain.limits import SUBTODO_MAX_DEPTH
from domain.permissions import PERMISSIONS, Permission
from domain.todos import StoredTodo, check_may_change, check_may_delete, child_depth, claimer_after, patch_of

NOW = "2026-11-24T09:30:00.000Z"
ADA, BOB = "ada", "bob"
TODO = StoredTodo(id="t1", set_id="s1", user_id=ADA, title="Milk", completed=False, sort_order=1, claimed_by=None)
EVERYTHING = frozenset(PERMISSIONS)


def _held_by(user_id: str | None) -> StoredTodo:
    return msgspec.structs.replace(TODO, claimed_by=user_id)


def _without(*permissions: Permission) -> frozenset[Permission]:
    return EVERYTHING - set(permissions)


def test_a_patch_names_only_what_changes() -> None:
    """What is given but already so is no part of the patch."""
    change = TodoChange(title="Milk", completed=True, sort_order=1.0)
    assert patch_of(TODO, change, NOW) == TodoPatch(id="t1", completed=True, updated_at=NOW)


def test_a_patch_has_all_that_changes() -> None:
    """Title, completion and place change together."""
    change = TodoChange(title=" Oat milk ", completed=True, sort_order=2.5)
    assert patch_of(TODO, change, NOW) == TodoPatch(
        id="t1", title="Oat milk", completed=True, sort_order=2.5, updated_at=NOW
    )


@pytest.mark.parametrize(
    "change",
    [
        TodoChange(title="Milk"),
        TodoChange(title="  Milk\n"),
        TodoChange(completed=False),
        TodoChange(sort_order=1),
        TodoChange(sort_order=1.0),
        TodoChange(title="Milk", completed=False, sort_order=1),
    ],
)
def test_what_is_already_so_is_no_change(change: TodoChange) -> None:
    """A change to what already is gives no patch."""
    assert patch_of(TODO, change, NOW) is None


def test_nothing_given_is_invalid() -> None:
    """A change that names no field is refused, naming the fields there are."""
    with pytest.raises(Invalid, match="`title`, `completed` and `sortOrder`"):
        patch_of(TODO, TodoChange(), NOW)


@pytest.mark.parametrize("title", ["", "   ", "x" * 501])
def test_a_bad_title_is_invalid(title: str) -> None:
    """An empty or overlong title is refused, naming the field."""
    with pytest.raises(Invalid, match="`title`"):
        patch_of(TODO, TodoChange(title=title), NOW)


changes = st.builds(
    TodoChange,
    title=st.sampled_from(["Milk", " Milk ", "Bread"]) | st.just(UNSET),
    completed=st.booleans() | st.just(UNSET),
    sort_order=st.sampled_from([1, 1.0, 2, 0.5]) | st.just(UNSET),
).filter(lambda change: change != TodoChange())


@given(changes)
def test_a_patch_applied_gives_what_was_asked(change: TodoChange) -> None:
    """Applying the patch to the todo gives what the change asks for, and leaves the rest."""
    patch = patch_of(TODO, change, NOW)
    fields = msgspec.structs.asdict(patch) if patch else {}
    after = {name: TODO_FIELDS[name] if fields.get(name, UNSET) is UNSET else fields[name] for name in TODO_FIELDS}
    asked = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET}
    if isinstance(change.title, str):
        asked["title"] = change.title.strip()
    assert after == {**TODO_FIELDS, **asked}
    assert (patch is None) is (after == TODO_FIELDS)


TODO_FIELDS: dict[str, object] = {"title": "Milk", "completed": False, "sort_order": 1}


@pytest.mark.parametrize(
    ("change", "user_id", "needed"),
    [
        (TodoChange(title="x"), ADA, "edit_own_todos"),
        (TodoChange(title="x"), BOB, "edit_any_todo"),
        (TodoChange(completed=True), BOB, "complete_any_todo"),
        (TodoChange(sort_order=2), ADA, "reorder_todos"),
        (TodoChange(sort_order=2), BOB, "reorder_todos"),
    ],
)
def test_each_part_of_a_change_needs_its_permission(change: TodoChange, user_id: str, needed: Permission) -> None:
    """One permission is enough for each part of a change, and without it the change is forbidden."""
    check_may_change(TODO, change, user_id, frozenset({needed}))
    with pytest.raises(Forbidden):
        check_may_change(TODO, change, user_id, _without(needed))


def test_completing_ones_own_is_always_allowed() -> None:
    """Whoever made a todo may complete it with no permission at all."""
    check_may_change(TODO, TodoChange(completed=True), ADA, frozenset())


def test_one_forbidden_part_forbids_all() -> None:
    """A change of which one part is forbidden is forbidden."""
    with pytest.raises(Forbidden):
        check_may_change(TODO, TodoChange(completed=True, title="x"), ADA, _without("edit_own_todos"))


def test_deleting_needs_the_permission_for_own_or_any() -> None:
    """Deleting one's own and deleting another's are two permissions."""
    check_may_delete(TODO, ADA, frozenset({"delete_own_todos"}))
    check_may_delete(TODO, BOB, frozenset({"delete_any_todo"}))
    with pytest.raises(Forbidden):
        check_may_delete(TODO, ADA, _without("delete_own_todos"))
    with pytest.raises(Forbidden):
        check_may_delete(TODO, BOB, _without("delete_any_todo"))


@pytest.mark.parametrize(
    ("before", "claimed", "after"),
    [
        (None, None, BOB),
        (None, True, BOB),
        (None, False, None),
        (BOB, None, None),
        (BOB, True, BOB),
        (BOB, False, None),
    ],
)
def test_a_claim_sets_or_toggles(*, before: str | None, claimed: bool | None, after: str | None) -> None:
    """True claims, False releases, nothing toggles; what is already so stays."""
    assert claimer_after(_held_by(before), BOB, claimed=claimed) == after


@pytest.mark.parametrize("claimed", [None, True, False])
def test_nobody_touches_the_claim_of_another(*, claimed: bool | None) -> None:
    """Whatever is asked, a todo that somebody else holds is already claimed."""
    with pytest.raises(AlreadyClaimed):
        claimer_after(_held_by(ADA), BOB, claimed=claimed)


def test_sub_todos_go_eight_levels_down() -> None:
    """A sub-todo stands one below its parent, at most at depth 8."""
    assert [child_depth(depth) for depth in range(SUBTODO_MAX_DEPTH)] == list(range(1, 9))
    with pytest.raises(Invalid, match="`parentId`"):
        child_depth(SUBTODO_MAX_DEPTH)
