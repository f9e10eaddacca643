"""The folder of a server's state, which only one server may use at a time."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from tools.project import CommandFailed
from tools.settings import WrongSetting

LOCK_WAIT_S = 10.0
LOCK_POLL_S = 0.05


def state_folder(text: str) -> Path:
    """Return the folder that was named. An empty name is refused: it would mean the project's own folder."""
    if not text.strip():
        raise WrongSetting("STATE_DIR is empty: name a folder, such as .glint/serve.")
    return Path(text).expanduser().absolute()


def take_state(folder: Path) -> None:
    """Keep other servers off `folder` for as long as this process or a child of it is alive.

    Raises `WrongSetting` when it cannot be written, and `CommandFailed` when a server that runs there does not end
    within some seconds.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise WrongSetting(f"{folder} cannot hold the state ({error.strerror}): name another STATE_DIR.") from None
    deadline = time.monotonic() + LOCK_WAIT_S
    while not _try_lock(descriptor):
        if time.monotonic() > deadline:
            raise CommandFailed(f"Another server is running on {folder}: stop it, or use another folder.")
        time.sleep(LOCK_POLL_S)
    # Left behind by a server that was killed while starting; the next would wait 30 s for it.
    (folder / "v3" / ".miniflare-startup.lock").unlink(missing_ok=True)
    # The lock belongs to the descriptor: inherited, it lasts until the last process has gone.
    os.set_inheritable(descriptor, True)  # noqa: FBT003 - its only form


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
