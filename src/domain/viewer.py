"""The people at a team's sockets: as the Worker announces them, and as a socket's attachment stores them."""

from __future__ import annotations

from msgspec import Struct

from domain.models import PresentUser


class Viewer(Struct, frozen=True, kw_only=True):
    """An authorized viewer of a set. `id` is the connection's own; `seq` the head when it was authorized.

    Times are epoch milliseconds.
    """

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    session_ends_ms: float
    authorized_ms: float
    seq: int


class SocketAttachment(Struct, frozen=True, kw_only=True):
    """What a socket carries through hibernation: when it was opened, and when its session ends, in epoch milliseconds.

    `opened_ms` is missing from sockets that an earlier version has accepted.
    """

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    ends_ms: float
    opened_ms: float = 0.0
