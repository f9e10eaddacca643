"""A plan as SQL that only adds what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from tools.legacy.plan import TABLES, NewRow, Plan, Value

# D1 accepts statements of 100,000 bytes; a character has up to four, and a quotation mark becomes two.
PIECE_CHARS = 5_000


def statements(plan: Plan) -> Iterator[str]:
    """Yield statements that may be run again, even after an interruption at any point."""
    for table in TABLES:
        for row in plan.rows[table]:
            yield from _insert(table, row)


def _insert(table: str, row: NewRow) -> Iterator[str]:
    start = {name: value[:PIECE_CHARS] if isinstance(value, str) else value for name, value in row.items()}
    values = ", ".join(map(literal, start.values()))
    yield f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values}) ON CONFLICT DO NOTHING;"  # noqa: S608 - quoted
    for name, value in row.items():
        if isinstance(value, str) and len(value) > PIECE_CHARS:
            for at in range(PIECE_CHARS, len(value), PIECE_CHARS):
                piece, so_far = literal(value[at : at + PIECE_CHARS]), literal(row["id"])
                # Only onto exactly the previous parts, so that a second run adds nothing.
                yield (
                    f"UPDATE {table} SET {name} = {name} || {piece} "  # noqa: S608 - quoted
                    f"WHERE id = {so_far} AND length({name}) = {at};"
                )


def literal(value: Value) -> str:
    """Quote the value for SQL. Line breaks are escaped, because a file of statements is read by lines."""
    if value is None:
        return "NULL"
    if not isinstance(value, str):
        return repr(value)
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return f"CAST(X'{value.encode('utf-8', 'replace').hex()}' AS TEXT)"
