"""A list that stays up to date."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final, Self

from glint_client.apply import in_order
from glint_client.changes import Change, Changes
from glint_client.http import Http
from glint_client.link import Link
from glint_client.pace import Pace
from glint_client.replica import Replica
from glint_client.store import Saved, Store
from glint_client.wire import Event, State, Todo

SAVE_AFTER_S: Final = 1.0


class LiveList(Link):
    """A list that is kept equal to the server's: `async with glint.open_list(team, list) as todos`.

    With a `store` it continues where the last run has ended. `present` says who has the list open.
    """

    def __init__(
        self, http: Http, team_id: str, list_id: str, *, store: Store | None = None, pace: Pace | None = None
    ) -> None:
        super().__init__(http, team_id, list_id, pace or Pace())
        self._store, self._changes = store, Changes()
        self._handled: tuple[State, int] | None = None
        self._saved_seq = -1
        self._saving: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Connect, and wait for the list as it is now. Raises Refused."""
        if self._store is not None and (saved := await asyncio.to_thread(self._store.load)):
            self._continue(saved)
        self.start()
        try:
            await self.until(lambda: self._session.has_read)
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect, and store how far the loop over `changes()` has got."""
        await self.close()

    def _continue(self, saved: Saved) -> None:
        if saved.list_id != self.list_id:
            raise ValueError(f"What is stored there is another list, {saved.list_id}.")
        self._use(Replica.from_list(saved.todos, saved.seq))
        self._changes.begin(self.replica.state, saved.seq)
        self._saved_seq = saved.seq

    async def close(self) -> None:
        """End: what leaving the block does."""
        await super().close()
        if self._saving is not None:
            self._saving.cancel()
            await asyncio.gather(self._saving, return_exceptions=True)
        await self._save()

    @property
    def seq(self) -> int:
        """Return the number of the newest event that the list has."""
        return self.replica.seq

    @property
    def live(self) -> bool:
        """Return whether the socket is open, and nothing before it is missing."""
        return self._session.live

    @property
    def counts(self) -> Counter[str]:
        """Return how often it has connected, caught up, loaded the list again and so on, for logs."""
        return self._session.counts

    def todos(self) -> list[Todo]:
        """Return the list in its order, as of `seq`."""
        return self.replica.todos()

    async def reached(self, seq: int) -> None:
        """Wait until the list has this event: that of one's own change, for example."""
        await self.until(lambda: self.replica.seq >= seq)

    async def changes(self) -> AsyncIterator[Change]:
        """Yield what happens from the beginning of the block on, or since the stored `seq`; for one loop at a time.

        A change counts as handled when the loop asks for the next one: until then a next run gets it again. Raises
        Refused, or TooManySockets, when the server has closed the list for good.
        """
        while True:
            self._handled = (self._changes.state, self._changes.seq)
            self._save_soon()
            await self.until(lambda: self._changes.has_next)
            yield self._changes.next(self.replica.state, self.replica.seq)

    def applied(self, events: list[Event] | None, before: int) -> None:
        """Take that the replica has gone on."""
        if before < 0:
            self._changes.begin(self.replica.state, self.replica.seq)
        else:
            self._changes.add(events)
        self._save_soon()
        super().applied(events, before)

    def _save_soon(self) -> None:
        if self._store is not None and (self._saving is None or self._saving.done()):
            self._saving = asyncio.create_task(self._save_later())

    async def _save_later(self) -> None:
        await asyncio.sleep(SAVE_AFTER_S)
        await self._save()

    async def _save(self) -> None:
        state, seq = self._handled or (self.replica.state, self.replica.seq)
        if self._store is not None and seq not in (self._saved_seq, -1):
            await asyncio.to_thread(self._store.save, Saved(self.list_id, seq, in_order(state)))
            self._saved_seq = seq
