"""What a webhook sends, and where to: the address, the signature, and the body."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from domain.errors import Invalid
from domain.models import Model

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - what is secret follows
SIGNATURE_HEADER: Final = "Glint-Signature"

_LABEL: Final = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_REST: Final = r"([/?][!-\"$-\[\]-~]*)?"  # ASCII without spaces, `#` and `\`
_PUBLIC: Final = re.compile(rf"https://(({_LABEL}\.)+(?P<last>[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?))(:443)?{_REST}")
"""A name with a dot, whose last label begins with a letter: so no address in any spelling, for whatever parses an URL
takes a host for an address of IPv4 where its last label begins with a digit, and for one of IPv6 in brackets alone."""
_LOCAL: Final = re.compile(rf"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{{1,5}})?{_REST}")
_PRIVATE_NAMES: Final = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "onion",
     "private", "test"}
)  # fmt: skip
"""Last labels of names that no public server has (RFC 6761, 6762, 7686, 8375, ICANN's .internal, and custom)."""


class Resync(Model, frozen=True, kw_only=True, tag="resync"):
    """Stands in a delivery for events that the log does not have any more: load the list, which is at `seq`."""

    set_id: str
    seq: int


class Delivery(Model, frozen=True, kw_only=True):
    """The body of a delivery: events of one list, in order. `attempt` is 1 the first time; `seq` the list's head."""

    id: str
    attempt: int
    webhook_id: str
    team_id: str
    set_id: str
    events: Sequence[msgspec.Raw]
    seq: int


def is_allowed(url: str, *, local: bool) -> bool:
    """Whether events may be sent there: to public names by https alone, unless `local` is set, for development."""
    lowered = url.lower()
    if local and _LOCAL.fullmatch(lowered):
        return True
    found = _PUBLIC.fullmatch(lowered)
    return found is not None and found["last"] not in _PRIVATE_NAMES


def checked_url(url: str, *, local: bool) -> str:
    """The address of a webhook. Raises Invalid."""
    if not is_allowed(url, local=local):
        raise Invalid("`url` must begin with https:// and the public name of a server, without a port or a password.")
    return url


def signature(secret: str, body: str, now_s: int) -> str:
    """The header by which a receiver knows that the body is from here, and when it was sent."""
    signed = hmac.new(secret.encode(), f"{now_s}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={now_s},v1={signed}"
