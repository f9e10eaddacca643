"""The live side of teams without sockets: it records the calls, and can fail."""

from __future__ import annotations

from domain.models import PresentUser
from domain.viewer import Viewer
from ports import PushFailed


class RecordingPush:
    """A `ports.Push`.

    `seats` are the (token hash, set id) of each team's sockets; the first `failures` calls fail, `retryable` or not;
    the first `stale` connections must be authorized again.
    """

    def __init__(
        self, seats: dict[str, list[tuple[str, str]]] | None = None, failures: int = 0, *, retryable: bool = True
    ) -> None:
        self.seats = seats or {}
        self.failures = failures
        self.retryable = retryable
        self.calls = 0
        self.published: list[tuple[str, str, str]] = []
        self.announced: list[tuple[str, str]] = []
        self.expelled: list[tuple[str, str, int]] = []
        self.renamed: list[tuple[str, PresentUser]] = []
        self.stale = 0
        self.connected: list[tuple[str, Viewer]] = []

    async def publish(self, team_id: str, set_id: str, events: str) -> None:
        """Record the events."""
        self._try()
        self.published.extend((team_id, set_id, event) for event in events.split("\n"))

    async def announce(self, team_id: str, message: str) -> None:
        """Record the hint."""
        self._try()
        self.announced.append((team_id, message))

    async def rename(self, team_id: str, user: PresentUser) -> None:
        """Record the new name."""
        self._try()
        self.renamed.append((team_id, user))

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """Return the seats."""
        self._try()
        return self.seats.get(team_id, [])

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """Record whom to close."""
        self._try()
        self.expelled.extend(verdicts)
        gone = {(token_hash, set_id) for token_hash, set_id, _ in verdicts}
        self.seats[team_id] = [seat for seat in self.seats[team_id] if seat not in gone]

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """Record the connection."""
        self._try()
        self.connected.append((team_id, viewer))
        self.stale -= 1
        return None if self.stale >= 0 else "upgraded"

    def _try(self) -> None:
        self.calls += 1
        if self.failures:
            self.failures -= 1
            raise PushFailed(retryable=self.retryable)
