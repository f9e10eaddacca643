"""What follows a committed change, after the answer."""

from __future__ import annotations

from msgspec import Struct

from domain.models import PresentUser

Published = tuple[str, str, str]
"""An event to be published: team id, set id, JSON text."""


class Effects(Struct, frozen=True, kw_only=True):
    """Each of `events` is published to those in its team who have its set open.

    `renamed` is a person who is shown under another name or picture in `announce`d teams from now on.
    `recheck` names the teams whose sockets must be authorized again, because somebody's access may have ended.
    `announce` names those whose viewers are told to ask again for lists, members and permissions.
    """

    events: tuple[Published, ...] = ()
    recheck: tuple[str, ...] = ()
    announce: tuple[str, ...] = ()
    renamed: PresentUser | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.events or self.recheck or self.announce)
