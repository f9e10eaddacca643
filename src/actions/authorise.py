"""Who may: the one read in front of every action, turned into a refusal or into what the action needs."""

from __future__ import annotations

from msgspec import Struct

from actions.call import Call, Outcome
from actions.renewal import is_renewal_due, renew_if_due
from domain.errors import Forbidden, KeyReused, NotAMember, NotFound, NotSignedIn
from domain.metrics import Point
from domain.models import Role
from domain.permissions import Permission, granted
from domain.todos import StoredTodo
from store.access import Access, Ask, SetState, access_of, prove_access, select_access
from store.commit import Key
from store.database import Rows, Statement
from store.memory import Memory


class Granted(Struct, frozen=True, kw_only=True):
    """A member of the team, with what the role may do here; `rows` are of the further statements read.

    What was remembered, not read, is so only if the batch that commits says so: it must begin with `proofs`.
    """

    team_id: str
    access: Access
    role: Role
    held: frozenset[Permission]
    rows: list[Rows]
    proofs: tuple[Statement, ...] = ()

    @property
    def user_id(self) -> str:
        """Who asks."""
        return self.access.user_id

    @property
    def todo_set(self) -> SetState:
        """The set that the request is about; NotFound when this team has none such."""
        if self.access.todo_set is None:
            raise NotFound("There is no such list in this team.")
        return self.access.todo_set

    @property
    def todo(self) -> StoredTodo:
        """The todo that the request is about; NotFound when this team has none such."""
        if self.access.todo is None:
            raise NotFound("There is no such todo in this team.")
        return self.access.todo

    def need(self, permission: Permission) -> None:
        """Forbidden unless the permission is held."""
        if permission not in self.held:
            raise Forbidden(_REFUSALS.get(permission))


_REFUSALS: dict[Permission, str] = {
    "view_todos": "You are not allowed to see this list.",
    "create_todos": "You are not allowed to add todos to this list.",
    "add_subtodos": "You are not allowed to add sub-todos to this list.",
    "reorder_todos": "You are not allowed to reorder todos.",
    "claim_todos": "You are not allowed to claim todos.",
    "manage_sets": "You are not allowed to manage lists.",
    "manage_settings": "You are not allowed to change this team's settings.",
    "manage_permissions": "You are not allowed to change permissions.",
}


async def authorise(call: Call, team_id: str, *further: Statement, set_id: str = "", todo_id: str = "") -> Granted:
    """Read, in one round trip, who asks and what for, together with `further`.

    NotSignedIn and NotAMember as named; KeyReused when the Idempotency-Key belongs to another request.
    """
    ask = ask_of(call, team_id, set_id=set_id, todo_id=todo_id)
    rows = await call.db.batch(select_access(ask), *further) if call.token_hash else [[]]
    if not rows[0]:
        raise NotSignedIn
    access = access_of(rows[0][0])
    if call.admit is not None:
        await call.admit(access.user_id)
    renew_if_due(call, access.session_used_at)
    if access.role is None:
        raise NotAMember
    _check_key(call, access, team_id)
    if call.memory is not None:
        call.memory.keep(ask, access)
    return _granted(team_id, access, access.role, rows[1:])


async def recall(call: Call, memory: Memory, ask: Ask) -> Granted | None:
    """As `authorise`, but from memory; None where that does not reach. RateLimited as `Call.admit` raises it."""
    access = memory.recall(ask)
    if access is None or access.role is None or is_renewal_due(call, access.session_used_at):
        return None
    if call.admit is not None:
        await call.admit(access.user_id)
    return _granted(ask.team_id, access, access.role, [], (prove_access(ask, access),))


def ask_of(call: Call, team_id: str, *, set_id: str = "", todo_id: str = "") -> Ask:
    """What this request asks of the database."""
    return Ask(
        token_hash=call.token_hash,
        now=call.now,
        team_id=team_id,
        set_id=set_id,
        todo_id=todo_id,
        key=call.key,
        fingerprint=call.fingerprint,
    )


def _granted(team_id: str, access: Access, role: Role, rows: list[Rows], proofs: tuple[Statement, ...] = ()) -> Granted:
    held = granted(role, access.overrides, access.todo_set.id if access.todo_set else None)
    return Granted(team_id=team_id, access=access, role=role, held=held, rows=rows, proofs=proofs)


async def signed_in(call: Call, *further: Statement) -> tuple[Access, list[Rows]]:
    """As `authorise`, for what is about no team: only a session is needed."""
    ask = Ask(token_hash=call.token_hash, now=call.now, key=call.key, fingerprint=call.fingerprint)
    rows = await call.db.batch(select_access(ask), *further) if call.token_hash else [[]]
    if not rows[0]:
        raise NotSignedIn
    access = access_of(rows[0][0])
    if call.admit is not None:
        await call.admit(access.user_id)
    renew_if_due(call, access.session_used_at)
    _check_key(call, access)
    return access, rows[1:]


def _check_key(call: Call, access: Access, team_id: str = "") -> None:
    past = access.past
    if past is None:
        return
    if past.fingerprint != call.fingerprint:
        raise KeyReused
    if call.metrics is not None:
        call.metrics.count(Point(kind="repeat", team=team_id, set=past.set_id))


def repeated(access: Access, team_id: str = "", status: int = 200) -> Outcome | None:
    """The first answer again, and its event published again, when this request was carried out before."""
    past = access.past
    if past is None:
        return None
    return Outcome(answer=past.answer, status=status, team_id=team_id, set_id=past.set_id, event=past.event)


def key_of(call: Call, user_id: str, team_id: str = "") -> Key | None:
    """The request's Idempotency-Key, to be remembered with the change."""
    if not call.key:
        return None
    return Key(team_id=team_id, user_id=user_id, value=call.key, fingerprint=call.fingerprint)
