"""The people at a team's sockets: as the Worker announces them, and as a socket's attachment stores them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from domain.models import PresentUser

NO_SET: Final = ""
"""Stands for the list of a socket that has none open: it is for the team's hints only."""


GUESTS: Final = "guests"
"""The tag of the sockets of all guests."""


def guests_of(set_id: str) -> str:
    """The tag of the sockets of a list's guests."""
    return f"{GUESTS}:{set_id}"


class Viewer(Struct, frozen=True, kw_only=True):
    """An authorized viewer of a set, or of `NO_SET`.

    `id` is the connection's own, `seq` the head when it was authorized. Times are epoch milliseconds. A `guest` has
    come by a share link.
    """

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    session_ends_ms: float
    authorized_ms: float
    seq: int
    guest: bool = False


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
    guest: bool = False

    @property
    def audience(self) -> str:
        """The tag of all sockets that are sent the same events: those on the list of members, or of guests."""
        return guests_of(self.set_id) if self.guest else self.set_id

    @property
    def is_present(self) -> bool:
        """Whether the person is shown to others as being on the list."""
        return self.set_id != NO_SET and not self.guest

    @property
    def tags(self) -> tuple[str, ...]:
        """What the socket is found by; `<set>:<user>` to see whether it is someone's last one there."""
        if self.guest:
            return (self.audience, GUESTS, f"session:{self.token_hash}")
        person = (f"user:{self.user.id}", f"session:{self.token_hash}")
        return person if self.set_id == NO_SET else (self.set_id, *person, f"{self.set_id}:{self.user.id}")
