"""Seeded mistakes: each breaks one rule in one place, and the simulation has to find it.

The methods are where a mistake can be made; without one they change nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from domain.viewer import Viewer
from glint_client.apply import apply_event
from glint_client.edge import RESYNC
from glint_client.replica import Replica
from glint_client.wire import Event
from ports import Statement
from tests.simulation.request import Request
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.database import Store

GUARD: Final = "INSERT INTO expectations"
GUARDED_NUMBER: Final = "seq + 1, NULL)"
"""The next number of a list, unless what was read does not hold any more."""
NOTHING: Final = Statement("SELECT 1 WHERE 0")
LOST: Final = 0.1
AGAIN: Final = "~"
"""What is behind it in a key does not belong to the change."""

Seats = list[tuple[str, str]]


class Mutant:
    """No mistake at all."""

    renumbers_after_restore = True
    pushes_repeats = True

    def batch(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Return the statements that a batch really runs."""
        return statements

    def after_batch(self, store: Store) -> None:
        """Do something else to the database."""

    def loses_commit(self, chance: random.Random) -> bool:  # noqa: ARG002 - a seam
        """Whether a batch is answered, and rolled back."""
        return False

    def viewers(self, found: Seats) -> Seats:
        """Return whom the object says to have."""
        return found

    def viewer(self, viewer: Viewer) -> Viewer:
        """Return the viewer as the object sees it."""
        return viewer

    def answer(self, store: Store, request: Request, answer: Answer) -> Answer:  # noqa: ARG002 - a seam
        """Return the answer that is sent."""
        return answer

    def replica(self) -> Replica:
        """Return a client's replica before it has loaded the list: whatever comes is held."""
        return Replica({}, -1)

    def frame(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Return a frame as a client takes it."""
        return frame

    def key(self, key: str) -> str:
        """Return the key with which a client sends a change."""
        return key


class DropGuards(Mutant):
    """Commit without checking that what was read still holds."""

    def batch(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Leave the guards out."""
        return [_unguarded(statement) for statement in statements]


def _unguarded(statement: Statement) -> Statement:
    if statement.sql.lstrip().startswith(GUARD):
        return NOTHING
    return statement._replace(sql=statement.sql.replace(GUARDED_NUMBER, "seq + 1, seq + 1)"))


class ForgetKeys(Mutant):
    """Do not remember what was answered."""

    def after_batch(self, store: Store) -> None:
        """Forget it."""
        store.change("DELETE FROM idempotency_keys")


class AnswerBeforeCommit(Mutant):
    """Answer, and push, what is not committed in the end."""

    def loses_commit(self, chance: random.Random) -> bool:
        """Lose some."""
        return chance.random() < LOST


class NoRecheck(Mutant):
    """Do not authorize viewers again after a change of access."""

    def viewers(self, found: Seats) -> Seats:  # noqa: ARG002 - as it says
        """Nobody."""
        return []


class LetLateViewersIn(Mutant):
    """Accept whoever was authorized before the last change of access."""

    def viewer(self, viewer: Viewer) -> Viewer:
        """Return them as just authorized."""
        return replace(viewer, authorized_ms=float("inf"))


class NoReset(Mutant):
    """Answer a member's catch-up from before the log's beginning with what there is."""

    def answer(self, store: Store, request: Request, answer: Answer) -> Answer:
        """Answer 200 in place of 410."""
        if answer.status != RESYNC or "/sets/" not in request.path:
            return answer
        set_id, since = request.path.split("/sets/")[1].split("/events?since=")
        rows = store.rows("SELECT payload FROM events WHERE set_id = ?1 AND seq > ?2 ORDER BY seq", set_id, int(since))
        events = ",".join(str(row["payload"]) for row in rows)
        return replace(answer, status=200, text=f'{{"events":[{events}],"seq":0}}')


class KeepNumbers(Mutant):
    """Restore the database, and skip `make after-restore`."""

    renumbers_after_restore = False


class RepeatsAreSilent(Mutant):
    """Do not push the events of a repeated request again."""

    pushes_repeats = False


class IgnoreHeads(Mutant):
    """A client that does not look at the heads in a pong."""

    def frame(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Return a pong without heads."""
        return {**frame, "heads": {}} if frame["type"] == "pong" else frame


class NewKeys(Mutant):
    """A client that repeats a request with another key."""

    def __init__(self) -> None:
        self._sent = Counter[str]()

    def key(self, key: str) -> str:
        """Return a new one each time."""
        self._sent[key] += 1
        return f"{key}{AGAIN}{self._sent[key]}"


class _EagerReplica(Replica):
    def receive(self, event: Event) -> list[Event]:
        seq = event.get("seq", 0)
        if seq <= self.seq:
            return []
        self._state, self.seq = apply_event(self._state, event), seq
        return [event]


class SkipGaps(Mutant):
    """A client that applies an early event without those before it."""

    def replica(self) -> Replica:
        """Return one that does not wait."""
        return _EagerReplica({}, -1)


class _RepeatingReplica(Replica):
    def receive(self, event: Event) -> list[Event]:
        if event.get("seq", 0) <= self.seq:
            self._state = apply_event(self._state, event)
        return super().receive(event)


class ApplyTwice(Mutant):
    """A client that applies an event again when it comes again."""

    def replica(self) -> Replica:
        """Return one that does not look at `seq`."""
        return _RepeatingReplica({}, -1)


NO_MUTANT: Final = Mutant()
MUTANTS: Final[dict[str, type[Mutant]]] = {
    "drop the guards": DropGuards,
    "forget the keys": ForgetKeys,
    "answer before the commit": AnswerBeforeCommit,
    "no recheck after a revocation": NoRecheck,
    "let late viewers in": LetLateViewersIn,
    "prune without the reset answer": NoReset,
    "restore without new numbers": KeepNumbers,
    "do not push repeats again": RepeatsAreSilent,
    "ignore the heads in pongs": IgnoreHeads,
    "a new key for each repeat": NewKeys,
    "skip the gap check": SkipGaps,
    "apply twice": ApplyTwice,
}
