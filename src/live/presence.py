"""Who has a set open: people, not tabs."""

from __future__ import annotations

from collections.abc import Iterable

from domain import limits
from domain.events import Presence
from domain.models import PresentUser


class Room:
    """The people who have one set open, in the order in which they joined."""

    def __init__(self, set_id: str, users: Iterable[PresentUser] = ()) -> None:
        self._set_id = set_id
        self._users = {user.id: user for user in users}

    def join(self, user: PresentUser) -> bool:
        """Add a person; whether that changes what others see. A second tab, or a person beyond the limit, does not."""
        new = user.id not in self._users
        self._users.setdefault(user.id, user)
        return new and len(self._users) <= limits.PRESENCE_MAX_USERS

    def rename(self, user: PresentUser) -> None:
        """Show a person who is here under another name or picture."""
        if user.id in self._users:
            self._users[user.id] = user

    def leave(self, user_id: str) -> bool:
        """Remove a person; whether that changes what others see."""
        listed = user_id in list(self._users)[: limits.PRESENCE_MAX_USERS]
        self._users.pop(user_id, None)
        return listed

    def message(self) -> Presence:
        """The message: the first people, and how many more there are."""
        users = list(self._users.values())
        listed = users[: limits.PRESENCE_MAX_USERS]
        return Presence(set_id=self._set_id, users=listed, more=len(users) - len(listed))
