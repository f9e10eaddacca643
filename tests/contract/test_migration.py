"""A TypeScript Glint's database is migrated without loss, on sqlite3 and on real D1."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from actions import lists
from domain.errors import Resync
from domain.inputs import NewTodo
from domain.instants import instant
from ports import Database, Statement
from routes import todos
from tests.support.databases import dump
from tests.support.old_glint import LEFT_OVER, LONG_TITLE, T1, TABLES, make_old
from tests.support.scene import Scene, World
from tools.legacy.convert import convert
from tools.legacy.plan import TABLES as NEW_TABLES
from tools.legacy.plan import Plan
from tools.legacy.source import other_columns
from tools.legacy.sql import statements
from tools.migrate import check, write
from tools.migrations import MIGRATION_FILES
from tools.project import MODULES_BIN, ROOT, CommandFailed, environment

BATCH = 200
PEOPLE = {
    "users": {"u-ada": {"id": "oidc-ada", "username": "ada", "displayName": "Ada"}},
    "teams": {"t1": {"name": "Engines", "members": {"u-ada": "owner", "u-bob": "member"}}},
}


def planned(folder: Path, people: dict[str, object] | None = None) -> Plan:
    """Return the plan for the old database, with `people.json` or without."""
    file = None
    if people is not None:
        file = folder / "people.json"
        file.write_text(json.dumps(people))
    return convert(make_old(folder / "old.sql"), file)[1]


async def load(db: Database, plan: Plan) -> None:
    """Run the import as it is."""
    found = [Statement(sql.removesuffix(";")) for sql in statements(plan)]
    for start in range(0, len(found), BATCH):
        await db.batch(*found[start : start + BATCH])


async def missing(db: Database, plan: Plan) -> list[object]:
    """Return the planned rows that are not stored value for value."""
    lost: list[object] = []
    for table in NEW_TABLES:
        stored = (await db.batch(Statement(f"SELECT * FROM {table}")))[0]  # noqa: S608 - constant names
        lost += [row for row in plan.rows[table] if not any(row.items() <= found.items() for found in stored)]
    return lost


async def test_everything_arrives_and_a_second_run_adds_nothing(db: Database, tmp_path: Path) -> None:
    """The import stores every planned value; run again, as after an interruption, it changes nothing."""
    plan = planned(tmp_path)
    await load(db, plan)
    assert await missing(db, plan) == []
    stored = await dump(db)
    await load(db, plan)
    assert await dump(db) == stored


async def test_an_interrupted_import_is_completed_by_the_next(db: Database, tmp_path: Path) -> None:
    """Whatever part of the statements ran, running all of them completes it."""
    plan = planned(tmp_path)
    found = [Statement(sql.removesuffix(";")) for sql in statements(plan)]
    for end in (1, len(found) // 2, len(found) - 3):
        for start in range(0, end, BATCH):
            await db.batch(*found[start : min(start + BATCH, end)])
    await load(db, plan)
    assert await missing(db, plan) == []


def test_every_old_row_is_taken_over_or_noted(tmp_path: Path) -> None:
    """Each row has its id in the new database, or is in the notes with all its values."""
    plan = planned(tmp_path)
    for table, rows in TABLES.items():
        new = {row["id"] for row in plan.rows[table]}
        left = {note.row["id"] for note in plan.notes if note.table == table and not note.kept}
        assert left == LEFT_OVER.get(table, set())
        assert {row[0] for row in rows} == {name for name in new | left if name in {row[0] for row in rows}}


def test_what_does_not_fit_is_moved_to_where_it_does(tmp_path: Path) -> None:
    """Missing parents, cycles, deep trees, missing sets and sets of other teams are all placed."""
    plan = planned(tmp_path)
    by_id = {row["id"]: row for row in plan.rows["todos"]}
    assert [by_id[name]["parent_id"] for name in "abcdefk"] == [None, "a", None, None, "d", None, None]
    assert max(int(row["depth"] or 0) for row in plan.rows["todos"]) == 8
    assert (by_id["z11"]["parent_id"], by_id["z08"]["parent_id"]) == ("z07", "z07")
    names = {row["id"]: (row["team_id"], row["name"]) for row in plan.rows["todo_sets"]}
    assert names["lost"] == ("t1", "Recovered")
    assert names[by_id["j"]["set_id"]] == ("t2", "Recovered")
    assert names["s2"] == ("t1", "(no name)")
    assert (by_id["g"]["title"], by_id["h"]["title"]) == (LONG_TITLE, "(no title)")
    assert by_id["a"]["created_at"] == "2025-01-02T03:04:05.000Z"
    assert by_id["c"]["updated_at"] == by_id["c"]["created_at"]
    assert (by_id["h"]["created_at"], by_id["h"]["sort_order"]) == ("1970-01-01T00:00:00.000Z", 0)


def test_a_set_over_the_limit_is_divided(tmp_path: Path) -> None:
    """More than 5,000 todos go to a second set of the same name, numbered."""
    plan = convert(make_old(tmp_path / "old.sql", todos=5_003), None)[1]
    further = [row for row in plan.rows["todo_sets"] if row["name"] == "Big (2)"]
    assert sum(todo["set_id"] == "big" for todo in plan.rows["todos"]) == 5_000
    assert sum(todo["set_id"] == further[0]["id"] for todo in plan.rows["todos"]) == 3


def test_without_a_list_of_people_who_did_something_is_a_member(tmp_path: Path) -> None:
    """The first one owns the team; a personal space has only its own person. Claims make members too."""
    plan = planned(tmp_path)
    members = plan.rows["memberships"]
    assert {(row["user_id"], row["role"]) for row in members if row["team_id"] == "t1"} == {
        ("u-ada", "owner"), ("u-bob", "member"), ("u-cyd", "member"), ("u-eve", "member"),
    }  # fmt: skip
    assert [row["user_id"] for row in members if row["team_id"] == "personal:u-ada"] == ["u-ada"]
    assert {row["claimed_by"] for row in plan.rows["todos"]} == {"u-bob", "u-cyd", None}


def test_people_json_maps_people(tmp_path: Path) -> None:
    """With people.json users get their new ids and names, everywhere, and only listed members have claims."""
    plan = planned(tmp_path, PEOPLE)
    members = [(row["user_id"], row["role"]) for row in plan.rows["memberships"] if row["team_id"] == "t1"]
    assert members == [("oidc-ada", "owner"), ("u-bob", "member")]
    assert {row["claimed_by"] for row in plan.rows["todos"]} == {"u-bob", None}
    assert {row["team_id"] for row in plan.rows["todo_sets"]} == {"t1", "t2", "personal:oidc-ada"}
    assert "u-ada" not in json.dumps(plan.rows)
    names = {row["id"]: row["username"] for row in plan.rows["users"]}
    assert (names["oidc-ada"], {names["u-bob"], names["u-eve"]}) == ("ada", {"bob", "bob-2"})


async def test_people_continue_with_their_migrated_lists(db: Database, tmp_path: Path) -> None:
    """The list is there, old overrides apply, the log continues from the import, and comments are shown."""
    await load(db, planned(tmp_path))
    world = World(db)
    scene = Scene(world, await world.sign_in("ada"), await world.sign_in("bob"), "t1", "s1")
    listed = await scene.listed()
    assert {todo["id"] for todo in listed["todos"]} == set("abcdefgh")
    shown = {todo["id"]: (todo["commentCount"], todo["claimedByName"]) for todo in listed["todos"]}
    assert shown["a"] == (2, "bob")
    with pytest.raises(Resync):
        await lists.list_events(scene.ada.call(), "t1", "s1", 0)
    done = await todos.create_todo(scene.ada.call(), "t1", "s1", NewTodo(title="New"))
    assert json.loads(done.text)["seq"] == listed["seq"] + 1
    old = await scene.thread("a")
    assert [(each["id"], each["displayName"], each["body"][:9]) for each in old] == [
        ("c1", "bob", "Which one"), ("c2", "ada", "xxxxxxxxx"),
    ]  # fmt: skip
    assert (old[0]["body"], len(old[1]["body"])) == ("Which one?\nThis one: 🥛", 120_000)
    await scene.comment("a", "Both")
    await todos.delete_todo(scene.ada.call(), "t1", "a")
    await todos.restore_todo(scene.ada.call(), "t1", "a")
    assert ([each["id"] for each in old], (await scene.thread("a"))[:2]) == (["c1", "c2"], old)
    assert {todo["id"]: todo["commentCount"] for todo in await scene.todos()}["a"] == 3
    await todos.delete_todo(scene.ada.call(), "t1", "a")
    assert await world.rows("SELECT id FROM comments") == []
    assert instant(world.now_ms) > T1


def new_database(path: Path, script: str) -> Path:
    """Return a database file with the project's migrations and the import in it."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA foreign_keys = ON")
    for file in MIGRATION_FILES:
        database.executescript(file.read_text())
    database.executescript(script)
    database.commit()
    database.close()
    return path


def test_the_check_finds_what_is_missing_or_different(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It passes for a complete import, and names every row that differs."""
    old = make_old(tmp_path / "old.sql")
    write(old, None, tmp_path)
    new = new_database(tmp_path / "new.sqlite", (tmp_path / "import.sql").read_text())
    check(old, None, new)
    assert "all rows are there" in capsys.readouterr().err
    database = sqlite3.connect(new)
    with database:
        database.execute("DELETE FROM comments WHERE id = 'c1'")
        database.execute("UPDATE todos SET title = 'Other' WHERE id = 'a'")
    database.close()
    with pytest.raises(CommandFailed):
        check(old, None, new)
    said = capsys.readouterr().err
    assert "comments c1: is missing" in said
    assert "todos a: title is different" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [("nonsense", "neither an SQL export nor"), ("CREATE TABLE todos (id TEXT);", "table todo_sets is not there")],
)
def test_another_file_is_refused(content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any other file is refused in a sentence."""
    file = tmp_path / "old.sql"
    file.write_text(content)
    with pytest.raises(CommandFailed):
        write(file, None, tmp_path)
    assert said in capsys.readouterr().err


def test_wrangler_runs_the_import(tmp_path: Path) -> None:
    """`wrangler d1 execute --file` accepts the file, twice, and its export passes the check."""
    old = make_old(tmp_path / "old.sql")
    write(old, None, tmp_path)
    config = tmp_path / "wrangler.json"
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    config.write_text(json.dumps({"name": "x", "compatibility_date": "2026-11-01", "d1_databases": [
        {"binding": "DB", "database_name": "glint", "database_id": "x", "migrations_dir": "migrations"}]}))  # fmt: skip

    def wrangler(*args: str) -> None:
        command = [str(MODULES_BIN / "wrangler"), "d1", *args, "--local", "--config", str(config)]
        done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    wrangler("migrations", "apply", "glint")
    for _ in range(2):
        wrangler("execute", "glint", f"--file={tmp_path / 'import.sql'}", "--yes")
    wrangler("export", "glint", f"--output={tmp_path / 'new.sql'}")
    check(old, None, tmp_path / "new.sql")


def test_renewal_is_taken_over(tmp_path: Path) -> None:
    """With its time, its zone and when it was; what is no time is noted, and off."""
    plan = planned(tmp_path)
    found = {row["id"]: row for row in plan.rows["todo_sets"]}
    names = ("auto_renew", "renew_time", "timezone", "last_renewed_at")
    assert [found["s1"][name] for name in names] == [1, "06:00", "Europe/Berlin", "2025-03-04T05:06:07.000Z"]
    assert [found["s2"][name] for name in names] == [0, None, None, None]
    assert [found["s3"][name] for name in names] == [0, "00:00", "UTC", None]
    assert [note.row["id"] for note in plan.notes if "renewal" in note.what] == ["s2"]


def test_no_column_of_a_migrated_table_vanishes_silently(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tool names each that it does not take over; an older database may lack those that came later."""
    write(make_old(tmp_path / "old.sql"), None, tmp_path / "out")
    assert "Columns that are not migrated: todo_sets.color." in capsys.readouterr().err
    text = (tmp_path / "old.sql").read_text()
    (tmp_path / "older.sql").write_text(text.replace("auto_renew", "other").replace("color", "colour"))
    assert other_columns(tmp_path / "older.sql") == ["todo_sets.other", "todo_sets.colour"]
    assert {row["auto_renew"] for row in convert(tmp_path / "older.sql", None)[1].rows["todo_sets"]} == {0}
