"""Reading the lists of a team: which there are, what is in one, and what happened there."""

from __future__ import annotations

from typing import Final

import msgspec

from actions.authorize import load_with, view
from actions.paging import cursor_of, page_of
from actions.result import Result
from context import Context
from domain import limits
from domain.errors import LimitReached, Resync
from domain.metrics import Point
from domain.permissions import Override, as_map, granted
from domain.redaction import redacted_event
from domain.rules.sets import may_manage, new_set
from domain.rules.webhooks import check_manages
from domain.state import State, Target
from domain.viewer import NO_SET
from ports import Listing, Rows, Statement, json_array
from store import events, sessions, sets, share_links, todos, webhooks
from store.teams import select_overrides

FIRST_SET_NAME = "Todos"

_todo_id: Final = msgspec.json.Decoder(str)


async def list_sets(ctx: Context, team_id: str) -> Result:
    """Every list of the team, with the reader's role and what is open; a team without any gets a first one."""
    counts = sets.select_open_counts(team_id, ctx.caller.token_hashes, ctx.now)
    state, (found, (opened,)) = await load_with(ctx, Target(team_id=team_id), sets.select_sets(team_id), counts)
    if not found:
        first = new_set(ctx.new_id(), state.user.id, FIRST_SET_NAME, ctx.now)
        database = ctx.database_for(team_id)
        found = (await database.batch(sets.insert_first_set(first, team_id), sets.select_sets(team_id)))[1]
    return Result(answer=f'{{"sets":{json_array(found)},"role":"{state.role}","openCounts":{opened["json"]}}}')


async def list_deleted_sets(ctx: Context, team_id: str) -> Result:
    """The lists in the team's trash that the reader may restore, newest first."""
    read = sets.select_deleted_sets(team_id, ctx.now)
    state, (found, stored) = await load_with(ctx, Target(team_id=team_id), read, select_overrides(team_id))
    overrides = msgspec.convert(stored, list[Override], strict=False)
    visible = [
        row
        for row in found
        if may_manage(str(row["user_id"]), state.user.id, granted(state.role, overrides, str(row["id"])))
    ]
    return Result(answer=f'{{"sets":{json_array(visible)}}}')


async def list_todos(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's todos in order, and the `seq` that they are exact for: both are read in one transaction."""
    read = todos.select_list(team_id, set_id, ctx.caller)
    state, (rows,) = await view(ctx, Target(team_id=team_id, set_id=set_id), read)
    return list_answer(ctx, state, rows, f'"role":"{state.role}"')


async def list_descriptions(ctx: Context, team_id: str, set_id: str, after: str) -> Result:
    """A page of the descriptions of a list's todos, by todo. Raises Invalid unless `after` was a `next`."""
    read = todos.select_descriptions(team_id, set_id, ctx.caller, cursor_of(after, _todo_id, ""))
    _, (found,) = await view(ctx, Target(team_id=team_id, set_id=set_id), read)
    return Result(answer=page_of(found[0], "descriptions"))


def list_answer(ctx: Context, state: State, rows: Rows, reader: str) -> Result:
    """The answer with a list's todos: `reader` is what it says of or to the reader alone, as members of the JSON."""
    ctx.is_large = len(rows) > limits.BULK_ROWS
    permissions = msgspec.json.encode(as_map(state.permissions)).decode()
    after = f',{reader},"permissions":{permissions},"seq":{state.seq}}}'
    return Result(answer=Listing(before='{"todos":', rows=rows, after=after))


async def list_events(ctx: Context, team_id: str, set_id: str, since: int) -> Result:
    """The events after `since`, gapless up to the head. Raises Resync when the log cannot give exactly that."""
    read = events.select_since(team_id, set_id, ctx.caller, since)
    state, (found,) = await view(ctx, Target(team_id=team_id, set_id=set_id), read)
    if len(found) != state.seq - since:
        _count(ctx, Point(kind="resync", team=team_id, set=set_id))
        raise Resync
    ctx.is_large = len(found) > limits.BULK_ROWS
    if found:
        _count(ctx, Point(kind="catch_up", team=team_id, set=set_id, events=len(found)))
    if ctx.caller.by_link:
        found = [{"json": redacted_event(str(row["json"]))} for row in found]
    return Result(answer=Listing(before='{"events":', rows=found, after=f',"seq":{state.seq}}}'))


async def list_links(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's share links, for those who manage them."""
    target = Target(team_id=team_id, set_id=set_id)
    state, (found,) = await view(ctx, target, share_links.select_links(team_id, set_id, ctx.now))
    state.require("manage_set_links")
    return Result(answer=f'{{"links":{json_array(found)}}}')


async def list_webhooks(ctx: Context, team_id: str, set_id: str) -> Result:
    """The webhooks of the list, or with '' those for all lists of the team, for those who manage them."""
    read = webhooks.select_webhooks(team_id, set_id)
    state, (found,) = await load_with(ctx, Target(team_id=team_id, set_id=set_id), read)
    check_manages(state, set_id or None)
    return Result(answer=f'{{"webhooks":{json_array(found)}}}')


async def view_set(ctx: Context, team_id: str, set_id: str, *, connects: bool = False) -> State:
    """Authorize someone to see a list, or, with `NO_SET`, as a member of the team.

    If they connect, it is recorded in which teams their session has sockets. Only the first upgrade in a team writes,
    in a second round trip; the time of the record follows once an hour, after the answer. Raises the refusals of the
    WebSocket routes. A guest has one team, which is told of all that ends a share link anyway.
    """
    connects = connects and not ctx.caller.by_link
    state, _ = await _see(ctx, Target(team_id=team_id, set_id=set_id, live_in=team_id if connects else ""))
    if not connects:
        return state
    if state.related.connected_at is None:
        return await _view_first(ctx, team_id, set_id)
    if ctx.now_ms >= sessions.renewal_due_ms(state.related.connected_at):
        ctx.deferred_writes.append(sessions.record_socket(ctx.caller.token_hashes, team_id, ctx.now))
    return state


async def _view_first(ctx: Context, team_id: str, set_id: str) -> State:
    """Authorize, and record that the session has sockets in the team, in one transaction."""
    record = sessions.record_socket(ctx.caller.token_hashes, team_id, ctx.now)
    state, (recorded,) = await _see(ctx, Target(team_id=team_id, set_id=set_id), record)
    if not recorded:
        most = f"You can have live connections in up to {limits.SESSION_TEAMS_MAX} teams per sign-in."
        raise LimitReached(f"{most} Sign out and in again to open others.")
    return state


async def _see(ctx: Context, target: Target, *more: Statement) -> tuple[State, list[Rows]]:
    return await (load_with if target.set_id == NO_SET else view)(ctx, target, *more)


def _count(ctx: Context, point: Point) -> None:
    if ctx.metrics is not None:
        ctx.metrics.count(point)
