"""Every statement finds its rows by an index, and reads few of them, however much people have stored."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Final

import pytest

import store
from actions import lists, personal_data, sessions, tokens
from actions.housekeeping import find_undelivered, prune_old
from actions.renewal import renew_lists
from context import Context
from domain.errors import LastOwner, Resync, SignInDenied
from domain.inputs import (
    AccountDeletion,
    Completion,
    DevSignIn,
    FileComment,
    FileTodo,
    InviteTerms,
    LinkChange,
    NewComment,
    NewLink,
    NewPosition,
    NewTodo,
    ReadNotifications,
    ReplaySince,
    SetChange,
    SetName,
    SetOrder,
    TodoChange,
    TodoMove,
    TodoOrder,
    TodosImport,
    Undo,
    WebhookUrl,
)
from domain.instants import instant
from domain.limits import (
    CATCH_UP_MAX_EVENTS,
    COMPLETE_MAX_TODOS,
    HISTORY_PAGE_ENTRIES,
    IMPORT_MAX_REPLACED,
    MINE_PAGE_TODOS,
    NOTIFICATIONS_KEPT,
    NOTIFICATIONS_MAX_OPEN_TODOS,
    NOTIFICATIONS_MAX_READ,
    PERSONAL_DATA_PAGE_ROWS,
    PRUNE_STEP_ROWS,
    REORDER_MAX_ITEMS,
    SEARCH_MAX_TODOS,
    SORT_ORDER_MAX,
    WEBHOOKS_MAX,
)
from live import effects as live
from ports import Database, Rows, Statement
from routes import account, exchange, history, images, invites, links, notifications, sets, shared, todos, webhooks
from store.cache import StateCache
from store.sessions import RENEW_AFTER_MS
from store.todos import select_list
from tests.support.d1_database import HttpD1Database
from tests.support.databases import empty, writes
from tests.support.full_database import CLAIMS, COMMENTS, EVENTS, INVITES, LISTS, MEMBERS, SESSIONS, TEAMS, TODOS, fill
from tests.support.mutations import NO_OPS, TEAM_MUTATIONS, TODO_MUTATIONS, UNREMEMBERED, Stage
from tests.support.reads import READS
from tests.support.receiver import URL, Receiver, SendingObject
from tests.support.recording_push import RecordingPush
from tests.support.scene import Scene, body
from tests.support.visit import Visit
from tests.support.zones import local_time

Act = Callable[[Stage], Awaitable[object]]

ROWS_READ_MAX: Final = 100
"""How many rows a statement may read."""
ROWS_READ_EACH_MAX: Final = 10
"""How many more for each of `READ_WHOLE`, with its index entries and dependent rows."""
LISTED: Final = 4 * TODOS + COMMENTS + EVENTS  # todos and trash, the comments on both, and the log
READ_WHOLE: Final = {
    "me": TEAMS,
    "teams": TEAMS,
    "sessions": SESSIONS,
    "members": MEMBERS,
    "sets": LISTS,
    "shared todos": TODOS,
    "see an image": TODOS,
    "shared events": CATCH_UP_MAX_EVENTS,
    "mine": 2 * MINE_PAGE_TODOS,  # todos, and the lists that they are in
    "notifications": NOTIFICATIONS_MAX_OPEN_TODOS,
    "read notifications": NOTIFICATIONS_KEPT,
    "mention": NOTIFICATIONS_KEPT,  # are there more than are kept?
    "assign": NOTIFICATIONS_KEPT,
    "search": SEARCH_MAX_TODOS,
    "deleted sets": LISTS,
    "todos": TODOS,
    "comments": COMMENTS,
    "comments of a set": TODOS + COMMENTS,
    "descriptions of a set": TODOS,
    "import in place": IMPORT_MAX_REPLACED + COMMENTS,  # todos, comments and trash
    "events": CATCH_UP_MAX_EVENTS,
    "delete": COMMENTS,
    "delete and restore": COMMENTS,
    "undo": REORDER_MAX_ITEMS,
    "invites": INVITES,
    "create a set": LISTS,  # are there as many as there may be?
    "import a set": LISTS,
    "create a team": TEAMS,
    "invite": INVITES,
    "accept an invitation": INVITES,
    "change a role": MEMBERS,  # is there another owner?
    "remove a member": MEMBERS + CLAIMS,
    "delete a set": LISTS,  # are there as many deleted ones as there may be?
    "restore a set": LISTS,
    "delete a set for good": LISTS,
    "deleted todos": HISTORY_PAGE_ENTRIES,
    "delete for good": LISTED,
    "delete a team": LISTED + LISTS,
    "reorder many": REORDER_MAX_ITEMS,
    "use many by link": REORDER_MAX_ITEMS,
    "reorder many sets": LISTS,
    "renumber": TODOS,
    "sign in": TEAMS,
    "sign in with a provider": CLAIMS + LISTS,  # each claim, and the log of its list
    "renew the session": TEAMS,
    "end a session": TEAMS + SESSIONS,
    "end other sessions": TEAMS + SESSIONS,
    "end a token": TEAMS + SESSIONS,
    "sign out": TEAMS,
    "personal data": PERSONAL_DATA_PAGE_ROWS,
    "delete one's account": 2 * TODOS + COMMENTS,  # todos, comments and trash; answers
    "recheck": LISTS,  # the overrides of each
    "renew lists": LISTED,
    "webhooks": 2 * LISTS * WEBHOOKS_MAX,  # has each webhook of the team delivered each list?
    "prune all": PRUNE_STEP_ROWS,
}
"""What a request concerns as a whole: the number of these may multiply its cost, once."""
NO_TABLES: Final = (
    "j",  # the items of a request, from json_each
    "x",  # rows found by key in a sub-query, sorted
    "b",  # what is found below a todo, step by step
    "below",  # the same
    "above",  # what is found above a todo, step by step
    "a",  # the same
    "log",  # the events of a catch-up, one by one
    "kept",  # todos above those of others, step by step
    "(subquery",  # rows that were found already, passed to a window function
    "CONSTANT",  # the one row of a SELECT without a table
)
SCAN: Final = re.compile(r"SCAN (?:TABLE )?(\S+)")


async def _accept_invite(stage: Stage) -> None:
    made = await invites.create_invite(stage.scene.ada.call(), stage.team_id, InviteTerms())
    eve = await stage.scene.world.sign_in("eve")
    await invites.accept_invite(eve.call(), body(made)["invite"]["token"])


async def _withdraw_invite(stage: Stage) -> None:
    await invites.delete_invite(stage.scene.ada.call(), stage.team_id, "invite-1")


async def _recheck(stage: Stage) -> None:
    scene = stage.scene
    seats = [(scene.ada.token_hash, scene.set_id)] * 20
    push = RecordingPush({scene.team_id: seats})
    await live.recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))


async def _catch_up(stage: Stage) -> None:
    """Read as many events as are given at once, and then be refused one more."""
    scene = stage.scene
    earlier = "UPDATE memberships SET joined_at = '' WHERE team_id = ?1 AND user_id = ?2"
    await scene.world.rows(earlier, scene.team_id, scene.ada.id)  # the log is older than the team
    head = (await scene.world.rows("SELECT seq FROM todo_sets WHERE id = ?1", scene.set_id))[0]["seq"]
    await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, head - CATCH_UP_MAX_EVENTS)
    with pytest.raises(Resync):
        await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, head - CATCH_UP_MAX_EVENTS - 1)


async def _catch_up_by_link(stage: Stage) -> None:
    ctx = stage.scene.world.guest("link-hash-1")
    ctx.query = {"since": str(await stage.scene.head() - CATCH_UP_MAX_EVENTS)}
    await shared.list_shared_events(ctx, "")


async def _write_by_link(stage: Stage) -> None:
    """Make the changes that a guest can make, without what was read before and with it."""

    def call(key: str = "") -> Context:
        return stage.scene.world.guest("link-hash-1", key)

    first = NewTodo(title="Eggs", parent_id=stage.milk)
    todo_id = body(await shared.create_todo_by_link(call("k1"), "", first))["todo"]["id"]
    await stage.scene.world.db.batch(*stage.scene.world.deferred)
    for title in ("Brown eggs", "White eggs"):
        await shared.create_todo_by_link(call(title), "", NewTodo(title=title))
        await shared.update_todo_by_link(call(title + "!"), "", todo_id, TodoChange(title=title))
    await shared.move_todo_by_link(call(), "", todo_id, TodoMove(parent_id=None))
    comment = body(await shared.create_comment_by_link(call(), "", todo_id, NewComment(body="Six")))["comment"]
    await shared.delete_comment_by_link(call(), "", comment["id"])


async def _use_many_by_link(stage: Stage) -> None:
    world, many = stage.scene.world, _order("todo", REORDER_MAX_ITEMS)
    await shared.reorder_todos_by_link(world.guest("link-hash-1"), "", TodoOrder(set_id=stage.set_id, items=many))
    done = Completion(ids=[each.id for each in many[:COMPLETE_MAX_TODOS]], completed=True)
    await shared.complete_todos_by_link(world.guest("link-hash-1"), "", done)
    await shared.list_comments_by_link(world.guest("link-hash-1"), "", stage.milk)


async def _delete_and_restore(stage: Stage) -> None:
    await todos.delete_todo(stage.scene.ada.call(), stage.team_id, stage.milk)
    await todos.restore_todo(stage.scene.ada.call("k2"), stage.team_id, stage.milk)


async def _delete_for_good(stage: Stage) -> None:
    """Delete a todo with a long thread for good, and then the whole list."""
    ada = stage.scene.ada
    await todos.delete_todo(ada.call(), stage.team_id, stage.milk)
    await todos.purge_todo(ada.call("k1"), stage.team_id, stage.milk)
    await sets.delete_set(ada.call(), stage.team_id, stage.set_id)
    await sets.purge_set(ada.call("k2"), stage.team_id, stage.set_id)


async def _sign_in_with_provider(stage: Stage) -> None:
    """Sign someone in who has claims, with another name and one team fewer."""
    scene = stage.scene
    visit = Visit(scene.world, {"staff": (scene.team_id, "member"), "boss": ("team-1", "admin")})
    eve = await visit.arrive(preferred_username="eve", name="Eve", groups=["staff", "boss"])
    await scene.world.rows("UPDATE todos SET claimed_by = ?1 WHERE claimed_by = ?2", eve.id, scene.bob.id)
    await visit.sign_in(eve.token_hash, preferred_username="eve", name="Eva", groups=["boss"])
    eve = await visit.arrive(preferred_username="eve", name="Eva", groups=["boss"])
    await account.delete_account(eve.call(), AccountDeletion(texts="keep"))
    await visit.sign_in(preferred_username="eve", name="Eva")
    visit.configure(allow={"subjects": ["2"]})
    with pytest.raises(SignInDenied):
        await visit.sign_in(preferred_username="eve", groups=["staff"])


async def _undo(stage: Stage) -> None:
    """Undo a large order, a nesting, and the deletion of a todo with a long thread."""
    scene, team_id = stage.scene, stage.team_id
    order = TodoOrder(set_id=stage.set_id, items=_order("todo", REORDER_MAX_ITEMS))
    for change in (
        todos.reorder_todos(scene.ada.call(), team_id, order),
        todos.move_todo(scene.ada.call(), team_id, stage.milk, TodoMove(parent_id=stage.bread)),
        todos.delete_todo(scene.ada.call(), team_id, stage.milk),
    ):
        seq = body(await change)["seq"]
        await history.undo_change(scene.ada.call(f"undo {seq}"), team_id, stage.set_id, Undo(seq=seq))


async def _use_cache(stage: Stage) -> None:
    for title in ("Oat milk", "Soy milk"):
        await todos.update_todo(stage.scene.ada.call(), stage.team_id, stage.milk, TodoChange(title=title))
        await todos.create_todo(stage.scene.ada.call(title), stage.team_id, stage.set_id, NewTodo(title=title))


async def _renumber(stage: Stage) -> None:
    ada, world, last = stage.scene.ada, stage.scene.world, TodoChange(sort_order=SORT_ORDER_MAX)
    await todos.update_todo(ada.call(), stage.team_id, stage.milk, last)
    await todos.create_todo(ada.call(), stage.team_id, stage.set_id, NewTodo(title="Behind it"))
    await world.rows("UPDATE todo_sets SET sort_order = ?1 WHERE id = ?2", SORT_ORDER_MAX, stage.set_id)
    await sets.create_set(ada.call(), stage.team_id, SetName(name="Behind it"))


async def _read_personal_data(stage: Stage) -> None:
    for who in (stage.scene.ada, stage.scene.bob):
        after: str | None = ""
        while after is not None:
            after = body(await personal_data.show_part(who.call(), after))["next"]


async def _delete_account(stage: Stage) -> None:
    """Delete the account of someone who wrote a long list, after that of an only owner was refused."""
    scene = stage.scene
    written = "UPDATE todos SET user_id = ?1 WHERE set_id = ?2 AND parent_id IS NULL AND id <> ?3"
    await scene.world.rows(written, scene.bob.id, scene.set_id, stage.milk)
    for table in ("comments", "deleted_todos", "deleted_comments", "idempotency_keys"):
        await scene.world.rows(f"UPDATE {table} SET user_id = ?1 WHERE user_id = ?2", scene.bob.id, scene.ada.id)  # noqa: S608 - constant names
    with pytest.raises(LastOwner):
        await account.delete_account(stage.scene.ada.call(), AccountDeletion(texts="delete"))
    await account.delete_account(stage.scene.bob.call(), AccountDeletion(texts="delete"))


async def _read_notifications(stage: Stage) -> None:
    ids = [f"{stage.set_id}:{number}" for number in range(NOTIFICATIONS_MAX_READ - 1)]
    read = ReadNotifications(ids=[*ids, f"{stage.bread}:2026-11-24"])
    await notifications.read_notifications(stage.scene.ada.call(), read)


async def _share(stage: Stage) -> None:
    await links.create_link(stage.scene.ada.call(), stage.team_id, stage.scene.set_id, NewLink(name="Another"))


async def _use_webhooks(stage: Stage) -> None:
    """Make, change and end webhooks; fail to deliver, and deliver, of a team that has many lists and webhooks."""
    world, team_id, set_id = stage.scene.world, stage.team_id, stage.set_id
    ada, url = stage.scene.ada, WebhookUrl(url=URL)
    await webhooks.create_team_webhook(ada.call(), team_id, url)
    made = body(await webhooks.create_webhook(ada.call(), team_id, set_id, url))["webhook"]["id"]
    await webhooks.list_team_webhooks(ada.call(), team_id)
    await webhooks.list_webhooks(ada.call(), team_id, set_id)
    await webhooks.rotate_secret(ada.call(), team_id, "hook-1")
    await webhooks.end_webhook(ada.call(), team_id, "hook-1")
    await todos.create_todo(ada.call(), team_id, set_id, NewTodo(title="Eggs"))
    head = await stage.scene.head()
    await webhooks.replay_webhook(ada.call(), team_id, set_id, made, ReplaySince(seq=head - 1))
    await webhooks.resume_webhook(ada.call(), team_id, made)
    await find_undelivered(world.db, world.now_ms)
    team = SendingObject(world, team_id, Receiver(500))
    await team.webhooks.deliver()
    await team.ring()


async def _first_set(stage: Stage) -> None:
    await sets.list_sets(stage.scene.ada.call(), f"personal:{stage.scene.ada.id}")


async def _renew(stage: Stage) -> None:
    world = stage.scene.world
    world.now_ms += RENEW_AFTER_MS
    await sessions.show_me(stage.scene.ada.call())
    await sessions.check_database(stage.scene.ada.call())
    await world.db.batch(*world.deferred)


def _order(prefix: str, count: int) -> list[NewPosition]:
    return [NewPosition(id=f"{prefix}-{number}", sort_order=-number) for number in range(1, count + 1)]


def _by_ada(act: Callable[[Stage, Context], Awaitable[object]], key: str = "") -> Act:
    return lambda stage: act(stage, stage.scene.ada.call(key))


MUTATIONS: Final = {name: act for name, (_, act) in TODO_MUTATIONS.items()} | NO_OPS | TEAM_MUTATIONS | UNREMEMBERED


async def _import_in_place(stage: Stage) -> None:
    """Replace as many todos as can be."""
    db = stage.scene.world.db
    assert isinstance(db, Metered)
    fewer = "DELETE FROM todos WHERE id LIKE 'todo-%' AND substr(id, 6) + 0 > ?1"
    await db.unmetered.batch(Statement(fewer, (IMPORT_MAX_REPLACED - 10,)))
    given = TodosImport(todos=[FileTodo(title="Eggs", comments=[FileComment(body="Brown")])], replace=True)
    await exchange.import_todos(stage.scene.ada.call("k1"), stage.team_id, stage.set_id, given)


async def _renew_lists(stage: Stage) -> None:
    """Have the list renewed two days later."""
    daily = SetChange(auto_renew=True, renew_time="06:00", timezone="UTC")
    db, scene = stage.scene.world.db, stage.scene
    await sets.update_set(scene.ada.call(), stage.team_id, stage.set_id, daily)
    await renew_lists(db, scene.world.now_ms + 2 * 86_400_000, local_time)


OTHERS: Final[dict[str, Act]] = {
    "reorder many": lambda s: todos.reorder_todos(
        s.scene.ada.call("k1"), s.team_id, TodoOrder(set_id=s.set_id, items=_order("todo", REORDER_MAX_ITEMS))
    ),
    "reorder many sets": lambda s: sets.reorder_sets(
        s.scene.ada.call("k1"), s.team_id, SetOrder(items=_order("list", LISTS))
    ),
    "delete and restore": _delete_and_restore,
    "import in place": _import_in_place,
    "delete for good": _delete_for_good,
    "undo": _undo,
    "move to another list": lambda s: todos.move_todo(
        s.scene.ada.call("k1"), s.team_id, s.milk, TodoMove(parent_id=None, set_id="list-1")
    ),
    "change what is cached": _use_cache,
    "renumber": _renumber,
    "get a first set": _first_set,
    "accept an invitation": _accept_invite,
    "withdraw an invitation": _withdraw_invite,
    "sign in": lambda s: sessions.dev_sign_in(s.scene.ada.call(), DevSignIn(username="eve")),
    "sign in with a provider": _sign_in_with_provider,
    "connect": lambda s: s.scene.connect(s.scene.bob),
    "renew the session": _renew,
    "end a session": lambda s: sessions.end_session(s.scene.ada.call(), "session-1"),
    "end other sessions": lambda s: sessions.end_other_sessions(s.scene.ada.call()),
    "make a token": lambda s: s.scene.ada.issue("read"),
    "tokens": lambda s: tokens.list_tokens(s.scene.ada.call()),
    "end a token": lambda s: tokens.end_token(s.scene.ada.call(), "program-1"),
    "make a link": _share,
    "links": lambda s: links.list_links(s.scene.ada.call(), s.team_id, s.scene.set_id),
    "change a link": lambda s: links.change_link(
        s.scene.ada.call(), s.team_id, s.scene.set_id, "link-1", LinkChange(allows=[])
    ),
    "rotate a link": lambda s: links.rotate_link(s.scene.ada.call(), s.team_id, s.scene.set_id, "link-1"),
    "end a link": lambda s: links.end_link(s.scene.ada.call(), s.team_id, s.scene.set_id, "link-1"),
    "webhooks": _use_webhooks,
    "shared todos": lambda s: shared.show_list(s.scene.world.guest("link-hash-1"), ""),
    "shared events": _catch_up_by_link,
    "write by link": _write_by_link,
    "use many by link": _use_many_by_link,
    "make an image": lambda s: images.replace_image(s.scene.ada.call(), s.team_id, s.scene.set_id, "badge"),
    "images": lambda s: images.list_images(s.scene.ada.call(), s.team_id, s.scene.set_id),
    "see an image": lambda s: images.show_image(s.scene.ada.call(), "image"),
    "end an image": lambda s: images.end_image(s.scene.ada.call(), s.team_id, s.scene.set_id, "checklist"),
    "sign out": lambda s: sessions.sign_out_session(s.scene.ada.call()),
    "see when sessions end": lambda s: sessions.session_ends(s.scene.world.db, [s.scene.ada.token_hash]),
    "personal data": _read_personal_data,
    "delete one's account": _delete_account,
    "read notifications": _read_notifications,
    "recheck": _recheck,
    "renew lists": _renew_lists,
    "prune": lambda s: prune_old(s.scene.world.db, s.scene.world.now_ms),
    "prune all": lambda s: prune_old(s.scene.world.db, s.scene.world.now_ms + 40 * 86_400_000),
}
ACTS: Final[dict[str, Act]] = {
    **{name: _by_ada(act) for name, act in READS.items()},
    "events": _catch_up,
    **{name: _by_ada(act, "k1") for name, act in MUTATIONS.items()},
    **OTHERS,
}


class Metered:
    """Records every statement that it passes on, with the most rows that D1 read for it."""

    def __init__(self, db: HttpD1Database) -> None:
        self.unmetered = db
        self.rows_read: dict[Statement, int] = {}
        self.wrote = False

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Record the batch and pass it on."""
        found = await self.unmetered.batch(*statements)
        self.rows_read |= zip(statements, self.unmetered.rows_read, strict=True)
        self.wrote |= writes(statements)
        return found

    def large(self, allowed: int) -> dict[str, int]:
        """Return the statements that read more rows than that."""
        return {each.sql: rows for each, rows in self.rows_read.items() if rows > allowed}


async def _full_scans(db: Database, statements: Iterable[Statement]) -> dict[str, list[str]]:
    """Return the steps of each statement's plan that read a whole table or index, or build one to read it."""
    found = {}
    for statement in statements:
        plan = (await db.batch(Statement(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)))[0]
        steps = [str(row["detail"]) for row in plan]
        bad = [step for step in steps if _is_full_scan(step) or "AUTOMATIC" in step]
        if bad:
            found[statement.sql] = bad
    return found


def _is_full_scan(step: str) -> bool:
    scanned = SCAN.match(step)
    return scanned is not None and scanned[1].partition("-")[0] not in NO_TABLES


def _statement_makers() -> dict[str, CodeType]:
    """Return every function of `store` that builds statements."""
    modules = [importlib.import_module(f"store.{each.name}") for each in pkgutil.iter_modules(store.__path__)]
    return {
        f"{module.__name__}.{name}": function.__code__
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "Statement" in function.__annotations__["return"]
    }


@contextmanager
def _calls() -> Iterator[set[CodeType]]:
    """Record the functions called meanwhile."""
    called = set[CodeType]()

    def note(frame: FrameType, *_: object) -> None:
        called.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


async def test_r100_every_statement_reads_few_rows_by_an_index(
    d1: HttpD1Database, played_stage: tuple[Stage, tuple[Statement, ...]]
) -> None:
    """In a full database every request finds the rows that it reads or changes by a key or an index."""
    stage, setting = played_stage
    sample: dict[str, Statement] = {}
    large: dict[str, object] = {}
    stale = True
    with _calls() as called:
        for name, act in ACTS.items():
            if stale:
                await empty(d1)
                await d1.batch(*setting, *fill(stage))
            metered = Metered(d1)
            await act(stage._replace(scene=stage.scene.over(metered, StateCache())))
            sample |= {statement.sql: statement for statement in metered.rows_read}
            if found := metered.large(ROWS_READ_MAX + ROWS_READ_EACH_MAX * READ_WHOLE.get(name, 0)):
                large[name] = found
            stale = metered.wrote
    assert await _full_scans(d1, sample.values()) == {}
    assert large == {}
    assert [name for name, code in _statement_makers().items() if code not in called] == []


async def test_a_list_comes_in_order_from_its_index(scene: Scene) -> None:
    """However long it is, nothing is sorted."""
    statement = select_list(scene.team_id, scene.set_id, scene.ada.call().caller)
    explained = Statement(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)
    steps = [str(row["detail"]) for row in (await scene.world.db.batch(explained))[0]]
    assert "SEARCH t USING INDEX todos_in_order (set_id=?)" in steps
    assert not [step for step in steps if "TEMP B-TREE" in step]


async def test_a_full_scan_is_detected(scene: Scene) -> None:
    """The check detects a statement that reads a whole table."""
    whole = Statement("SELECT count(*) FROM todos t WHERE t.title = ?1", ("x",))
    assert await _full_scans(scene.world.db, [whole]) == {whole.sql: ["SCAN t"]}
