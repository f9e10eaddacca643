"""What people may do with teams, their members and their permissions."""

from __future__ import annotations

from collections.abc import Callable

from domain import limits
from domain.changes import MemberRemoved, OverridesChanged, RoleChanged, TeamCreated, TeamDeleted, TeamRenamed
from domain.decision import Decision
from domain.errors import Forbidden, LastOwner, NotFound
from domain.inputs import MemberRole, Nothing, PermissionChanges, TeamName
from domain.models import Role
from domain.permissions import Override, gained, may_manage_members, outranks, roles_to_invite
from domain.state import State
from domain.text import trimmed


def create_team(
    state: State, body: TeamName, now: str, *, new_id: str, may_create_teams: Callable[..., bool]
) -> Decision:
    """Create a team; whoever creates it becomes its owner. `may_create_teams` is that of `Settings`."""
    name = trimmed(body.name, "name", limits.TEAM_NAME_MAX_CHARS)
    user = state.user
    if not may_create_teams(user.id, user.provider, listed=user.creates_teams):
        raise Forbidden("You are not allowed to create teams here. Ask the administrator, or ask to be invited to one.")
    state.require_room(limits.OWNED_TEAMS_MAX, f"You already own {limits.OWNED_TEAMS_MAX} teams. Delete one first.")
    return Decision(changes=(TeamCreated(id=new_id, name=name),), answer=team_answer(new_id, name, "owner", None))


def rename_team(state: State, body: TeamName, now: str) -> Decision:
    """Give the team another name."""
    name = trimmed(body.name, "name", limits.TEAM_NAME_MAX_CHARS)
    state.require("manage_settings")
    _check_shared(state)
    answer = team_answer(state.team_id, name, state.role, None)
    return Decision(changes=(TeamRenamed(name=name),), answer=answer, announce=True)


def delete_team(state: State, body: Nothing, now: str) -> Decision:
    """Delete the team with all that it holds."""
    state.require("manage_settings")
    _check_shared(state)
    return Decision(changes=(TeamDeleted(),), recheck=True, replayable=False)


def change_role(state: State, body: MemberRole, now: str) -> Decision:
    """Give a member another role, up to one's own; the last owner stays owner."""
    before = _member_role(state)
    role = state.role
    if not (may_manage_members(role) and outranks(role, before) and outranks(role, body.role)):
        raise Forbidden("You are not allowed to change this person's role.")
    _check_shared(state)
    if body.role != "owner":
        _check_owner_stays(state)
    elif before != "owner":
        state.require_room(limits.OWNED_TEAMS_MAX, f"This person already owns {limits.OWNED_TEAMS_MAX} teams.")
    change = RoleChanged(
        user_id=state.target.member_id, before=before, after=body.role, invitable=roles_to_invite(body.role)
    )
    return Decision(changes=(change,), recheck=True, announce=True)


def remove_member(state: State, body: Nothing, now: str) -> Decision:
    """Remove someone, or leave; the last owner cannot go."""
    before = _member_role(state)
    leaving = state.target.member_id == state.user.id
    if not leaving and not (may_manage_members(state.role) and outranks(state.role, before)):
        raise Forbidden("You are not allowed to remove this person.")
    _check_shared(state)
    _check_owner_stays(state)
    change = MemberRemoved(user_id=state.target.member_id, before=before, left=leaving)
    return Decision(changes=(change,), recheck=True, announce=True)


def change_permissions(state: State, body: PermissionChanges, now: str) -> Decision:
    """Store or remove overrides of one scope, all or none.

    Raises Forbidden when anybody would gain a permission that this person does not hold.
    """
    scope, set_id = state.target.scope, state.target.set_id
    if set_id:
        _ = state.todo_set.id
    state.require("manage_permissions")
    before = state.related.overrides
    last = {(change.role, change.permission): change for change in body.overrides}
    stays = [o for o in before if o.scope != scope or (o.role, o.permission) not in last]
    new = [
        Override(scope=scope, role=change.role, permission=change.permission, allowed=change.allowed)
        for change in last.values()
        if change.allowed is not None
    ]
    state.require_held(gained(before, [*stays, *new], set_id or None))
    return Decision(changes=(OverridesChanged(scope=scope, overrides=body.overrides),), recheck=True, announce=True)


def team_answer(team_id: str, name: str, role: Role, avatar_url: str | None) -> dict[str, object]:
    """The answer that shows a team."""
    return {"team": {"id": team_id, "name": name, "role": role, "avatarUrl": avatar_url}}


def _member_role(state: State) -> Role:
    if state.related.member_role is None:
        raise NotFound("There is no such member in this team.")
    return state.related.member_role


def _check_owner_stays(state: State) -> None:
    if state.related.member_role == "owner" and state.related.owners == 1:
        raise LastOwner


def _check_shared(state: State) -> None:
    if state.is_personal:
        raise Forbidden("A personal space belongs to one person and cannot be changed.")
