"""Where `glint` keeps the address and the token: in a file that only its owner can read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from glint_client.client import Glint
from glint_client.errors import GlintError

PATIENCE_S = 15.0


class NoAccount(GlintError):
    """Nobody has signed in here."""


@dataclass(frozen=True)
class Account:
    """A server, and the headers that say who asks there."""

    address: str
    headers: Mapping[str, str]

    @classmethod
    def of_token(cls, address: str, token: str) -> Account:
        """Return the account of a personal access token."""
        return cls(address, {"Authorization": f"Bearer {token}"})

    def open(self) -> Glint:
        """Return a client that gives up when the server does not answer for a while."""
        return Glint(self.address, headers=self.headers, patience_s=PATIENCE_S)


def account_file() -> Path:
    """Return the file's path: `glint/account.json` in the user's folder for settings."""
    folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "glint" / "account.json"


def load_account() -> Account:
    """Return the account of GLINT_ADDRESS and GLINT_TOKEN, or the stored one. Raises NoAccount."""
    address, token = os.environ.get("GLINT_ADDRESS"), os.environ.get("GLINT_TOKEN")
    if address and token:
        return Account.of_token(address, token)
    try:
        found = json.loads(account_file().read_text("utf-8"))
        return Account(found["address"], found["headers"])
    except FileNotFoundError:
        raise NoAccount("Nobody has signed in here: glint login ADDRESS.") from None
    except (ValueError, KeyError, TypeError):
        raise NoAccount(f"{account_file()} cannot be read: glint login ADDRESS.") from None


def save_account(account: Account) -> Path:
    """Store it, and return where."""
    file = account_file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump({"address": account.address, "headers": dict(account.headers)}, out, indent=2)
    return file
