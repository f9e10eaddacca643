"""What people may do with the lists of a team (`set` in the code and on the wire)."""

from __future__ import annotations

from msgspec import UNSET

from domain import limits
from domain.changes import Renewal, SetCreated, SetDeleted, SetPurged, SetRestored, SetsReordered, SetUpdated
from domain.decision import Decision
from domain.errors import Forbidden, Invalid, NotFound
from domain.inputs import Nothing, SetChange, SetName, SetOrder, check_positions
from domain.instants import epoch_ms, instant
from domain.models import TodoSet
from domain.permissions import Permission
from domain.state import State
from domain.text import trimmed
from domain.zones import LocalTime, check_zone, next_time_of_day


def new_set(set_id: str, user_id: str, name: str, now: str) -> TodoSet:
    """A list as it is created; its `sort_order` is assigned when it is stored."""
    return TodoSet(id=set_id, user_id=user_id, name=name, sort_order=0, split_completed=False, created_at=now)


def create_set(state: State, body: SetName, now: str, *, new_id: str) -> Decision:
    """Add a list, last in the team."""
    name = trimmed(body.name, "name", limits.SET_NAME_MAX_CHARS)
    state.require("manage_sets")
    require_room_for_set(state)
    return Decision(changes=(SetCreated(todo_set=new_set(new_id, state.user.id, name, now)),), announce=True)


def update_set(state: State, body: SetChange, now: str, *, local_time: LocalTime) -> Decision:
    """Rename a list, or choose whether completed todos are shown apart, and whether all are opened every day."""
    renewal = _renewal_of(body, now, local_time)
    if body.name is UNSET and body.split_completed is UNSET and renewal is None:
        raise Invalid("Give at least one of `name`, `splitCompleted` and `autoRenew`.")
    name = None if body.name is UNSET else trimmed(body.name, "name", limits.SET_NAME_MAX_CHARS)
    split = None if body.split_completed is UNSET else body.split_completed
    change = SetUpdated(set_id=_managed(state), name=name, split_completed=split, renewal=renewal)
    return Decision(changes=(change,), announce=True)


def _renewal_of(body: SetChange, now: str, local_time: LocalTime) -> Renewal | None:
    """When the list is to be renewed, from the next time onward; None if that is not said."""
    if body.auto_renew is not True:
        if body.renew_time is not UNSET or body.timezone is not UNSET:
            raise Invalid("`renewTime` and `timezone` need `autoRenew` true.")
        return None if body.auto_renew is UNSET else Renewal()
    if body.renew_time is UNSET or body.timezone is UNSET:
        raise Invalid("`autoRenew` needs `renewTime` and `timezone`.")
    zone = check_zone(body.timezone, "timezone", local_time)
    at = next_time_of_day(zone, body.renew_time, epoch_ms(now), local_time)
    return Renewal(time=body.renew_time, timezone=zone, at=instant(at))


def delete_set(state: State, body: Nothing, now: str) -> Decision:
    """Put a list into the trash, with all its todos."""
    set_id, most = _managed(state), limits.TEAM_MAX_DELETED_SETS
    state.require_room(most, f"This team has {most} deleted lists already, the maximum. Delete one of them for good.")
    return Decision(changes=(SetDeleted(set_id=set_id),), recheck=True, announce=True)


def restore_set(state: State, body: Nothing, now: str) -> Decision:
    """Take a list out of the trash, as whoever may delete it. One that is not in it stays as it is."""
    set_id = _managed(state)
    if state.related.is_deleted:
        require_room_for_set(state)
    return Decision(changes=(SetRestored(set_id=set_id),), announce=True)


def purge_set(state: State, body: Nothing, now: str) -> Decision:
    """Delete a list for good, out of the trash."""
    set_id = _managed(state)
    if not state.related.is_deleted:
        raise NotFound("There is no deleted list with this id in this team.")
    return Decision(changes=(SetPurged(set_id=set_id),), announce=True)


def reorder_sets(state: State, body: SetOrder, now: str) -> Decision:
    """Give lists of a team other places, all or none."""
    check_positions(body.items)
    state.require("manage_sets")
    if state.related.found != len(body.items):
        raise NotFound("`items` names a list that is not in this team.")
    return Decision(changes=(SetsReordered(items=body.items),), announce=True)


def may_manage(creator_id: str, user_id: str, permissions: frozenset[Permission]) -> bool:
    """Whether someone may change and delete a list: with `manage_sets`, or as its creator while they may see it."""
    return "manage_sets" in permissions or (creator_id == user_id and "view_todos" in permissions)


def require_room_for_set(state: State) -> None:
    """Raise LimitReached when the team has as many lists as it may."""
    state.require_room(
        limits.TEAM_MAX_SETS, f"This team already has {limits.TEAM_MAX_SETS} lists, the maximum. Delete one first."
    )


def _managed(state: State) -> str:
    """The id of the list, if the person may change and delete it."""
    todo_set = state.todo_set
    if not may_manage(todo_set.user_id, state.user.id, state.permissions):
        raise Forbidden("You are not allowed to manage this list.")
    return todo_set.id
