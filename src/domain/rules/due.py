"""When a todo is due, and which dates, times, zones and repeats fit together."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain import limits
from domain.errors import Invalid
from domain.inputs import FileTodo, NewTodo, TodoChange
from domain.instants import epoch_ms
from domain.models import WEEKDAYS, Repeat, WeeklyRepeat
from domain.related import StoredTodo
from domain.repeats import next_date
from domain.state import DUE_FIELDS
from domain.zones import LocalTime, check_zone, local_date

_Value = TypeVar("_Value")


def due_of(todo: StoredTodo | None, body: NewTodo | TodoChange | FileTodo, local_time: LocalTime) -> dict[str, Any]:
    """All four fields as they are to be, or none if the body has none of them. `todo` is None for a new one.

    Raises Invalid for what does not fit together, and for a zone that does not exist.
    """
    if body.due_on is UNSET and body.due_time is UNSET and body.due_zone is UNSET and body.repeat is UNSET:
        return {}
    due_on = _given(_text_of(body.due_on), todo and todo.due_on)
    if due_on is None:
        if body.due_time or body.due_zone or body.repeat:
            raise Invalid("`dueTime`, `dueZone` and `repeat` need `dueOn`.")
        return dict.fromkeys(DUE_FIELDS)
    time, zone = _given(body.due_time, todo and todo.due_time), _given(body.due_zone, todo and todo.due_zone)
    if time is not None and zone is None:
        raise Invalid("`dueTime` needs `dueZone`.")
    if body.due_zone:
        check_zone(body.due_zone, "dueZone", local_time)
    repeat = body.repeat if body.repeat is UNSET else _checked(body.repeat)
    return {"due_on": due_on, "due_time": time, "due_zone": zone, "repeat": _given(repeat, todo and todo.repeat)}


def next_due_of(todo: StoredTodo, now: str, local_time: LocalTime) -> dict[str, Any]:
    """All four fields of a repeating todo once what it is due for is done; today is that of its zone."""
    assert todo.repeat is not None  # noqa: S101 - what the caller owes
    assert todo.due_on is not None  # noqa: S101 - a repeat needs a date
    today = local_date(todo.due_zone, epoch_ms(now), local_time)
    due_on = next_date(todo.repeat, date.fromisoformat(todo.due_on), today).isoformat()
    return {"due_on": due_on, "due_time": todo.due_time, "due_zone": todo.due_zone, "repeat": todo.repeat}


def _given(value: _Value | UnsetType, stored: _Value) -> _Value:
    return stored if isinstance(value, UnsetType) else value


def _text_of(due_on: date | UnsetType | None) -> str | UnsetType | None:
    if not isinstance(due_on, date):
        return due_on
    first, last = limits.DUE_YEARS
    if not first <= due_on.year <= last:
        raise Invalid(f"`dueOn` must be in the years {first} to {last}.")
    return due_on.isoformat()


def _checked(repeat: Repeat | UnsetType | None) -> Repeat | UnsetType | None:
    """The repeat with its weekdays in order. Raises Invalid when it names one twice."""
    if not isinstance(repeat, WeeklyRepeat):
        return repeat
    if len(set(repeat.weekdays)) != len(repeat.weekdays):
        raise Invalid("`repeat` names the same weekday twice.")
    return replace(repeat, weekdays=sorted(repeat.weekdays, key=WEEKDAYS.index))
