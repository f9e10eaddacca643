"""Input: types, limits at their edges, and text that cannot be stored."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import inputs
from domain.errors import Invalid
from domain.inputs import (
    Assignees,
    Claim,
    Input,
    InviteTerms,
    MemberRole,
    NewPosition,
    NewTodo,
    PermissionChanges,
    TodoChange,
    TodoOrder,
    check_positions,
)
from domain.text import trimmed

MODELS = [model for model in vars(inputs).values() if isinstance(model, type) and issubclass(model, Input)]
BIG = 2**50


def _accepts(model: type[Input], body: object) -> bool:
    try:
        msgspec.json.decode(json.dumps(body), type=model)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("model", MODELS)
def test_unknown_fields_are_refused(model: type[Input]) -> None:
    """A body with an unknown field is invalid, whatever the model."""
    with pytest.raises(msgspec.ValidationError, match=r"unknown field|missing required field"):
        msgspec.json.decode(b'{"surprise":1}', type=model)


@pytest.mark.parametrize("text", ["x", "x" * 500, "  x  ", "é" * 500, "🎉" * 500])
def test_text_within_its_limit_is_trimmed(text: str) -> None:
    """1 to 500 characters after trimming pass; characters count, not bytes."""
    assert trimmed(text, "title", 500) == text.strip()


def test_white_space_does_not_count() -> None:
    """500 characters surrounded by white space pass."""
    assert trimmed(" \t\n" + "x" * 500 + "  ", "title", 500) == "x" * 500


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000", "x" * 501])
def test_empty_or_overlong_text_names_its_field(text: str) -> None:
    """Only white space, or one character too many, is refused with the field's name."""
    with pytest.raises(Invalid, match=r"^`title` must have 1 to 500 characters\.$"):
        trimmed(text, "title", 500)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfff", "\udc80y"])
def test_text_that_cannot_be_stored_is_refused(text: str) -> None:
    """NUL and lone surrogates are refused with the field's name."""
    with pytest.raises(Invalid, match="`name` contains a character"):
        trimmed(text, "name", 100)


@given(st.text(max_size=600))
def test_what_is_accepted_is_storable(text: str) -> None:
    """Whatever passes is trimmed, within the limit, and valid UTF-8."""
    try:
        clean = trimmed(text, "title", 500)
    except Invalid:
        return
    assert clean == clean.strip() == text.strip()
    assert 1 <= len(clean) <= 500
    assert clean.encode().decode() == clean
    assert "\x00" not in clean


@pytest.mark.parametrize("order", [0, -1, 1.5, BIG, -BIG, float(BIG), -float(BIG), 1e-300])
def test_a_sort_order_is_any_number_up_to_2_to_the_50(order: float) -> None:
    """Integer or not, positive or negative, up to and including 2**50."""
    assert _accepts(TodoChange, {"sortOrder": order})
    assert _accepts(TodoOrder, {"setId": "s", "items": [{"id": "t", "sortOrder": order}]})


@pytest.mark.parametrize("order", [BIG + 1, -BIG - 1, BIG * 1.5, 1e300, "1", None, True, [1]])
def test_a_sort_order_beyond_2_to_the_50_is_refused(order: object) -> None:
    """Out of range, or not a number."""
    assert not _accepts(TodoChange, {"sortOrder": order})


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_sort_order_is_finite(text: str) -> None:
    """What JSON cannot express, or what overflows to infinity, is refused."""
    with pytest.raises((msgspec.ValidationError, msgspec.DecodeError)):
        msgspec.json.decode(f'{{"sortOrder":{text}}}', type=TodoChange)


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (NewTodo, {}),
        (NewTodo, {"title": 3}),
        (NewTodo, {"title": None}),
        (NewTodo, {"title": "x", "parentId": ""}),
        (NewTodo, {"title": "x", "parentId": "x" * 65}),
        (NewTodo, {"title": "x", "id": 7}),
        (TodoChange, {"title": None}),
        (TodoChange, {"completed": 1}),
        (TodoChange, {"completed": None}),
        (Claim, {"claimed": "yes"}),
        (MemberRole, {"role": "king"}),
        (MemberRole, {}),
        (InviteTerms, {"expiresIn": 59}),
        (InviteTerms, {"expiresIn": 2_592_001}),
        (InviteTerms, {"expiresIn": 60.5}),
        (InviteTerms, {"maxUses": 0}),
        (InviteTerms, {"maxUses": 1_001}),
        (Assignees, {"assignees": ["x"] * 11}),
        (Assignees, {"assignees": None}),
        (PermissionChanges, {"overrides": []}),
        (PermissionChanges, {"overrides": [{"role": "owner", "permission": "comment", "allowed": True}]}),
        (PermissionChanges, {"overrides": [{"role": "member", "permission": "fly", "allowed": True}]}),
        (PermissionChanges, {"overrides": [{"role": "member", "permission": "comment"}]}),
    ],
)
def test_wrong_types_and_ranges_are_refused(model: type[Input], body: object) -> None:
    """Each field accepts exactly its own type and range."""
    assert not _accepts(model, body)


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (NewTodo, {"title": "x", "parentId": None, "id": None}),
        (NewTodo, {"title": "x", "parentId": "x" * 64}),
        (Assignees, {"assignees": []}),
        (Assignees, {"assignees": ["x"] * 10}),
        (Claim, {}),
        (Claim, {"claimed": None}),
        (InviteTerms, {}),
        (InviteTerms, {"expiresIn": 60, "maxUses": 1, "role": "admin"}),
        (InviteTerms, {"expiresIn": 2_592_000, "maxUses": 1_000}),
        (InviteTerms, {"maxUses": None}),
        (PermissionChanges, {"overrides": [{"role": "member", "permission": "comment", "allowed": None}]}),
    ],
)
def test_the_edges_of_ranges_are_inside(model: type[Input], body: object) -> None:
    """The smallest, the largest and the absent pass."""
    assert _accepts(model, body)


def _positions(count: int) -> list[NewPosition]:
    return [NewPosition(id=f"t{index}", sort_order=index) for index in range(count)]


@pytest.mark.parametrize("count", [1, 2, 500])
def test_a_reorder_takes_1_to_500_items(count: int) -> None:
    """One item and five hundred are accepted."""
    check_positions(_positions(count))


@pytest.mark.parametrize("count", [0, 501])
def test_a_reorder_of_none_or_too_many_is_refused(count: int) -> None:
    """No item, or one too many, is refused with the field's name."""
    with pytest.raises(Invalid, match="`items` must have 1 to 500 entries"):
        check_positions(_positions(count))


def test_a_reorder_names_each_id_once() -> None:
    """The same id twice is refused."""
    with pytest.raises(Invalid, match="`items` names the same id twice"):
        check_positions([*_positions(2), NewPosition(id="t0", sort_order=9)])
