"""docs/realtime.md and docs/SPEC.md say of every frame and close code what the code says, and of no others."""

from __future__ import annotations

import json
from typing import get_args

import msgspec

from domain import close_codes, events
from domain.events import Event, Pong, Presence, RealtimeReady, TeamChanged, TodoEvent
from tests.support.documents import document, fenced, rows, rule, ticked

EVENTS = get_args(TodoEvent)
FRAMES = (*EVENTS, RealtimeReady, Presence, TeamChanged, Pong)
ON_EVERY_EVENT = {field.encode_name for field in msgspec.structs.fields(Event)}
_any_frame = msgspec.json.Decoder(TodoEvent | RealtimeReady | Presence | TeamChanged | Pong)


def type_of(frame: type[msgspec.Struct]) -> str:
    """Its `type` on the wire."""
    return str(frame.__struct_config__.tag)


def members_of(frame: type[msgspec.Struct]) -> set[str]:
    """What it has beside `type`, and beside what every event has."""
    own = {field.encode_name for field in msgspec.structs.fields(frame)}
    return own - ON_EVERY_EVENT if issubclass(frame, Event) else own


def described(text: str) -> dict[str, set[str]]:
    """The words in backticks of each row of the table of frames, by type."""
    return {ticked(row[0])[0]: set(ticked(row[1])) for row in rows(text, "| `type` | members |")}


def faults_of_the_table(text: str) -> list[str]:
    """Frames that the table lacks or invents, and members that it does not name."""
    table, known = described(text), {type_of(frame): members_of(frame) for frame in FRAMES}
    return [
        *sorted(table.keys() ^ known.keys()),
        *(f"{name}: {member}" for name in table.keys() & known.keys() for member in sorted(known[name] - table[name])),
    ]


def examples(text: str) -> list[str]:
    """The frames that are shown, one a line."""
    return next(block for block in fenced(text) if "todo:created" in block).splitlines()


def faults_of_the_examples(text: str) -> list[str]:
    """Examples that no server of this version would send."""
    return [line for line in examples(text) if not _is_exact(line)]


def _is_exact(line: str) -> bool:
    try:
        return bool(json.loads(events.encode(_any_frame.decode(line))) == json.loads(line))
    except msgspec.ValidationError:
        return False


def sent_codes() -> set[int]:
    """Every code that the server closes a socket with."""
    codes = {value for value in vars(close_codes).values() if isinstance(value, int)}
    return codes - {close_codes.TRANSPORT_ERROR}


def test_every_frame_is_in_the_table_with_its_members() -> None:
    """A new event gets a row in docs/realtime.md."""
    assert faults_of_the_table(document("docs/realtime.md")) == []


def test_every_frame_is_shown_as_it_is_sent() -> None:
    """A new event gets an example there, with nothing that the server would not send and nothing missing."""
    text = document("docs/realtime.md")
    assert {json.loads(line)["type"] for line in examples(text)} == {type_of(frame) for frame in FRAMES}
    assert faults_of_the_examples(text) == []


def test_r3_the_rule_lists_the_same_events() -> None:
    """The table under R3 has the todo events with their members."""
    table = {ticked(row[0])[0]: set(ticked(row[1])) for row in rows(rule(3), "| type |")}
    assert table.keys() ^ {type_of(event) for event in EVENTS} == set()
    assert [event for event in EVENTS if not members_of(event) <= table[type_of(event)]] == []


def test_r32_every_close_code_is_stated() -> None:
    """The rule names each that is sent, and docs/realtime.md tells what a client does about it."""
    assert [code for code in sent_codes() if str(code) not in rule(32)] == []
    advice = document("docs/realtime.md")
    assert [code for code in sent_codes() - {1001} if str(code) not in advice] == []
