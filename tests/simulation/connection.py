"""A WebSocket between a client and a team's object, on a network that loses, doubles, delays and reorders frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from domain.close_codes import TRANSPORT_ERROR
from tests.simulation.weather import DELAY_S, HOP_S, LOSS_NOTICED_S, pause

if TYPE_CHECKING:
    from tests.simulation.team_object import ServerSocket, TeamObject
    from tests.simulation.world import World

NOTICES: Final = 0.7
"""How often the platform notices that a client is gone; else it leaves when it has been silent."""


class Receiver(Protocol):
    """The client."""

    def frame(self, connection: Connection, text: str) -> None:
        """Take a frame."""
        ...

    def frame_missed(self, connection: Connection, text: str, why: str) -> None:
        """Note, for the checks only, a frame that will not come, or not in time."""
        ...

    def connection_closed(self, connection: Connection, code: int) -> None:
        """Hear that it is over."""
        ...


class Connection:
    """Frames arrive in order, except for those that are lost, doubled or delayed."""

    def __init__(self, world: World, team_object: TeamObject) -> None:
        self._world, self._object = world, team_object
        self.socket: ServerSocket
        self._client: Receiver | None = None
        self._early: list[str] = []
        self._last_s = 0.0
        self._over, self._frozen = False, False

    @property
    def is_broken(self) -> bool:
        """Return whether nothing can arrive any more."""
        return self._frozen or self.socket not in self._object.sockets.all

    def attach(self, client: Receiver) -> None:
        """Deliver to this client from now on, beginning with what has arrived already."""
        self._client = client
        early, self._early = self._early, []
        for text in early:
            self._deliver(text)

    def to_client(self, text: str) -> None:
        """Send a frame."""
        world, weather, chance = self._world, self._world.weather, self._world.chance
        if self._frozen or self._over:
            return self.lose(text, "dead")
        if chance.random() < weather.frame_lost:
            world.count("a frame was lost")
            return self.lose(text, "lost")
        arrives_s = max(world.loop.time() + pause(chance, HOP_S), self._last_s)
        if chance.random() < weather.frame_doubled:
            world.count("a frame was doubled")
            world.loop.at(arrives_s + pause(chance, DELAY_S), self._deliver, text)
        if chance.random() < weather.frame_delayed:
            world.count("a frame was delayed")
            self.lose(text, "delayed")
            arrives_s += pause(chance, DELAY_S)
        else:
            self._last_s = arrives_s
        world.loop.at(arrives_s, self._deliver, text)
        return None

    def lose(self, text: str, why: str) -> None:
        """Let the client note, for the checks only, what will not arrive, or not in time."""
        if self._client is not None:
            self._client.frame_missed(self, text, why)

    def _deliver(self, text: str) -> None:
        if self._frozen:
            self.lose(text, "dead")
        elif self._client is None:
            self._early.append(text)
        elif not self._over:
            self._client.frame(self, text)

    def ping(self) -> None:
        """Send a ping."""
        if not (self._over or self._frozen):
            self._world.loop.after(pause(self._world.chance, HOP_S), self._ping)

    def _ping(self) -> None:
        if not (self._over or self._frozen):
            self._object.sockets.ping(self.socket)

    def freeze(self) -> None:
        """Lose everything from now on, in both directions, without anybody being told."""
        self._frozen = True

    def abort(self) -> None:
        """End it on the client's side without a close frame."""
        self._over = True
        if self._world.chance.random() < NOTICES:
            self._to_object(TRANSPORT_ERROR, pause(self._world.chance, LOSS_NOTICED_S))

    def close(self) -> None:
        """End it on the client's side with a close frame."""
        self._over = True
        if not self._frozen:
            self._to_object(1000, pause(self._world.chance, HOP_S))

    def cut(self) -> None:
        """Break in the middle: the client hears it at once."""
        if not self._over:
            self.abort()
            self._closed(TRANSPORT_ERROR)

    def close_from_server(self, code: int) -> None:
        """Send the close frame, after all others."""
        if not (self._over or self._frozen):
            arrives_s = max(self._world.loop.time() + pause(self._world.chance, HOP_S), self._last_s)
            self._world.loop.at(arrives_s, self._close_arrives, code)

    def break_from_server(self) -> None:
        """End it because the object has crashed."""
        if not (self._over or self._frozen):
            self._world.loop.after(pause(self._world.chance, HOP_S), self._close_arrives, TRANSPORT_ERROR)

    def _close_arrives(self, code: int) -> None:
        if not (self._over or self._frozen):
            self._over = True
            self._to_object(code, pause(self._world.chance, HOP_S))
            self._closed(code)

    def _to_object(self, code: int, after_s: float) -> None:
        self._world.loop.after(after_s, self._object.closed, self.socket, code)

    def _closed(self, code: int) -> None:
        if self._client is not None:
            self._client.connection_closed(self, code)
