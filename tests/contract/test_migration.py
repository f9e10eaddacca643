"""A TypeScript Glint's database is migrated without loss, on sqlite3 and on real D1."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from actions import lists
from domain import limits
from domain.errors import Resync
from domain.inputs import NewTodo
from domain.instants import epoch_ms, instant
from ports import Database, Statement
from routes import todos
from tests.support.databases import dump
from tests.support.http_app import HttpApp
from tests.support.old_glint import LEFT_OVER, LONG_TITLE, T1, T2, T3, TABLES, make_old
from tests.support.scene import Scene, World
from tools.legacy.convert import convert
from tools.legacy.links import read_links
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
EXPORTED_MS = epoch_ms(f"{T3}Z")
TOKEN = "Abc-._~!$&'()*+,;=:@9"  # noqa: S105 - of a test
LINKS = [
    {"token": TOKEN, "setId": "s1", "name": "Board", "allows": ["comment", "create"], "createdAt": T1},
    {"token": "for-eve", "setId": "s1", "allows": [], "allowedEmails": ["eve@example.com"]},
    {"token": "of-lost", "setId": "lost-list", "allows": ["edit"]},
    {"token": "twice", "setId": "s1"},
    {"token": "twice", "setId": "s3"},
    {"token": "a/b", "setId": "s1"},
    {"token": "over", "setId": "s1", "expiresAt": T2},
    {"token": "for-ever", "setId": "s3", "name": None, "allowedEmails": [], "expiresAt": "2099-01-01T00:00:00+01:00"},
]


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


def links_file(folder: Path, links: object = LINKS) -> Path:
    """Write `links.json`."""
    file = folder / "links.json"
    file.write_text(json.dumps(links))
    return file


async def test_a_guest_goes_on_by_the_old_token(db: Database, tmp_path: Path) -> None:
    """With the rights of the old link and no others, for as long as a link may be valid from the export on."""
    plan = convert(make_old(tmp_path / "old.sql"), None, links_file(tmp_path))[1]
    await load(db, plan)
    assert await missing(db, plan) == []
    app = HttpApp(database=db)
    app.clock = lambda: EXPORTED_MS + 1
    page = f"/api/shared/{quote(TOKEN, safe='')}"
    shown = await app.request("GET", page)
    assert (shown.body["set"]["name"], len(shown.body["todos"])) == ("Engine; no. 2", 8)
    assert (shown.body["permissions"]["comment"], shown.body["permissions"]["complete_any_todo"]) == (True, False)
    made = await app.request("POST", f"{page}/todos", {"title": "Of a guest"})
    refused = await app.request("POST", f"{page}/todos/complete", {"ids": ["a"], "completed": True})
    assert (made.status, refused.status) == (201, 403)
    app.clock = lambda: EXPORTED_MS + limits.LINK_MAX_S * 1000
    assert (await app.request("GET", page)).status == 404
    app.close()


def test_links_that_cannot_go_on_are_closed_and_noted(tmp_path: Path) -> None:
    """Those for some addresses, without a list, that share a token, that cannot be an address, and expired ones."""
    plan = convert(make_old(tmp_path / "old.sql"), None, links_file(tmp_path))[1]
    assert [row["set_id"] for row in plan.rows["share_links"]] == ["s1", "s3"]
    assert {row["expires_at"] for row in plan.rows["share_links"]} == {instant(EXPORTED_MS + limits.LINK_MAX_S * 1000)}
    notes = [(note.row["token"], note.kept) for note in plan.notes if note.table == "share_links"]
    assert notes == [(name, False) for name in ("for-eve", "of-lost", "twice", "twice", "a/b", "over")] + [
        ("for-ever", True)
    ]
    assert TOKEN not in "".join(statements(plan))


def test_the_check_finds_a_missing_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It compares the links, their guests and their sessions."""
    old, links = make_old(tmp_path / "old.sql"), links_file(tmp_path)
    plan = write(old, None, tmp_path, links)
    new = new_database(tmp_path / "new.sqlite", (tmp_path / "import.sql").read_text())
    check(old, None, new, links)
    database = sqlite3.connect(new)
    with database:
        database.execute("DELETE FROM share_links WHERE set_id = 's1'")
    database.close()
    with pytest.raises(CommandFailed):
        check(old, None, new, links)
    assert f"share_links {plan.rows['share_links'][0]['id']}: is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"setId": "s1"}, "missing required field `token`"),
        ({"token": "x", "setId": "s1", "color": "red"}, "contains unknown field `color`"),
        ({"token": "x", "setId": "s1", "allows": ["fly"]}, "'fly'"),
        ({"token": "x", "setId": "s1", "expiresAt": "soon"}, "`expiresAt` is no time"),
    ],
)
def test_a_bad_link_is_refused_with_its_number(
    bad: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file, the entry and the field."""
    with pytest.raises(CommandFailed):
        read_links(links_file(tmp_path, [LINKS[0], bad]))
    printed = capsys.readouterr().err
    assert "links.json: link number 2: " in printed
    assert said in printed
