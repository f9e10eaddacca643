"""Who makes, changes, rotates and ends the share links of a list."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from domain import limits
from domain.changes import LinkChanged, LinkCreated, LinkEnded, LinkRotated
from domain.decision import Decision
from domain.errors import NotFound
from domain.inputs import LinkChange, NewLink, Nothing
from domain.models import NewShareLink, ShareLink
from domain.permissions import granted_to_guest, in_order
from domain.state import State
from domain.text import composed, trimmed


def create_link(state: State, body: NewLink, now: str, *, new: NewShareLink, token_hash: str) -> Decision:
    """Make a share link of the list, which allows no more than its maker may.

    Raises Invalid for the name, and LimitReached. It is not replayable: to answer again, the token would have to be
    stored.
    """
    check_list(state)
    state.require_held(granted_to_guest(body.allows))
    name = trimmed(composed(body.name), "name", limits.LINK_NAME_MAX_CHARS)
    state.require_room(limits.LINKS_MAX, f"This list already has {limits.LINKS_MAX} share links. End one first.")
    link = replace(new, name=name, allows=in_order(body.allows))
    return Decision(changes=(LinkCreated(link=link, token_hash=token_hash),), answer={"link": link}, replayable=False)


def change_link(state: State, body: LinkChange, now: str) -> Decision:
    """Allow the guests of a share link something else; they and the team's members are told."""
    link, allows = _link(state), in_order(body.allows)
    state.require_held(granted_to_guest(allows) - granted_to_guest(link.allows))
    changes = () if allows == link.allows else (LinkChanged(link_id=link.id, allows=allows),)
    return Decision(changes=changes, answer={"link": replace(link, allows=allows)}, announce=bool(changes))


def rotate_link(state: State, body: Nothing, now: str, *, token: str, url: str, token_hash: str) -> Decision:
    """Give a share link another token, which is in this answer and nowhere else. Whoever came by the old one is out.

    Whoever gets the token could use it, and so must hold what the link allows.
    """
    link = _link(state)
    state.require_held(granted_to_guest(link.allows))
    rotated = NewShareLink(**(asdict(link) | {"used_at": None}), token=token, url=url)
    change = LinkRotated(link_id=link.id, token_hash=token_hash)
    return Decision(changes=(change,), answer={"link": rotated}, replayable=False, recheck=True)


def end_link(state: State, body: Nothing, now: str) -> Decision:
    """End a share link: whoever came by it is out."""
    return Decision(changes=(LinkEnded(link_id=_link(state).id),), replayable=False, recheck=True)


def _link(state: State) -> ShareLink:
    """The share link that the request is about. Raises NotFound when the list has no such link."""
    check_list(state)
    if state.related.link is None:
        raise NotFound("There is no such share link.")
    return state.related.link


def check_list(state: State) -> None:
    """Raise NotFound without a list, and Forbidden for those who may not manage its links."""
    _ = state.todo_set
    state.require("view_todos")
    state.require("manage_set_links")
