"""The rules of todos: what a change is, who may make it, and who has claimed a todo afterwards."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from domain.errors import AlreadyClaimed, Forbidden, Invalid
from domain.events import TodoClaimed, TodoPatch, TodoUpdated
from domain.inputs import EMPTY, Claim, NewTodo, TodoChange
from domain.limits import SUBTODO_MAX_DEPTH
from domain.permissions import PERMISSIONS, Permission
from domain.related import Related, StoredTodo
from domain.rules import todos
from domain.rules.todos import claim_todo, delete_todo
from domain.state import Facts, Person, Session, SetState, State, Target
from tests.support.zones import local_time

create_todo = partial(todos.create_todo, local_time=local_time)
update_todo = partial(todos.update_todo, local_time=local_time)

NOW = "2026-11-24T09:30:00.000Z"
ADA, BOB = "ada", "bob"
TODO = StoredTodo(
    id="t1",
    set_id="s1",
    user_id=ADA,
    title="Milk",
    completed=False,
    sort_order=1,
    parent_id=None,
    claimed_by=None,
    assignees=(),
)
EVERYTHING = frozenset(PERMISSIONS)


def _state(user_id: str = ADA, held: frozenset[Permission] = EVERYTHING, todo: StoredTodo = TODO) -> State:
    """Build the state of a change by someone with these permissions."""
    user = Person(id=user_id, display_name=user_id.title(), avatar_url=None)
    return State(
        target=Target(team_id="g1", todo_id="t1"),
        team_id="g1",
        user=user,
        facts=Facts(user=user, role="member", todo_set=SetState(id="s1", user_id=ADA)),
        permissions=held | {"view_todos"},
        session=Session(token_hash="", expires_at=NOW, renewal_due_ms=0.0),
        guard_texts=("", "", None),
        stored_todo=todo,
    )


def _patch(change: TodoChange) -> TodoPatch | None:
    """Return the patch that is decided on, or None."""
    events = update_todo(_state(), change, NOW).changes
    assert all(isinstance(event, TodoUpdated) for event in events)
    return next((event.todo for event in events if isinstance(event, TodoUpdated)), None)


def _holder(before: str | None, held: frozenset[Permission], *, claimed: bool | None) -> str | None:
    """Return who has claimed the todo after bob's request."""
    decision = claim_todo(_state(BOB, held, _held_by(before)), Claim(claimed=claimed), NOW)
    return next((event.claimed_by for event in decision.changes if isinstance(event, TodoClaimed)), before)


def _held_by(user_id: str | None) -> StoredTodo:
    return msgspec.structs.replace(TODO, claimed_by=user_id)


def _without(*permissions: Permission) -> frozenset[Permission]:
    return EVERYTHING - set(permissions)


def test_a_patch_names_only_what_changes() -> None:
    """Unchanged values are not part of the patch."""
    change = TodoChange(title="Milk", completed=True, sort_order=1.0)
    assert _patch(change) == TodoPatch(id="t1", completed=True, updated_at=NOW)


def test_a_patch_has_all_that_changes() -> None:
    """Title, completion and position change together."""
    change = TodoChange(title=" Oat milk ", completed=True, sort_order=2.5)
    assert _patch(change) == TodoPatch(id="t1", title="Oat milk", completed=True, sort_order=2.5, updated_at=NOW)


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
def test_unchanged_values_are_no_change(change: TodoChange) -> None:
    """A change to the current values gives no patch."""
    assert _patch(change) is None


def test_nothing_given_is_invalid() -> None:
    """A change without a field is refused, naming the possible fields."""
    with pytest.raises(Invalid, match="`title`, `description`, `completed`, `sortOrder`, `dueOn`"):
        _patch(TodoChange())


@pytest.mark.parametrize("title", ["", "   ", "x" * 501])
def test_a_bad_title_is_invalid(title: str) -> None:
    """An empty or overlong title is refused, naming the field."""
    with pytest.raises(Invalid, match="`title`"):
        _patch(TodoChange(title=title))


changes = st.builds(
    TodoChange,
    title=st.sampled_from(["Milk", " Milk ", "Bread"]) | st.just(UNSET),
    completed=st.booleans() | st.just(UNSET),
    sort_order=st.sampled_from([1, 1.0, 2, 0.5]) | st.just(UNSET),
).filter(lambda change: change != TodoChange())


@given(changes)
def test_a_patch_applied_gives_what_was_asked(change: TodoChange) -> None:
    """Applying the patch to the todo gives the requested values, and leaves the rest."""
    patch = _patch(change)
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
    """Each part of a change needs exactly one permission, and is forbidden without it."""
    update_todo(_state(user_id, frozenset({needed})), change, NOW)
    with pytest.raises(Forbidden):
        update_todo(_state(user_id, _without(needed)), change, NOW)


def test_completing_ones_own_is_always_allowed() -> None:
    """The author of a todo may complete it without any permission."""
    update_todo(_state(ADA, frozenset()), TodoChange(completed=True), NOW)


def test_one_forbidden_part_forbids_all() -> None:
    """A change of which one part is forbidden is forbidden."""
    with pytest.raises(Forbidden):
        update_todo(_state(ADA, _without("edit_own_todos")), TodoChange(completed=True, title="x"), NOW)


def test_deleting_needs_the_permission_for_own_or_any() -> None:
    """Deleting one's own and deleting another's are two permissions."""
    delete_todo(_state(ADA, frozenset({"delete_own_todos"})), EMPTY, NOW)
    delete_todo(_state(BOB, frozenset({"delete_any_todo"})), EMPTY, NOW)
    with pytest.raises(Forbidden):
        delete_todo(_state(ADA, _without("delete_own_todos")), EMPTY, NOW)
    with pytest.raises(Forbidden):
        delete_todo(_state(BOB, _without("delete_any_todo")), EMPTY, NOW)


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
    """True claims, False releases, absent toggles; a repeat changes nothing."""
    assert _holder(before, frozenset({"claim_todos"}), claimed=claimed) == after


@pytest.mark.parametrize(
    ("claimed", "held"), [(None, EVERYTHING), (True, EVERYTHING), (False, _without("edit_any_todo"))]
)
def test_a_claim_of_another_cannot_be_taken_over(*, claimed: bool | None, held: frozenset[Permission]) -> None:
    """A claimed todo cannot be claimed by others, or released by them without `edit_any_todo`."""
    with pytest.raises(AlreadyClaimed):
        _holder(ADA, held, claimed=claimed)


def test_who_may_edit_any_todo_may_release_it() -> None:
    """Releasing another's claim needs no other permission."""
    assert _holder(ADA, frozenset({"edit_any_todo"}), claimed=False) is None


def test_claiming_needs_the_permission() -> None:
    """Claiming and releasing one's own claim are one permission."""
    for before, claimed in ((None, True), (BOB, False)):
        with pytest.raises(Forbidden):
            _holder(before, _without("claim_todos"), claimed=claimed)


def test_sub_todos_go_eight_levels_down() -> None:
    """A sub-todo is one level below its parent, at most at depth 8."""
    for depth in range(SUBTODO_MAX_DEPTH + 1):
        state = msgspec.structs.replace(_state(), related=Related(parent_depth=depth))
        if depth < SUBTODO_MAX_DEPTH:
            assert create_todo(state, NewTodo(title="x", parent_id="t1"), NOW, new_id="t2").changes
            continue
        with pytest.raises(Invalid, match="`parentId`"):
            create_todo(state, NewTodo(title="x", parent_id="t1"), NOW, new_id="t2")


def test_outside_of_a_team_nobody_has_a_role() -> None:
    """A rule that needs the role of someone outside the team refuses."""
    state = _state()
    outside = msgspec.structs.replace(state, facts=msgspec.structs.replace(state.facts, role=None))
    with pytest.raises(Forbidden):
        _ = outside.role
