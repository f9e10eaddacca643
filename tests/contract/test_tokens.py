"""Access tokens: made by their person, used by programs, ended by either of many ways."""

from __future__ import annotations

import pytest

from actions import sessions
from actions.authorize import IDLE_MS
from domain import limits
from domain.errors import InvalidToken, LimitReached, NotAMember, NotFound
from domain.inputs import AccountDeletion, TodoChange
from domain.instants import instant
from routes import account, sets, teams, todos, tokens
from store.deferred import commit_deferred
from store.sessions import RENEW_AFTER_MS
from tests.support.mutations import Stage
from tests.support.scene import Person, Scene, body


async def _listed(who: Person) -> list[dict[str, object]]:
    found: list[dict[str, object]] = body(await tokens.list_tokens(who.call()))["tokens"]
    return found


async def _rename(stage: Stage, program: Person, title: str) -> None:
    await todos.update_todo(program.call(), stage.scene.team_id, stage.milk, TodoChange(title=title))


async def test_r203_a_person_has_twenty_tokens(scene: Scene) -> None:
    """One more is refused, and one for a team that its person is not in; someone else's do not count."""
    for _ in range(limits.TOKENS_MAX):
        await scene.ada.issue("read")
    with pytest.raises(LimitReached, match="20 access tokens"):
        await scene.ada.issue("read")
    await scene.bob.issue("read", team_id=scene.team_id)
    with pytest.raises(NotAMember):
        await scene.bob.issue("read", team_id=f"personal:{scene.ada.id}")


async def test_r204_the_list_says_when_a_token_was_used(stage: Stage) -> None:
    """To the hour, and never before the first use; using a token does not prolong it. Browsers are listed apart."""
    world, ada = stage.scene.world, stage.scene.ada
    program = await ada.issue("write")
    [before] = await _listed(ada)
    for title, hours in (("Bread", 0), ("Cheese", 0.5), ("Butter", 24)):
        world.now_ms += hours * RENEW_AFTER_MS
        await _rename(stage, program, title)
        await commit_deferred(world.db, world.deferred)
        world.deferred.clear()
    [after] = await _listed(ada)
    assert before == {**after, "usedAt": None}
    assert after["usedAt"] == instant(world.now_ms - 1)
    assert len(body(await sessions.list_sessions(ada.call()))["sessions"]) == 1


async def test_r203_a_token_expires_however_much_it_is_used(stage: Stage) -> None:
    """It lasts for as long as was said, longer than a browser that is not used, and not a millisecond more."""
    world, lasts_ms = stage.scene.world, 2 * IDLE_MS
    program = await stage.scene.ada.issue("write", expires_in=lasts_ms // 1000)
    ends_ms = world.now_ms + lasts_ms
    await _rename(stage, program, "Bread")
    await commit_deferred(world.db, world.deferred)
    world.now_ms = ends_ms - 2
    await _rename(stage, program, "Cheese")
    await commit_deferred(world.db, world.deferred)
    with pytest.raises(InvalidToken):
        await _rename(stage, program, "Butter")


async def test_r205_a_token_ends_by_itself_alone(stage: Stage) -> None:
    """Its teams are rechecked and its next request is refused, cached or not; other tokens and browsers stay."""
    scene = stage.scene
    program, other = await scene.ada.issue("write"), await scene.ada.issue("write")
    await scene.bob.issue("read")
    await scene.connect(program)
    await _rename(stage, program, "Bread")
    with pytest.raises(NotFound):
        await tokens.end_token(scene.ada.call(), str((await _listed(scene.bob))[0]["id"]))
    ended = await tokens.end_token(scene.ada.call(), str((await _listed(scene.ada))[1]["id"]))
    assert (body(ended), ended.effects.recheck) == ({"ok": True, "ended": 1}, (scene.team_id,))
    with pytest.raises(InvalidToken):
        await _rename(stage, program, "Cheese")
    await sessions.end_other_sessions(scene.ada.call())
    await _rename(stage, other, "Butter")
    assert [len(await _listed(who)) for who in (scene.ada, scene.bob)] == [1, 1]
    with pytest.raises(InvalidToken):
        await sessions.list_teams(program.call())


async def test_r205_tokens_end_with_what_they_are_for(stage: Stage) -> None:
    """With the account, and of one team with the team; whoever was removed from it is out with any token."""
    scene = stage.scene
    whole, one = await scene.bob.issue("write"), await scene.bob.issue("write", team_id=scene.team_id)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    for program in (whole, one):
        with pytest.raises(NotAMember):
            await _rename(stage, program, "Bread")
    await teams.delete_team(scene.ada.call(), scene.team_id)
    assert [token["teamId"] for token in await _listed(scene.bob)] == [None]
    await scene.connect(whole, *await _space(scene.bob))
    deleted = await account.delete_account(scene.bob.call(), AccountDeletion(texts="keep"))
    assert deleted.effects.recheck == (f"personal:{scene.bob.id}",)
    with pytest.raises(InvalidToken):
        await sessions.list_teams(whole.call())


async def _space(who: Person) -> tuple[str, str]:
    team_id = f"personal:{who.id}"
    return team_id, body(await sets.list_sets(who.call(), team_id))["sets"][0]["id"]
