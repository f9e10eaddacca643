"""Conversion of a whole old database into a plan for the new one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.legacy.links import add_links, described, latest_time, read_links
from tools.legacy.lists import Lists
from tools.legacy.people import People, read_people
from tools.legacy.plan import Plan, derived_id
from tools.legacy.source import Row, read_old
from tools.legacy.values import first_instant, flag, text

SET_SCOPE = "set:"


def convert(path: Path, people_path: Path | None, links_path: Path | None = None) -> tuple[dict[str, list[Row]], Plan]:
    """Read the old rows and plan the new ones. The same files always give the same plan."""
    old, people, links, plan = read_old(path), read_people(people_path), read_links(links_path), Plan()
    lists = Lists(plan, people)
    lists.add(old["todo_sets"], old["todos"], Counter(text(row["todo_id"]) for row in old["comments"]))
    _add_comments(plan, people, lists, old["comments"])
    _add_permissions(plan, people, lists, old["permissions"])
    people.add_to(plan)
    add_links(plan, lists, links, latest_time(old))
    return {**old, "share_links": [described(link) for link in links]}, plan


def _add_comments(plan: Plan, people: People, lists: Lists, rows: list[Row]) -> None:
    taken: set[str] = set()
    for row in rows:
        todo_id, since = text(row["todo_id"]), first_instant(row["created_at"])
        team_id = lists.todo_team.get(todo_id)
        if team_id is None:
            plan.left("comments", row, "its todo is not there, and nothing else says which team it belongs to")
            continue
        author = people.user(row["user_id"], since, row["username"])
        people.saw(team_id, author, since)
        comment_id = text(row["id"])
        if not comment_id or comment_id in taken:
            comment_id = derived_id("comments", len(taken), *row.values())
            plan.changed("comments", row, f"its id is taken or empty: now {comment_id}")
        taken.add(comment_id)
        plan.add("comments", {"id": comment_id, "todo_id": todo_id, "user_id": author,
                              "username": text(row["username"]), "body": text(row["body"]),
                              "created_at": since})  # fmt: skip


def _add_permissions(plan: Plan, people: People, lists: Lists, rows: list[Row]) -> None:
    """Add overrides that can have an effect here; of several for the same thing the last one counts, as before."""
    from domain.permissions import PERMISSIONS  # noqa: PLC0415 - src/ is on the path once the tool runs

    kept: dict[tuple[str, str, str, str], Row] = {}
    for row in rows:
        team_id = people.team(row["team_id"], first_instant(row["updated_at"]))
        scope, role, name = text(row["scope"]), text(row["role"]), text(row["permission"])
        set_id = scope.removeprefix(SET_SCOPE)
        if role not in ("admin", "member"):
            plan.left("permissions", row, "overrides are for admin and member; owners may do everything")
        elif name not in PERMISSIONS:
            plan.left("permissions", row, "there is no such permission")
        elif scope != "global" and (set_id == scope or lists.set_team(set_id) != team_id):
            plan.left("permissions", row, "its scope is neither 'global' nor a set of its team")
        else:
            for place in (scope, *(f"{SET_SCOPE}{copy}" for copy in lists.copies.get(set_id, ()))):
                if earlier := kept.pop((team_id, place, role, name), None):
                    plan.left("permissions", earlier, "a later row says something else of the same thing")
                kept[team_id, place, role, name] = row
    used: set[str] = set()
    for (team_id, scope, role, name), row in kept.items():
        row_id = text(row["id"])
        if not row_id or row_id in used:
            row_id = derived_id("permissions", team_id, scope, role, name)
        used.add(row_id)
        plan.add("permissions", {"id": row_id, "team_id": team_id, "scope": scope, "role": role, "permission": name,
                                 "allowed": flag(row["allowed"]),
                                 "updated_at": first_instant(row["updated_at"])})  # fmt: skip
