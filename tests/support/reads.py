"""Every read, to be tried one by one on a stage."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from actions import history, lists, mine, notifications, permissions, sessions
from actions.comments import list_comments_of_set
from context import Context
from routes import comments, invites, sets, teams
from tests.support.mutations import Stage

Read = Callable[[Stage, Context], Awaitable[object]]

READS: dict[str, Read] = {
    "me": lambda _, c: sessions.show_me(c),
    "teams": lambda _, c: sessions.list_teams(c),
    "sessions": lambda _, c: sessions.list_sessions(c),
    "members": lambda s, c: teams.list_members(c, s.team_id),
    "sets": lambda s, c: sets.list_sets(c, s.team_id),
    "deleted sets": lambda s, c: sets.list_deleted_sets(c, s.team_id),
    "todos": lambda s, c: sets.list_todos(c, s.team_id, s.set_id),
    "comments": lambda s, c: comments.list_comments(c, s.team_id, s.milk),
    "comments of a set": lambda s, c: list_comments_of_set(c, s.team_id, s.set_id, ""),
    "descriptions of a set": lambda s, c: lists.list_descriptions(c, s.team_id, s.set_id, ""),
    "events": lambda s, c: lists.list_events(c, s.team_id, s.set_id, 0),
    "history": lambda s, c: history.set_history(c, s.team_id, s.set_id, 10**6),
    "history of a todo": lambda s, c: history.todo_history(c, s.team_id, s.milk, 10**6),
    "deleted todos": lambda s, c: history.deleted_todos(c, s.team_id, s.set_id, 10**6),
    "view a set": lambda s, c: lists.view_set(c, s.team_id, s.set_id),
    "permissions": lambda s, c: permissions.show_permissions(c, s.team_id, f"set:{s.set_id}"),
    "my permissions": lambda s, c: permissions.my_permissions(c, s.team_id, s.set_id),
    "mine": lambda _, c: mine.my_todos(c, ""),
    "notifications": lambda _, c: notifications.list_notifications(c, "UTC"),
    "search": lambda s, c: mine.search_todos(c, s.team_id, "milk", ""),
    "invites": lambda s, c: invites.list_invites(c, s.team_id),
}
