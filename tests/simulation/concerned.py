"""Who is to be notified of what, followed beside the database: nobody twice, nobody in vain, and nobody not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from domain.limits import NOTIFICATIONS_KEPT
from glint_client.wire import Event, State
from ports import Statement
from tests.simulation.request import Request
from tests.simulation.violations import DoneTwice, Lost

if TYPE_CHECKING:
    from tests.simulation.world import World

Subject = tuple[str, str, str]
"""The person, the todo, and the comment or ''."""
_STORED: Final = "SELECT user_id, todo_id, comment_id, id FROM notifications WHERE kind <> 'due'"
_MAY_VIEW: Final = """
SELECT u.id, u.display_name FROM todo_sets l
JOIN memberships m ON m.team_id = l.team_id
JOIN users u ON u.id = m.user_id
WHERE l.id = ?1 AND (m.role IN ('owner', 'co-owner') OR coalesce(
  (SELECT allowed FROM permissions p WHERE p.team_id = l.team_id AND p.scope = 'set:' || l.id
   AND p.role = m.role AND p.permission = 'view_todos'),
  (SELECT allowed FROM permissions p WHERE p.team_id = l.team_id AND p.scope = 'global'
   AND p.role = m.role AND p.permission = 'view_todos'), 1))"""
_MEMBERS: Final = "SELECT DISTINCT user_id FROM memberships WHERE team_id = ?1"
_ENDS_MEMBERSHIPS: Final = "DELETE FROM memberships"


class Concerned:
    """What the log says of whom: the id of the newest notification about each subject."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._expected = self._stored()

    def _stored(self) -> dict[Subject, str]:
        rows = self._world.store.rows(_STORED)
        return {(str(row["user_id"]), str(row["todo_id"]), str(row["comment_id"])): str(row["id"]) for row in rows}

    def committed(self, statements: Collection[Statement]) -> None:
        """Forget those whose membership a batch has ended."""
        if any(statement.sql.lstrip().startswith(_ENDS_MEMBERSHIPS) for statement in statements):
            rows = self._world.store.rows(_MEMBERS, self._world.template.places[0].team)
            members = {row["user_id"] for row in rows}
            self._expected = {key: value for key, value in self._expected.items() if key[0] in members}

    def restored(self) -> None:
        """Begin again with what a restore has brought back."""
        self._expected = self._stored()

    def happened(self, request: Request, event: Event, before: State) -> None:
        """Follow an event, before which the list was like this, that someone has made by a request."""
        set_id, actor = event["setId"], event.get("actorId")
        people = {str(row["id"]): str(row["display_name"]) for row in self._world.store.rows(_MAY_VIEW, set_id)}
        about = f"{set_id}:{event['seq']}"
        for user_id, *subject in self._told(request, event, before, people):
            if user_id != actor and user_id in people:
                self._expected[user_id, subject[0], subject[1]] = about

    def _told(self, request: Request, event: Event, before: State, people: Mapping[str, str]) -> list[Subject]:
        if event["type"] == "todo:assigned" and not request.path.endswith("/undo"):
            others = set(before[event["id"]]["assignees"])
            return [(user_id, event["id"], "") for user_id in event["assignees"] if user_id not in others]
        if event["type"] == "comment:created":
            body: Any = request.body if isinstance(request.body, dict) else {}
            comment = event["comment"]
            named = [each for each in body.get("mentions", ()) if f"@{people.get(each)}" in comment["body"]]
            return [(user_id, event["todoId"], comment["id"]) for user_id in named]
        return []

    def check(self) -> None:
        """Check that everybody was told of all that concerns them, and of nothing else."""
        stored = self._stored()
        lost = sorted(self._expected.keys() - stored.keys())
        if lost and len(stored) < NOTIFICATIONS_KEPT:  # fewer than anybody may have
            raise Lost(f"Nobody was told of {lost}.")
        if more := sorted(key for key, value in stored.items() if self._expected.get(key) != value):
            raise DoneTwice(f"Someone was told of {more} once more.")
