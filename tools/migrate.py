"""`make migrate OLD=old.sql` and `make migrate-check OLD=old.sql NEW=new.sql`: see docs/migrate.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tools.project import CACHE, ROOT, CommandFailed, say

sys.path.insert(0, str(ROOT / "src"))

from tools.legacy.convert import convert
from tools.legacy.plan import TABLES, NewRow, Plan
from tools.legacy.source import Row, other_columns, other_tables, read_database
from tools.legacy.sql import statements

SHOWN = 10


def write(old: Path, people: Path | None, folder: Path, links: Path | None = None) -> Plan:
    """Write `import.sql` and `notes.json` below `folder`, and print a summary."""
    rows, plan = convert(old, people, links)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "import.sql").write_text("\n".join(statements(plan)) + "\n", "utf-8")
    notes = json.dumps([asdict(note) for note in plan.notes], indent=2, default=repr, ensure_ascii=False)
    (folder / "notes.json").write_text(notes + "\n", "utf-8")
    say(_summary(rows, plan))
    if others := other_tables(old):
        say(f"Tables that are not migrated: {', '.join(others)}.")
    if columns := other_columns(old):
        say(f"Columns that are not migrated: {', '.join(columns)}.")
    for (table, what), count in Counter((note.table, note.what) for note in plan.notes).most_common(SHOWN):
        say(f"  {table}, {count} rows: {what}")
    say(f"Wrote {folder / 'import.sql'}, and {len(plan.notes)} notes with the old rows to {folder / 'notes.json'}.")
    if links is not None:
        say("The notes may have tokens of share links, as the file of links does: keep both secret.")
    return plan


def _summary(rows: dict[str, list[Row]], plan: Plan) -> str:
    left = plan.left_by_table()
    lines = ["table          old    new   left over"]
    for table in TABLES:
        old = str(len(rows[table])) if table in rows else "-"
        lines.append(f"{table:<12}{old:>6} {len(plan.rows[table]):>6} {left[table]:>11}")
    return "\n".join(lines)


def differences(plan: Plan, new: Path) -> list[str]:
    """Yield a sentence for each row that is missing or different in the new database."""
    database = read_database(new)
    found = []
    for table in TABLES:
        key = ("team_id", "user_id") if table == "memberships" else ("id",)
        columns = ", ".join({name: None for row in plan.rows[table] for name in row}) or "*"
        try:
            cursor = database.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - constant names
        except database.Error as error:
            raise CommandFailed(f"{new} is not an export of the new database: {error}") from None
        stored = {tuple(row[name] for name in key): dict(row) for row in cursor}
        found += [f"{table} {row_key}: {what}" for row_key, what in _compared(plan.rows[table], stored, key)]
    database.close()
    return found


def _compared(rows: list[NewRow], stored: dict[tuple[object, ...], Row], key: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    for row in rows:
        row_key = tuple(row[name] for name in key)
        there, shown = stored.get(row_key), " ".join(map(str, row_key))
        if there is None:
            found.append((shown, "is missing"))
        else:
            found += [(shown, f"{name} is different") for name in row if there[name] != row[name]]
    return found


def check(old: Path, people: Path | None, new: Path, links: Path | None = None) -> None:
    """Compare the new database, row by row and value by value, with the plan for the old one."""
    rows, plan = convert(old, people, links)
    say(_summary(rows, plan))
    if found := differences(plan, new):
        listed = "\n".join(f"  - {difference}" for difference in found[:SHOWN])
        raise CommandFailed(
            f"migrate-check: {len(found)} differences\n{listed}\nRun import.sql once more, then check again."
        )
    say("migrate-check: all rows are there, and all values are equal.")


def main() -> None:
    """Write the import, or check it."""
    parser = argparse.ArgumentParser(prog="make migrate")
    parser.add_argument("--old", type=Path)
    parser.add_argument("--people", type=Path)
    parser.add_argument("--links", type=Path)
    parser.add_argument("--new", type=Path, help="check this export of the new database")
    parser.add_argument("--folder", type=Path, default=CACHE / "migration")
    args = parser.parse_args()
    if args.old is None:
        raise CommandFailed("Which database? make migrate OLD=old.sql, see docs/migrate.md.")
    if args.new is None:
        write(args.old, args.people, args.folder, args.links)
    else:
        check(args.old, args.people, args.new, args.links)


if __name__ == "__main__":
    main()
