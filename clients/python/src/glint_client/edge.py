"""What a session asks of its surroundings, and the numbers that both know."""

from __future__ import annotations

from typing import Final, Protocol

from glint_client.wire import Event, Person

SESSION_OVER: Final = 4401
ACCESS_TAKEN: Final = 4403
LIST_GONE: Final = 4404
TOO_MANY_SOCKETS: Final = 4429
FINAL_CODES: Final = (SESSION_OVER, ACCESS_TAKEN, LIST_GONE, TOO_MANY_SOCKETS)
"""Close codes after which a client does not reconnect by itself (R45)."""
FINAL_STATUSES: Final = {401: SESSION_OVER, 403: ACCESS_TAKEN, 404: LIST_GONE}
"""What a refusal means, as the code that a socket would be closed with."""
RESYNC: Final = 410
NO_PUSH: Final = 503


class Edge(Protocol):
    """Whoever carries out the orders. Each method returns at once; what comes of it is reported later."""

    def connect(self) -> None:
        """Open a socket, and report `opened`, `refused` or `closed`."""

    def ping(self) -> None:
        """Send the text `ping`."""

    def drop(self) -> None:
        """Abandon the socket without a close, and report nothing more of it."""

    def read(self, since: int | None) -> None:
        """Ask for the events after `since`, or for the list; report `caught_up`, `listed`, `unread` or `failed`."""

    def applied(self, events: list[Event] | None, before: int) -> None:
        """Take that the replica has gone on from `before`, by these events, or by loading the list."""

    def presence(self, people: list[Person]) -> None:
        """Take who has the list open."""

    def changed(self) -> None:
        """Take that `live` or `reading` may have changed."""

    def over(self, code: int) -> None:
        """Take that it is over, for the reason of this close code."""

    def wake_at(self, time_s: float) -> None:
        """Call `wake` at this time, or earlier."""
