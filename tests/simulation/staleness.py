"""How stale live viewers were, in virtual time, against the bounds of docs/SPEC.md.

Time in which a client was not live, or was waiting for an answer (the *d* of the table), does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.simulation.weather import DELAY_S

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.journal import Commit
    from tests.simulation.world import World

NOTHING_LOST: Final = "nothing was lost"
PUSH_LOST: Final = "the push was lost on its way to a viewer"
LINE_DEAD: Final = "the same, and the connection is dead"
CALL_FAILED: Final = "the call to the object failed"
REPEATED: Final = "the Worker died after the commit, and the author repeated"
NEVER_PUSHED: Final = "it never reached the object"
ACCESS_TAKEN: Final = "access was taken away"

GAP_S: Final = 0.3
HOPS_S: Final = 0.2
"""More than any push takes from the commit to a viewer, where nothing is delayed."""
_BOUNDS_S: Final = {
    NOTHING_LOST: GAP_S + HOPS_S,
    CALL_FAILED: 1.3 + HOPS_S,
    REPEATED: 2.0 + 2 * HOPS_S,
    PUSH_LOST: 25.0 + HOPS_S,
    LINE_DEAD: 25.0 + 10.0 + HOPS_S,
    NEVER_PUSHED: 360.0 + HOPS_S,
    ACCESS_TAKEN: 1.0,
}
DELAYED: Final = ", where messages may be delayed"
DELAYS_S: Final = 2 * DELAY_S[1]
"""What delays may add: one on the way to the object or the client, and one on the way back."""
BOUNDS_S: Final = {
    **_BOUNDS_S,
    **{row + DELAYED: bound_s + DELAYS_S for row, bound_s in _BOUNDS_S.items()},
    ACCESS_TAKEN + DELAYED: _BOUNDS_S[ACCESS_TAKEN] + 3 * DELAY_S[1],  # events, question and verdicts, in turn
}
"""The bound of each row, in histories where nothing is delayed, and in the others."""


class Staleness:
    """The worst time for each row."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.worst_s: dict[str, float] = {}

    def seen(self, client: Client, seq: int, commit: Commit) -> None:
        """Take that a viewer has an event."""
        now_s = self._world.loop.time()
        why = client.list.missed.pop(seq, "")
        if max(client.list.found_dead_s, client.list.pong_lost_s) >= commit.at_s:
            why = "dead"
        if commit.pushed_s is not None and commit.pushed_s <= now_s:
            row, since_s = {"lost": PUSH_LOST, "dead": LINE_DEAD}.get(why, NOTHING_LOST), commit.pushed_s
        elif commit.heard_s is not None and commit.heard_s <= now_s:
            row, since_s = LINE_DEAD if why == "dead" else PUSH_LOST, commit.heard_s
        else:
            row, since_s = NEVER_PUSHED, commit.at_s
        self.check(row, now_s - since_s - client.list.trouble.within(since_s, now_s), f"{client.name} and {seq}")

    def check(self, row: str, took_s: float, what: str) -> None:
        """Take a time, and check it against the bound of its row."""
        row_here = row if self._world.plan.weather.is_calm else row + DELAYED
        bound_s = BOUNDS_S[row_here]
        assert took_s <= bound_s, f"{what}: {row}, and it took {took_s:.1f} s, not {bound_s:.1f} s."
        self.worst_s[row_here] = max(self.worst_s.get(row_here, 0.0), took_s)
