"""Reading and changing what the governed roles may do."""

from __future__ import annotations

import msgspec

from actions.attempt import attempt
from actions.authorise import Granted, authorise, key_of, repeated
from actions.call import Call, Outcome
from domain.errors import Forbidden, Invalid
from domain.inputs import PermissionChanges
from domain.permissions import GLOBAL_SCOPE, Override, as_map, gained, granted, set_scope
from store import teams as rows
from store.commit import Change, commit
from store.database import Rows


async def show_permissions(call: Call, team_id: str, scope: str) -> Outcome:
    """The overrides stored for a scope, and what follows from them for each governed role."""
    set_id = _set_of(scope)
    who = await authorise(call, team_id, rows.select_overrides(team_id, scope), set_id=set_id)
    _check_scope(who, set_id)
    overrides = overrides_of(who.rows[0])
    stored = [{"role": o.role, "permission": o.permission, "allowed": o.allowed} for o in overrides if o.scope == scope]
    effective = {role: as_map(granted(role, overrides, set_id or None)) for role in ("admin", "member")}
    return Outcome(answer=_json({"scope": scope, "overrides": stored, "effective": effective}))


async def my_permissions(call: Call, team_id: str, set_id: str) -> Outcome:
    """What the reader may do, in the team or in one set."""
    who = await authorise(call, team_id, set_id=set_id)
    _check_scope(who, set_id)
    return Outcome(answer=_json({"role": who.role, "permissions": as_map(who.held)}))


async def change_permissions(call: Call, team_id: str, scope: str, body: PermissionChanges) -> Outcome:
    """Store or forget overrides of one scope, all or none; live sockets are looked at again at once."""
    set_id = _set_of(scope)

    async def once() -> Outcome:
        who = await authorise(call, team_id, rows.select_overrides(team_id, scope), set_id=set_id)
        if past := repeated(who.access, team_id):
            return past
        _check_scope(who, set_id)
        who.need("manage_permissions")
        changes = [(call.new_id(), change) for change in body.overrides]
        _check_reach(who, scope, set_id, body)
        expected = rows.expect_role(team_id, who.user_id, who.role)
        statements = (expected, *rows.save_overrides(team_id, scope, changes, call.now))
        key = key_of(call, who.user_id, team_id)
        done = await commit(call.db, Change(statements=statements, set_id=set_id, key=key, now=call.now))
        return Outcome(answer=done.answer, recheck=(team_id,), changed=(team_id,))

    return await attempt(once)


def overrides_of(found: Rows) -> list[Override]:
    """The rows of `select_overrides` as Structs."""
    return msgspec.convert(found, list[Override], strict=False)


def _set_of(scope: str) -> str:
    """The set id in a scope, '' for the team-wide one."""
    if scope == GLOBAL_SCOPE:
        return ""
    prefix = set_scope("")
    if not scope.startswith(prefix) or scope == prefix:
        raise Invalid("`scope` must be `global` or `set:<set id>`.")
    return scope[len(prefix) :]


def _check_reach(who: Granted, scope: str, set_id: str, body: PermissionChanges) -> None:
    """Forbidden when anybody would gain what the one who asks does not have, themselves included."""
    before = overrides_of(who.rows[0])
    changed = {(change.role, change.permission) for change in body.overrides}
    stays = [o for o in before if o.scope != scope or (o.role, o.permission) not in changed]
    last = {(change.role, change.permission): change for change in body.overrides}.values()
    new = [Override(scope=scope, role=c.role, permission=c.permission, allowed=c.allowed)
           for c in last if c.allowed is not None]  # fmt: skip
    if gained(before, [*stays, *new], set_id or None) - who.held:
        raise Forbidden("You cannot give a permission that you do not have yourself.")


def _check_scope(who: Granted, set_id: str) -> None:
    if set_id:
        _ = who.todo_set


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
