"""Share links, which the operator describes in `links.json`; only the hashes of their tokens reach the new database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from domain import instants, limits
from domain.ids import digest
from domain.models import GuestRight
from domain.permissions import in_order
from domain.text import composed, is_visible
from store.tokens import NEVER
from tools.legacy.lists import NO_NAME, Lists
from tools.legacy.plan import Plan, derived_id
from tools.legacy.source import Row
from tools.legacy.values import UNKNOWN_TIME, instant, text
from tools.project import CommandFailed

TOKEN = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9\-._~!$&'()*+,;=:@]{1,512}", re.ASCII)
"""What may stand in an address as it is."""
TIMES = ("created_at", "updated_at", "last_renewed_at")
FAR = "2100"
"""Times from here on are mistakes: links that are counted from one would have no end."""


class OldLink(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A link as `links.json` describes it. What is null is taken as missing."""

    token: str
    set_id: str
    name: str | None = None
    allows: list[GuestRight] | None = None
    allowed_emails: list[str] | None = None
    created_at: str | None = None
    expires_at: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no time, which msgspec reports as one of its own errors."""
        for name, value in (("createdAt", self.created_at), ("expiresAt", self.expires_at)):
            if value is not None and instant(value) is None:
                raise ValueError(f"`{name}` is no time like 2025-01-02T03:04:05Z or 2025-01-02 03:04:05")


def read_links(path: Path | None) -> list[OldLink]:
    """Read `links.json`, if given."""
    if path is None:
        return []
    try:
        entries = msgspec.json.decode(path.read_bytes(), type=list[msgspec.Raw])
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise CommandFailed(f"{path} cannot be read as a JSON list of links: {error}") from None
    return [_decoded(path, number, entry) for number, entry in enumerate(entries, start=1)]


def _decoded(path: Path, number: int, entry: msgspec.Raw) -> OldLink:
    try:
        return msgspec.json.decode(entry, type=OldLink)
    except (UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise CommandFailed(f"{path}: link number {number}: {error}.") from None


def latest_time(old: Mapping[str, list[Row]]) -> str:
    """Return the latest time in the old database: that of the export, as far as the same files always tell it."""
    cells = (row.get(column) for rows in old.values() for row in rows for column in TIMES)
    return max((found for cell in cells if (found := instant(cell)) and found < FAR), default=UNKNOWN_TIME)


def add_links(plan: Plan, lists: Lists, links: list[OldLink], latest: str) -> None:
    """Add the links that can go on, which end at the longest a link's life after `latest`, see `latest_time`.

    The others come over closed: in the notes alone.
    """
    tokens = Counter(link.token for link in links)
    since = {str(row["id"]): str(row["created_at"]) for row in plan.rows["todo_sets"]}
    for link in links:
        row = described(link)
        if reason := _reason_to_close(link, doubled=tokens[link.token] > 1, has_list=link.set_id in since, now=latest):
            plan.left("share_links", row, reason)
            continue
        if lists.copies.get(link.set_id):
            plan.changed("share_links", row, "its list was divided: it leads to the first part")
        _add_link(plan, lists, link, instant(link.created_at) or since[link.set_id], _end(plan, link, latest))


def described(link: OldLink) -> Row:
    """Return the link as in `links.json`, for the notes."""
    row: Row = msgspec.to_builtins(link)
    return row


def _reason_to_close(link: OldLink, *, doubled: bool, has_list: bool, now: str) -> str | None:
    if link.allowed_emails:
        return "it is for some addresses only, which links here cannot be: closed"
    if not has_list:
        return "its list is not there: closed"
    if doubled:
        return "another link has the same token: both are closed"
    if not TOKEN.fullmatch(link.token):
        return "its token cannot stand in an address here: closed"
    if link.expires_at is not None and (instant(link.expires_at) or "") <= now:
        return "it had expired"
    return None


def _end(plan: Plan, link: OldLink, latest: str) -> str:
    last = instants.instant(instants.epoch_ms(latest) + limits.LINK_MAX_S * 1000)
    wanted = instant(link.expires_at) or last
    if wanted > last:
        plan.changed("share_links", described(link), f"it would be valid for longer than a link may: now until {last}")
    return min(wanted, last)


def _add_link(plan: Plan, lists: Lists, link: OldLink, since: str, until: str) -> None:
    """Add the rows that `store.share_links.insert_link` would: the link, its guest, and the session of the token."""
    token_hash, team_id = digest(link.token), lists.set_team(link.set_id)
    link_id = derived_id("share_links", token_hash)
    name = composed(text(link.name)).strip()
    name = name if is_visible(name) else NO_NAME
    guest = f"guest:{link_id}"
    plan.add("users", {"id": link_id, "username": guest, "display_name": "Guest", "subject": guest,
                       "created_at": since, "updated_at": since})  # fmt: skip
    plan.add("share_links", {"id": link_id, "set_id": link.set_id, "team_id": team_id, "name": name,
                             "created_at": since, "expires_at": until,
                             "allows": msgspec.json.encode(in_order(link.allows or ())).decode()})  # fmt: skip
    plan.add("sessions", {"token_hash": token_hash, "id": link_id, "user_id": link_id, "device": "",
                          "created_at": since, "used_at": NEVER, "expires_at": until, "ends_at": until,
                          "token_name": name, "token_scopes": '["read"]', "token_team_id": team_id,
                          "share_link_id": link_id})  # fmt: skip
