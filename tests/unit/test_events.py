"""The wire format, byte for byte: what is stored, broadcast and served."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from domain.events import (
    CommentCreated,
    CommentDeleted,
    Pong,
    Presence,
    RealtimeReady,
    TodoAssigned,
    TodoClaimed,
    TodoCreated,
    TodoDeleted,
    TodoEvent,
    TodoPatch,
    TodoReordered,
    TodosChanged,
    TodoUpdated,
    decode,
    encode,
)
from domain.models import (
    WEEKDAYS,
    Comment,
    DailyRepeat,
    MonthlyRepeat,
    Position,
    PresentUser,
    Todo,
    WeeklyRepeat,
)

NOW = "2026-11-24T09:30:00.000Z"
LATER = "2026-11-24T09:31:00.000Z"
TODO = Todo(
    id="t1",
    user_id="u1",
    parent_id=None,
    title="Süße 🎉",
    completed=False,
    sort_order=1,
    comment_count=0,
    claimed_by=None,
    claimed_by_name=None,
    claimed_by_avatar=None,
    assignees=["u1"],
    due_on="2026-12-02",
    due_time="17:30",
    due_zone="Europe/Berlin",
    repeat=MonthlyRepeat(day=31),
    created_at=NOW,
    updated_at=NOW,
)
TODO_TEXT = (
    '{"id":"t1","userId":"u1","parentId":null,"title":"Süße 🎉","completed":false,"sortOrder":1,"commentCount":0,'
    '"claimedBy":null,"claimedByName":null,"claimedByAvatar":null,"assignees":["u1"],'
    '"dueOn":"2026-12-02","dueTime":"17:30","dueZone":"Europe/Berlin","repeat":{"unit":"month","every":1,"day":31},'
    '"createdAt":"2026-11-24T09:30:00.000Z","updatedAt":"2026-11-24T09:30:00.000Z"}'
)
COMMENT = Comment(id="c1", user_id="u1", display_name="Ada", avatar_url=None, body="Süß?\n🎉", created_at=LATER)
PATCH = TodoPatch(id="t1", title="Bread", completed=True, sort_order=2.5, updated_at=LATER)

WIRE: list[tuple[TodoEvent, str]] = [
    (
        TodoCreated(set_id="s1", seq=7, mutation_id="k1", actor_id="u1", todo=TODO),
        '{"type":"todo:created","setId":"s1","seq":7,"mutationId":"k1","actorId":"u1","todo":' + TODO_TEXT + "}",
    ),
    (
        TodoUpdated(set_id="s1", seq=8, todo=PATCH),
        '{"type":"todo:updated","setId":"s1","seq":8,"todo":{"id":"t1","title":"Bread","completed":true,'
        '"sortOrder":2.5,"updatedAt":"2026-11-24T09:31:00.000Z"}}',
    ),
    (
        TodoDeleted(set_id="s1", seq=9, actor_id="u1", id="t1"),
        '{"type":"todo:deleted","setId":"s1","seq":9,"actorId":"u1","id":"t1"}',
    ),
    (
        TodoReordered(set_id="s1", seq=10, items=[Position(id="t1", sort_order=2), Position(id="t2", sort_order=-1.5)]),
        '{"type":"todo:reordered","setId":"s1","seq":10,'
        '"items":[{"id":"t1","sortOrder":2},{"id":"t2","sortOrder":-1.5}]}',
    ),
    (
        TodoClaimed(set_id="s1", seq=11, id="t1", claimed_by="u1", claimed_by_name="Ada", claimed_by_avatar=None),
        '{"type":"todo:claimed","setId":"s1","seq":11,"id":"t1","claimedBy":"u1","claimedByName":"Ada",'
        '"claimedByAvatar":null}',
    ),
    (
        TodoClaimed(set_id="s1", seq=12, id="t1", claimed_by=None, claimed_by_name=None, claimed_by_avatar=None),
        '{"type":"todo:claimed","setId":"s1","seq":12,"id":"t1","claimedBy":null,"claimedByName":null,'
        '"claimedByAvatar":null}',
    ),
    (
        TodoAssigned(set_id="s1", seq=12, cause="left", id="t1", assignees=["u1"]),
        '{"type":"todo:assigned","setId":"s1","seq":12,"cause":"left","id":"t1","assignees":["u1"]}',
    ),
    (
        CommentCreated(set_id="s1", seq=13, actor_id="u1", todo_id="t1", comment=COMMENT, comment_count=2),
        '{"type":"comment:created","setId":"s1","seq":13,"actorId":"u1","todoId":"t1","comment":{"id":"c1",'
        '"userId":"u1","displayName":"Ada","avatarUrl":null,"body":"Süß?\\n🎉","writtenBy":null,"createdAt":"2026-11-24T09:31:00.000Z"},'
        '"commentCount":2}',
    ),
    (
        CommentDeleted(set_id="s1", seq=14, cause="left", todo_id="t1", id="c1", comment_count=1),
        '{"type":"comment:deleted","setId":"s1","seq":14,"cause":"left","todoId":"t1","id":"c1","commentCount":1}',
    ),
    (
        TodosChanged(
            set_id="s1",
            seq=15,
            id="t1",
            completed_on="2026-12-02",
            items=[
                TodoPatch(
                    id="t1",
                    due_on="2026-12-03",
                    due_time=None,
                    due_zone=None,
                    repeat=DailyRepeat(),
                    updated_at=LATER,
                ),
                TodoPatch(id="t2", completed=False, updated_at=LATER),
            ],
        ),
        '{"type":"todos:changed","setId":"s1","seq":15,"id":"t1","completedOn":"2026-12-02","items":['
        '{"id":"t1","dueOn":"2026-12-03","dueTime":null,"dueZone":null,"repeat":{"unit":"day","every":1},'
        '"updatedAt":"2026-11-24T09:31:00.000Z"},'
        '{"id":"t2","completed":false,"updatedAt":"2026-11-24T09:31:00.000Z"}]}',
    ),
]


@pytest.mark.parametrize(("event", "text"), WIRE, ids=lambda value: getattr(type(value), "__name__", ""))
def test_r3_an_event_is_these_bytes(event: TodoEvent, text: str) -> None:
    """Each event has one text on the wire, and that text decodes to the event."""
    assert encode(event) == text
    assert decode(text) == event


def test_a_patch_leaves_out_what_did_not_change() -> None:
    """A field that did not change is absent from the patch, not null."""
    text = encode(TodoUpdated(set_id="s1", seq=1, todo=TodoPatch(id="t1", completed=False, updated_at=LATER)))
    assert json.loads(text)["todo"] == {"id": "t1", "completed": False, "updatedAt": LATER}


def test_an_absent_value_is_null_in_a_todo() -> None:
    """In a whole todo all members are present; those without a value are null."""
    wire = json.loads(encode(TodoCreated(set_id="s1", todo=TODO)))["todo"]
    assert set(wire) == {
        "id", "userId", "parentId", "title", "completed", "sortOrder", "commentCount", "claimedBy",
        "claimedByName", "claimedByAvatar", "assignees", "dueOn", "dueTime", "dueZone", "repeat",
        "createdAt", "updatedAt",
    }  # fmt: skip
    assert [key for key, value in wire.items() if value is None] == [
        "parentId", "claimedBy", "claimedByName", "claimedByAvatar",
    ]  # fmt: skip


def test_an_event_without_a_key_has_no_mutation_id() -> None:
    """`mutationId` and `actorId` are absent, not null, when there is none."""
    assert encode(TodoDeleted(set_id="s1", id="t1")) == '{"type":"todo:deleted","setId":"s1","seq":0,"id":"t1"}'


def test_r24_the_first_frame_is_these_bytes() -> None:
    """`realtime:ready` names the set and its head."""
    assert encode(RealtimeReady(set_id="s1", seq=42)) == '{"type":"realtime:ready","setId":"s1","seq":42}'


def test_r30_presence_is_these_bytes() -> None:
    """`presence` lists people; `more` is present only when someone is not listed."""
    users = [PresentUser(id="u1", name="Ada", avatar_url=None)]
    listed = '{"type":"presence","setId":"s1","users":[{"id":"u1","name":"Ada","avatarUrl":null}]'
    assert encode(Presence(set_id="s1", users=users)) == listed + "}"
    assert encode(Presence(set_id="s1", users=users, more=3)) == listed + ',"more":3}'
    assert encode(Presence(set_id="s1", users=[])) == '{"type":"presence","setId":"s1","users":[]}'


def test_r36_a_pong_is_these_bytes() -> None:
    """The answer to a ping carries the heads by the prefix of the set's id."""
    assert encode(Pong(heads={})) == '{"type":"pong","heads":{}}'
    assert encode(Pong(heads={"7b0a4d2c": 5, "s1": 1})) == '{"type":"pong","heads":{"7b0a4d2c":5,"s1":1}}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type":"todo:vanished","setId":"s1"}',
        '{"setId":"s1","seq":1,"id":"t1"}',
        '{"type":"todo:deleted","seq":1,"id":"t1"}',
        '{"type":"todo:deleted","setId":"s1","seq":"1","id":"t1"}',
        '{"type":"realtime:ready","setId":"s1","seq":1}',
    ],
)
def test_anything_but_a_todo_event_does_not_decode(text: str) -> None:
    """Other text, other types and other shapes are rejected."""
    with pytest.raises(msgspec.DecodeError):
        decode(text)


names = st.text(max_size=20)
optional = st.none() | names
numbers = st.integers(-(2**53), 2**53) | st.floats(-(2.0**53), 2.0**53)
heads = {"set_id": names, "seq": st.integers(0, 2**53), "mutation_id": names | st.just(UNSET), "actor_id": names}
repeats = st.none() | st.one_of(
    st.builds(DailyRepeat, every=st.integers(1, 365)),
    st.builds(WeeklyRepeat, weekdays=st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7)),
    st.builds(MonthlyRepeat, day=st.integers(1, 31)),
)
due = {"due_on": optional, "due_time": optional, "due_zone": optional, "repeat": repeats}
todos = st.builds(
    Todo, id=names, user_id=names, parent_id=optional, title=names, completed=st.booleans(), sort_order=numbers,
    comment_count=st.integers(0, 9), claimed_by=optional, claimed_by_name=optional, claimed_by_avatar=optional,
    assignees=st.lists(names, max_size=3), created_at=names, updated_at=names, **due,
)  # fmt: skip
patches = st.builds(
    TodoPatch, id=names, title=names | st.just(UNSET), completed=st.booleans() | st.just(UNSET),
    sort_order=numbers | st.just(UNSET), updated_at=names, **due,
)  # fmt: skip
comments = st.builds(
    Comment, id=names, user_id=names, display_name=names, avatar_url=optional, body=names, created_at=names
)
events: st.SearchStrategy[TodoEvent] = st.one_of(
    st.builds(TodoCreated, todo=todos, **heads),
    st.builds(TodoUpdated, todo=patches, **heads),
    st.builds(TodoDeleted, id=names, **heads),
    st.builds(TodoReordered, items=st.lists(st.builds(Position, id=names, sort_order=numbers), max_size=3), **heads),
    st.builds(TodosChanged, id=names | st.just(UNSET), items=st.lists(patches, max_size=3), **heads),
    st.builds(CommentCreated, todo_id=names, comment=comments, comment_count=st.integers(0, 500), **heads),
    st.builds(TodoAssigned, id=names, assignees=st.lists(names, max_size=3), **heads),
    st.builds(CommentDeleted, todo_id=names, id=names, comment_count=st.integers(0, 500), **heads),
    st.builds(
        TodoClaimed, id=names, claimed_by=optional, claimed_by_name=optional, claimed_by_avatar=optional, **heads
    ),
)


@given(events)
def test_every_event_survives_the_wire(event: TodoEvent) -> None:
    """Encoding and decoding returns the event, whatever its text and numbers."""
    assert decode(encode(event)) == event


@given(events)
def test_events_are_plain_json(event: TodoEvent) -> None:
    """Any JSON parser reads an event; its type comes first, its keys are in camelCase."""
    wire = json.loads(encode(event))
    assert next(iter(wire)) == "type"
    assert "_" not in "".join(wire)
