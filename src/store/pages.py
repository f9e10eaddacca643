"""Answers in pages: as many rows as fit into one, and where the next page begins."""

from __future__ import annotations


def page(found: str, *, order: str, cursor: str, most: int, max_bytes: int) -> str:
    """The SQL of a page of what the query `found` gives: one row, the JSON array `items` and the `next` cursor or NULL.

    `found` has the column `json`, those of `order` and `cursor`, and one row more than `most` if there are so many. A
    page has one item at least, however large. The cursor is that of the last one: beside `max`, SQLite gives the
    columns of the row that has the maximum.
    """
    return f"""
SELECT json_group_array(json(x.json)) AS items, max(x.number), iif(x.number < x.found, {cursor}, NULL) AS next
FROM (SELECT * FROM (
    SELECT *, count(*) OVER () AS found, row_number() OVER place AS number,
      sum(length(CAST(json AS BLOB)) + 1) OVER place AS bytes
    FROM ({found}) x WINDOW place AS (ORDER BY {order})) x
  WHERE number = 1 OR (number <= {most} AND bytes <= {max_bytes}) ORDER BY number) x"""  # noqa: S608 - our own SQL
