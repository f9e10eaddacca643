"""What follows a committed change, after the answer."""

from __future__ import annotations

from msgspec import Struct


class Effects(Struct, frozen=True, kw_only=True):
    """Each of `events`, (set id, JSON text), is published to those in `team_id` who have that set open.

    `recheck` names the teams whose sockets must be authorized again, because somebody's access may have ended.
    `announce` names those whose viewers are told to ask again for lists, members and permissions.
    """

    team_id: str = ""
    events: tuple[tuple[str, str], ...] = ()
    recheck: tuple[str, ...] = ()
    announce: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.events or self.recheck or self.announce)
