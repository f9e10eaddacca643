"""The reference replica: events in order, each once, without a gap."""

from __future__ import annotations

import copy

import pytest

from tests.support.replica import Event, Replica, Todo, apply_event

NOW = "2026-11-24T09:30:00.000Z"


def _todo(todo_id: str, order: float = 1, parent: str | None = None, created: str = NOW) -> Todo:
    return {
        "id": todo_id,
        "userId": "u1",
        "parentId": parent,
        "title": f"Title of {todo_id}",
        "completed": False,
        "sortOrder": order,
        "commentCount": 0,
        "claimedBy": None,
        "claimedByName": None,
        "claimedByAvatar": None,
        "createdAt": created,
        "updatedAt": created,
    }


def _created(seq: int, todo_id: str) -> Event:
    return {"type": "todo:created", "setId": "s1", "seq": seq, "todo": _todo(todo_id, seq)}


def _ids(replica: Replica) -> list[str]:
    return [todo["id"] for todo in replica.todos()]


EVENTS: list[Event] = [
    _created(1, "new"),
    {"type": "todo:updated", "setId": "s1", "seq": 1, "todo": {"id": "a", "title": "Bread", "updatedAt": NOW}},
    {"type": "todo:deleted", "setId": "s1", "seq": 1, "id": "a"},
    {"type": "todo:reordered", "setId": "s1", "seq": 1, "items": [{"id": "a", "sortOrder": 9}]},
    {
        "type": "todo:claimed",
        "setId": "s1",
        "seq": 1,
        "id": "a",
        "claimedBy": "u1",
        "claimedByName": "Ada",
        "claimedByAvatar": None,
    },
    {"type": "todo:sparkled", "setId": "s1", "seq": 1, "id": "a"},
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["type"])
def test_r37_applying_is_pure_and_idempotent(event: Event) -> None:
    """Applying changes nothing that was given, and the same event again changes nothing."""
    state = {"a": _todo("a"), "b": _todo("b", parent="a"), "c": _todo("c", parent="b"), "d": _todo("d")}
    before, sent = copy.deepcopy(state), copy.deepcopy(event)
    once = apply_event(state, event)
    assert apply_event(once, event) == once
    assert (state, event) == (before, sent)


@pytest.mark.parametrize("event", EVENTS[1:], ids=lambda event: event["type"])
def test_what_is_about_an_unknown_todo_changes_nothing(event: Event) -> None:
    """An event about a todo that is not there leaves the list as it is."""
    assert apply_event({"d": _todo("d")}, event) == {"d": _todo("d")}


def test_sub_todos_go_with_their_parent() -> None:
    """Deleting a todo deletes all that stands below it, however deep, and nothing else."""
    state = {"a": _todo("a"), "b": _todo("b", parent="a"), "c": _todo("c", parent="b"), "d": _todo("d")}
    assert set(apply_event(state, {"type": "todo:deleted", "id": "a"})) == {"d"}


def test_an_update_touches_only_what_it_names() -> None:
    """Fields that an update does not name stay."""
    after = apply_event({"a": _todo("a")}, {"type": "todo:updated", "todo": {"id": "a", "completed": True}})
    assert after["a"] == {**_todo("a"), "completed": True}


def test_the_list_is_ordered_like_the_servers() -> None:
    """By place, then by time of birth, then by id; places are numbers, whole or not."""
    todos = [
        _todo("z", 2),
        _todo("b", 1.5),
        _todo("a", 1.5),
        _todo("old", 1.5, created="2020-01-01T00:00:00.000Z"),
        _todo("neg", -1),
    ]
    assert _ids(Replica.from_list(todos, 0)) == ["neg", "old", "a", "b", "z"]


def test_events_in_order_are_applied_at_once() -> None:
    """Each event in its turn is applied, and the seq follows."""
    replica = Replica.from_list([], 0)
    for seq, name in enumerate("abc", 1):
        replica.receive(_created(seq, name))
        assert (replica.seq, replica.gap) == (seq, False)
    assert _ids(replica) == ["a", "b", "c"]


def test_r37_an_old_event_is_dropped() -> None:
    """What the list has already is not applied again."""
    replica = Replica.from_list([_todo("a")], 5)
    replica.receive({"type": "todo:deleted", "setId": "s1", "seq": 5, "id": "a"})
    assert _ids(replica) == ["a"]
    assert not replica.gap


def test_r37_an_early_event_is_held_until_its_turn() -> None:
    """While something is missing there is a gap; what was held follows when it comes."""
    replica = Replica.from_list([], 0)
    replica.receive(_created(3, "c"))
    replica.receive(_created(2, "b"))
    assert (_ids(replica), replica.seq, replica.gap) == ([], 0, True)
    replica.receive(_created(1, "a"))
    assert (_ids(replica), replica.seq, replica.gap) == (["a", "b", "c"], 3, False)


def test_r37_an_unknown_type_advances_the_seq() -> None:
    """An event of a later version takes its turn and changes nothing."""
    replica = Replica.from_list([_todo("a")], 1)
    replica.receive({"type": "todo:sparkled", "setId": "s1", "seq": 2, "id": "a"})
    assert (replica.seq, replica.todos()) == (2, [_todo("a")])


@pytest.mark.parametrize(
    "message",
    [
        Event(type="realtime:ready", setId="s1", seq=1),
        Event(type="realtime:ready", setId="s1", seq=7),
        Event(type="presence", setId="s1"),
        Event(type="pong"),
    ],
)
def test_messages_of_the_connection_are_no_events(message: Event) -> None:
    """Neither the first frame, whatever its seq, nor presence or a pong moves the replica."""
    replica = Replica.from_list([], 0)
    replica.receive(message)
    assert (replica.seq, replica.gap, replica.todos()) == (0, False, [])


def test_r40_a_reload_keeps_what_is_still_ahead() -> None:
    """After a reload, held events that the list has are dropped, and the rest take their turn."""
    replica = Replica.from_list([], 0)
    for seq in (3, 5, 6, 9):
        replica.receive(_created(seq, f"t{seq}"))
    replica.reload([_todo("t3", 3), _todo("t4", 4)], 4)
    assert (_ids(replica), replica.seq, replica.gap) == (["t3", "t4", "t5", "t6"], 6, True)
