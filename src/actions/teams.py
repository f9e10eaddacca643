"""Teams and the people in them."""

from __future__ import annotations

import msgspec

from actions.attempt import attempt
from actions.authorise import Granted, authorise, key_of, repeated, signed_in
from actions.call import Call, Outcome
from domain import limits
from domain.errors import Forbidden, LastOwner, NotFound
from domain.ids import PERSONAL_PREFIX
from domain.inputs import MemberRole, TeamName, trimmed
from domain.models import Role, Team
from domain.permissions import may_manage_members, outranks, roles_to_invite
from store import teams as rows
from store.commit import Change, commit
from store.database import Statement, json_array


async def create_team(call: Call, body: TeamName) -> Outcome:
    """A new team; its creator becomes its owner."""
    name = trimmed(body.name, "name", limits.TEAM_NAME_MAX_CHARS)

    async def once() -> Outcome:
        who, _ = await signed_in(call)
        if past := repeated(who, status=201):
            return past
        team = Team(id=call.new_id(), name=name, role="owner", avatar_url=None)
        change = Change(statements=rows.insert_team(team.id, name, who.user_id, call.now), answer=team_json(team),
                        key=key_of(call, who.user_id), now=call.now)  # fmt: skip
        return Outcome(answer=(await commit(call.db, change)).answer, status=201)

    return await attempt(once)


async def rename_team(call: Call, team_id: str, body: TeamName) -> Outcome:
    """Give the team another name."""
    name = trimmed(body.name, "name", limits.TEAM_NAME_MAX_CHARS)

    async def once() -> Outcome:
        who = await authorise(call, team_id)
        if past := repeated(who.access, team_id):
            return past
        who.need("manage_settings")
        _check_shared(team_id)
        answer = team_json(Team(id=team_id, name=name, role=who.role, avatar_url=None))
        return await _commit(call, who, team_id, (rows.rename_team(team_id, name, call.now),), answer=answer)

    return await attempt(once)


async def delete_team(call: Call, team_id: str) -> Outcome:
    """Delete the team with all that it holds."""

    async def once() -> Outcome:
        who = await authorise(call, team_id)
        who.need("manage_settings")
        _check_shared(team_id)
        await call.db.batch(*rows.delete_team(team_id))
        return Outcome(answer='{"ok":true}', recheck=(team_id,))

    return await attempt(once)


async def list_members(call: Call, team_id: str) -> Outcome:
    """Everybody in the team."""
    who = await authorise(call, team_id, rows.select_members(team_id))
    return Outcome(answer=f'{{"members":{json_array(who.rows[0])}}}')


async def change_role(call: Call, team_id: str, user_id: str, body: MemberRole) -> Outcome:
    """Give a member another role, up to one's own; the last owner stays owner."""

    async def once() -> Outcome:
        who = await authorise(call, team_id, rows.select_role(team_id, user_id))
        if past := repeated(who.access, team_id):
            return past
        before = _role_of(who)
        if not (may_manage_members(who.role) and outranks(who.role, before) and outranks(who.role, body.role)):
            raise Forbidden("You are not allowed to change this person's role.")
        _check_shared(team_id)
        if body.role != "owner":
            _check_owner_stays(who, before)
        withdrawn = rows.withdraw_invites(team_id, user_id, msgspec.json.encode(roles_to_invite(body.role)).decode())
        statements = (*rows.update_role(team_id, user_id, before, body.role), withdrawn)
        return await _commit(call, who, team_id, statements, recheck=(team_id,))

    return await attempt(once)


async def remove_member(call: Call, team_id: str, user_id: str) -> Outcome:
    """Remove somebody, or leave; the last owner cannot go."""

    async def once() -> Outcome:
        who = await authorise(call, team_id, rows.select_role(team_id, user_id))
        if past := repeated(who.access, team_id):
            return past
        before = _role_of(who)
        leaving = user_id == who.user_id
        if not leaving and not (may_manage_members(who.role) and outranks(who.role, before)):
            raise Forbidden("You are not allowed to remove this person.")
        _check_shared(team_id)
        _check_owner_stays(who, before)
        statements = (*rows.delete_member(team_id, user_id, before), rows.withdraw_invites(team_id, user_id, "[]"))
        return await _commit(call, who, team_id, statements, recheck=(team_id,))

    return await attempt(once)


def team_json(team: Team) -> str:
    """The answer that shows a team."""
    return msgspec.json.encode({"team": team}).decode()


def _role_of(who: Granted) -> Role:
    if not who.rows[0]:
        raise NotFound("There is no such member in this team.")
    role: Role = msgspec.convert(who.rows[0][0]["role"], Role)
    return role


def _check_owner_stays(who: Granted, before: Role) -> None:
    if before == "owner" and who.rows[0][0]["owners"] == 1:
        raise LastOwner


def _check_shared(team_id: str) -> None:
    if team_id.startswith(PERSONAL_PREFIX):
        raise Forbidden("A personal space belongs to one person and stays as it is.")


async def _commit(
    call: Call,
    who: Granted,
    team_id: str,
    statements: tuple[Statement, ...],
    *,
    answer: str = '{"ok":true}',
    recheck: tuple[str, ...] = (),
) -> Outcome:
    key = key_of(call, who.user_id, team_id)
    statements = (rows.expect_role(team_id, who.user_id, who.role), *statements)
    done = await commit(call.db, Change(statements=statements, answer=answer, key=key, now=call.now))
    return Outcome(answer=done.answer, recheck=recheck, changed=(team_id,))
