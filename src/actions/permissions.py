"""Permissions: what is stored for a scope, and what follows from it."""

from __future__ import annotations

import msgspec

from actions.authorize import load_state
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain.errors import Invalid
from domain.inputs import PermissionChanges
from domain.permissions import GLOBAL_SCOPE, as_map, granted, set_scope
from domain.rules import teams as rules
from domain.state import Target


async def show_permissions(ctx: Context, team_id: str, scope: str) -> Result:
    """The overrides stored for a scope, and what follows from them for each governed role."""
    set_id = _set_of(scope)
    state = await load_state(ctx, Target(team_id=team_id, set_id=set_id, scope=scope))
    if set_id:
        _ = state.todo_set  # NotFound
    overrides = state.related.overrides
    stored = [{"role": o.role, "permission": o.permission, "allowed": o.allowed} for o in overrides if o.scope == scope]
    effective = {role: as_map(granted(role, overrides, set_id or None)) for role in ("admin", "member")}
    return Result(answer=_json({"scope": scope, "overrides": stored, "effective": effective}))


async def my_permissions(ctx: Context, team_id: str, set_id: str) -> Result:
    """What the reader may do, in the team or in one list."""
    state = await load_state(ctx, Target(team_id=team_id, set_id=set_id))
    if set_id:
        _ = state.todo_set  # NotFound
    return Result(answer=_json({"role": state.role, "permissions": as_map(state.permissions)}))


async def change_permissions(ctx: Context, team_id: str, scope: str, body: PermissionChanges) -> Result:
    """Store or remove overrides of one scope, all or none; live sockets are authorized again."""
    target = Target(team_id=team_id, set_id=_set_of(scope), scope=scope)
    return await mutate(ctx, target, rules.change_permissions, body)


def _set_of(scope: str) -> str:
    """The list's id in a scope of permissions, '' for the whole team. Raises Invalid."""
    if scope == GLOBAL_SCOPE:
        return ""
    prefix = set_scope("")
    if not scope.startswith(prefix) or scope == prefix:
        raise Invalid("`scope` must be `global` or `set:<set id>`.")
    return scope[len(prefix) :]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
