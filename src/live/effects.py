"""Effects after the answer: publish events, close the sockets of those who lost access, and announce changes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import msgspec
from msgspec import UNSET

from context import Context
from domain import limits
from domain.close_codes import ACCESS_TAKEN, SESSION_OVER, SET_GONE
from domain.effects import Effects
from domain.events import MineChanged, TeamChanged, encode
from domain.ids import personal_team_id
from domain.instants import instant
from domain.metrics import Point
from domain.models import Role
from domain.permissions import Override, granted
from domain.viewer import NO_SET
from ports import Database, Push, PushFailed, Row
from store.teams import select_overrides
from store.users import select_viewers

RETRY_AFTER_S: Final = (0.05, 0.25, 1.0)
"""The most that each retry waits, and twice the least: jitter keeps those that failed together apart."""

_log = logging.getLogger("glint.live")


def apply_effects(ctx: Context, effects: Effects) -> Awaitable[None]:
    """Do what the effects say. Never raises: the change is committed, and clients catch up.

    From now on its events may be published by any request, as soon as one is awaited.
    """
    ctx.outgoing.put(effects.events)
    return _apply(ctx, effects)


async def _apply(ctx: Context, effects: Effects) -> None:
    push = ctx.push
    if push is None:
        return
    run = _Retries(ctx)
    announce, renamed = effects.announce, effects.renamed
    await fan_out(
        [
            run(partial(push.publish, *published), "event", published.team_id, published.set_id)
            for published in ctx.outgoing.take(effects.events)
        ]
    )
    await fan_out(
        [
            run(partial(recheck, push, ctx.database_for(team_id), team_id, instant(ctx.clock())), "access", team_id)
            for team_id in effects.recheck
        ]
    )
    await fan_out([run(partial(push.deliver, team_id), "webhook", team_id) for team_id in effects.deliver])
    if renamed is not None:
        await fan_out([run(partial(push.rename, team_id, renamed), "name", team_id) for team_id in announce])
    about = effects.changed_set or UNSET
    hints = [(team_id, encode(TeamChanged(team_id=team_id, set_id=about))) for team_id in announce]
    if effects.concerned:
        hints.append((personal_team_id(effects.concerned), encode(MineChanged())))
    await fan_out([run(partial(push.announce, *hint), "hint", hint[0]) for hint in hints])


async def fan_out(calls: Sequence[Awaitable[None]]) -> None:
    """Make the calls, which must not raise, in order: `FAN_OUT_AT_ONCE` of them, and so many more after each pause.

    None waits for one that is slow. In the pauses others have their turn, where the objects are in the same thread. A
    call by itself, as most changes have one, needs no task.
    """
    if len(calls) <= 1:
        for call in calls:
            await call
        return
    begun = list[asyncio.Future[None]]()
    for number, call in enumerate(calls):
        if number and number % limits.FAN_OUT_AT_ONCE == 0:
            await asyncio.sleep(limits.FAN_OUT_PAUSE_S)
        begun.append(asyncio.ensure_future(call))
    await asyncio.gather(*begun)


async def recheck(push: Push, db: Database, team_id: str, now: str) -> None:
    """Authorize every socket of the team again, and close those that would be refused now.

    One way for all that ends access: a session, a membership, a role, a permission, a list, a team. It works from
    what is stored, so repeating it is harmless.
    """
    viewers = await push.viewers(team_id)
    if not viewers:
        return
    viewers_json = msgspec.json.encode(viewers).decode()
    found, stored = await db.batch(select_viewers(team_id, viewers_json, now), select_overrides(team_id))
    overrides = msgspec.convert(stored, list[Override], strict=False)
    verdicts = [
        (str(row["token_hash"]), str(row["set_id"]), code) for row in found if (code := verdict(row, overrides))
    ]
    if verdicts:
        await push.expel(team_id, verdicts)


def verdict(row: Row, overrides: list[Override]) -> int | None:
    """The close code for a viewer, given a row of `select_viewers`, or None when access continues."""
    if row["user_id"] is None:
        return SESSION_OVER
    if row["found"] is None:
        return SET_GONE
    if row["link_id"] is not None:
        return None
    if row["role"] is None:
        return ACCESS_TAKEN
    if row["set_id"] == NO_SET:
        return None
    role = msgspec.convert(row["role"], Role)
    return None if "view_todos" in granted(role, overrides, str(row["found"])) else ACCESS_TAKEN


def may_retry(error: Exception, retries: int) -> bool:
    """Whether to try again after so many retries: not what an object refuses for good, or because it is overloaded."""
    return retries < len(RETRY_AFTER_S) and not (isinstance(error, PushFailed) and not error.retryable)


async def wait_to_retry(retries: int) -> None:
    """Wait for as long as is due after so many retries."""
    await asyncio.sleep(RETRY_AFTER_S[retries] * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret


class _Retries:
    """Run calls to a team's object, each a few times if need be; log the one that fails for good."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    async def __call__(self, call: Callable[[], Awaitable[None]], what: str, team_id: str, set_id: str = "") -> None:
        retries = 0
        while True:
            try:
                await call()
            except Exception as error:  # noqa: BLE001 - the outer edge of a background task
                if not may_retry(error, retries):
                    self._log_failure(error, retries, what, team_id, set_id)
                    return self._count(team_id, set_id, retries, failed=1)
                await wait_to_retry(retries)
                retries += 1
            else:
                return self._count(team_id, set_id, retries, failed=0) if retries else None

    def _log_failure(self, error: Exception, retries: int, what: str, team_id: str, set_id: str) -> None:
        ids = {"teamId": team_id, "setId": set_id, "requestId": self._ctx.request_id, "what": what}
        ms = round(self._ctx.clock() - self._ctx.started_ms)
        details = {"event": "push_failed", **ids, "error": type(error).__name__, "tries": retries + 1, "ms": ms}
        _log.error(msgspec.json.encode(details).decode())

    def _count(self, team_id: str, set_id: str, retries: int, failed: int) -> None:
        if self._ctx.metrics is not None:
            point = Point(kind="retry", team=team_id, set=set_id, retries=retries, failed=failed)
            self._ctx.metrics.count(point)
