"""Who may invite whom, and what an invitation gives."""

from __future__ import annotations

from domain import limits
from domain.changes import InviteAccepted, InviteCreated, InviteWithdrawn
from domain.decision import Decision
from domain.errors import Forbidden, NotFound
from domain.inputs import InviteTerms, Nothing
from domain.models import NewInvite
from domain.permissions import may_invite, outranks
from domain.related import InviteState
from domain.rules.teams import team_answer
from domain.state import State


def create_invite(state: State, body: InviteTerms, now: str, *, new: NewInvite, token_hash: str) -> Decision:
    """Open an invitation, up to one's own role. Its token is in this answer and nowhere else.

    It is not replayable: to answer again, the token would have to be stored. A doubled invitation harms nobody and
    can be withdrawn.
    """
    if not (may_invite(state.role) and outranks(state.role, body.role)):
        raise Forbidden("You are not allowed to invite people with this role.")
    if state.is_personal:
        raise Forbidden("A personal space belongs to one person. Create a team to share a list.")
    state.require_room(
        limits.TEAM_MAX_INVITES, f"This team already has {limits.TEAM_MAX_INVITES} open invitations. Revoke one first."
    )
    change = InviteCreated(invite=new, token_hash=token_hash)
    return Decision(changes=(change,), answer={"invite": new}, replayable=False)


def withdraw_invite(state: State, body: Nothing, now: str) -> Decision:
    """Withdraw an invitation: its link stops working at once."""
    if not may_invite(state.role):
        raise Forbidden("You are not allowed to revoke invitations.")
    if state.related.invite is None:
        raise NotFound("There is no such invitation.")
    return Decision(changes=(InviteWithdrawn(invite_id=state.related.invite.id),), replayable=False)


def usable_invite(state: State) -> InviteState:
    """The invitation, if the person is in its team or may join by it. Raises NotFound and Forbidden."""
    invite = state.related.invite
    if invite is None:
        raise NotFound("This invitation link is invalid, expired or already used. Ask for a new one.")
    if invite.outdated and invite.held is None:
        raise Forbidden("This invitation link was made before your access to the team changed. Ask for a new one.")
    return invite


def accept_invite(state: State, body: Nothing, now: str) -> Decision:
    """Join by link. Whoever is a member already keeps their role, and uses nothing up.

    Whoever was removed, or given another role, needs an invitation that was made after that.
    """
    invite = usable_invite(state)
    answer = team_answer(invite.team_id, invite.team_name, invite.held or invite.role, invite.team_avatar_url)
    if invite.held is not None:
        return Decision(answer=answer, replayable=False)
    state.require_room(limits.OWNED_TEAMS_MAX, f"You already own {limits.OWNED_TEAMS_MAX} teams. Delete one first.")
    change = InviteAccepted(invite_id=invite.id, team_id=invite.team_id, role=invite.role)
    return Decision(changes=(change,), answer=answer, replayable=False)
