"""How much a person and a team may add to the log and the remembered answers in a day (UTC)."""

from __future__ import annotations

from msgspec import Struct

from domain import limits


class LogBytes(Struct, frozen=True, kw_only=True):
    """Bytes by a person, and in a team."""

    person: int = 0
    team: int = 0


DEFAULT_QUOTA = LogBytes(person=limits.PERSON_LOG_BYTES_DAILY, team=limits.TEAM_LOG_BYTES_DAILY)
