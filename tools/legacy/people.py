"""Users, teams and memberships, of which the four tables only contain ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from domain.text import composed
from tools.legacy.plan import Plan
from tools.legacy.source import Row
from tools.legacy.values import UNKNOWN_TIME, text
from tools.project import CommandFailed

PERSONAL = "personal:"
NOBODY = "unknown"
ROLES = ("owner", "co-owner", "admin", "member")


def rank(time: str) -> tuple[bool, str]:
    """Sort key for times; an unknown one comes last."""
    return time == UNKNOWN_TIME, time


def earlier(one: str, other: str) -> str:
    """Return the earlier of two times, if known."""
    return min(one, other, key=rank)


class People:
    """Who was seen in which team, with what `people.json` says about them."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._users: dict[str, Any] = known.get("users", {})
        self._teams: dict[str, Any] = known.get("teams", {})
        self._since: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._seen: dict[str, dict[str, str]] = {}

    def user(self, old_id: object, since: str, name: object = None) -> str:
        """Return the new id of someone who was seen at `since`; things without an author get a user of their own."""
        user_id = text(self._users.get(text(old_id), {}).get("id") or text(old_id) or NOBODY)
        self._since[user_id] = earlier(since, self._since.get(user_id, since))
        if text(name).strip():
            self._names[user_id] = text(name).strip()
        return user_id

    def team(self, old_id: object, since: str) -> str:
        """Return the team's id. The personal space of someone with a new id moves with them."""
        team_id = text(old_id) or NOBODY
        if team_id.startswith(PERSONAL):
            team_id = PERSONAL + self.user(team_id.removeprefix(PERSONAL), since)
        self._seen.setdefault(team_id, {})
        return team_id

    def saw(self, team_id: str, user_id: str, since: str) -> None:
        """Record that this user did something in this team."""
        seen = self._seen[team_id]
        seen[user_id] = earlier(since, seen.get(user_id, since))

    def may_be_member(self, team_id: str, user_id: str) -> bool:
        """Return whether this user may be in this team, as far as is known."""
        if team_id.startswith(PERSONAL):
            return team_id == PERSONAL + user_id
        listed = self._teams.get(team_id, {}).get("members")
        return listed is None or user_id in {text(self._users.get(old, {}).get("id") or old) for old in listed}

    def add_to(self, plan: Plan) -> None:
        """Add the rows of users, teams and memberships."""
        for team_id in self._seen:
            for user_id in self._teams.get(team_id, {}).get("members", {}):
                self.user(user_id, self._began(team_id))
        for team_id in list(self._seen):
            self._add_team(plan, team_id)
        taken: set[str] = set()
        for user_id, since in sorted(self._since.items()):
            self._add_user(plan, user_id, since, taken)

    def _add_team(self, plan: Plan, team_id: str) -> None:
        began, personal = self._began(team_id), team_id.startswith(PERSONAL)
        known = self._teams.get(team_id, {})
        name = "Personal" if personal else text(known.get("name")).strip() or f"Team {team_id}"
        plan.add(
            "teams", {"id": team_id, "name": name, "personal": int(personal), "created_at": began, "updated_at": began}
        )
        for user_id, (role, since) in sorted(self._members(plan, team_id).items()):
            plan.add("memberships", {"team_id": team_id, "user_id": user_id, "role": role, "joined_at": since})

    def _members(self, plan: Plan, team_id: str) -> dict[str, tuple[str, str]]:
        """Return role and joining time of each member: from `people.json`, or else from who did something there."""
        began, seen = self._began(team_id), self._seen[team_id]
        if team_id.startswith(PERSONAL):
            return {team_id.removeprefix(PERSONAL): ("owner", began)}
        listed = self._teams.get(team_id, {}).get("members")
        if listed is not None:
            return {
                self.user(old, began): (role, seen.get(self.user(old, began), began)) for old, role in listed.items()
            }
        first = min(seen, key=lambda user: (user == NOBODY, rank(seen[user]), user), default=NOBODY)
        what = "its members are not in people.json: who did something in it is a member, the first one its owner"
        plan.changed("teams", {"id": team_id, "owner": first, "members": sorted(seen)}, what)
        self.user(first, began)
        everybody = {first: began, **seen}
        return {user: ("owner" if user == first else "member", since) for user, since in everybody.items()}

    def _began(self, team_id: str) -> str:
        return min(self._seen[team_id].values(), key=rank, default=UNKNOWN_TIME)

    def _add_user(self, plan: Plan, user_id: str, since: str, taken: set[str]) -> None:
        known: dict[str, Any] = next(
            (said for old, said in self._users.items() if user_id in (old, said.get("id"))), {}
        )
        wanted = composed(text(known.get("username") or self._names.get(user_id) or user_id))
        username, number = wanted, 1
        while username in taken:
            number += 1
            username = f"{wanted}-{number}"
        if username != wanted:
            plan.changed("users", {"id": user_id, "username": wanted}, f"the username is taken: now {username}")
        taken.add(username)
        plan.add("users", {
            "id": user_id, "username": username, "display_name": text(known.get("displayName")) or wanted,
            "avatar_url": known.get("avatarUrl"), "created_at": since, "updated_at": since,
        })  # fmt: skip


def read_people(path: Path | None) -> People:
    """Read `people.json`, if given."""
    if path is None:
        return People({})
    try:
        known = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandFailed(f"{path} cannot be read as JSON: {error}") from None
    sections = known.values() if isinstance(known, dict) else [None]
    if not all(isinstance(each, dict) and all(isinstance(one, dict) for one in each.values()) for each in sections):
        raise CommandFailed(f"{path} must contain users and teams by id, each an object, as in docs/migrate.md.")
    for team_id, team in known.get("teams", {}).items():
        roles = list(team.get("members", {}).values())
        if "members" in team and "owner" not in roles:
            raise CommandFailed(f"{path}: the team {team_id} has no owner among its members.")
        if wrong := [role for role in roles if role not in ROLES]:
            raise CommandFailed(f"{path}: {wrong[0]!r} is not a role; the roles are {', '.join(ROLES)}.")
    return People(known)


def saw_all(people: People, team_id: str, row: Row, since: str) -> tuple[str, str | None]:
    """Record the author and the claimer of a row in its team."""
    author = people.user(row["user_id"], since)
    people.saw(team_id, author, since)
    claimer = people.user(row.get("claimed_by"), since) if text(row.get("claimed_by")) else None
    if claimer is not None:
        people.saw(team_id, claimer, since)
    return author, claimer
