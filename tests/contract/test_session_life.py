"""How long a session lives, how use renews it, and how its owner ends it from elsewhere."""

from __future__ import annotations

import logging

import pytest

from actions import sessions
from actions.authorize import IDLE_MS
from actions.housekeeping import prune_old
from actions.sessions import SESSION_MS, session_ends
from context import Context, CountingDatabase
from domain import limits
from domain.errors import NotFound, NotSignedIn
from domain.ids import digest
from domain.inputs import DevSignIn
from domain.instants import epoch_ms, instant
from ports import Statement
from routes import invites, sets
from store.deferred import commit_deferred
from store.sessions import RENEW_AFTER_MS
from tests.support.databases import dump
from tests.support.scene import DEVICE, Person, Scene, body


async def _carry_out(scene: Scene) -> int:
    """Run the deferred writes; return the number of statements."""
    writes = list(scene.world.deferred)
    scene.world.deferred.clear()
    if writes:
        await commit_deferred(scene.world.db, writes)
    return len(writes)


async def _expires_ms(scene: Scene, who: Person) -> float:
    sql = "SELECT expires_at FROM sessions WHERE token_hash = ?1"
    return epoch_ms(str((await scene.world.rows(sql, who.token_hash))[0]["expires_at"]))


async def _is_in(who: Person) -> bool:
    return body(await sessions.show_me(who.call()))["user"] is not None


async def test_r70_unused_a_session_ends_after_14_days(scene: Scene) -> None:
    """An unused session is valid for 14 days, and not a millisecond longer."""
    begun = scene.world.now_ms = scene.world.now_ms + 1
    ada = await scene.world.sign_in("ada")
    scene.world.now_ms = begun + IDLE_MS - 1
    assert await _is_in(ada)
    with pytest.raises(NotSignedIn):
        await sets.list_sets(ada.call(), scene.team_id)
    with pytest.raises(NotSignedIn):
        await sessions.list_sessions(ada.call())


async def test_r70_use_prolongs_a_session_but_not_beyond_30_days(scene: Scene) -> None:
    """Used every week it is renewed, but ends 30 days after the sign-in."""
    begun = scene.world.now_ms + 1
    ada = await scene.world.sign_in("ada")
    for week in range(1, 5):
        scene.world.now_ms = begun + week * 7 * 86_400_000
        assert await _is_in(ada)
        assert await _carry_out(scene) == 1
    assert await _expires_ms(scene, ada) == begun + SESSION_MS
    scene.world.now_ms = begun + SESSION_MS - 2
    assert await _is_in(ada)
    assert not await _is_in(ada)


async def test_r70_an_expired_session_is_not_renewed(scene: Scene) -> None:
    """A renewal that comes too late has no effect."""
    scene.world.now_ms += RENEW_AFTER_MS
    assert await _is_in(scene.ada)
    [renewal] = scene.world.deferred
    ended = instant(scene.world.now_ms - 1)
    await scene.world.rows("UPDATE sessions SET expires_at = ?1", ended)
    await commit_deferred(scene.world.db, [renewal])
    assert not await _is_in(scene.ada)


async def test_r51_r70_use_is_recorded_once_an_hour(scene: Scene) -> None:
    """Every request still waits once; within an hour of the last renewal nothing is written."""
    uses = (
        sessions.show_me,
        sessions.list_teams,
        sessions.list_sessions,
        lambda call: sets.list_todos(call, scene.team_id, scene.set_id),
        lambda call: invites.accept_invite(call, "unknown"),
    )
    for use in uses:
        for expected in (1, 0):
            counted = CountingDatabase(scene.world.db)
            scene.world.now_ms += RENEW_AFTER_MS if expected else RENEW_AFTER_MS - 10
            try:
                await use(scene.ada.call(db=counted))
            except NotFound:
                assert use is uses[-1]
            assert (counted.trips, await _carry_out(scene)) == (1, expected)


async def test_r70_many_requests_at_once_write_once(scene: Scene) -> None:
    """Of concurrent renewals the first has the effect."""
    scene.world.now_ms += RENEW_AFTER_MS
    for _ in range(3):
        await sessions.show_me(scene.ada.call())
    first, *others = scene.world.deferred
    await commit_deferred(scene.world.db, [first])
    before = await dump(scene.world.db)
    await commit_deferred(scene.world.db, others)
    assert (len(others), await dump(scene.world.db)) == (2, before)


async def test_r70_a_failing_renewal_does_not_affect_the_request(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """When the database fails then, it is logged, and the next request tries again."""
    await commit_deferred(scene.world.db, [Statement("SELECT * FROM nothing")])
    [record] = caplog.records
    assert (record.name, record.levelno, record.exc_info) == ("glint.deferred", logging.WARNING, None)


async def test_r7_r70_sessions_that_are_over_are_pruned(scene: Scene) -> None:
    """The cron deletes expired sessions and leaves the others."""
    scene.world.now_ms += RENEW_AFTER_MS
    assert await _is_in(scene.bob)
    await _carry_out(scene)
    await prune_old(scene.world.db, await _expires_ms(scene, scene.ada) + 2)
    assert [row["token_hash"] for row in await scene.world.rows("SELECT token_hash FROM sessions")] == [
        scene.bob.token_hash
    ]


async def test_r71_signing_in_ends_the_previous_session(scene: Scene) -> None:
    """Whoever signs in with a session, as whomever, gets a new one; the old one and its sockets end."""
    for name in ("bob", "eve"):
        old = await scene.world.sign_in("bob")
        await scene.connect(old)
        done = await sessions.dev_sign_in(old.call(), DevSignIn(username=name))
        assert done.effects.recheck == (scene.team_id,)
        assert not await _is_in(old)
        new = Person(scene.world, "", name, digest(done.session_token or ""))
        assert body(await sessions.show_me(new.call()))["user"]["username"] == name
    assert await _is_in(scene.bob)


async def test_r72_ones_own_sessions_are_listed(scene: Scene) -> None:
    """All valid ones, the current one first, then by last use; without token or hash; nobody else's."""
    phone, old = await scene.world.sign_in("ada"), await scene.world.sign_in("ada")
    await scene.world.rows("UPDATE sessions SET expires_at = created_at WHERE token_hash = ?1", old.token_hash)
    outcome = await sessions.list_sessions(phone.call())
    here, there = body(outcome)["sessions"]
    assert (here["current"], there["current"]) == (True, False)
    assert here == {
        "id": here["id"], "device": DEVICE, "createdAt": here["createdAt"], "usedAt": here["createdAt"],
        "expiresAt": instant(epoch_ms(here["createdAt"]) + IDLE_MS), "current": True,
    }  # fmt: skip
    assert there["usedAt"] < here["usedAt"]
    assert phone.token_hash not in outcome.text
    [bobs] = body(await sessions.list_sessions(scene.bob.call()))["sessions"]
    assert bobs["id"] not in {here["id"], there["id"]}


async def test_r72_one_ends_ones_own_sessions_and_no_others(scene: Scene) -> None:
    """One of one's own can be ended from another; someone else's is unknown, as is an ended one."""
    phone = await scene.world.sign_in("ada")
    [lost] = [s["id"] for s in body(await sessions.list_sessions(phone.call()))["sessions"] if not s["current"]]
    for who in (scene.bob, scene.ada):
        call = sessions.end_session(who.call(), lost if who is scene.bob else "unknown")
        with pytest.raises(NotFound):
            await call
    assert await _is_in(scene.ada)
    await scene.connect(scene.ada)
    outcome = await sessions.end_session(phone.call(), lost)
    assert body(outcome) == {"ok": True, "ended": 1}
    assert outcome.effects.recheck == (scene.team_id,)
    assert [await _is_in(who) for who in (scene.ada, phone, scene.bob)] == [False, True, True]
    with pytest.raises(NotFound):
        await sessions.end_session(phone.call(), lost)


async def test_r72_all_others_end_at_once(scene: Scene) -> None:
    """Signing out everywhere else leaves this session and other people's; a second time there is nothing to end."""
    phone, tablet = await scene.world.sign_in("ada"), await scene.world.sign_in("ada")
    await scene.connect(tablet)
    outcome = await sessions.end_other_sessions(phone.call())
    assert body(outcome) == {"ok": True, "ended": 2}
    assert outcome.effects.recheck == (scene.team_id,)
    assert [await _is_in(who) for who in (scene.ada, phone, tablet, scene.bob)] == [False, True, False, True]
    again = await sessions.end_other_sessions(phone.call())
    assert (body(again), again.effects.recheck) == ({"ok": True, "ended": 0}, ())


async def test_r109_a_person_has_a_hundred_sessions(scene: Scene) -> None:
    """One more ends the one that was used the longest ago, with its sockets; other people's stay."""
    others = [await scene.world.sign_in("ada") for _ in range(limits.SESSIONS_MAX - 1)]
    await scene.connect(others[0])
    scene.world.now_ms += RENEW_AFTER_MS
    assert await _is_in(scene.ada)
    await _carry_out(scene)
    done = await sessions.dev_sign_in(scene.world.call(None), DevSignIn(username="ada"))
    assert done.effects.recheck == (scene.team_id,)
    assert [await _is_in(who) for who in (others[0], others[1], scene.ada, scene.bob)] == [False, True, True, True]
    assert len(body(await sessions.list_sessions(scene.ada.call()))["sessions"]) == limits.SESSIONS_MAX


async def test_r72_who_is_not_signed_in_ends_nothing(scene: Scene) -> None:
    """An expired or unknown session ends no other."""
    await sessions.sign_out_session(scene.ada.call())
    before = await dump(scene.world.db)
    strangers: tuple[Context, ...] = (scene.ada.call(), scene.world.call("unknown"))
    for call in strangers:
        for refused in (sessions.end_other_sessions(call), sessions.end_session(call, "unknown")):
            with pytest.raises(NotSignedIn):
                await refused
    assert await dump(scene.world.db) == before


async def test_r73_the_end_of_a_session_is_as_stored(scene: Scene) -> None:
    """The database returns the renewed expiry, and nothing for sessions that are gone."""
    scene.world.now_ms += RENEW_AFTER_MS
    await sessions.show_me(scene.ada.call())
    renewed_ms = scene.world.now_ms
    await _carry_out(scene)
    await sessions.sign_out_session(scene.bob.call())
    found = await session_ends(scene.world.db, [scene.ada.token_hash, scene.bob.token_hash, "unknown"])
    assert found == {scene.ada.token_hash: renewed_ms + IDLE_MS}
