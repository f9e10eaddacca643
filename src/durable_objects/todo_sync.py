"""One Durable Object per team: the platform's calls, passed on to the team's `Hub`."""

from __future__ import annotations

from typing import Any

import msgspec
from workers import DurableObject, Request, Response

from actions.sessions import session_ends
from cf.bindings import variable
from cf.d1 import database
from cf.event_loop import use_microtasks
from cf.globals import function
from cf.handlers import handler
from cf.metrics import metrics
from cf.outside import post
from cf.requests import response_of
from cf.sockets import DurableSockets, frame_bytes, switching
from cf.storage import DurableStorage
from cf.team import AUTHORIZE_AGAIN, VIEWER_HEADER
from domain.models import PresentUser
from domain.viewer import Viewer
from live.alarm import Alarm
from live.hub import Hub
from live.webhooks import Sender, Webhooks
from routes.reply import last_resort


class TodoSync(DurableObject):  # type: ignore[no-untyped-call]  # the SDK's, half typed
    """A team's live side, and its webhooks.

    RPC: `publish`, `deliver`, `announce`, `rename`, `viewers`, `expel`; fetch: an authorized upgrade.
    Arguments and results of RPC are text, which every host passes unchanged.
    """

    def __init__(self, ctx: Any, env: Any) -> None:
        super().__init__(ctx, env)
        use_microtasks()
        team_id, clock, storage = str(ctx.id.name), function("Date.now"), DurableStorage(ctx)
        self._alarm = Alarm(storage)
        self._webhooks = Webhooks(
            team_id,
            database,
            storage,
            self._alarm,
            Sender(post, clock, local=variable("LOCAL_WEBHOOKS") == "true"),
            clock=clock,
            new_id=function("crypto.randomUUID"),
        )
        self._hub = Hub(
            team_id,
            DurableSockets(ctx),
            self._alarm,
            storage,
            clock=clock,
            session_ends=lambda token_hashes: session_ends(database(), token_hashes),
            metrics=metrics(),
        )

    @handler
    async def fetch(self, request: Request, *_: object) -> Any:
        """Accept an upgrade that the Worker has authorized; whatever escapes is answered as an internal error."""
        try:
            viewer = msgspec.json.decode(request.js_object.headers.get(VIEWER_HEADER), type=Viewer)
            client = await self._hub.connect(viewer)
        except Exception as error:  # noqa: BLE001 - the outer edge of the object
            reply = last_resort(error, request_id="")
            return response_of(reply.status_code, reply.headers, reply.answer, head=False)
        return Response("", status=AUTHORIZE_AGAIN) if client is None else switching(client)

    async def publish(self, set_id: str, events: str, holders: str = "") -> None:
        """As `Hub.publish`, then as `Webhooks.pushed`; the ids of the holders with commas between them."""
        self._hub.publish(set_id, events, holders.split(",") if holders else ())
        await self._webhooks.pushed()

    async def deliver(self) -> None:
        """As `Webhooks.deliver`."""
        await self._webhooks.deliver()

    async def announce(self, message: str) -> None:
        """As `Hub.announce`."""
        self._hub.announce(message)

    async def rename(self, user: str) -> None:
        """As `Hub.rename`, of JSON."""
        self._hub.rename(msgspec.json.decode(user, type=PresentUser))

    async def viewers(self) -> str:
        """As `Hub.viewers`, as JSON."""
        return msgspec.json.encode(self._hub.viewers()).decode()

    async def expel(self, verdicts: str) -> None:
        """As `Hub.expel`, of JSON."""
        self._hub.expel(msgspec.json.decode(verdicts, type=list[tuple[str, str, int]]))

    @handler
    async def alarm(self, *_: object) -> None:
        """As `Hub.sweep` and `Webhooks.run`."""
        self._alarm.fired()
        await self._hub.sweep()
        await self._webhooks.run()

    @handler
    async def webSocketMessage(self, socket: Any, message: Any, *_: object) -> None:  # noqa: N802 - the platform's name
        """As `Hub.receive`."""
        self._hub.receive(socket, frame_bytes(message))

    @handler
    async def webSocketClose(self, socket: Any, code: int, *_: object) -> None:  # noqa: N802 - the platform's name
        """As `Hub.closed`."""
        self._hub.closed(socket, code)

    @handler
    async def webSocketError(self, socket: Any, *_: object) -> None:  # noqa: N802 - the platform's name
        """As `Hub.failed`."""
        self._hub.failed(socket)
