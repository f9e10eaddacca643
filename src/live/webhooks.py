"""Delivering to webhooks, by the team's object: it reads the log behind each one's cursor, and moves the cursor.

Pushes only set the alarm. What is delivered is decided by the database alone, so the object may be evicted or killed at
any step: then the cursor has not moved, and the same is sent again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec

from domain import limits
from domain.deliveries import Lag, LoggedEvent, Outcome, delivery_of, failed, next_deliveries, next_due_ms, outcome_of
from domain.instants import instant
from domain.webhooks import SIGNATURE_HEADER, Delivery, is_allowed, signature
from live.alarm import Alarm
from ports import Database, ObjectStorage, Post, TimedOut, Unreachable
from store.webhooks import record_failure, record_success, select_events, select_lags

_log = logging.getLogger("glint.webhooks")


class Sender:
    """Signs deliveries and sends them. `clock` gives epoch milliseconds; with `local`, receivers may be anywhere."""

    def __init__(self, post: Post, clock: Callable[[], float], *, local: bool) -> None:
        self._post, self._clock, self._local = post, clock, local

    async def send(self, url: str, secret: str, delivery: Delivery) -> Outcome:
        """Send the delivery, and say how it went."""
        if not is_allowed(url, local=self._local):
            return Outcome(failure="address")
        body = msgspec.json.encode(delivery).decode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Glint-Webhooks/1",
            SIGNATURE_HEADER: signature(secret, body, int(self._clock() // 1000)),
        }
        try:
            return outcome_of(await self._post(url, headers, body))
        except TimedOut:
            return Outcome(failure="timeout")
        except Unreachable:
            return Outcome(failure="unreachable")


class Webhooks:
    """The webhooks of one team. `clock` gives epoch milliseconds.

    Whether the team has any is stored, and in doubt it has: so a team without webhooks asks no database and sets no
    alarm.
    """

    def __init__(
        self,
        team_id: str,
        db: Callable[[], Database],
        storage: ObjectStorage,
        alarm: Alarm,
        sender: Sender,
        *,
        clock: Callable[[], float],
        new_id: Callable[[], str],
    ) -> None:
        self._team_id, self._db, self._storage, self._alarm, self._sender = team_id, db, storage, alarm, sender
        self._clock, self._new_id = clock, new_id
        self._has_any: bool | None = None
        self._told = 0

    async def deliver(self) -> None:
        """Deliver soon whatever there is: there may be a webhook, or one may have something to deliver."""
        self._told += 1
        self._has_any = True
        await self._storage.store_has_webhooks(True)  # noqa: FBT003 - what is stored
        await self._alarm.wake_by(self._clock())

    async def pushed(self) -> None:
        """Deliver soon, if there are webhooks: something was logged."""
        if await self._may_have_any():
            await self._alarm.wake_by(self._clock())

    async def run(self) -> None:
        """On the alarm: deliver what is due, one delivery of each webhook at a time, and set the next alarm.

        After `WEBHOOK_RUN_MAX_S` it is the turn of whatever else waits for the alarm.
        """
        if not await self._may_have_any():
            return
        try:
            next_ms = await self._deliver_due(self._clock() + limits.WEBHOOK_RUN_MAX_S * 1000)
        except Exception as error:  # noqa: BLE001 - the outer edge of an alarm
            self._warn("webhooks_unknown", error=type(error).__name__)
            next_ms = self._clock() + limits.SWEEP_EVERY_S * 1000
        if next_ms is not None:
            await self._alarm.wake_by(max(next_ms, self._clock()))

    async def _may_have_any(self) -> bool:
        if self._has_any is None:
            has_any = await self._storage.has_webhooks()
            self._has_any = has_any or bool(self._told)
        return self._has_any

    async def _deliver_due(self, until_ms: float) -> float | None:
        """Deliver until nothing is due, or the time is over; when something is due next."""
        while True:
            lags = await self._lags()
            due = next_deliveries(lags, self._clock())
            if not due or self._clock() >= until_ms:
                return next_due_ms(lags)
            for error in await asyncio.gather(*map(self._deliver, due), return_exceptions=True):
                if error is not None:
                    raise error

    async def _lags(self) -> list[Lag]:
        told = self._told
        found, [any_found] = await self._db().batch(*select_lags(self._team_id))
        if not any_found["found"] and told == self._told:
            self._has_any = False
            await self._storage.store_has_webhooks(False)  # noqa: FBT003 - what is stored
        return msgspec.convert(found, list[Lag], strict=False)

    async def _deliver(self, lag: Lag) -> None:
        db = self._db()
        (rows,) = await db.batch(select_events(lag))
        delivery, to = delivery_of(lag, self._team_id, msgspec.convert(rows, list[LoggedEvent]), self._new_id())
        outcome = await self._sender.send(lag.url, lag.secret, delivery)
        now_ms = self._clock()
        now = instant(now_ms)
        if outcome.failure is None:
            await db.batch(*record_success(lag, to, outcome.status, now))
            return
        after = failed(lag, now_ms)
        details = {"webhookId": lag.webhook_id, "failure": outcome.failure, "status": outcome.status}
        if after.paused_at is not None:
            self._warn("webhook_paused", **details)
        elif not lag.failures:
            self._warn("webhook_failing", **details)
        await db.batch(record_failure(lag, to, delivery.id, outcome, after, now))

    def _warn(self, event: str, **details: object) -> None:
        _log.warning(msgspec.json.encode({"event": event, "teamId": self._team_id, **details}).decode())
