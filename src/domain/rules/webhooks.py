"""Who makes, changes and ends the webhooks of a team and of its lists."""

from __future__ import annotations

from msgspec.structs import replace

from domain import limits
from domain.changes import WebhookCreated, WebhookEnded, WebhookReplayed, WebhookResumed, WebhookSecretChanged
from domain.decision import Decision
from domain.errors import Forbidden, NotFound, Resync
from domain.inputs import Nothing, ReplaySince, WebhookUrl
from domain.models import NewWebhook
from domain.related import StoredWebhook
from domain.state import State
from domain.webhooks import checked_url


def new_webhook(webhook_id: str, set_id: str | None, url: str, now: str, secret: str) -> NewWebhook:
    """A webhook as it is created: it has delivered nothing, and nothing has failed."""
    return NewWebhook(id=webhook_id, set_id=set_id, url=url, created_at=now, secret=secret, delivered_at=None,
                      failures=0, failing_since=None, last_status=None, last_failure=None, next_attempt_at=None,
                      paused_at=None)  # fmt: skip


def create_webhook(state: State, body: WebhookUrl, now: str, *, new: NewWebhook, local: bool) -> Decision:
    """Make a webhook of the list, or without one of the team, for those who may see all that it sends.

    Raises Invalid for the address, and LimitReached. It is not replayable: to answer again, the secret would have to be
    in the stored answer.
    """
    check_manages(state, new.set_id)
    if new.set_id is None and state.related.hidden:
        raise Forbidden("You are not allowed to see all lists of this team.")
    webhook = replace(new, url=checked_url(body.url, local=local))
    most, of = (limits.WEBHOOKS_MAX, "team") if new.set_id is None else (limits.SET_WEBHOOKS_MAX, "list")
    state.require_room(most, f"This {of} already has {most} webhooks. End one first.")
    change = WebhookCreated(webhook=webhook)
    return Decision(changes=(change,), answer={"webhook": webhook}, replayable=False, delivers=True)


def rotate_secret(state: State, body: Nothing, now: str, *, secret: str) -> Decision:
    """Have a webhook sign with another secret, which is in this answer and nowhere else."""
    change = WebhookSecretChanged(webhook_id=_managed(state).id, secret=secret)
    return Decision(changes=(change,), answer={"secret": secret}, replayable=False)


def resume_webhook(state: State, body: Nothing, now: str) -> Decision:
    """Have a webhook that fails, or is paused, try again at once."""
    return Decision(changes=(WebhookResumed(webhook_id=_managed(state).id),), replayable=False, delivers=True)


def replay_webhook(state: State, body: ReplaySince, now: str) -> Decision:
    """Have a webhook send again what happened in the list after an event.

    Raises Resync when the log does not have all of that, or the person may not see it.
    """
    webhook = _managed(state)
    if not webhook.replayable:
        raise Resync
    change = WebhookReplayed(webhook_id=webhook.id, set_id=state.todo_set.id, seq=body.seq)
    return Decision(changes=(change,), replayable=False, delivers=True)


def end_webhook(state: State, body: Nothing, now: str) -> Decision:
    """End a webhook: nothing is sent any more."""
    return Decision(changes=(WebhookEnded(webhook_id=_managed(state).id),), replayable=False)


def check_manages(state: State, set_id: str | None) -> None:
    """Raise NotFound without the list, and Forbidden for those who may not manage its webhooks, or those of the team.

    Nobody learns by a webhook of a list what they may not see.
    """
    if state.target.set_id or set_id is not None:
        _ = state.todo_set
        state.require("view_todos")
    if set_id is None:
        state.require("manage_settings")
    else:
        state.require("manage_sets")


def _managed(state: State) -> StoredWebhook:
    """The webhook that the request is about. Raises NotFound when it is not for the list that the request names."""
    webhook = state.related.webhook
    if webhook is None or (state.target.set_id and webhook.set_id not in (None, state.target.set_id)):
        raise NotFound("There is no such webhook.")
    check_manages(state, webhook.set_id)
    return webhook
