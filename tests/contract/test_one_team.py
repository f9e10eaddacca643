"""Teams are independent: requests need a team's own rows and the directory of people, and nothing of other teams.

So a team can move to its own database (docs/scale.md): `Context.database_for` is the one place to change.
"""

from __future__ import annotations

import re

import pytest

from domain.inputs import NewTodo, TeamName
from ports import Database, Rows, Statement
from routes import sets, teams, todos
from tests.support.databases import copying, dump
from tests.support.marks import over_sqlite
from tests.support.mutations import TEAM_MUTATIONS, TODO_MUTATIONS, UNREMEMBERED, Act, Stage
from tests.support.reads import READS, Read
from tests.support.scene import Scene, body

OF_A_TEAM = ("todos", "todo_sets", "events", "permissions", "idempotency_keys", "deleted_todos", "comments",
             "deleted_comments")  # fmt: skip
DIRECTORY = ("users", "sessions", "memberships", "invites", "sign_ins", "teams")
MUTATIONS: dict[str, Act] = {name: act for name, (_, act) in TODO_MUTATIONS.items()} | TEAM_MUTATIONS | UNREMEMBERED
REQUESTS: dict[str, Read] = {**READS, **MUTATIONS}


class Labelled:
    """A database that records what is sent to it under a name."""

    def __init__(self, db: Database, name: str, found: list[tuple[str, Statement]]) -> None:
        self._db, self._name, self._found = db, name, found
        self.trips = 0

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Record the batch and pass it on."""
        self._found += [(self._name, statement) for statement in statements]
        return await self._db.batch(*statements)


async def _other_team(scene: Scene) -> None:
    """Put both in another team too, which has lists, todos and claims."""
    team = body(await teams.create_team(scene.bob.call(), TeamName(name="Others")))["team"]["id"]
    first = body(await sets.list_sets(scene.bob.call(), team))["sets"][0]["id"]
    await todos.create_todo(scene.bob.call(), team, first, NewTodo(title="Elsewhere"))


@over_sqlite
@pytest.mark.parametrize("name", REQUESTS)
async def test_a_request_needs_no_row_of_another_team(name: str, stage: Stage) -> None:
    """Its answer, and what is stored of the team afterwards, are the same when no other team has any rows."""
    scene = stage.scene
    await _other_team(scene)
    everything = await copying(scene.world.db)
    endings = []
    for alone in (False, True):
        await scene.world.db.batch(*everything)
        if alone:
            sql = "DELETE FROM todo_sets WHERE team_id <> ?1"
            await scene.world.db.batch(Statement(sql, (scene.team_id,)))
        again = scene.over(scene.world.db)
        result = await REQUESTS[name](stage._replace(scene=again), again.ada.call("k1"))
        stored = await dump(scene.world.db)
        own = {
            table: [row for row in stored[table] if scene.team_id in row or scene.set_id in row] for table in OF_A_TEAM
        }
        endings.append((getattr(result, "text", ""), own))
    assert endings[0] == endings[1]


@over_sqlite
@pytest.mark.parametrize("name", REQUESTS)
async def test_statements_to_the_directory_touch_no_rows_of_a_team(
    name: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements about people, sessions and memberships go to the directory; those of a team name the team."""
    scene, found = stage.scene, list[tuple[str, Statement]]()
    ctx = scene.ada.call("k1")
    db = ctx.db
    monkeypatch.setattr(type(ctx), "database_for", lambda _, team_id: Labelled(db, team_id, found))
    monkeypatch.setattr(type(ctx), "directory", property(lambda _: Labelled(db, "directory", found)))
    await REQUESTS[name](stage, ctx)
    assert found
    assert [s.sql for where, s in found if where == "directory" and _tables(s.sql) & set(OF_A_TEAM)] == []
    assert {where for where, s in found if _tables(s.sql) & set(OF_A_TEAM)} <= {scene.team_id, ""}


def _tables(sql: str) -> set[str]:
    return {word for word in re.findall(r"\w+", sql) if word in OF_A_TEAM + DIRECTORY}
