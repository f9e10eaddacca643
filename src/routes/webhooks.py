"""Webhooks of a team or a list: whoever manages it has its events sent to an address."""

from __future__ import annotations

from functools import partial

from actions import lists
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import EMPTY, Nothing, ReplaySince, WebhookUrl
from domain.rules import webhooks as rules
from domain.state import Target, WebhookTarget
from domain.webhooks import SECRET_PREFIX
from routes.router import Router

routes = Router(scope="manage")


@routes.get("/api/teams/<team_id>/webhooks", answers.Webhooks, scope="manage")
async def list_team_webhooks(ctx: Context, team_id: str) -> Result:
    """The webhooks for all lists of the team, without their secrets."""
    return await lists.list_webhooks(ctx, team_id, "")


@routes.get("/api/teams/<team_id>/sets/<set_id>/webhooks", answers.Webhooks, scope="manage")
async def list_webhooks(ctx: Context, team_id: str, set_id: str) -> Result:
    """The webhooks of the list, without their secrets."""
    return await lists.list_webhooks(ctx, team_id, set_id)


@routes.post("/api/teams/<team_id>/webhooks", answers.OneWebhook, body=WebhookUrl, status=201,
             refusals=(errors.LimitReached,), replayable=False)  # fmt: skip
async def create_team_webhook(ctx: Context, team_id: str, body: WebhookUrl) -> Result:
    """Have the events of all lists of the team sent to an address. The webhook's secret is shown once."""
    return await _create(ctx, team_id, None, body)


@routes.post("/api/teams/<team_id>/sets/<set_id>/webhooks", answers.OneWebhook, body=WebhookUrl, status=201,
             refusals=(errors.LimitReached,), replayable=False)  # fmt: skip
async def create_webhook(ctx: Context, team_id: str, set_id: str, body: WebhookUrl) -> Result:
    """Have the events of the list sent to an address. The webhook's secret is shown once."""
    return await _create(ctx, team_id, set_id, body)


@routes.post("/api/teams/<team_id>/webhooks/<webhook_id>/rotate", answers.WebhookSecret, body=Nothing,
             replayable=False)  # fmt: skip
async def rotate_secret(ctx: Context, team_id: str, webhook_id: str, body: Nothing = EMPTY) -> Result:
    """Have a webhook sign with another secret, which is shown once."""
    rule = partial(rules.rotate_secret, secret=_new_secret(ctx))
    return await mutate(ctx, Target(team_id=team_id, webhook=WebhookTarget(id=webhook_id)), rule, body)


@routes.post("/api/teams/<team_id>/webhooks/<webhook_id>/resume", answers.Ok, body=Nothing, replayable=False)
async def resume_webhook(ctx: Context, team_id: str, webhook_id: str, body: Nothing = EMPTY) -> Result:
    """Have a webhook that fails, or is paused, try again at once."""
    target = Target(team_id=team_id, webhook=WebhookTarget(id=webhook_id))
    return await mutate(ctx, target, rules.resume_webhook, body)


@routes.post("/api/teams/<team_id>/sets/<set_id>/webhooks/<webhook_id>/replay", answers.Ok, body=ReplaySince,
             refusals=(errors.Resync,), replayable=False)  # fmt: skip
async def replay_webhook(ctx: Context, team_id: str, set_id: str, webhook_id: str, body: ReplaySince) -> Result:
    """Have a webhook send again what happened in the list after an event."""
    target = Target(team_id=team_id, set_id=set_id, webhook=WebhookTarget(id=webhook_id, since=body.seq))
    return await mutate(ctx, target, rules.replay_webhook, body)


@routes.delete("/api/teams/<team_id>/webhooks/<webhook_id>", answers.Ok, body=Nothing, replayable=False)
async def end_webhook(ctx: Context, team_id: str, webhook_id: str, body: Nothing = EMPTY) -> Result:
    """End a webhook."""
    target = Target(team_id=team_id, webhook=WebhookTarget(id=webhook_id))
    return await mutate(ctx, target, rules.end_webhook, body)


async def _create(ctx: Context, team_id: str, set_id: str | None, body: WebhookUrl) -> Result:
    new = rules.new_webhook(ctx.new_id(), set_id, body.url, ctx.now, _new_secret(ctx))
    rule = partial(rules.create_webhook, new=new, local=ctx.settings.local_webhooks)
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id or "", counted="webhooks"), rule, body, status=201)


def _new_secret(ctx: Context) -> str:
    return SECRET_PREFIX + ctx.new_token()
