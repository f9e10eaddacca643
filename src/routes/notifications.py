"""What concerns the reader."""

from __future__ import annotations

from actions import notifications
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers
from domain.inputs import ReadNotifications
from domain.rules import notifications as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="write")


@routes.get("/api/notifications", answers.Notifications, query={"zone": str})
async def list_notifications(ctx: Context) -> Result:
    """What concerns the reader, the newest first, in all of their teams; `zone` is where they are, UTC if not given."""
    return await notifications.list_notifications(ctx, ctx.query.get("zone") or "UTC")


@routes.post("/api/notifications/read", answers.Ok, body=ReadNotifications, replayable=False)
async def read_notifications(ctx: Context, body: ReadNotifications) -> Result:
    """Mark notifications as read, on all of the reader's devices."""
    return await mutate(ctx, Target(), rules.read_notifications, body)
