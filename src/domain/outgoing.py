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
        self._texts: dict[tuple[str, str], list[str]] = {}

    def put(self, events: Iterable[Published]) -> None:
        """Add events, in order."""
        for team_id, set_id, text in events:
            self._texts.setdefault((team_id, set_id), []).append(text)

    def take(self, events: Iterable[Published]) -> list[Published]:
        """All that is waiting for the lists of these events, a line for each; nothing that another request took."""
        places = dict.fromkeys((team_id, set_id) for team_id, set_id, _ in events)
        return [(*place, "\n".join(self._texts.pop(place))) for place in places if place in self._texts]
