"""Somebody who opens a socket, as the Worker tells the team's object."""

from __future__ import annotations

from msgspec import Struct

from domain.models import PresentUser


class Viewer(Struct, frozen=True, kw_only=True):
    """An authorised viewer of a set. `id` is the connection's own; `seq` the head when it was authorised.

    Times are epoch milliseconds.
    """

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    session_ends_ms: float
    authorised_ms: float
    seq: int
