"""What follows a committed change, after the answer."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from domain.models import PresentUser


class Published(NamedTuple):
    """An event to be published, as JSON text, or several, a line each.

    `holders` are the people whose own todos it is about, or who are mentioned: wherever they are in the team, they are
    told to ask again.
    """

    team_id: str
    set_id: str
    text: str
    holders: tuple[str, ...] = ()


class Effects(Struct, frozen=True, kw_only=True):
    """Each of `events` is published to those in its team who have its set open.

    `renamed` is a person who is shown under another name or picture in `announce`d teams from now on.
    `recheck` names the teams whose sockets must be authorized again, because someone's access may have ended.
    `announce` names those whose viewers are told to ask again for lists, members and permissions, and `changed_set` the
    list whose guests are told the same of it.
    `deliver` names those whose webhooks may have something to deliver.
    `concerned` is a person who is told to ask again for what concerns them, in their personal space.
    """

    events: tuple[Published, ...] = ()
    recheck: tuple[str, ...] = ()
    announce: tuple[str, ...] = ()
    changed_set: str = ""
    deliver: tuple[str, ...] = ()
    renamed: PresentUser | None = None
    concerned: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.events or self.recheck or self.announce or self.deliver or self.concerned)
