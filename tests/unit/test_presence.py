"""Presence: people, not tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import Presence
from domain.limits import PRESENCE_MAX_USERS
from domain.models import PresentUser
from live.presence import Room, Rooms
from ports import Sockets
from tests.support.waiting import eventually


def _person(number: int) -> PresentUser:
    return PresentUser(id=f"u{number}", name=f"User {number}", avatar_url=None)


def _people(count: int) -> list[PresentUser]:
    return [_person(number) for number in range(count)]


def test_an_empty_room_lists_nobody() -> None:
    """Nobody is listed or counted."""
    assert Room("s1").message() == Presence(set_id="s1", users=[])


def test_r30_a_second_tab_is_no_second_person() -> None:
    """A second connection changes nothing that others see."""
    room = Room("s1")
    assert room.join(_person(1))
    assert not room.join(_person(1))
    assert room.message().users == [_person(1)]


def test_sockets_of_one_person_count_once() -> None:
    """A room rebuilt from sockets lists each person once, in the order of arrival."""
    room = Room("s1", [_person(2), _person(1), _person(2)])
    assert room.message().users == [_person(2), _person(1)]


def test_leaving_changes_what_others_see() -> None:
    """Whoever leaves is no longer listed; the leaving of someone who was not there changes nothing."""
    room = Room("s1", _people(2))
    assert room.leave("u0")
    assert not room.leave("u0")
    assert room.message().users == [_person(1)]


def test_r30_a_hundred_are_listed_and_the_rest_counted() -> None:
    """Beyond a hundred people only the number of the others is sent."""
    room = Room("s1", _people(PRESENCE_MAX_USERS + 7))
    assert room.message() == Presence(set_id="s1", users=_people(100), more=7)
    assert Room("s1", _people(PRESENCE_MAX_USERS)).message().more == 0


def test_the_hundredth_changes_what_others_see() -> None:
    """The last one who is listed by name is a visible change."""
    assert Room("s1", _people(PRESENCE_MAX_USERS - 1)).join(_person(999))


def test_changes_beyond_the_hundredth_are_not_visible() -> None:
    """In a full room, changes among those beyond the hundredth leave the list unchanged."""
    room = Room("s1", _people(PRESENCE_MAX_USERS))
    assert not room.join(_person(999))
    assert not room.leave("u999")


def test_the_next_in_line_is_listed_when_there_is_room() -> None:
    """When someone who is listed leaves, the next in line is listed."""
    room = Room("s1", _people(PRESENCE_MAX_USERS + 1))
    assert room.leave("u0")
    assert room.message() == Presence(set_id="s1", users=_people(101)[1:])


@pytest.mark.parametrize(("people", "pause_s"), [(1, 0.1), (70, 0.1), (100, 0.2), (500, 1.0), (5_000, 10.0)])
def test_r30_a_crowd_is_told_less_often(people: int, pause_s: float) -> None:
    """The announcements of a set carry so many names a second at most, however many people it has."""
    assert Room("s1", _people(people)).pause_s == pause_s


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5))))
def test_a_room_is_the_people_in_it(moves: list[tuple[bool, int]]) -> None:
    """However people come and go, the room lists those who are in, and reports when that changed."""
    room, present = Room("s1"), set[str]()
    for coming, number in moves:
        user = _person(number)
        changed = (user.id not in present) if coming else (user.id in present)
        assert (room.join(user) if coming else room.leave(user.id)) is changed
        (present.add if coming else present.discard)(user.id)
        assert {listed.id for listed in room.message().users} == present


class _Sent:
    """Sockets that are numbered by the person they belong to, and record the lists that each was sent."""

    def __init__(self) -> None:
        self.lists: dict[str, list[int]] = {}

    def open(self, _tag: str) -> Iterator[str]:
        return iter(())

    def send_to(self, socket: str, text: str) -> None:
        self.lists.setdefault(socket, []).append(len(msgspec.json.decode(text, type=Presence).users))

    def send(self, _set_id: str, text: str) -> None:
        for socket in self.lists:
            self.send_to(socket, text)


async def test_r30_several_who_come_and_go_at_once_are_announced_together() -> None:
    """The first one at once, the others a moment later; whoever arrives is told at once who is here."""
    sent, everybody = _Sent(), _people(30)
    rooms = Rooms(cast("Sockets[str]", sent), clock=lambda: 1_000_000.0)
    for user in everybody:
        sent.lists[user.id] = []
        rooms.enter(rooms.of("s1"), "s1", user, user.id)
    rooms.leave("s1", everybody[-1])
    assert sent.lists["u0"] == [1, 2]
    assert sent.lists["u1"] == [2]
    assert sent.lists["u29"] == [30]

    async def announced() -> bool:
        return sent.lists["u0"] == [1, 2, 29]

    await eventually(announced, "the others")
    assert sent.lists["u29"] == [30, 29]
