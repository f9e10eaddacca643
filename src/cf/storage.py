"""What a Durable Object stores."""

from __future__ import annotations

from typing import Any, Final

from pyodide.ffi import jsnull

WEBHOOKS: Final = "webhooks"
RECHECKED: Final = "recheckedMs"


class DurableStorage:
    """As `ports.ObjectStorage`, over the context of a Durable Object."""

    def __init__(self, ctx: Any) -> None:
        self._storage = ctx.storage

    async def alarm_ms(self) -> float | None:
        """As `OneAlarm.alarm_ms`."""
        at_ms = await self._storage.getAlarm()
        return None if at_ms is jsnull or at_ms is None else float(at_ms)

    async def set_alarm(self, at_ms: float) -> None:
        """As `OneAlarm.set_alarm`."""
        await self._storage.setAlarm(at_ms)

    async def rechecked_ms(self) -> float:
        """As `RecheckStorage.rechecked_ms`."""
        at_ms = await self._storage.get(RECHECKED)
        return 0.0 if at_ms is jsnull or at_ms is None else float(at_ms)

    def store_rechecked_ms(self, at_ms: float) -> None:
        """As `RecheckStorage.store_rechecked_ms`.

        What the object answers waits until it is stored, and fails if it cannot be.
        """
        self._storage.put(RECHECKED, at_ms)

    async def has_webhooks(self) -> bool:
        """As `ObjectStorage.has_webhooks`."""
        return await self._storage.get(WEBHOOKS) is True

    async def store_has_webhooks(self, has: bool) -> None:  # noqa: FBT001 - what is stored
        """As `ObjectStorage.store_has_webhooks`."""
        if has:
            await self._storage.put(WEBHOOKS, has)
        else:
            await self._storage.delete(WEBHOOKS)
