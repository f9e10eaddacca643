"""The live side of teams without sockets: it records the calls, and can fail."""

from __future__ import annotations

from collections.abc import Sequence

from domain.models import PresentUser
from domain.viewer import Viewer
from ports import PushFailed


class RecordingPush:
    """A `ports.Push`.

    `seats` are the (token hash, set id) of each team's sockets; the first `failures` calls fail, `retryable` or not,
    and all to the `broken` team; the first `stale` connections must be authorized again.
    """

    def __init__(
        self,
        seats: dict[str, list[tuple[str, str]]] | None = None,
        failures: int = 0,
        *,
        retryable: bool = True,
        broken: str = "",
    ) -> None:
        self.seats = seats or {}
        self.failures = failures
        self.retryable, self.broken = retryable, broken
        self.calls = 0
        self.published: list[tuple[str, str, str]] = []
        self.holders: set[str] = set()
        self.announced: list[tuple[str, str]] = []
        self.expelled: list[tuple[str, str, int]] = []
        self.delivering: list[str] = []
        self.renamed: list[tuple[str, PresentUser]] = []
        self.stale = 0
        self.connected: list[tuple[str, Viewer]] = []

    async def publish(self, team_id: str, set_id: str, events: str, holders: Sequence[str] = ()) -> None:
        """Record the events, and whose todos they are about."""
        self._try(team_id)
        self.holders.update(holders)
        self.published.extend((team_id, set_id, event) for event in events.split("\n"))

    async def announce(self, team_id: str, message: str) -> None:
        """Record the hint."""
        self._try(team_id)
        self.announced.append((team_id, message))

    async def deliver(self, team_id: str) -> None:
        """Record whose webhooks are to deliver."""
        self._try(team_id)
        self.delivering.append(team_id)

    async def rename(self, team_id: str, user: PresentUser) -> None:
        """Record the new name."""
        self._try(team_id)
        self.renamed.append((team_id, user))

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """Return the seats."""
        self._try(team_id)
        return self.seats.get(team_id, [])

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """Record whom to close."""
        self._try(team_id)
        self.expelled.extend(verdicts)
        gone = {(token_hash, set_id) for token_hash, set_id, _ in verdicts}
        self.seats[team_id] = [seat for seat in self.seats[team_id] if seat not in gone]

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """Record the connection."""
        self._try(team_id)
        self.connected.append((team_id, viewer))
        self.stale -= 1
        return None if self.stale >= 0 else "upgraded"

    def _try(self, team_id: str) -> None:
        self.calls += 1
        self.failures -= 1
        if self.failures >= 0 or team_id == self.broken:
            raise PushFailed(retryable=self.retryable)
