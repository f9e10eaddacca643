"""What `glint export` writes is what the web app writes and reads (web/src/exchange)."""

from __future__ import annotations

from glint_client.export import as_json, as_markdown, exported
from glint_client.wire import Member, Todo

AT = "2026-11-24T09:00:00.000Z"
MEMBERS: list[Member] = [{"userId": "ann", "displayName": "Ann", "role": "owner"}]


def todo(todo_id: str, title: str, parent: str | None = None, **more: object) -> Todo:
    """A todo on the wire."""
    found: Todo = {"id": todo_id, "title": title, "parentId": parent, "completed": False,
                   "claimedByName": None,
                   "assignees": [], "dueOn": None, "dueTime": None, "dueZone": None, "repeat": None,
                   "createdAt": AT}  # fmt: skip
    return {**found, **more}  # type: ignore[typeddict-item]


LIST = exported(
    "A <br> list",
    [
        todo("1", "Milk\n<!-- no -->", claimedByName="Ann", assignees=["ann", "gone"], dueOn="2026-12-02"),
        todo("2", "Oat", "1", completed=True),
    ],
    [{"todoId": "2", "displayName": "Ann", "writtenBy": None, "createdAt": AT, "body": "**Bold**\r\n\nYes"}],
    MEMBERS,
    {"2": "**Which**\n\nThe blue one"},
)


def test_a_list_as_a_file_has_it() -> None:
    """Sub-todos within their parent, people by name, and nothing that says nothing."""
    oat = {"title": "Oat", "description": "**Which**\n\nThe blue one", "completed": True, "createdAt": AT,
           "comments": [{"by": "Ann", "at": AT, "text": "**Bold**\n\nYes"}]}  # fmt: skip
    milk = {"title": "Milk\n<!-- no -->", "claimedBy": "Ann", "assignees": ["Ann"], "dueOn": "2026-12-02",
            "createdAt": AT, "todos": [oat]}  # fmt: skip
    assert {"name": "A <br> list", "todos": [milk]} == LIST
    assert as_json([LIST, LIST]).startswith('{\n  "lists": [\n    {\n      "name"')


def test_a_list_as_markdown() -> None:
    """With what has no place in Markdown in comments, and with what looks like Markdown escaped."""
    extras = f'{{"claimedBy":"Ann","assignees":["Ann"],"due":{{"dueOn":"2026-12-02"}},"createdAt":"{AT}"}}'
    assert as_markdown([LIST]).splitlines() == [
        "# A \\<br> list",
        "",
        f"- [ ] Milk<br>\\<!-- no --> <!-- {extras} -->",
        f'  - [x] Oat <!-- {{"createdAt":"{AT}"}} -->',
        "    > \\**Which**",
        "    >",
        "    > The blue one",
        f"    > **Ann** {AT}",
        "    > \\**Bold**",
        "    >",
        "    > Yes",
    ]
