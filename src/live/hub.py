"""What a team's object does with its sockets, without the platform (docs/SPEC.md).

It keeps no truth in memory. Tags and attachments survive eviction, and so does the answer to pings, from which the
known heads are restored; presence is counted again from the sockets. There are no timers: only the alarm, which
fires while the object sleeps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Generic

import msgspec
from msgspec import Struct

from domain import limits
from domain.close_codes import REASONS, TOO_MANY_SOCKETS, TRANSPORT_ERROR
from domain.events import MineChanged, RealtimeReady, SharedChanged, encode
from domain.metrics import Kind, Point
from domain.models import PresentUser
from domain.redaction import redacted_event
from domain.viewer import NO_SET, SocketAttachment, Viewer, guests_of
from live.alarm import Alarm
from live.frame_limit import FrameLimit
from live.presence import Rooms
from live.set_versions import SetVersions
from live.sweep import SessionEnds, Sweep
from ports import Metrics, RecheckStorage, Sent, Socket, Sockets

_log = logging.getLogger("glint.sync")


class _Seq(Struct):
    seq: int


class _About(Struct, rename="camel"):
    set_id: str = ""


class Hub(Generic[Socket]):
    """One team's live side. `clock` gives epoch milliseconds.

    `session_ends` says when the sessions of these token hashes end, in epoch milliseconds.
    """

    def __init__(
        self,
        team_id: str,
        sockets: Sockets[Socket],
        alarm: Alarm,
        storage: RecheckStorage,
        *,
        clock: Callable[[], float],
        session_ends: SessionEnds,
        metrics: Metrics | None,
    ) -> None:
        self._team_id, self._sockets, self._clock, self._metrics = team_id, sockets, clock, metrics
        self._storage = storage
        self._sweep = Sweep(sockets, alarm, clock, session_ends, self._close, self._renewals_unknown)
        self._versions = SetVersions(sockets.answered_pings())
        self._rooms = Rooms(sockets, clock)
        self._frames = FrameLimit()
        self._session_sockets: dict[str, int] = {}
        self._have_guests: dict[str, bool] = {}
        self._rechecked_ms: float | None = None
        sockets.answer_pings(self._versions.pong())

    async def connect(self, viewer: Viewer) -> object | None:
        """Accept a socket, tell it that it is live, and tell everybody who is here; the client's end.

        On a list, that is: with `NO_SET` the socket is for hints only. A guest is neither shown nor told who is here.
        None when access may have changed since the viewer was authorized. Where the session has too many sockets, its
        oldest one is closed.
        """
        if viewer.authorized_ms <= await self._last_recheck():
            return None
        self._make_room(viewer.token_hash, limits.LINK_MAX_SOCKETS if viewer.guest else limits.SESSION_MAX_SOCKETS)
        attachment = SocketAttachment(id=viewer.id, set_id=viewer.set_id, user=viewer.user,
                                      token_hash=viewer.token_hash, ends_ms=viewer.session_ends_ms,
                                      opened_ms=self._clock(), guest=viewer.guest)  # fmt: skip
        room = self._rooms.of(viewer.set_id) if attachment.is_present else None
        client, server = self._sockets.accept(attachment)
        if viewer.guest:
            self._have_guests[viewer.set_id] = True
        if viewer.set_id != NO_SET:
            self._update_version(viewer.set_id, viewer.seq)
        head = self._versions.head(viewer.set_id)
        self._sockets.send_to(server, encode(RealtimeReady(set_id=viewer.set_id, seq=head)))
        if room is not None:
            self._rooms.enter(room, viewer.set_id, viewer.user, server)
        self._count("connect", set=viewer.set_id)
        await self._sweep.connected(viewer.session_ends_ms)
        return client

    def publish(self, set_id: str, events: str, holders: Sequence[str] = ()) -> None:
        """Send each event, a line of `events`, to every socket that has the set open.

        The holders, whose own todos these are about, get a hint at each of their sockets.
        """
        for event in events.split("\n"):
            self._update_version(set_id, msgspec.json.decode(event, type=_Seq).seq)
            reached, failed = self._sockets.send(set_id, event)
            if self._has_guests(set_id):
                guests = self._send_to_guests(set_id, event)
                reached, failed = reached + guests.reached, failed + guests.failed
            if failed:
                self._warn("sends_failed", setId=set_id, count=failed)
            self._count("broadcast", set=set_id, reached=reached, failed=failed)
        hint = encode(MineChanged()) if holders else ""
        for user_id in holders:
            self._sockets.send_to_user(user_id, hint)

    def announce(self, message: str) -> None:
        """Send the message's text to every socket of the team's members. It is a hint: losing it costs nothing.

        If it is about a list, its guests get one of their own.
        """
        self._sockets.send_all(message)
        set_id = msgspec.json.decode(message, type=_About).set_id
        if set_id and self._has_guests(set_id):
            self._sockets.send(guests_of(set_id), encode(SharedChanged()))

    def rename(self, user: PresentUser) -> None:
        """Show a person under another name or picture, wherever they are present.

        Whoever was authorized under the old name and has not arrived yet is refused by `connect`.
        """
        self._refuse_late()
        for set_id in self._sockets.rename(user):
            if set_id != NO_SET:
                self._rooms.rename(set_id, user)

    def viewers(self) -> list[tuple[str, str]]:
        """The distinct (token hash, set id) of the open sockets.

        Whoever was authorized before this moment and has not arrived yet is refused by `connect`, so that nobody
        slips in beside a revocation.
        """
        self._refuse_late()
        return sorted({(each.token_hash, each.set_id) for each in self._attachments()})

    def _refuse_late(self) -> None:
        """Refuse whoever was authorized before now and arrives later, even at another instance of the object."""
        self._rechecked_ms = self._clock()
        self._storage.store_rechecked_ms(self._rechecked_ms)

    async def _last_recheck(self) -> float:
        """When access was last checked, by this instance or one before it."""
        if self._rechecked_ms is None:
            kept_ms = await self._storage.rechecked_ms()
            self._rechecked_ms = max(self._rechecked_ms or 0.0, kept_ms)
        return self._rechecked_ms

    def expel(self, verdicts: list[tuple[str, str, int]]) -> None:
        """Close the sockets of each (token hash, set id) with its close code."""
        for token_hash, set_id, code in verdicts:
            for socket in self._sockets.open(f"session:{token_hash}"):
                attachment = self._sockets.attachment(socket)
                if attachment.set_id == set_id:
                    self._close(socket, attachment, code, REASONS.get(code, ""))

    async def sweep(self) -> None:
        """On the alarm: as `Sweep.run`."""
        left = await self._sweep.run()
        if left is not None:
            self._count("sweep", open=left)

    def receive(self, socket: Socket, size: int) -> None:
        """Take a frame of `size` bytes. It has no effect, but too many or too large ones end the connection."""
        attachment = self._sockets.attachment(socket)
        code = self._frames.verdict(attachment.id, size, self._clock())
        if code is not None:
            self._close(socket, attachment, code, "too many or too large frames")

    def closed(self, socket: Socket, code: int) -> None:
        """Complete the handshake of a close, whoever began it, and tell the others."""
        attachment = self._sockets.attachment(socket)
        self._close(socket, attachment, code, "")
        self._count("close", set=attachment.set_id, code=code)

    def failed(self, socket: Socket) -> None:
        """Transport error: treat as a disconnect."""
        attachment = self._sockets.attachment(socket)
        self._close(socket, attachment, TRANSPORT_ERROR, "")
        self._count("close", set=attachment.set_id, code=TRANSPORT_ERROR)

    def _attachments(self) -> Iterator[SocketAttachment]:
        return map(self._sockets.attachment, self._sockets.open())

    def _send_to_guests(self, set_id: str, event: str) -> Sent:
        """Send the event without the people in it. One of a kind that is not known here, guests have to catch up."""
        try:
            redacted = redacted_event(event)
        except msgspec.ValidationError:
            return Sent(0, 0)
        return self._sockets.send(guests_of(set_id), redacted)

    def _has_guests(self, set_id: str) -> bool:
        """Whether a guest has had the set open lately: counted once while the object is awake."""
        if set_id not in self._have_guests:
            self._have_guests[set_id] = self._sockets.count(guests_of(set_id)) > 0
        return self._have_guests[set_id]

    def _make_room(self, token_hash: str, most: int) -> None:
        """Close the session's oldest sockets, so that one more is within the limit of `most`.

        They are counted once while the object is awake, until one of them closes.
        """
        tag, counted = f"session:{token_hash}", self._session_sockets
        if token_hash not in counted:
            counted[token_hash] = self._sockets.count(tag)
        counted[token_hash] += 1
        if counted[token_hash] <= most:
            return
        sockets = list(self._sockets.open(tag))
        surplus = len(sockets) + 1 - most
        if surplus > 0:
            found = [(self._sockets.attachment(socket), socket) for socket in sockets]
            for attachment, socket in sorted(found, key=lambda each: each[0].opened_ms)[:surplus]:
                self._close(socket, attachment, TOO_MANY_SOCKETS, REASONS[TOO_MANY_SOCKETS])

    def _close(self, socket: Socket, attachment: SocketAttachment, code: int, reason: str) -> None:
        """Close the socket, and update presence when it was the person's last one in the set."""
        set_id, user = attachment.set_id, attachment.user
        if attachment.is_present:
            self._rooms.of(set_id, user)  # counted while the socket is still open
        self._sockets.close(socket, code, reason)
        self._frames.forget(attachment.id)
        self._session_sockets.pop(attachment.token_hash, None)
        if not attachment.is_present:
            return
        others = map(self._sockets.attachment, self._sockets.open(f"{set_id}:{user.id}"))
        if all(other.id == attachment.id for other in others):
            self._rooms.leave(set_id, user)

    def _update_version(self, set_id: str, seq: int) -> None:
        if self._versions.update(set_id, seq):
            self._sockets.answer_pings(self._versions.pong())

    def _renewals_unknown(self, error: Exception) -> None:
        self._warn("renewals_unknown", error=type(error).__name__)

    def _count(self, kind: Kind, **columns: str | int) -> None:
        if self._metrics is not None:
            self._metrics.count(msgspec.convert({"team": self._team_id, "kind": kind, **columns}, Point))

    def _warn(self, event: str, **details: object) -> None:
        _log.warning(msgspec.json.encode({"event": event, "teamId": self._team_id, **details}).decode())
