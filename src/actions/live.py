"""What happens after the answer: pushing the event, closing the sockets of those who lost access, and hints."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import msgspec

from actions.call import Outcome, Push, PushFailed
from actions.permissions import overrides_of
from actions.trace import Trace
from domain.events import TeamChanged, encode
from domain.metrics import Point
from domain.models import Role
from domain.permissions import Override, granted
from store.database import Database, Row
from store.teams import select_overrides
from store.users import select_viewers

SESSION_OVER: Final = 4401
ACCESS_TAKEN: Final = 4403
SET_GONE: Final = 4404

RETRY_AFTER_S: Final = (0.05, 0.25, 1.0)
"""The most that each retry waits, and twice the least: jitter keeps those that failed together apart."""

_UNTRACED: Final = Trace()
_log = logging.getLogger("glint.live")


async def after(push: Push | None, db: Database, outcome: Outcome, now: str, trace: Trace = _UNTRACED) -> None:
    """Push what the outcome asks for. Never raises: the change is committed, and clients catch up."""
    if push is None:
        return
    ids = {"teamId": outcome.team_id, "setId": outcome.set_id, "requestId": trace.request_id}
    if outcome.event is not None:
        send = partial(push.publish, outcome.team_id, outcome.set_id, outcome.event)
        await _persist(send, {**ids, "what": "event"}, trace)
    for team_id in outcome.recheck:
        about = {**ids, "teamId": team_id, "what": "access"}
        await _persist(partial(recheck, push, db, team_id, now), about, trace)
    for team_id in outcome.changed:
        about = {**ids, "teamId": team_id, "what": "hint"}
        await _persist(partial(push.announce, team_id, encode(TeamChanged(team_id=team_id))), about, trace)


async def recheck(push: Push, db: Database, team_id: str, now: str) -> None:
    """Authorise every socket of the team afresh, and close those that would be refused now.

    One way for all that ends access: a session, a membership, a role, a permission, a set, a team. It
    works from what is stored, so that repeating it is harmless.
    """
    viewers = await push.viewers(team_id)
    if not viewers:
        return
    asked = msgspec.json.encode(viewers).decode()
    found, stored = await db.batch(select_viewers(team_id, asked, now), select_overrides(team_id))
    overrides = overrides_of(stored)
    verdicts = [
        (str(row["token_hash"]), str(row["set_id"]), code) for row in found if (code := verdict(row, overrides))
    ]
    if verdicts:
        await push.expel(team_id, verdicts)


def verdict(row: Row, overrides: list[Override]) -> int | None:
    """The close code for a viewer of whom `row` is known, or None when all is well."""
    if row["user_id"] is None:
        return SESSION_OVER
    if row["found"] is None:
        return SET_GONE
    if row["role"] is None:
        return ACCESS_TAKEN
    role = msgspec.convert(row["role"], Role)
    return None if "view_todos" in granted(role, overrides, str(row["found"])) else ACCESS_TAKEN


def may_retry(error: Exception, retries: int) -> bool:
    """Whether to try again after so many retries: not what an object refuses for good, or because it is overloaded."""
    return retries < len(RETRY_AFTER_S) and not (isinstance(error, PushFailed) and not error.retryable)


async def wait_to_retry(retries: int) -> None:
    """Wait for as long as is due after so many retries."""
    await asyncio.sleep(RETRY_AFTER_S[retries] * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret


async def _persist(push: Callable[[], Awaitable[None]], ids: dict[str, str], trace: Trace) -> None:
    """Try a few times within the request's `waitUntil`; log with ids if it fails for good."""
    retries = 0
    while True:
        try:
            await push()
        except Exception as error:  # noqa: BLE001 - the outer edge of a background task
            if not may_retry(error, retries):
                failure = {"error": type(error).__name__, "tries": retries + 1, "ms": trace.ms()}
                _log.error(msgspec.json.encode({"event": "push_failed", **ids, **failure}).decode())
                return _count(trace, ids, retries, failed=1)
            await wait_to_retry(retries)
            retries += 1
        else:
            return _count(trace, ids, retries, failed=0) if retries else None


def _count(trace: Trace, ids: dict[str, str], retries: int, failed: int) -> None:
    if trace.metrics is not None:
        trace.metrics.count(Point(kind="retry", team=ids["teamId"], set=ids["setId"], retries=retries, failed=failed))
