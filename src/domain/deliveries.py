"""What a webhook delivers next, and what follows from how that went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain import limits
from domain.instants import epoch_ms, instant
from domain.models import Failure
from domain.webhooks import Delivery, Resync

RECEIVED: Final = 2


class Lag(Struct, frozen=True, kw_only=True):
    """A list of which a webhook has not delivered everything: it has up to `since`, and the list's head is `head`.

    `retry_id` and `retry_to` are those of the delivery of this list that failed the last time, if it was of this list.
    """

    webhook_id: str
    url: str
    secret: str
    failures: int
    failing_since: str | None
    next_attempt_at: str | None
    set_id: str
    since: int
    head: int
    retry_id: str | None
    retry_to: int | None

    @property
    def due_ms(self) -> float:
        """When the webhook may try next."""
        return 0.0 if self.next_attempt_at is None else epoch_ms(self.next_attempt_at)

    @property
    def to(self) -> int:
        """The last event that the next delivery may have: what is tried again is the same as before."""
        last = self.since + limits.WEBHOOK_BATCH_EVENTS
        return min(self.head, last, last if self.retry_to is None else self.retry_to)


class LoggedEvent(Struct, frozen=True):
    """An event of the log, as JSON."""

    seq: int
    payload: str


class Failed(Struct, frozen=True, kw_only=True):
    """A failure: by when the delivery is tried again, or since when, for its number, it is not any more."""

    next_attempt_at: str | None
    paused_at: str | None


def next_deliveries(lags: Iterable[Lag], now_ms: float) -> list[Lag]:
    """The list that each webhook delivers from next, as far as it is due: the first that it has in `lags`."""
    first = {lag.webhook_id: lag for lag in reversed(list(lags))}
    due = [lag for lag in first.values() if lag.due_ms <= now_ms]
    return sorted(due, key=lambda lag: lag.due_ms)[: limits.WEBHOOKS_AT_ONCE]


def next_due_ms(lags: Iterable[Lag]) -> float | None:
    """When the first of the webhooks may try next, or None if nothing is left to deliver."""
    return min((lag.due_ms for lag in lags), default=None)


def delivery_of(lag: Lag, team_id: str, events: Sequence[LoggedEvent], new_id: str) -> tuple[Delivery, int]:
    """What is sent, and up to which event the webhook has delivered then.

    `events` are from the log, in order, from `lag.since` on. Where they do not begin with the next one, the log has
    been pruned, or the database restored: then the receiver is told to load the list.
    """
    following = [event for number, event in enumerate(events, lag.since + 1) if event.seq == number]
    again = lag.retry_id if following else None
    if following:
        texts, to = [msgspec.Raw(event.payload.encode()) for event in following], following[-1].seq
    else:
        texts, to = [msgspec.Raw(msgspec.json.encode(Resync(set_id=lag.set_id, seq=lag.head)))], lag.head
    delivery = Delivery(
        id=again or new_id,
        attempt=lag.failures + 1 if again else 1,
        webhook_id=lag.webhook_id,
        team_id=team_id,
        set_id=lag.set_id,
        events=texts,
        seq=lag.head,
    )
    return delivery, to


def failed(lag: Lag, now_ms: float) -> Failed:
    """What follows from another failure: a pause that doubles each time, and a day after the first one the end."""
    since_ms = now_ms if lag.failing_since is None else epoch_ms(lag.failing_since)
    if now_ms - since_ms >= limits.WEBHOOK_PAUSE_AFTER_S * 1000:
        return Failed(next_attempt_at=None, paused_at=instant(now_ms))
    pause_s = min(limits.WEBHOOK_RETRY_MIN_S * 2 ** min(lag.failures, 30), limits.WEBHOOK_RETRY_MAX_S)
    return Failed(next_attempt_at=instant(now_ms + pause_s * 1000), paused_at=None)


class Outcome(Struct, frozen=True, kw_only=True):
    """How a delivery went: `failure` None is a success."""

    status: int | None = None
    failure: Failure | None = None


def outcome_of(status: int) -> Outcome:
    """What the status of an answer means: 2xx that it was received, any other, also a redirect, that it was not."""
    return Outcome(status=status, failure=None if status // 100 == RECEIVED else "status")
