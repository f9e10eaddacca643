"""Who may comment on a todo, and delete comments."""

from __future__ import annotations

from domain import limits
from domain.changes import PeopleMentioned
from domain.decision import Decision
from domain.errors import Invalid
from domain.events import CommentCreated, CommentDeleted
from domain.ids import canonical_uuid
from domain.inputs import NewComment, Nothing
from domain.models import Comment
from domain.state import State
from domain.text import trimmed


def create_comment(state: State, body: NewComment, now: str, *, new_id: str) -> Decision:
    """Comment on a todo, and tell those whom it mentions, unless the author is a guest.

    Raises Invalid for a bad text or id, LimitReached, Forbidden, NotFound.
    """
    text = trimmed(body.body, "body", limits.COMMENT_MAX_CHARS)
    comment_id = new_id if body.id is None else canonical_uuid(body.id)
    if comment_id is None:
        raise Invalid("`id` must be a UUID.")
    todo, author = state.todo, state.user
    state.require("view_todos")
    state.require("comment")
    _require_room(state)
    comment = Comment(id=comment_id, user_id=author.id, display_name=author.display_name,
                      avatar_url=author.avatar_url, body=text, created_at=now)  # fmt: skip
    event = CommentCreated(set_id=todo.set_id, todo_id=todo.id, comment=comment, comment_count=0)
    if state.facts.guest or not (others := [each for each in body.mentions if each != author.id]):
        return Decision(changes=(event,))
    mentioned = PeopleMentioned(set_id=todo.set_id, todo_id=todo.id, comment_id=comment_id, body=text, user_ids=others)
    return Decision(changes=(mentioned, event))


def restore_comment(state: State, comment: Comment) -> Decision:
    """Undo the deletion of a comment, as whoever may delete it. Raises LimitReached, Forbidden, NotFound."""
    todo = state.todo
    state.require("view_todos")
    own = comment.user_id == state.user.id
    refusal = "You are not allowed to restore this comment."
    state.require("delete_own_comments" if own else "delete_any_comment", refusal)
    _require_room(state)
    event = CommentCreated(set_id=todo.set_id, todo_id=todo.id, comment=comment, comment_count=0)
    return Decision(changes=(event,))


def _require_room(state: State) -> None:
    state.require_room(limits.TODO_MAX_COMMENTS, f"A todo has {limits.TODO_MAX_COMMENTS} comments at most.")


def delete_comment(state: State, body: Nothing, now: str) -> Decision:
    """Delete a comment. Raises Forbidden, NotFound."""
    comment, todo = state.comment, state.todo
    state.require("view_todos")
    own = comment.user_id == state.user.id
    refusal = "You are not allowed to delete this comment."
    state.require("delete_own_comments" if own else "delete_any_comment", refusal)
    return Decision(changes=(CommentDeleted(set_id=todo.set_id, todo_id=todo.id, id=comment.id, comment_count=0),))
