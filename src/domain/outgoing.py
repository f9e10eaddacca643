"""Events on their way to the teams' objects."""

from __future__ import annotations

from collections.abc import Iterable

from domain.effects import Published


class Outgoing:
    """What the requests of an isolate have yet to publish: all of a list's events go out in one call.

    Calling an object costs as much as deciding a change, and when many people write at once their requests reach that
    point together. It outlives the request, so it holds only text. A request that ends before its turn leaves its
    events to the list's next one; like every push, this one may be lost.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], list[Published]] = {}

    def put(self, events: Iterable[Published]) -> None:
        """Add events, in order."""
        for event in events:
            self._waiting.setdefault((event.team_id, event.set_id), []).append(event)

    def take(self, events: Iterable[Published]) -> list[Published]:
        """All that is waiting for the lists of these events, a line for each; nothing that another request took."""
        places = dict.fromkeys((event.team_id, event.set_id) for event in events)
        return [_together(*place, self._waiting.pop(place)) for place in places if place in self._waiting]


def _together(team_id: str, set_id: str, events: list[Published]) -> Published:
    holders = dict.fromkeys(holder for event in events for holder in event.holders)
    return Published(team_id, set_id, "\n".join(event.text for event in events), tuple(holders))
