"""What share links allow, kept beside the database: no guest changes what the link did not allow when they asked."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from domain.models import GuestRight
from glint_client.wire import Event
from ports import Statement
from tests.simulation.request import Request

if TYPE_CHECKING:
    from tests.simulation.world import World

TAKES: Final[dict[str, tuple[GuestRight, ...]]] = {
    "todo:created": ("create",),
    "todo:updated": ("edit", "complete"),
    "todos:changed": ("complete",),
    "todo:reordered": ("edit",),
    "comment:created": ("comment",),
    "comment:deleted": ("comment",),
}
"""Of what a link allows, any one that a guest's event of this type may be due to. Of other types there are none."""
_ALLOWED: Final = "SELECT id, allows FROM share_links"
_CHANGES: Final = ("INSERT INTO share_links", "UPDATE share_links")


class Rights:
    """Since when each link has allowed what: (virtual seconds, rights), the oldest first."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._spans: dict[str, list[tuple[float, set[GuestRight]]]] = {}
        self.look()

    def look(self) -> None:
        """Take what is stored."""
        for row in self._world.store.rows(_ALLOWED):
            spans = self._spans.setdefault(str(row["id"]), [])
            allows = set[GuestRight](json.loads(str(row["allows"])))
            if not spans or spans[-1][1] != allows:
                spans.append((self._world.loop.time(), allows))

    def committed(self, statements: Collection[Statement]) -> None:
        """Follow a committed batch."""
        if any(statement.sql.lstrip().startswith(_CHANGES) for statement in statements):
            self.look()

    def changed(self, request: Request, event: Event) -> None:
        """Check an event of a guest's; anybody else's is not looked at."""
        spans = self._spans.get(event.get("actorId", ""), [])
        ends_s = [*(begins_s for begins_s, _ in spans[1:]), float("inf")]
        held = [allows for (_, allows), end_s in zip(spans, ends_s, strict=False) if end_s >= request.sent_s]
        allowed = set[GuestRight]().union(*held).intersection(TAKES.get(event["type"], ()))
        assert allowed or not spans, f"{request.method} {request.path} is more than the link has allowed."
