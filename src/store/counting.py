"""A Database that counts its round trips: they are the latency, and every answer says how many it took."""

from __future__ import annotations

from ports import Database, Rows, Statement


class CountingDatabase:
    """Passes everything on; `trips` is how often."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.trips = 0

    async def batch(self, *statements: Statement) -> list[Rows]:
        """As `Database.batch`."""
        self.trips += 1
        return await self._db.batch(*statements)
