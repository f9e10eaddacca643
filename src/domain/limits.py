"""Every limit of the product, with its unit. docs/SPEC.md lists them; tests hold each one."""

from __future__ import annotations

TITLE_MAX_CHARS = 500
SET_NAME_MAX_CHARS = 100
TEAM_NAME_MAX_CHARS = 100
USERNAME_MAX_CHARS = 40
BODY_MAX_BYTES = 64 * 1024
IMPORT_MAX_BYTES = 2**20  # of an import's body
IMPORT_MAX_TODOS = 2_000
IMPORT_MAX_REPLACED = 500  # todos on the top level; each is an event
REORDER_MAX_ITEMS = 500
SET_MAX_TODOS = 5_000  # held by the constraint `set_full` in the database
TEAM_MAX_SETS = 300
TEAM_MAX_DELETED_SETS = 300  # that can still be restored
TEAM_MAX_INVITES = 100  # that can still be used
OWNED_TEAMS_MAX = 200  # of one person, the personal space apart
SUBTODO_MAX_DEPTH = 8
DUE_YEARS = (1970, 2999)
REPEAT_MAX_EVERY = 365  # days, weeks or months
ZONE_MAX_CHARS = 64
RENEWAL_STEP_SETS = 50  # that are renewed in one transaction
ID_MAX_CHARS = 64
IDEMPOTENCY_KEY_MAX_CHARS = 64
SORT_ORDER_MAX = 2**50  # far within what a double holds exactly, so that there is room between two places
ADDED_EVENT_MAX_TODOS = 200
COMPLETE_MAX_TODOS = 200  # in one request, and so in one `todos:changed`
COMMENT_MAX_CHARS = 2_000
TODO_MAX_COMMENTS = 500
TODO_MAX_ASSIGNEES = 10
COMMENT_MAX_MENTIONS = 20
NOTIFICATIONS_KEPT = 100  # of one person, those of todos that are due apart
NOTIFICATIONS_KEEP_DAYS = 90
NOTIFICATIONS_MAX_DUE = 100
NOTIFICATION_EXCERPT_CHARS = 140  # of a comment
NOTIFICATIONS_MAX_READ = 200  # in one request
NOTIFICATION_ID_MAX_CHARS = 100
NOTIFICATIONS_MAX_OPEN_TODOS = 1_000  # of one's own, among which those that are due are found
MINE_PAGE_TODOS = 200
SEARCH_PAGE_TODOS = 50
SEARCH_MAX_TODOS = 5_000  # that a page of a search reads
SEARCH_MAX_CANDIDATES = 1_000  # of these, that it looks at more closely
COMMENTS_PAGE_MAX_BYTES = 2**20
HISTORY_PAGE_ENTRIES = 50
HISTORY_PAGE_MAX_BYTES = 2**20

EVENTS_KEEP_DAYS = 30
CATCH_UP_MAX_BYTES = 2**20
CATCH_UP_MAX_EVENTS = 4_000
PERSON_LOG_BYTES_DAILY = 20_000_000  # unless LOG_BYTES_PER_PERSON says otherwise
TEAM_LOG_BYTES_DAILY = 200_000_000  # unless LOG_BYTES_PER_TEAM does
PRUNE_STEP_ROWS = 1_000

SESSION_MAX_DAYS = 30  # from sign-in to the end, however much it is used
SESSION_IDLE_DAYS = 14  # without any use
SESSION_RENEW_AFTER_S = 3_600.0  # use is noted at most this often
SESSIONS_MAX = 100  # of one person; one more ends the one that was used the longest ago
SESSION_TEAMS_MAX = 50  # in which a session opens sockets
DEVICE_MAX_CHARS = 60
TOKENS_MAX = 20  # access tokens of one person
TOKEN_NAME_MAX_CHARS = 60
TOKEN_MIN_S = 3_600
TOKEN_DEFAULT_S = 90 * 86_400
TOKEN_MAX_S = 365 * 86_400
LINKS_MAX = 20  # share links of one list
LINK_NAME_MAX_CHARS = 60
LINK_MIN_S = 3_600
LINK_DEFAULT_S = 30 * 86_400
LINK_MAX_S = 365 * 86_400
IMAGE_MAX_TODOS = 20  # that a checklist shows
IMAGE_TITLE_MAX_COLUMNS = 60
IMAGE_NAME_MAX_COLUMNS = 36
WEBHOOKS_MAX = 10  # of a team, for all of its lists
SET_WEBHOOKS_MAX = 3  # of one list
WEBHOOK_URL_MAX_CHARS = 2_000
WEBHOOK_BATCH_EVENTS = 100  # in one delivery
WEBHOOK_BATCH_BYTES = 256 * 1024  # of events in one delivery; one that is larger is alone in it
WEBHOOK_TIMEOUT_S = 10
WEBHOOK_RETRY_MIN_S = 1  # doubled with each failure
WEBHOOK_RETRY_MAX_S = 3_600
WEBHOOK_PAUSE_AFTER_S = 86_400  # of failures
WEBHOOKS_AT_ONCE = 6  # to which a team's object sends; Cloudflare opens no more connections
WEBHOOK_RUN_MAX_S = 20.0  # after which the other ends of the alarm have their turn
SIGN_IN_MAX_S = 600
RETURN_TO_MAX_CHARS = 512
INVITE_MIN_S = 60
INVITE_DEFAULT_S = 7 * 86_400
INVITE_MAX_S = 30 * 86_400
INVITE_MAX_USES = 1_000
INVITE_USES_SHOWN = 20

PERSONAL_DATA_PAGE_ROWS = 200
REFUSAL_MAX_TEAMS = 10  # that are named to their only owner
ACCOUNT_MAX_TEXTS = 5_000  # todos, or comments, in shared teams, that can be deleted with their author's account

# How many in each: wrangler.jsonc.
RATE_PERIODS_S = {"address": 10, "entry": 60, "user": 10, "reads": 10, "sockets": 60, "bulk": 60}
REFUSAL_KEPT_S = 1.0  # for which an isolate refuses again without asking
BULK_ROWS = 300  # of a list or a catch-up; more are counted as "bulk"
BULK_ITEMS = 50  # of a new order; a row that changes costs more than one that is read

FAN_OUT_AT_ONCE = 6  # calls to objects, and then a pause
FAN_OUT_PAUSE_S = 0.01
FAN_OUT_MAX_TEAMS = 200  # that are told of a new name

SESSION_MAX_SOCKETS = 20  # in one team
LINK_MAX_SOCKETS = 200
FRAME_MAX_BYTES = 2 * 1024
FRAMES_PER_WINDOW = 30
FRAME_WINDOW_S = 10.0
PRESENCE_MAX_USERS = 100
PRESENCE_EVERY_S = 0.1  # announcements of one set, at most
PRESENCE_NAMES_PER_S = 50_000  # that announcements of one set carry, to everybody together
HEADS_MAX_CHARS = 2_048
SILENT_AFTER_S = 150.0
SWEEP_EVERY_S = 60.0
