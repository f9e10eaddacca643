"""Who has a set open: people, not tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Generic

from domain import limits
from domain.events import Presence, encode
from domain.models import PresentUser
from ports import Socket, Sockets


class Room:
    """The people who have one set open, in the order in which they joined."""

    def __init__(self, set_id: str, users: Iterable[PresentUser] = ()) -> None:
        self._set_id = set_id
        self._users = {user.id: user for user in users}
        self._text = ""

    def __len__(self) -> int:
        return len(self._users)

    def join(self, user: PresentUser) -> bool:
        """Add a person; whether that changes what others see. A second tab, or a person beyond the limit, does not."""
        if user.id in self._users:
            return False
        self._users[user.id], self._text = user, ""
        return len(self._users) <= limits.PRESENCE_MAX_USERS

    def rename(self, user: PresentUser) -> None:
        """Show a person who is here under another name or picture."""
        if user.id in self._users:
            self._users[user.id], self._text = user, ""

    def leave(self, user_id: str) -> bool:
        """Remove a person; whether that changes what others see."""
        listed = user_id in list(self._users)[: limits.PRESENCE_MAX_USERS]
        self._users.pop(user_id, None)
        self._text = ""
        return listed

    @property
    def pause_s(self) -> float:
        """How long to wait after an announcement: in a crowd each carries many names, to many people."""
        names = len(self._users) * min(len(self._users), limits.PRESENCE_MAX_USERS)
        return max(limits.PRESENCE_EVERY_S, names / limits.PRESENCE_NAMES_PER_S)

    def message(self) -> Presence:
        """The message: the first people, and how many more there are."""
        users = list(self._users.values())
        listed = users[: limits.PRESENCE_MAX_USERS]
        return Presence(set_id=self._set_id, users=listed, more=len(users) - len(listed))

    def text(self) -> str:
        """The message's JSON, the same object until someone comes or goes."""
        self._text = self._text or encode(self.message())
        return self._text


class Rooms(Generic[Socket]):
    """The rooms of a team, and what is announced in them. `clock` gives epoch milliseconds."""

    def __init__(self, sockets: Sockets[Socket], clock: Callable[[], float]) -> None:
        self._sockets, self._clock = sockets, clock
        self._rooms: dict[str, Room] = {}
        self._announced_ms: dict[str, float] = {}
        self._waiting: set[str] = set()

    def of(self, set_id: str, *leaving: PresentUser) -> Room:
        """Who is in the set, counted from the sockets at the first use since the object woke."""
        if set_id not in self._rooms:
            users = [self._sockets.attachment(socket).user for socket in self._sockets.open(set_id)]
            self._rooms[set_id] = Room(set_id, [*users, *leaving])
        return self._rooms[set_id]

    def enter(self, room: Room, set_id: str, user: PresentUser, socket: Socket) -> None:
        """Announce the person with this new socket; the socket is told at once who is here."""
        changed = room.join(user)
        if changed and len(room) > 1 and self._announce(set_id):
            return
        self._sockets.send_to(socket, room.text())

    def leave(self, set_id: str, user: PresentUser) -> None:
        """Announce that the person's last socket in the set is gone."""
        if self.of(set_id, user).leave(user.id):
            self._announce(set_id)

    def rename(self, set_id: str, user: PresentUser) -> None:
        """Announce the person's new name or picture."""
        self.of(set_id).rename(user)
        self._announce(set_id)

    def _announce(self, set_id: str) -> bool:
        """Send everybody who is here: at once (True), or, shortly after the last time, together with what follows.

        When a thousand come back after a deployment, or leave, each of them announced to all would be most of the
        work. The timer is short, and there is none while nobody comes or goes.
        """
        if set_id in self._waiting:
            return False
        pause_ms = self._rooms[set_id].pause_s * 1000
        wait_ms = self._announced_ms.get(set_id, 0.0) + pause_ms - self._clock()
        if wait_ms <= 0:
            self._send(set_id)
            return True
        self._waiting.add(set_id)
        asyncio.get_running_loop().call_later(wait_ms / 1000, self._send, set_id)
        return False

    def _send(self, set_id: str) -> None:
        self._waiting.discard(set_id)
        self._announced_ms[set_id] = self._clock()
        self._sockets.send(set_id, self._rooms[set_id].text())
