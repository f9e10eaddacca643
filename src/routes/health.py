"""Whether the server is up, for load balancers and start scripts: no session, no database."""

from __future__ import annotations

import msgspec
from microdot import Microdot, Request

from actions.call import Outcome
from routes.endpoint import public_endpoint
from routes.scope import scope_of

routes = Microdot()


@routes.get("/api/health")
@public_endpoint
async def health(request: Request) -> Outcome:
    """That it is up, and in which version."""
    body = {"ok": True, "version": scope_of(request).settings.version}
    return Outcome(answer=msgspec.json.encode(body).decode())
