"""What a rule decides: the changes to commit, the answer, and who has to hear of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from domain.changes import Change, TodosAdding
from domain.events import Event


class Decision(Struct, frozen=True, kw_only=True):
    """All of `changes` are committed together or not at all; without any the request has no effect.

    `answer` is completed by what only the database knows: the `seq` of the last event, a new place. `recheck`
    says that access to the team may have ended for someone, `announce` that its lists, members or permissions
    changed, `delivers` that a webhook may have something to deliver, `concerns_self` that what concerns the person
    is not as before. Only a `replayable` decision is stored under its Idempotency-Key.
    """

    changes: tuple[Change, ...] = ()
    answer: Mapping[str, object] = field(default_factory=lambda: {"ok": True})
    recheck: bool = False
    announce: bool = False
    delivers: bool = False
    concerns_self: bool = False
    replayable: bool = True

    @property
    def logs(self) -> bool:
        """Whether any of the changes is an event, or makes some."""
        return any(isinstance(change, Event | TodosAdding) for change in self.changes)
