"""The codes that sockets are closed with (docs/SPEC.md). A client does not reconnect by itself after 4401 to 4429."""

from __future__ import annotations

from typing import Final

GOING_AWAY: Final = 1001
TRANSPORT_ERROR: Final = 1006  # never sent: what a lost connection is reported as
TOO_MANY_FRAMES: Final = 1008
FRAME_TOO_LARGE: Final = 1009
SESSION_OVER: Final = 4401
ACCESS_TAKEN: Final = 4403
SET_GONE: Final = 4404
TOO_MANY_SOCKETS: Final = 4429

REASONS: Final = {
    SESSION_OVER: "session over",
    ACCESS_TAKEN: "access taken away",
    SET_GONE: "gone",
    TOO_MANY_SOCKETS: "too many connections",
}
