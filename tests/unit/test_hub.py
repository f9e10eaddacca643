"""What a team's object remembers across a crash."""

from __future__ import annotations

import asyncio
from typing import cast
from unittest.mock import AsyncMock, Mock

import pytest

from domain import limits
from domain.ids import digest
from domain.models import PresentUser
from domain.viewer import NO_SET, SocketAttachment, Viewer
from live.alarm import Alarm
from live.hub import Hub
from ports import Sockets
from tests.support.receiver import Storage

ANN = PresentUser(id="ann", name="ann", avatar_url=None)


@pytest.mark.parametrize(
    ("set_id", "guest", "present"), [("list", False, True), (NO_SET, False, False), ("list", True, False)]
)
def test_r30_r215_a_socket_shows_its_person_on_a_list_to_members(set_id: str, guest: bool, present: bool) -> None:
    """Neither a socket for hints does, nor a guest's."""
    attachment = SocketAttachment(id="1", set_id=set_id, user=ANN, token_hash=digest("t"), ends_ms=0.0, guest=guest)
    assert attachment.is_present == present


async def test_r33_an_upgrade_from_before_a_recheck_is_refused_even_after_a_crash() -> None:
    """Whoever was authorized before access was checked, and arrives at the object's next instance, is sent back."""
    sockets = Mock(answered_pings=Mock(return_value=None), open=Mock(return_value=[]))
    storage = Storage()
    _hub(sockets, storage, now_ms=2_000.0).viewers()
    assert await _hub(sockets, storage, now_ms=3_000.0).connect(_viewer(authorized_ms=1_999.0)) is None
    sockets.accept.assert_not_called()


async def test_r31_r229_of_two_who_ask_at_once_the_earlier_one_counts() -> None:
    """Also while it is being read what the alarm is set for."""

    async def unset() -> None:
        await asyncio.sleep(0)

    alarm = Mock(alarm_ms=unset, set_alarm=AsyncMock())
    shared = Alarm(alarm)
    await asyncio.gather(shared.wake_by(1.0), shared.wake_by(60_000.0))
    alarm.set_alarm.assert_called_once_with(1.0)


async def test_r31_an_alarm_for_something_else_looks_at_no_socket() -> None:
    """Only when the sockets are due again; without any, not before someone connects."""
    attachment = SocketAttachment(id="1", set_id=NO_SET, user=ANN, token_hash=digest("t"), ends_ms=9e12)
    sockets = Mock(answered_pings=Mock(return_value=None), open=Mock(return_value=["socket"]))
    sockets.attachment.return_value, sockets.last_ping_ms.return_value = attachment, None
    alarm = Mock(alarm_ms=AsyncMock(return_value=None), set_alarm=AsyncMock())
    clock = Mock(return_value=0.0)
    shared = Alarm(alarm)
    hub = Hub("team", cast("Sockets[object]", sockets), shared, Storage(), clock=clock, session_ends=Mock(),
              metrics=None)  # fmt: skip
    await hub.sweep()
    looks = sockets.open.call_count
    for now_s, more in ((1.0, 0), (limits.SWEEP_EVERY_S, looks)):
        clock.return_value = now_s * 1000
        shared.fired()
        await hub.sweep()
        assert sockets.open.call_count == looks + more
    assert [call.args[0] for call in alarm.set_alarm.call_args_list] == [60_000.0, 60_000.0, 120_000.0]
    sockets.open.return_value = []
    clock.return_value = 120_000.0
    for _ in range(2):
        shared.fired()
        await hub.sweep()
    assert len(alarm.set_alarm.call_args_list) == 3


def _hub(sockets: Mock, storage: Storage, now_ms: float) -> Hub[object]:
    return Hub("team", cast("Sockets[object]", sockets), Alarm(storage), storage, clock=lambda: now_ms,
               session_ends=Mock(), metrics=None)  # fmt: skip


def _viewer(authorized_ms: float) -> Viewer:
    return Viewer(id="1", set_id="list", user=ANN, token_hash=digest("token"), session_ends_ms=9e12,
                  authorized_ms=authorized_ms, seq=0)  # fmt: skip
