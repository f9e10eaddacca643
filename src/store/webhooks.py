"""Webhooks, and how far each has delivered the lists that it is for."""

from __future__ import annotations

from typing import Final, assert_never

from domain import limits
from domain.changes import (
    WebhookChange,
    WebhookCreated,
    WebhookEnded,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretChanged,
)
from domain.deliveries import Failed, Lag, Outcome
from domain.models import NewWebhook
from ports import Statement
from store.counts import guard_webhooks
from store.guards import guard

STORED_WEBHOOK: Final = """(SELECT json_object('id', w.id, 'set_id', w.set_id, 'replayable',
  json(iif(?8 ->> '$.since' = l.seq OR EXISTS (SELECT 1 FROM events e WHERE e.set_id = l.id
    AND e.seq = (?8 ->> '$.since') + 1 AND e.created_at > coalesce(m.access_since, m.joined_at)), 'true', 'false')))
  FROM webhooks w WHERE w.id = ?8 ->> '$.id' AND w.team_id = ?3)"""
LIST_OF_WEBHOOK: Final = """coalesce(nullif(?4, ''),
  (SELECT w.set_id FROM webhooks w WHERE w.id = ?8 ->> '$.id' AND w.team_id = ?3))"""
"""The list that a request about a webhook names, or else the one that the webhook is for."""

_JSON: Final = """json_object('id', w.id, 'setId', w.set_id, 'url', w.url, 'createdAt', w.created_at,
  'deliveredAt', w.delivered_at, 'failures', w.failures, 'failingSince', w.failing_since, 'lastStatus', w.last_status,
  'lastFailure', w.last_failure, 'nextAttemptAt', w.next_attempt_at, 'pausedAt', w.paused_at)"""
_OF_SET: Final = f"""
SELECT {_JSON} AS json FROM webhooks w WHERE w.set_id = ?1 || '' AND w.team_id = ?2
ORDER BY w.created_at DESC, w.id"""  # noqa: S608 - composed of constants
_OF_TEAM: Final = f"""
SELECT {_JSON} AS json FROM webhooks w WHERE w.team_id = ?1 AND w.set_id IS NULL
ORDER BY w.created_at DESC, w.id"""  # noqa: S608 - composed of constants
_INSERT: Final = "INSERT INTO webhooks (id, team_id, set_id, url, secret, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
_BEGIN: Final = """
INSERT INTO webhook_cursors (webhook_id, set_id, seq)
SELECT ?1, id, seq FROM todo_sets WHERE team_id = ?2 AND id = coalesce(?3, id)"""
_EXISTS: Final = "SELECT 1 FROM webhooks WHERE id = ?1"
_TRY_NOW: Final = "failures = 0, failing_since = NULL, next_attempt_at = NULL, paused_at = NULL"
_NO_RETRY: Final = "retry_id = NULL, retry_set_id = NULL, retry_to = NULL"
_RESUME: Final = f"UPDATE webhooks SET {_TRY_NOW} WHERE id = ?1"  # noqa: S608 - composed of constants
_FORGET_RETRY: Final = f"UPDATE webhooks SET {_TRY_NOW}, {_NO_RETRY} WHERE id = ?1"  # noqa: S608 - the same
_GO_BACK: Final = """
INSERT INTO webhook_cursors (webhook_id, set_id, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seq = ?3"""

_LISTS: Final = """(SELECT w.set_id UNION ALL
  SELECT o.id FROM todo_sets o WHERE w.set_id IS NULL AND o.team_id = w.team_id AND o.deleted_at IS NULL)"""
_BEHIND: Final = """l.deleted_at IS NULL AND l.seq <> coalesce((
  SELECT c.seq FROM webhook_cursors c WHERE c.webhook_id = w.id AND c.set_id = l.id), 0)"""
_LAGS: Final = f"""
SELECT w.id AS webhook_id, w.url, w.secret, w.failures, w.failing_since, w.next_attempt_at,
  l.id AS set_id, l.seq AS head, coalesce(c.seq, 0) AS since,
  iif(w.retry_set_id = l.id, w.retry_id, NULL) AS retry_id, iif(w.retry_set_id = l.id, w.retry_to, NULL) AS retry_to
FROM webhooks w CROSS JOIN todo_sets l ON l.id IN {_LISTS}
LEFT JOIN webhook_cursors c ON c.webhook_id = w.id AND c.set_id = l.id
WHERE w.team_id = ?1 AND w.paused_at IS NULL AND {_BEHIND}
ORDER BY w.id, w.retry_set_id IS l.id DESC,
  (SELECT e.created_at FROM events e WHERE e.set_id = l.id AND e.seq = coalesce(c.seq, 0) + 1)"""  # noqa: S608 - composed of constants
_EVENTS: Final = f"""
SELECT b.seq, b.payload FROM (
  SELECT e.seq, e.payload, sum(length(CAST(e.payload AS BLOB))) OVER (ORDER BY e.seq) AS bytes
  FROM events e WHERE e.set_id = ?1 AND e.seq > ?2 AND e.seq <= ?3) b
WHERE b.bytes <= {limits.WEBHOOK_BATCH_BYTES} OR b.seq = ?2 + 1 ORDER BY b.seq"""  # noqa: S608 - composed of constants
_STILL_THERE: Final = """webhooks.id = ?1 AND ?3 = coalesce((
  SELECT seq FROM webhook_cursors WHERE webhook_id = ?1 AND set_id = ?2), 0)"""
"""A delivery counts only as long as nobody has the events sent again, and its webhook and list exist."""
_ADVANCE: Final = f"""
INSERT INTO webhook_cursors (webhook_id, set_id, seq)
SELECT ?1, l.id, ?4 FROM webhooks CROSS JOIN todo_sets l ON l.id = ?2 WHERE {_STILL_THERE}
ON CONFLICT DO UPDATE SET seq = excluded.seq"""  # noqa: S608 - composed of constants
_DELIVERED: Final = f"""
UPDATE webhooks SET delivered_at = ?2, last_status = ?3, last_failure = NULL, {_TRY_NOW}, {_NO_RETRY} WHERE id = ?1"""  # noqa: S608 - composed of constants
_FAIL: Final = f"""
UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, ?4), last_status = ?5,
  last_failure = ?6, next_attempt_at = ?7, paused_at = ?8, retry_id = ?9, retry_set_id = ?2, retry_to = ?10
WHERE {_STILL_THERE}"""  # noqa: S608 - composed of constants
_NEXT: Final = f"""
SELECT w.id, w.team_id, w.paused_at IS NULL AND (w.next_attempt_at IS NULL OR w.next_attempt_at <= ?1)
  AND EXISTS (SELECT 1 FROM todo_sets l WHERE l.id IN {_LISTS} AND {_BEHIND}) AS is_due
FROM webhooks w WHERE w.id > ?2 ORDER BY w.id LIMIT ?3"""  # noqa: S608 - composed of constants


def select_webhooks(team_id: str, set_id: str) -> Statement:
    """Select the webhooks of a list, or with '' of the team, one JSON text a row, the newest first."""
    return Statement(_OF_SET, (set_id, team_id)) if set_id else Statement(_OF_TEAM, (team_id,))


def change_webhook(change: WebhookChange, team_id: str) -> tuple[Statement, ...]:
    """The statements of a change of a webhook, which must still be there unless it is new."""
    match change:
        case WebhookCreated(webhook=webhook):
            return (guard_webhooks(team_id, webhook.set_id), *_insert_webhook(webhook, team_id))
        case WebhookSecretChanged(webhook_id=webhook_id):
            write = Statement("UPDATE webhooks SET secret = ?2 WHERE id = ?1", (webhook_id, change.secret))
        case WebhookResumed(webhook_id=webhook_id):
            write = Statement(_RESUME, (webhook_id,))
        case WebhookReplayed(webhook_id=webhook_id):
            back = Statement(_GO_BACK, (webhook_id, change.set_id, change.seq))
            return (guard(_EXISTS, webhook_id), back, Statement(_FORGET_RETRY, (webhook_id,)))
        case WebhookEnded(webhook_id=webhook_id):
            write = Statement("DELETE FROM webhooks WHERE id = ?1", (webhook_id,))
        case _:
            assert_never(change)
    return (guard(_EXISTS, webhook_id), write)


def _insert_webhook(webhook: NewWebhook, team_id: str) -> tuple[Statement, ...]:
    """Store a webhook, which delivers what happens from now on."""
    row = (webhook.id, team_id, webhook.set_id, webhook.url, webhook.secret, webhook.created_at)
    return (Statement(_INSERT, row), Statement(_BEGIN, (webhook.id, team_id, webhook.set_id)))


def select_lags(team_id: str) -> tuple[Statement, Statement]:
    """Select what the webhooks of a team have yet to deliver, as `Lag`, and whether it has any webhook.

    Of each webhook what failed comes first, then the list that has been waiting for the longest.
    """
    return (
        Statement(_LAGS, (team_id,)),
        Statement("SELECT EXISTS (SELECT 1 FROM webhooks WHERE team_id = ?1) AS found", (team_id,)),
    )


def select_next(now: str, after: str, most: int) -> Statement:
    """Select the webhooks after an id, of all teams, and whether each has something to deliver and may try by now."""
    return Statement(_NEXT, (now, after, most))


def select_events(lag: Lag) -> Statement:
    """Select the events of the next delivery, as `LoggedEvent`, in order."""
    return Statement(_EVENTS, (lag.set_id, lag.since, lag.to))


def record_success(lag: Lag, to: int, status: int | None, now: str) -> tuple[Statement, ...]:
    """A list is delivered up to an event."""
    return (
        Statement(_ADVANCE, (lag.webhook_id, lag.set_id, lag.since, to)),
        Statement(_DELIVERED, (lag.webhook_id, now, status)),
    )


def record_failure(lag: Lag, to: int, delivery_id: str, outcome: Outcome, failed: Failed, now: str) -> Statement:
    """A delivery of the events up to `to` failed."""
    what = (lag.webhook_id, lag.set_id, lag.since, now, outcome.status, outcome.failure)
    return Statement(_FAIL, (*what, failed.next_attempt_at, failed.paused_at, delivery_id, to))
