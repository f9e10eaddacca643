"""The shapes of ids and how a team's kind shows in its id."""

from __future__ import annotations

import hashlib
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from domain import limits

Id = Annotated[str, Meta(min_length=1, max_length=limits.ID_MAX_CHARS)]

PERSONAL_PREFIX = "personal:"


def personal_team_id(user_id: str) -> str:
    """The id of the space that is private to this user."""
    return PERSONAL_PREFIX + user_id


def is_of_provider(user_id: str) -> bool:
    """Whether the person signs in with a provider: such ids are UUIDs of version 5 (`domain.oidc.user_id_of`)."""
    return user_id[14:15] == "5"


def canonical_uuid(text: str) -> str | None:
    """The UUID in lower case, or None when `text` is not a hyphenated UUID (`UUID` takes much more than that)."""
    try:
        canonical = str(UUID(text))
    except ValueError:
        return None
    return canonical if canonical == text.lower() else None


def digest(secret: str) -> str:
    """What is stored in place of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
