"""Who may see what, asked of the database beside the code under test: nothing is shown to those who may not."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Final

from domain.ids import digest
from ports import Statement
from tests.simulation.request import Request
from tests.simulation.staleness import ACCESS_TAKEN
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.team_object import ServerSocket
    from tests.simulation.world import World

Seat = tuple[str, str]
"""(token hash, set id)"""

_MAY_VIEW: Final = """
SELECT 1 FROM sessions s
JOIN todo_sets l ON l.id = ?2 AND l.deleted_at IS NULL
JOIN memberships m ON m.team_id = l.team_id AND m.user_id = s.user_id
WHERE s.token_hash = ?1 AND (m.role IN ('owner', 'co-owner') OR coalesce(
  (SELECT allowed FROM permissions p WHERE p.team_id = l.team_id AND p.scope = 'set:' || l.id
   AND p.role = m.role AND p.permission = 'view_todos'),
  (SELECT allowed FROM permissions p WHERE p.team_id = l.team_id AND p.scope = 'global'
   AND p.role = m.role AND p.permission = 'view_todos'), 1))
UNION ALL SELECT 1 FROM sessions s
JOIN share_links k ON k.id = s.share_link_id
JOIN todo_sets l ON l.id = k.set_id AND l.deleted_at IS NULL
WHERE s.token_hash = ?1 AND l.id = ?2"""
_HEAD_BEFORE: Final = """
SELECT max(e.seq) AS seq FROM sessions s
JOIN todo_sets l ON l.id = ?2
LEFT JOIN memberships m ON m.team_id = l.team_id AND m.user_id = s.user_id
LEFT JOIN share_links k ON k.id = s.share_link_id
JOIN events e ON e.set_id = l.id AND e.created_at <= coalesce(m.access_since, m.joined_at, k.created_at)
WHERE s.token_hash = ?1"""
"""What is said to be after the beginning may have been committed before it: times are those at which requests come."""
_CHANGES_ACCESS: Final = re.compile(
    r"(INTO|UPDATE|DELETE FROM) (memberships|permissions|sessions|share_links|teams|users)\b"
    r"|(INTO|DELETE FROM) todo_sets\b|UPDATE todo_sets SET deleted_at\b"
)
RESTORES_A_LIST: Final = "UPDATE todo_sets SET deleted_at = NULL"
"""Then access does not begin again, as it had not ended."""
UNPUSHED: Final = {"a worker was killed", "a call was refused", "a call failed", "the database failed"}
"""Faults that may have kept a revocation from the object."""


class Access:
    """Since when each seat has been without access: `lost_s`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lost_s: dict[Seat, float] = {}

    def committed(self, statements: Collection[Statement], request: Request | None) -> None:
        """Follow a committed batch."""
        if not any(_changes_access(statement.sql) for statement in statements):
            return
        now_s = self._world.loop.time()
        restored = any(statement.sql.startswith(RESTORES_A_LIST) for statement in statements)
        for seat in self._seats():
            if self.may_view(seat):
                if self._lost_s.pop(seat, None) is not None and not restored:
                    self._begins(seat)
            elif seat not in self._lost_s:
                self._lost_s[seat] = now_s
                if request is not None:
                    request.revoked.add(seat)

    def effects_done(self, request: Request) -> None:
        """Check that the sockets of those who lost access by this request are closed, and in time."""
        if not request.revoked or request.faults & UNPUSHED or request.answered_s is None or self._world.restoring:
            return
        still = [seat for seat in self._open_seats() if seat in request.revoked and seat in self._lost_s]
        assert not still, f"{request.method} {request.path} has left sockets open."
        self._world.journal.staleness.check(
            ACCESS_TAKEN, self._world.loop.time() - request.answered_s, f"{request.method} {request.path}"
        )

    def accepted(self, socket: ServerSocket, rechecked_s: float) -> None:
        """Check a new socket: nobody slips in who had lost access before the object was last asked for its viewers."""
        if not self.may_view(socket.seat):
            lost_s = self._lost_s.setdefault(socket.seat, self._world.loop.time())
            assert lost_s > rechecked_s, "Someone without access slips in beside the revocation."

    def answered(self, client: Client, request: Request, answer: Answer) -> None:
        """Check that no list is read by those who had lost access before they asked."""
        if request.method == "GET" and request.path.startswith(client.place.path) and answer.status == 200:
            lost_s = self._lost_s.get((digest(request.session), client.place.set), request.sent_s)
            assert lost_s >= request.sent_s, f"{client.name} reads {request.path} without access."

    def changed(self, request: Request, set_id: str) -> None:
        """Check that nobody has changed a list who had lost access before they asked."""
        lost_s = self._lost_s.get((digest(request.session), set_id), request.sent_s)
        assert lost_s >= request.sent_s, f"{request.method} {request.path} without access."

    def shown(self, client: Client, seq: int) -> None:
        """Check that nobody is shown what was before their access began."""
        assert seq > client.began_seq, f"{client.name} is shown {seq}, and access began after {client.began_seq}."

    def restored(self) -> None:
        """Begin again after a restore, which may have brought back what had been taken away, and the opposite."""
        self._lost_s.clear()
        for client in self._world.clients:
            client.began_seq = -1
        for seat in self._seats():
            if not self.may_view(seat):
                self._lost_s[seat] = self._world.loop.time()

    def begins(self, client: Client) -> None:
        """Note from when on someone may be shown the log."""
        [head] = self._world.store.rows(_HEAD_BEFORE, *client.seat)
        client.began_seq = int(head["seq"] or 0)

    def _begins(self, seat: Seat) -> None:
        for client in self._world.clients:
            if client.seat == seat:
                self.begins(client)

    def _seats(self) -> list[Seat]:
        return list(dict.fromkeys([*(client.seat for client in self._world.clients), *self._open_seats()]))

    def _open_seats(self) -> list[Seat]:
        return [socket.seat for each in self._world.objects.values() for socket in each.sockets.open()]

    def may_view(self, seat: Seat) -> bool:
        """Whether someone may see a list, as it is stored now."""
        return bool(self._world.store.rows(_MAY_VIEW, *seat))


@cache
def _changes_access(sql: str) -> bool:
    return bool(_CHANGES_ACCESS.search(sql))
