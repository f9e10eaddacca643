"""The heads that answer every ping: the newest, within the platform's limit."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.limits import HEADS_MAX_CHARS
from live.set_versions import SetVersions


def _set_id(number: int) -> str:
    return str(UUID(int=number << 96))


def test_nothing_is_known_at_first() -> None:
    """Before anything changed the answer is empty, and every head 0."""
    versions = SetVersions()
    assert versions.pong() == '{"type":"pong","heads":{}}'
    assert versions.head(_set_id(1)) == 0


def test_only_a_greater_head_changes_the_answer() -> None:
    """A greater seq changes the answer; the same or a smaller one does not."""
    versions = SetVersions()
    assert versions.update(_set_id(1), 5)
    assert not versions.update(_set_id(1), 5)
    assert not versions.update(_set_id(1), 4)
    assert versions.update(_set_id(1), 6)
    assert versions.pong() == '{"type":"pong","heads":{"00000001":6}}'


def test_an_empty_set_has_a_head_too() -> None:
    """A head of 0 is information: a client that has nothing is up to date."""
    versions = SetVersions()
    assert versions.update(_set_id(1), 0)
    assert not versions.update(_set_id(1), 0)


def test_sets_with_the_same_prefix_share_an_entry() -> None:
    """Two ids with the same first eight characters share the greater head."""
    versions = SetVersions()
    assert versions.update("12345678-a", 5)
    assert not versions.update("12345678-b", 3)
    assert versions.head("12345678-b") == 5
    assert versions.update("12345678-b", 6)
    assert versions.head("12345678-a") == 6


def test_heads_are_restored_from_the_answer() -> None:
    """The heads are restored from the text that answered pings."""
    versions = SetVersions()
    for number in range(5):
        versions.update(_set_id(number), number + 1)
    again = SetVersions(versions.pong())
    assert again.pong() == versions.pong()
    assert again.head(_set_id(3)) == 4


@pytest.mark.parametrize("text", [None, ""])
def test_without_an_answer_there_are_no_heads(text: str | None) -> None:
    """An object that never answered a ping starts empty."""
    assert SetVersions(text).pong() == SetVersions().pong()


def test_r36_the_answer_never_outgrows_the_platform() -> None:
    """With more sets than fit, the text stays within 2,048 characters, and nearly fills them."""
    versions = SetVersions()
    for number in range(1_000):
        versions.update(_set_id(number), 2**53)
        assert len(versions.pong()) <= HEADS_MAX_CHARS == 2_048
    assert len(versions.pong()) > HEADS_MAX_CHARS - 64


def test_the_least_recently_changed_is_dropped_first() -> None:
    """A recently changed set stays; the one unchanged for longest is dropped first."""
    versions = SetVersions()
    versions.update(_set_id(1), 1)
    versions.update(_set_id(2), 1)
    versions.update(_set_id(1), 2)
    number = 3
    while versions.head(_set_id(2)):
        versions.update(_set_id(number), 1)
        number += 1
    assert versions.head(_set_id(1)) == 2
    assert versions.head(_set_id(number - 1)) == 1


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2**53)), max_size=300))
def test_the_reported_head_is_the_newest(notes: list[tuple[int, int]]) -> None:
    """No unknown head is reported; as long as all fit, each is the greatest of its set."""
    versions = SetVersions()
    newest: dict[str, int] = {}
    for number, seq in notes:
        versions.update(_set_id(number), seq)
        newest[_set_id(number)[:8]] = max(seq, newest.get(_set_id(number)[:8], 0))
    told = json.loads(versions.pong())["heads"]
    assert len(versions.pong()) <= HEADS_MAX_CHARS
    assert all(told[key] <= newest[key] for key in told)
    if len(told) == len(newest):
        assert told == newest
