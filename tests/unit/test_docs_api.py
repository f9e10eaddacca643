"""docs/api.md lists every route and every permission, docs/SPEC.md every error and every limit, and no others."""

from __future__ import annotations

import re

import pytest

from domain import errors, limits
from domain.errors import GlintError
from domain.permissions import PERMISSIONS, granted
from domain.scopes import PERMISSIONS_OF, SCOPES
from routes.app import table
from tests.support.documents import document, rows, rule, ticked

DAY_S, MINUTE_S = 86_400, 60
DASH = "\N{EN DASH}"
SHORT_SET = ":set", "/api/teams/:teamId/sets/:setId"

STATED: dict[str, tuple[int, str]] = {
    "ACCOUNT_MAX_TEXTS": (122, f"More than {limits.ACCOUNT_MAX_TEXTS:,} todos, or comments, in teams"),
    "REFUSAL_MAX_TEAMS": (123, f"names up to {limits.REFUSAL_MAX_TEAMS} of"),
    "PERSONAL_DATA_PAGE_ROWS": (120, f"{limits.PERSONAL_DATA_PAGE_ROWS} items at most each"),
    "TITLE_MAX_CHARS": (54, f"| title | 1{DASH}{limits.TITLE_MAX_CHARS} characters"),
    "SET_NAME_MAX_CHARS": (54, f"| name of a set, of a team | 1{DASH}{limits.SET_NAME_MAX_CHARS} characters"),
    "TEAM_NAME_MAX_CHARS": (54, f"| name of a set, of a team | 1{DASH}{limits.TEAM_NAME_MAX_CHARS} characters"),
    "USERNAME_MAX_CHARS": (
        54,
        f"| username at the development sign-in | 1{DASH}{limits.USERNAME_MAX_CHARS} characters",
    ),
    "BODY_MAX_BYTES": (54, f"| body | {limits.BODY_MAX_BYTES // 1024} KiB,"),
    "IMPORT_MAX_BYTES": (54, f"{limits.IMPORT_MAX_BYTES // 2**20} MiB for an import"),
    "IMPORT_MAX_TODOS": (54, f"| todos of an import | 1{DASH}{limits.IMPORT_MAX_TODOS:,} |"),
    "IMPORT_MAX_REPLACED": (192, f"more than {limits.IMPORT_MAX_REPLACED} todos on the top level"),
    "REORDER_MAX_ITEMS": (54, f"| items of a reorder | 1{DASH}{limits.REORDER_MAX_ITEMS}, each once"),
    "SET_MAX_TODOS": (54, f"| todos of a set | {limits.SET_MAX_TODOS:,} |"),
    "TEAM_MAX_SETS": (107, f"{limits.TEAM_MAX_SETS} lists"),
    "TEAM_MAX_DELETED_SETS": (152, f"at most {limits.TEAM_MAX_DELETED_SETS} deleted lists"),
    "TEAM_MAX_INVITES": (107, f"{limits.TEAM_MAX_INVITES} open invitations"),
    "OWNED_TEAMS_MAX": (107, f"{limits.OWNED_TEAMS_MAX} teams"),
    "PERSON_LOG_BYTES_DAILY": (108, f"{limits.PERSON_LOG_BYTES_DAILY // 10**6} MB by one person"),
    "TEAM_LOG_BYTES_DAILY": (108, f"{limits.TEAM_LOG_BYTES_DAILY // 10**6} MB in one team"),
    "SUBTODO_MAX_DEPTH": (54, f"| sub-todos | {limits.SUBTODO_MAX_DEPTH} levels down |"),
    "DUE_YEARS": (181, f"in the years {limits.DUE_YEARS[0]} to {limits.DUE_YEARS[1]}"),
    "RENEWAL_STEP_SETS": (184, f"up to {limits.RENEWAL_STEP_SETS} lists with"),
    "REPEAT_MAX_EVERY": (180, f"1{DASH}{limits.REPEAT_MAX_EVERY}"),
    "ZONE_MAX_CHARS": (181, f"{limits.ZONE_MAX_CHARS} characters"),
    "ID_MAX_CHARS": (54, f"| an id in a body | {limits.ID_MAX_CHARS} characters |"),
    "IDEMPOTENCY_KEY_MAX_CHARS": (54, f"| `Idempotency-Key` | {limits.IDEMPOTENCY_KEY_MAX_CHARS} characters |"),
    "SORT_ORDER_MAX": (54, f"| `sortOrder` | ±2{'⁵⁰' if limits.SORT_ORDER_MAX == 2**50 else '?'}"),
    "ADDED_EVENT_MAX_TODOS": (54, f"| todos in one `todos:added` | {limits.ADDED_EVENT_MAX_TODOS} |"),
    "COMPLETE_MAX_TODOS": (54, f"| ids of a completion | 1{DASH}{limits.COMPLETE_MAX_TODOS}, each once"),
    "DESCRIPTION_MAX_CHARS": (54, f"| a description | {limits.DESCRIPTION_MAX_CHARS:,} characters"),
    "DESCRIPTIONS_PAGE_TODOS": (195, f"in pages of up to {limits.DESCRIPTIONS_PAGE_TODOS},"),
    "DESCRIPTIONS_PAGE_MAX_BYTES": (195, f"of up to {limits.DESCRIPTIONS_PAGE_MAX_BYTES // 2**20} MiB"),
    "COMMENT_MAX_CHARS": (54, f"| a comment | 1{DASH}{limits.COMMENT_MAX_CHARS:,} characters"),
    "TODO_MAX_ASSIGNEES": (54, f"| assignees of a todo | {limits.TODO_MAX_ASSIGNEES} |"),
    "COMMENT_MAX_MENTIONS": (54, f"| mentions of a comment | {limits.COMMENT_MAX_MENTIONS} |"),
    "NOTIFICATIONS_KEPT": (242, f"The newest {limits.NOTIFICATIONS_KEPT} of a person"),
    "NOTIFICATIONS_KEEP_DAYS": (242, f"for {limits.NOTIFICATIONS_KEEP_DAYS} days"),
    "NOTIFICATIONS_MAX_DUE": (242, f"up to {limits.NOTIFICATIONS_MAX_DUE} open todos"),
    "NOTIFICATIONS_MAX_OPEN_TODOS": (242, f"the first {limits.NOTIFICATIONS_MAX_OPEN_TODOS:,} of R174"),
    "NOTIFICATION_EXCERPT_CHARS": (242, f"the first {limits.NOTIFICATION_EXCERPT_CHARS} characters"),
    "NOTIFICATIONS_MAX_READ": (243, f"1 to {limits.NOTIFICATIONS_MAX_READ} of"),
    "NOTIFICATION_ID_MAX_CHARS": (243, f"up to {limits.NOTIFICATION_ID_MAX_CHARS} characters"),
    "MINE_PAGE_TODOS": (174, f"up to {limits.MINE_PAGE_TODOS} todos"),
    "SEARCH_PAGE_TODOS": (176, f"up to {limits.SEARCH_PAGE_TODOS};"),
    "SEARCH_MAX_TODOS": (176, f"reads up to {limits.SEARCH_MAX_TODOS:,} todos"),
    "SEARCH_MAX_CANDIDATES": (176, f"up to {limits.SEARCH_MAX_CANDIDATES:,} of them"),
    "TODO_MAX_COMMENTS": (54, f"| comments on a todo | {limits.TODO_MAX_COMMENTS} |"),
    "IMAGE_MAX_TODOS": (231, f"its first {limits.IMAGE_MAX_TODOS} todos"),
    "IMAGE_TITLE_MAX_COLUMNS": (232, f"shortened to {limits.IMAGE_TITLE_MAX_COLUMNS} columns"),
    "IMAGE_NAME_MAX_COLUMNS": (232, f"the list's name to {limits.IMAGE_NAME_MAX_COLUMNS};"),
    "COMMENTS_PAGE_MAX_BYTES": (131, f"of up to {limits.COMMENTS_PAGE_MAX_BYTES // 2**20} MiB"),
    "HISTORY_PAGE_ENTRIES": (146, f"up to {limits.HISTORY_PAGE_ENTRIES} entries"),
    "HISTORY_PAGE_MAX_BYTES": (146, f"entries of up to {limits.HISTORY_PAGE_MAX_BYTES // 2**20} MiB"),
    "EVENTS_KEEP_DAYS": (7, f"{limits.EVENTS_KEEP_DAYS} days"),
    "CATCH_UP_MAX_EVENTS": (105, f"more than {limits.CATCH_UP_MAX_EVENTS:,} of them"),
    "BULK_ROWS": (125, f"more than {limits.BULK_ROWS} rows"),
    "BULK_PAGE_CHARS": (125, f"more than {limits.BULK_PAGE_CHARS:,} characters"),
    "BULK_ITEMS": (125, f"more than {limits.BULK_ITEMS} items"),
    "REFUSAL_KEPT_S": (126, f"for the next {'second' if limits.REFUSAL_KEPT_S == 1 else '?'}"),
    "CATCH_UP_MAX_BYTES": (105, f"more than {limits.CATCH_UP_MAX_BYTES // 2**20} MiB of events"),
    "PRUNE_STEP_ROWS": (7, f"steps of {limits.PRUNE_STEP_ROWS:,} rows"),
    "SESSION_MAX_DAYS": (70, f"{limits.SESSION_MAX_DAYS} days after the sign-in"),
    "SESSION_IDLE_DAYS": (70, f"{limits.SESSION_IDLE_DAYS} days after it was last used"),
    "SESSION_RENEW_AFTER_S": (70, f"at most once {'an hour' if limits.SESSION_RENEW_AFTER_S == 3600 else '?'}"),
    "SESSIONS_MAX": (109, f"{limits.SESSIONS_MAX} sessions"),
    "SESSION_TEAMS_MAX": (106, f"in {limits.SESSION_TEAMS_MAX} teams at most"),
    "FAN_OUT_AT_ONCE": (106, f"{limits.FAN_OUT_AT_ONCE} calls"),
    "FAN_OUT_PAUSE_S": (106, f"{limits.FAN_OUT_PAUSE_S * 1000:.0f} ms"),
    "FAN_OUT_MAX_TEAMS": (106, f"{limits.FAN_OUT_MAX_TEAMS} teams"),
    "DEVICE_MAX_CHARS": (72, f"{limits.DEVICE_MAX_CHARS} characters"),
    "SIGN_IN_MAX_S": (61, f"within {limits.SIGN_IN_MAX_S // MINUTE_S} minutes"),
    "RETURN_TO_MAX_CHARS": (62, f"of up to {limits.RETURN_TO_MAX_CHARS} characters,"),
    "TOKENS_MAX": (54, f"| access tokens of a person | {limits.TOKENS_MAX} |"),
    "TOKEN_NAME_MAX_CHARS": (54, f"| name of an access token | 1{DASH}{limits.TOKEN_NAME_MAX_CHARS} characters"),
    "TOKEN_MIN_S": (54, f"| validity of an access token | {limits.TOKEN_MIN_S // 3600} hour to"),
    "TOKEN_MAX_S": (54, f"to {limits.TOKEN_MAX_S // DAY_S} days,"),
    "TOKEN_DEFAULT_S": (54, f", {limits.TOKEN_DEFAULT_S // DAY_S} days if not said"),
    "LINKS_MAX": (54, f"| share links of a list | {limits.LINKS_MAX} |"),
    "LINK_NAME_MAX_CHARS": (54, f"| name of a share link | 1{DASH}{limits.LINK_NAME_MAX_CHARS} characters"),
    "LINK_MIN_S": (54, f"| validity of a share link | {limits.LINK_MIN_S // 3600} hour to"),
    "LINK_MAX_S": (54, f"to {limits.LINK_MAX_S // DAY_S} days, {limits.LINK_DEFAULT_S // DAY_S} days if"),
    "LINK_DEFAULT_S": (210, f", {limits.LINK_DEFAULT_S // DAY_S} days if not said"),
    "LINK_MAX_SOCKETS": (215, f"By one link {limits.LINK_MAX_SOCKETS} sockets"),
    "WEBHOOKS_MAX": (220, f"a team has {limits.WEBHOOKS_MAX} of the first kind"),
    "SET_WEBHOOKS_MAX": (220, f"a list {limits.SET_WEBHOOKS_MAX}."),
    "WEBHOOK_URL_MAX_CHARS": (221, f"at most {limits.WEBHOOK_URL_MAX_CHARS:,} characters"),
    "WEBHOOK_BATCH_EVENTS": (222, f"up to {limits.WEBHOOK_BATCH_EVENTS} or"),
    "WEBHOOK_BATCH_BYTES": (222, f"or {limits.WEBHOOK_BATCH_BYTES // 1024} KiB of them"),
    "WEBHOOK_TIMEOUT_S": (222, f"within {limits.WEBHOOK_TIMEOUT_S} s"),
    "WEBHOOK_RETRY_MIN_S": (224, f"again after {limits.WEBHOOK_RETRY_MIN_S} s"),
    "WEBHOOK_RETRY_MAX_S": (224, f"up to {'an hour' if limits.WEBHOOK_RETRY_MAX_S == 3600 else '?'}"),
    "WEBHOOK_PAUSE_AFTER_S": (224, f"failed for {limits.WEBHOOK_PAUSE_AFTER_S // 3600} hours"),
    "WEBHOOKS_AT_ONCE": (222, f"to {limits.WEBHOOKS_AT_ONCE} addresses at once"),
    "WEBHOOK_RUN_MAX_S": (222, f"{limits.WEBHOOK_RUN_MAX_S:.0f} s in a row"),
    "INVITE_MIN_S": (54, f"| validity of an invitation | {limits.INVITE_MIN_S // MINUTE_S} minute to"),
    "INVITE_DEFAULT_S": (54, f", {limits.INVITE_DEFAULT_S // DAY_S} days if not said"),
    "INVITE_MAX_S": (54, f"to {limits.INVITE_MAX_S // DAY_S} days,"),
    "INVITE_MAX_USES": (54, f"| uses of an invitation | 1{DASH}{limits.INVITE_MAX_USES:,},"),
    "INVITE_USES_SHOWN": (110, f"which {limits.INVITE_USES_SHOWN} people used it last"),
    "RATE_PERIODS_S": (82, f"requests in {limits.RATE_PERIODS_S['address']} s from one address"),
    "SESSION_MAX_SOCKETS": (54, f"| sockets of a session in a team | {limits.SESSION_MAX_SOCKETS} |"),
    "FRAME_MAX_BYTES": (54, f"| client frame | {limits.FRAME_MAX_BYTES // 1024} KiB |"),
    "FRAMES_PER_WINDOW": (54, f"| client frames | {limits.FRAMES_PER_WINDOW} in"),
    "FRAME_WINDOW_S": (54, f"in {limits.FRAME_WINDOW_S:.0f} s |"),
    "PRESENCE_MAX_USERS": (54, f"| people in a presence | {limits.PRESENCE_MAX_USERS} |"),
    "PRESENCE_NAMES_PER_S": (30, f"take at {limits.PRESENCE_NAMES_PER_S:,} a second"),
    "PRESENCE_EVERY_S": (30, f"within {limits.PRESENCE_EVERY_S * 1000:.0f} ms are announced together"),
    "HEADS_MAX_CHARS": (36, f"{limits.HEADS_MAX_CHARS:,} characters at most"),
    "SILENT_AFTER_S": (31, f"after {limits.SILENT_AFTER_S:.0f} s of silence"),
    "SWEEP_EVERY_S": (31, f"next alarm, {'a minute' if limits.SWEEP_EVERY_S == MINUTE_S else '?'} later"),
}
"""For each limit: the rule that states it, and the wording."""


def listed_routes(text: str) -> set[tuple[str, str]]:
    """Return `GET /api/teams/:` and its scope for each row of the table of routes; every parameter is only `:`."""
    whole = ((row[0].strip("`").replace(*SHORT_SET), row[-1].strip("`")) for row in rows(text, "| route |"))
    return {(re.sub(r":\w+", ":", route), scope) for route, scope in whole}


def served_routes() -> set[tuple[str, str]]:
    """Return the same for the application."""
    return {(f"{route.method} {re.sub(r'<[^>]+>', ':', route.path)}", route.scope or DASH) for route in table()}


def listed_codes(text: str) -> dict[str, int]:
    """Return the status of each code in the table of errors."""
    return {
        code: int(status)
        for status, codes in rows(text, "| status |")
        for code in ticked(codes)
        if re.fullmatch(r"[a-z_]+", code)
    }


def known_codes() -> dict[str, int]:
    """Return the same for the classes."""
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, GlintError)]
    return {error.code: error.status for error in classes}


def test_every_route_is_listed_and_no_other() -> None:
    """A new route gets a row in docs/api.md, with the scope that an access token needs."""
    assert listed_routes(document("docs/api.md")) ^ served_routes() == set()


def test_r201_the_permissions_of_each_scope_are_as_the_table_says() -> None:
    """Every scope has a row, in order."""
    listed = {ticked(row[0])[0]: frozenset(ticked(row[2])) for row in rows(document("docs/api.md"), "| scope |")}
    assert (tuple(listed), listed) == (SCOPES, PERMISSIONS_OF)


@pytest.mark.parametrize("column", [(1, "admin"), (2, "member")])
def test_the_permissions_are_as_the_table_says(column: tuple[int, str]) -> None:
    """Every permission has a row, in order, with what the role may do by default."""
    index, role = column
    table = rows(document("docs/api.md"), "| key | admin | member |")
    assert tuple(ticked(row[0])[0] for row in table) == PERMISSIONS
    held = granted("admin" if role == "admin" else "member")
    assert {ticked(row[0])[0] for row in table if row[index] == "✔"} == held


def test_r50_every_error_is_listed_with_its_status_and_no_other() -> None:
    """A new error gets its code under R50."""
    assert listed_codes(rule(50)).items() ^ known_codes().items() == set()


def test_every_limit_is_stated() -> None:
    """A new limit gets its sentence in docs/SPEC.md, and the wording is listed here."""
    assert STATED.keys() ^ {name for name in vars(limits) if name.isupper()} == set()


@pytest.mark.parametrize("name", STATED)
def test_a_limit_is_stated_with_its_value(name: str) -> None:
    """The rule has the number from the code."""
    number, words = STATED[name]
    assert words in " ".join(rule(number).split("\n"))
