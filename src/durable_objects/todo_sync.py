"""One object per team: it holds the team's sockets and sends each event to those who have the set open.

It keeps no truth in memory. Tags and attachments survive eviction, and so does the answer to pings, from
which the known heads are read back; who is present is counted anew from the sockets. Nothing keeps it awake:
there is no timer, only the alarm, which the platform fires while the object sleeps.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, ClassVar

import msgspec
from js import Date
from workers import DurableObject, Request, Response

from cf.event_loop import use_microtasks
from cf.metrics import metrics
from cf.sockets import Seat, Sockets, frame_bytes, switching
from cf.team import AUTHORISE_AGAIN, VIEWER_HEADER
from domain import limits
from domain.events import RealtimeReady, encode
from domain.frames import FrameRates
from domain.heads import Heads
from domain.metrics import Kind, Point
from domain.models import PresentUser
from domain.presence import Room
from domain.viewer import Viewer

SESSION_OVER = 4401
GOING_AWAY = 1001
LINE_BROKE = 1006
REASONS = {4401: "session over", 4403: "access taken away", 4404: "gone"}

_log = logging.getLogger("glint.sync")


SessionEnds = Callable[[list[str]], Awaitable[dict[str, float]]]


class _Seq(msgspec.Struct):
    seq: int


class TodoSync(DurableObject):  # type: ignore[no-untyped-call]  # the SDK's, half typed
    """A team's live side. RPC: `publish`, `announce`, `viewers`, `expel`; fetch: an authorised upgrade."""

    session_ends: ClassVar[SessionEnds]
    """When the sessions of these token hashes are over, in epoch milliseconds; set by `entry`."""

    def __init__(self, ctx: Any, env: Any) -> None:
        super().__init__(ctx, env)
        use_microtasks()
        self._sockets = Sockets(ctx)
        self._heads = Heads(self._sockets.answered_pings())
        self._rooms: dict[str, Room] = {}
        self._rates = FrameRates()
        self._rechecked_ms = 0.0
        self._alarm_ms: float | None = None
        self._metrics, self._team = metrics(), str(ctx.id.name)
        self._sockets.answer_pings(self._heads.pong())

    async def fetch(self, request: Request) -> Any:
        """Accept the socket, tell it that it is live, and tell everybody who is here."""
        viewer = msgspec.json.decode(request.js_object.headers.get(VIEWER_HEADER), type=Viewer)
        if viewer.authorised_ms <= self._rechecked_ms:
            return Response("", status=AUTHORISE_AGAIN)
        room = self._room(viewer.set_id)
        seat = Seat(id=viewer.id, set_id=viewer.set_id, user=viewer.user, token_hash=viewer.token_hash,
                    ends_ms=viewer.session_ends_ms)  # fmt: skip
        client, server = self._sockets.accept(seat)
        self._note_head(viewer.set_id, viewer.seq)
        server.send(encode(RealtimeReady(set_id=viewer.set_id, seq=self._heads.head(viewer.set_id))))
        if room.join(viewer.user):
            self._announce(viewer.set_id)
        else:
            server.send(encode(room.message()))
        self._count("connect", set=viewer.set_id)
        await self._wake_by(min(viewer.session_ends_ms, Date.now() + limits.SWEEP_EVERY_S * 1000))
        return switching(client)

    async def publish(self, set_id: str, event: str) -> None:
        """Send the event's text to every socket that has the set open."""
        self._note_head(set_id, msgspec.json.decode(event, type=_Seq).seq)
        reached, failed = self._sockets.send(set_id, event)
        if failed:
            ids = {"teamId": self._team, "setId": set_id}
            _log.warning(msgspec.json.encode({"event": "sends_failed", **ids, "count": failed}).decode())
        self._count("broadcast", set=set_id, reached=reached, failed=failed)

    async def announce(self, message: str) -> None:
        """Send the message's text to every socket of the team. A hint: one that does not arrive costs nothing."""
        self._sockets.send_all(message)

    async def viewers(self) -> str:
        """The distinct [token hash, set id] of the open sockets, as JSON.

        Whoever was authorised before this moment and has not arrived yet is sent back to be authorised
        again, so that nobody slips in beside a revocation.
        """
        self._rechecked_ms = Date.now()
        return msgspec.json.encode(sorted({(seat.token_hash, seat.set_id) for seat in self._seats()})).decode()

    async def expel(self, verdicts: str) -> None:
        """Close the sockets of every [token hash, set id, close code] in this JSON."""
        for token_hash, set_id, code in msgspec.json.decode(verdicts, type=list[tuple[str, str, int]]):
            for socket in self._sockets.open(f"session:{token_hash}"):
                seat = self._sockets.seat_of(socket)
                if seat.set_id == set_id:
                    self._close(socket, seat, code, REASONS.get(code, ""))

    async def alarm(self) -> None:
        """Close sockets whose session is over or whose client fell silent, and see to the next time."""
        await self._follow_renewals()
        now, ends = Date.now(), []
        for socket in list(self._sockets.open()):
            seat = self._sockets.seat_of(socket)
            pinged = self._sockets.last_ping_ms(socket)
            if seat.ends_ms <= now:
                self._close(socket, seat, SESSION_OVER, REASONS[SESSION_OVER])
            elif pinged is not None and now - pinged > limits.SILENT_AFTER_S * 1000:
                self._close(socket, seat, GOING_AWAY, "silent")
            else:
                ends.append(seat.ends_ms)
        self._alarm_ms = None
        self._count("sweep", open=len(ends))
        if ends:
            await self._wake_by(min(*ends, now + limits.SWEEP_EVERY_S * 1000))

    async def _follow_renewals(self) -> None:
        """A seat knows when its session was to end when it was taken; use may have moved that on since."""
        due = {seat.token_hash for seat in self._seats() if seat.ends_ms <= Date.now()}
        if not due:
            return
        try:
            ends = await TodoSync.session_ends(sorted(due))
        except Exception as error:  # noqa: BLE001 - the outer edge of an alarm
            details = {"event": "renewals_unknown", "teamId": self._team, "error": type(error).__name__}
            _log.warning(msgspec.json.encode(details).decode())
            ends = dict.fromkeys(due, Date.now() + limits.SWEEP_EVERY_S * 1000)
        for token_hash, ends_ms in ends.items():
            self._sockets.prolong(f"session:{token_hash}", ends_ms)

    async def webSocketMessage(self, socket: Any, message: Any) -> None:  # noqa: N802 - the platform's name
        """Nothing that a client sends has an effect; too much of it ends the connection."""
        seat = self._sockets.seat_of(socket)
        code = self._rates.verdict(seat.id, frame_bytes(message), Date.now())
        if code is not None:
            self._close(socket, seat, code, "too many or too large frames")

    async def webSocketClose(self, socket: Any, code: int, _reason: str, _clean: bool) -> None:  # noqa: N802, FBT001 - the platform's
        """Complete the handshake of a close, whoever began it, and tell the others."""
        seat = self._sockets.seat_of(socket)
        self._close(socket, seat, code, "")
        self._count("close", set=seat.set_id, code=code)

    async def webSocketError(self, socket: Any, _error: Any) -> None:  # noqa: N802 - the platform's name
        """A line broke: as when somebody leaves."""
        seat = self._sockets.seat_of(socket)
        self._close(socket, seat, LINE_BROKE, "")
        self._count("close", set=seat.set_id, code=LINE_BROKE)

    def _count(self, kind: Kind, **said: Any) -> None:
        if self._metrics is not None:
            self._metrics.count(Point(kind=kind, team=self._team, **said))

    def _seats(self) -> Iterator[Seat]:
        return map(self._sockets.seat_of, self._sockets.open())

    def _close(self, socket: Any, seat: Seat, code: int, reason: str) -> None:
        """Close the socket and see whether its user has left. That user may be missed in a room counted only now."""
        room = self._room(seat.set_id, seat.user)
        self._sockets.close(socket, code, reason)
        self._rates.forget(seat.id)
        others = (self._sockets.seat_of(other) for other in self._sockets.open(f"{seat.set_id}:{seat.user.id}"))
        if all(other.id == seat.id for other in others) and room.leave(seat.user.id):
            self._announce(seat.set_id)

    def _room(self, set_id: str, *leaving: PresentUser) -> Room:
        """Who is in the set: counted from the sockets when this is first asked for since the object woke."""
        if set_id not in self._rooms:
            users = [self._sockets.seat_of(socket).user for socket in self._sockets.open(set_id)]
            self._rooms[set_id] = Room(set_id, [*users, *leaving])
        return self._rooms[set_id]

    def _announce(self, set_id: str) -> None:
        self._sockets.send(set_id, encode(self._room(set_id).message()))

    def _note_head(self, set_id: str, seq: int) -> None:
        if self._heads.note(set_id, seq):
            self._sockets.answer_pings(self._heads.pong())

    async def _wake_by(self, at_ms: float) -> None:
        """Set the alarm no later than this; one that is set earlier stays."""
        if self._alarm_ms is None:
            self._alarm_ms = await self.ctx.storage.getAlarm()
        if self._alarm_ms is None or at_ms < self._alarm_ms:
            self._alarm_ms = at_ms
            await self.ctx.storage.setAlarm(at_ms)
