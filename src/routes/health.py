"""Whether the server is up, for load balancers and start scripts: no session, no database."""

from __future__ import annotations

import msgspec

from actions.result import Result
from context import Context
from domain import answers
from routes.router import Router

routes = Router()


@routes.get("/api/health", answers.Health, public=True, scope="read")
async def health(ctx: Context) -> Result:
    """That the server is up, and its version."""
    body = answers.Health(ok=True, version=ctx.settings.version)
    return Result(answer=msgspec.json.encode(body).decode())
