"""Every mutation, ready to run: what holds for all of them is tested on each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from actions import permissions
from actions.result import Result
from context import Context
from domain.inputs import (
    Assignees,
    Claim,
    Completion,
    FileTodo,
    InviteTerms,
    MemberRole,
    NewComment,
    NewPosition,
    NewTodo,
    PermissionChange,
    PermissionChanges,
    SetChange,
    SetImport,
    SetName,
    SetOrder,
    TeamName,
    TodoChange,
    TodoMove,
    TodoOrder,
    TodosImport,
    Undo,
)
from domain.models import DailyRepeat
from routes import comments, exchange, history, invites, sets, teams, todos
from tests.support.scene import Scene, body

CHOSEN_ID = str(UUID(int=2**127))
DUE: dict[str, Any] = {
    "due_on": date(2026, 12, 2),
    "due_time": "17:30",
    "due_zone": "Europe/Berlin",
    "repeat": DailyRepeat(),
}


class Stage(NamedTuple):
    """A scene with todos: `milk` with a sub-todo and bob's `comment`, and `bread`, daily, which ada has claimed.

    `gone` is another list, which was deleted.

    `claim` is the `seq` of that; the sub-todo was made just before it.
    """

    scene: Scene
    milk: str
    bread: str
    comment: str
    claim: int
    gone: str

    @property
    def team_id(self) -> str:
        """Return the team's id."""
        return self.scene.team_id

    @property
    def set_id(self) -> str:
        """Return the set's id."""
        return self.scene.set_id

    def order(self, *orders: float) -> TodoOrder:
        """Return an order with milk and bread at these positions."""
        items = [NewPosition(id=i, sort_order=o) for i, o in zip((self.milk, self.bread), orders, strict=False)]
        return TodoOrder(set_id=self.set_id, items=items)


Act = Callable[[Stage, Context], Awaitable[Result]]


async def make_stage(scene: Scene) -> Stage:
    """Create milk with a sub-todo and a comment, and bread, daily, claimed by ada; and delete another list."""
    gone = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Gone")))["set"]["id"]
    await sets.delete_set(scene.ada.call(), scene.team_id, gone)
    milk, bread = await scene.add("Milk"), await scene.add("Bread", due=DUE)
    await scene.add("Oat milk", parent=milk)
    claim = body(await scene.claim(bread, scene.ada))["seq"]
    return Stage(scene, milk, bread, await scene.comment(milk, by=scene.bob), claim, gone)


TODO_MUTATIONS: dict[str, tuple[str, Act]] = {
    "create": ("todo:created", lambda s, c: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title="Eggs"))),
    "create a sub-todo": (
        "todo:created",
        lambda s, c: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title="Eggs", parent_id=s.milk)),
    ),
    "create with an id": (
        "todo:created",
        lambda s, c: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title="Eggs", id=CHOSEN_ID)),
    ),
    "create with a date": (
        "todo:created",
        lambda s, c: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title="Eggs", due_on=date(2026, 12, 2))),
    ),
    "set a date": ("todo:updated", lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(**DUE))),
    "complete a date": (
        "todos:changed",
        lambda s, c: todos.update_todo(c, s.team_id, s.bread, TodoChange(completed=True)),
    ),
    "describe": ("todo:updated", lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(description="Oat"))),
    "rename": ("todo:updated", lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(title="Oat milk"))),
    "complete": ("todo:updated", lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(completed=True))),
    "complete several": (
        "todos:changed",
        lambda s, c: todos.complete_todos(c, s.team_id, s.set_id, Completion(ids=[s.milk, CHOSEN_ID], completed=True)),
    ),
    "move": ("todo:updated", lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(sort_order=7.5))),
    "nest": ("todo:updated", lambda s, c: todos.move_todo(c, s.team_id, s.bread, TodoMove(parent_id=s.milk))),
    "change all": (
        "todo:updated",
        lambda s, c: todos.update_todo(
            c, s.team_id, s.milk, TodoChange(title="Oat milk", completed=True, sort_order=-1)
        ),
    ),
    "delete": ("todo:deleted", lambda s, c: todos.delete_todo(c, s.team_id, s.milk)),
    "reorder": ("todo:reordered", lambda s, c: todos.reorder_todos(c, s.team_id, s.order(9, 8.5))),
    "claim": ("todo:claimed", lambda s, c: todos.claim_todo(c, s.team_id, s.milk, Claim(claimed=True))),
    "release": ("todo:claimed", lambda s, c: todos.claim_todo(c, s.team_id, s.bread, Claim(claimed=False))),
    "toggle on": ("todo:claimed", lambda s, c: todos.claim_todo(c, s.team_id, s.milk, Claim())),
    "toggle off": ("todo:claimed", lambda s, c: todos.claim_todo(c, s.team_id, s.bread, Claim())),
    "assign": (
        "todo:assigned",
        lambda s, c: todos.assign_todo(c, s.team_id, s.milk, Assignees(assignees=[s.scene.ada.id, s.scene.bob.id])),
    ),
    "comment": (
        "comment:created",
        lambda s, c: comments.create_comment(c, s.team_id, s.milk, NewComment(body="This one")),
    ),
    "comment with an id": (
        "comment:created",
        lambda s, c: comments.create_comment(c, s.team_id, s.bread, NewComment(body="This one", id=CHOSEN_ID)),
    ),
    "mention": (
        "comment:created",
        lambda s, c: comments.create_comment(
            c, s.team_id, s.milk, NewComment(body="For @bob", mentions=[s.scene.bob.id])
        ),
    ),
    "undo a claim": ("todo:claimed", lambda s, c: history.undo_change(c, s.team_id, s.set_id, Undo(seq=s.claim))),
    "undo a creation": (
        "todo:deleted",
        lambda s, c: history.undo_change(c, s.team_id, s.set_id, Undo(seq=s.claim - 1)),
    ),
    "import": (
        "todos:added",
        lambda s, c: exchange.import_todos(c, s.team_id, s.set_id, TodosImport(todos=[FileTodo(title="Eggs")])),
    ),
    "delete a comment": ("comment:deleted", lambda s, c: comments.delete_comment(c, s.team_id, s.comment)),
}
"""Each with the type of its event. Ada may make all of them."""

NO_OPS: dict[str, Act] = {
    "rename to the same": lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(title=" Milk ")),
    "describe as nothing": lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(description=" \u200b")),
    "leave open": lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(completed=False)),
    "leave several open": lambda s, c: todos.complete_todos(
        c, s.team_id, s.set_id, Completion(ids=[s.milk, s.bread], completed=False)
    ),
    "move to the same place": lambda s, c: todos.update_todo(c, s.team_id, s.milk, TodoChange(sort_order=1.0)),
    "nest where it is": lambda s, c: todos.move_todo(c, s.team_id, s.milk, TodoMove(parent_id=None)),
    "reorder to the same order": lambda s, c: todos.reorder_todos(c, s.team_id, s.order(1.0, 2)),
    "claim one's own": lambda s, c: todos.claim_todo(c, s.team_id, s.bread, Claim(claimed=True)),
    "assign to nobody again": lambda s, c: todos.assign_todo(c, s.team_id, s.milk, Assignees(assignees=[])),
    "release what is free": lambda s, c: todos.claim_todo(c, s.team_id, s.milk, Claim(claimed=False)),
}

_MUTED = PermissionChanges(overrides=[PermissionChange(role="member", permission="comment", allowed=False)])

TEAM_MUTATIONS: dict[str, Act] = {
    "create a set": lambda s, c: sets.create_set(c, s.team_id, SetName(name="Work")),
    "change a set": lambda s, c: sets.update_set(c, s.team_id, s.set_id, SetChange(name="Home", split_completed=True)),
    "delete a set": lambda s, c: sets.delete_set(c, s.team_id, s.set_id),
    "restore a set": lambda s, c: sets.restore_set(c, s.team_id, s.gone),
    "delete a set for good": lambda s, c: sets.purge_set(c, s.team_id, s.gone),
    "import a set": lambda s, c: exchange.import_set(
        c, s.team_id, SetImport(name="Work", todos=[FileTodo(title="Eggs")])
    ),
    "reorder sets": lambda s, c: sets.reorder_sets(
        c, s.team_id, SetOrder(items=[NewPosition(id=s.set_id, sort_order=5)])
    ),
    "create a team": lambda _, c: teams.create_team(c, TeamName(name="Others")),
    "rename a team": lambda s, c: teams.rename_team(c, s.team_id, TeamName(name="We")),
    "change a role": lambda s, c: teams.change_role(c, s.team_id, s.scene.bob.id, MemberRole(role="admin")),
    "remove a member": lambda s, c: teams.remove_member(c, s.team_id, s.scene.bob.id),
    "change permissions": lambda s, c: permissions.change_permissions(c, s.team_id, "global", _MUTED),
}
"""Those that store their Idempotency-Key."""

UNREMEMBERED: dict[str, Act] = {
    "delete a team": lambda s, c: teams.delete_team(c, s.team_id),
    "invite": lambda s, c: invites.create_invite(c, s.team_id, InviteTerms()),
}
