"""The Python client's rules for one live list, with a scripted edge and a clock that is turned by hand."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest

from glint_client.edge import ACCESS_TAKEN, LIST_GONE, SESSION_OVER, TOO_MANY_SOCKETS
from glint_client.replica import Replica
from glint_client.session import Session
from glint_client.wire import Event, Person, Todo

SET = "0f3a9c1e-0000-4000-8000-000000000000"


class Edge:
    """Records what the session orders; its clock stands still until `after` turns it."""

    def __init__(self, replica: Replica | None = None) -> None:
        self.now_s, self.orders, self.ended, self.people = 0.0, list[str](), 0, list[Person]()
        replica = replica or Replica({}, -1)
        self.session = Session(self, SET, replica, now=lambda: self.now_s, chance=random.Random(1))
        self._wake_s: float | None = None
        self.session.start()

    def after(self, seconds: float) -> list[str]:
        """Let time pass; return what was ordered meanwhile."""
        self.orders.clear()
        end_s = self.now_s + seconds
        while self._wake_s is not None and self._wake_s <= end_s:
            self.now_s, self._wake_s = max(self.now_s, self._wake_s), None
            self.session.wake()
        self.now_s = end_s
        return self.orders

    def go_live(self, seq: int) -> None:
        """Connect, and load an empty list."""
        self.session.opened()
        self.session.frame({"type": "realtime:ready", "setId": SET, "seq": seq})
        self.session.listed([], seq)
        assert self.session.live

    def connect(self) -> None:
        """As ordered."""
        self.orders.append("connect")

    def ping(self) -> None:
        """As ordered."""
        self.orders.append("ping")

    def drop(self) -> None:
        """As ordered."""
        self.orders.append("drop")

    def read(self, since: int | None) -> None:
        """As ordered."""
        self.orders.append(f"read {since}")

    def applied(self, events: list[Event] | None, before: int) -> None:
        """As reported."""

    def presence(self, people: list[Person]) -> None:
        """As reported."""
        self.people = people

    def changed(self) -> None:
        """As reported."""

    def over(self, code: int) -> None:
        """As reported."""
        self.ended = code

    def wake_at(self, time_s: float) -> None:
        """Wake it then."""
        self._wake_s = time_s if self._wake_s is None else min(self._wake_s, time_s)


def push(edge: Edge, seq: int, kind: str = "todo:later", **members: Any) -> None:
    """Let an event arrive over the socket; one of an unknown type, unless another is named."""
    edge.session.frame({"type": kind, "setId": SET, "seq": seq, **members})


def test_r38_a_client_loads_the_list_after_the_greeting_and_not_before() -> None:
    """From then on nothing is missed."""
    edge = Edge()
    edge.session.opened()
    assert edge.orders == ["connect"]
    edge.session.frame({"type": "realtime:ready", "setId": SET, "seq": 7})
    assert edge.orders[-2:] == ["ping", "read None"]
    assert not edge.session.live
    edge.session.listed([], 7)
    assert edge.session.live


def test_r37_r39_a_gap_is_read_after_300_ms_and_unknown_types_count() -> None:
    """An early event waits; whatever comes in time needs no request."""
    edge = Edge()
    edge.go_live(7)
    push(edge, 9)
    assert edge.after(0.2) == []
    push(edge, 8)
    assert (edge.after(1), edge.session.replica.seq) == ([], 9)
    push(edge, 11)
    assert edge.after(0.4) == ["read 9"]
    edge.session.caught_up([{"type": "todo:later", "seq": 10}])
    assert (edge.session.replica.seq, edge.session.settled) == (11, True)


def test_r41_a_silent_socket_is_dropped_and_opened_again() -> None:
    """25 s after the last ping there is another one, and 10 s later the connection is dead."""
    edge = Edge()
    edge.go_live(7)
    edge.session.frame({"type": "pong", "heads": {}})
    assert edge.after(26) == ["ping"]
    assert edge.after(10) == ["drop", "connect"]
    assert not edge.session.live


def test_r41_a_head_in_a_pong_that_is_ahead_is_read() -> None:
    """It is keyed by the beginning of the id."""
    edge = Edge()
    edge.go_live(7)
    edge.orders.clear()
    edge.session.frame({"type": "pong", "heads": {SET[:8]: 7, "other": 9}})
    assert edge.orders == []
    edge.session.frame({"type": "pong", "heads": {SET[:8]: 8}})
    assert edge.orders == ["read 7"]


def test_r45_it_waits_longer_after_each_failure() -> None:
    """0.5, 1, 2, … 30 s plus up to 20 %, and from the beginning after a minute of health."""
    edge, waits = Edge(), []
    edge.go_live(1)
    for _ in range(9):
        edge.session.closed(1006)
        since_s = edge.now_s
        while "connect" not in edge.after(0.01):
            pass
        waits.append(edge.now_s - since_s)
    for wait, least in zip(waits, [0.5, 1, 2, 4, 8, 16, 30, 30, 30], strict=True):
        assert least <= wait <= least * 1.2 + 0.02
    edge.go_live(1)
    for _ in range(13):
        edge.after(5)
        edge.session.frame({"type": "pong", "heads": {}})
    edge.session.closed(1006)
    assert edge.after(0.7) == ["connect"]


@pytest.mark.parametrize("code", [SESSION_OVER, ACCESS_TAKEN, LIST_GONE, TOO_MANY_SOCKETS])
def test_r45_some_close_codes_are_final(code: int) -> None:
    """Whatever arrives late is ignored."""
    edge = Edge()
    edge.go_live(7)
    edge.session.closed(code)
    edge.session.caught_up([{"type": "todo:later", "seq": 8}])
    assert (edge.ended, edge.session.code, edge.after(600)) == (code, code, [])
    assert edge.session.replica.seq == 7


def test_r46_without_push_it_asks_every_five_seconds() -> None:
    """The upgrade is answered 503."""
    edge = Edge()
    edge.session.refused(503)
    edge.session.listed([], 7)
    reads = [order for order in edge.after(5.9) if order.startswith("read")]
    assert reads == ["read 7"]


def test_r10_r40_after_a_resync_the_list_is_loaded() -> None:
    """Its `seq` may be smaller; what was buffered beyond it is kept."""
    edge = Edge()
    edge.go_live(99)
    edge.session.read_soon()
    edge.session.unread(410)
    assert edge.orders[-1] == "read None"
    edge.session.listed([], 3)
    assert edge.session.replica.seq == 3


def test_r42_only_what_has_not_come_over_the_live_socket_is_repeated() -> None:
    """Two seconds after the answer."""
    edge, missing = Edge(), dict[int, bool]()
    edge.go_live(7)
    for seq in (8, 9):
        edge.session.acknowledged(seq, partial(missing.__setitem__, seq))
    push(edge, 8)
    edge.after(1.9)
    assert missing == {}
    edge.after(0.2)
    assert missing == {8: False, 9: True}


def test_a_read_that_has_to_wait_waits_as_long_as_the_server_says() -> None:
    """`Retry-After` of a 429; a server that is back is asked at once."""
    edge = Edge()
    edge.go_live(7)
    edge.session.read_soon()
    edge.session.failed(60)
    assert not any(order.startswith("read") for order in edge.after(20))
    edge.session.closed(1006)
    edge.session.opened()
    edge.session.frame({"type": "realtime:ready", "setId": SET, "seq": 7})
    assert edge.orders[-1] == "read 7"


def test_frames_of_later_versions_are_ignored() -> None:
    """Without a `seq` they mean nothing here."""
    edge = Edge()
    edge.go_live(7)
    edge.session.frame({"type": "team:changed", "teamId": "t"})
    edge.session.frame({"type": "later"})
    edge.session.frame({"type": "presence", "setId": SET, "users": [{"id": "a", "name": "Ann", "avatarUrl": None}]})
    assert (edge.session.replica.seq, [person["name"] for person in edge.people]) == (7, ["Ann"])


def test_r237_a_description_that_an_older_client_has_kept_becomes_the_mark() -> None:
    """It knew none, and put what an event said of one into its todo."""
    kept: list[Todo] = [{"id": "a", "description": "How"}, {"id": "b", "description": None, "hasDescription": True}]
    assert list(Replica.from_list(kept, 7).state.values()) == [{"id": "a", "hasDescription": True}, {"id": "b"}]
