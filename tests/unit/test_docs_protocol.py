"""docs/SPEC.md describes every frame and close code as the code defines it, and no others."""

from __future__ import annotations

import json
from typing import get_args

import msgspec

from domain import close_codes, events
from domain.events import Event, MineChanged, Pong, Presence, RealtimeReady, SharedChanged, TeamChanged, TodoEvent
from tests.support.documents import document, fenced, rows, rule, ticked

EVENTS = get_args(TodoEvent)
FRAMES = (*EVENTS, RealtimeReady, Presence, TeamChanged, MineChanged, SharedChanged, Pong)
ON_EVERY_EVENT = {field.encode_name for field in msgspec.structs.fields(Event)}
_any_frame = msgspec.json.Decoder(
    TodoEvent | RealtimeReady | Presence | TeamChanged | MineChanged | SharedChanged | Pong
)


def type_of(frame: type[msgspec.Struct]) -> str:
    """Return its `type` on the wire."""
    return str(frame.__struct_config__.tag)


def members_of(frame: type[msgspec.Struct]) -> set[str]:
    """Return its members besides `type`, and besides those of every event."""
    own = {field.encode_name for field in msgspec.structs.fields(frame)}
    return own - ON_EVERY_EVENT if issubclass(frame, Event) else own


def described(text: str) -> dict[str, set[str]]:
    """Return the words in backticks of each row of the table of frames, by type."""
    return {ticked(row[0])[0]: set(ticked(row[1])) for row in rows(text, "| `type` | members |")}


def faults_of_the_table(text: str) -> list[str]:
    """Return frames that are missing or unknown in the table, and members that it does not name."""
    table, known = described(text), {type_of(frame): members_of(frame) for frame in FRAMES}
    return [
        *sorted(table.keys() ^ known.keys()),
        *(f"{name}: {member}" for name in table.keys() & known.keys() for member in sorted(known[name] - table[name])),
    ]


def examples(text: str) -> list[str]:
    """Return the example frames, one per line."""
    return next(block for block in fenced(text) if "todo:created" in block).splitlines()


def faults_of_the_examples(text: str) -> list[str]:
    """Return examples that no server of this version would send."""
    return [line for line in examples(text) if not _is_exact(line)]


def _is_exact(line: str) -> bool:
    try:
        return bool(json.loads(events.encode(_any_frame.decode(line))) == json.loads(line))
    except msgspec.ValidationError:
        return False


def sent_codes() -> set[int]:
    """Return every code that the server closes a socket with."""
    codes = {value for value in vars(close_codes).values() if isinstance(value, int)}
    return codes - {close_codes.TRANSPORT_ERROR}


def test_r3_every_frame_is_in_the_table_with_its_members() -> None:
    """A new event gets a row in docs/SPEC.md."""
    assert faults_of_the_table(document("docs/SPEC.md")) == []


def test_every_frame_is_shown_as_it_is_sent() -> None:
    """A new event gets an example there, exactly as the server would send it."""
    text = document("docs/SPEC.md")
    assert {json.loads(line)["type"] for line in examples(text)} == {type_of(frame) for frame in FRAMES}
    assert faults_of_the_examples(text) == []


def test_r32_every_close_code_is_stated() -> None:
    """The rule names each code that is sent."""
    assert [code for code in sent_codes() if str(code) not in rule(32)] == []
