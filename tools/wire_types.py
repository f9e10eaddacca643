"""`make types`: the TypeScript types of the wire, from the JSON Schema of the Structs.

`python -m tools.wire_types` writes web/client/src/wire.ts; tests/unit/test_wire_types.py fails when it is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, Final, get_args

import msgspec

from tools.project import ROOT, write_generated

TARGET: Final = ROOT / "web" / "client" / "src" / "wire.ts"
sys.path.insert(0, str(ROOT / "src"))

from domain import answers, close_codes, errors, events, limits, models, permissions  # noqa: E402 - src is put on the path above
from domain.errors import ErrorBody  # noqa: E402 - as above

HEAD: Final = """/**
 * The models and events on the wire, generated from the Structs in src/domain.
 *
 * Do not edit: change the Structs and run `make types`.
 */
"""
PLAIN: Final = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
STRUCTS: Final = (
    models.Team, models.User, models.Member, models.Session, models.AccessToken, models.NewAccessToken,
    models.InviteUse, models.Invite, models.NewInvite, models.ShareLink, models.NewShareLink,
    models.ListImage, models.NewListImage,
    models.Webhook, models.NewWebhook,
    models.TodoSet, models.DailyRepeat, models.WeeklyRepeat, models.MonthlyRepeat, models.Todo, models.Comment,
    models.Claimer, models.Position, models.PresentUser, events.TodoPatch, events.TodoCreated, events.TodoUpdated,
    events.TodoDeleted, events.TodoReordered, events.TodoClaimed, events.TodoAssigned, events.CommentCreated,
    events.CommentDeleted,
    events.TodosAdded, events.TodosChanged, events.RealtimeReady, events.Presence, events.Pong, events.TeamChanged,
    events.MineChanged,
    events.SharedChanged,
    models.Actor, answers.HistoryValues, answers.HistoryEntry, answers.History, answers.DeletedTodo,
    answers.DeletedTodos, answers.DeletedSet, answers.DeletedSets, answers.MyList,
    answers.MyTodos, answers.Notification, answers.Notifications, answers.FoundTodo, answers.FoundTodos,
    models.SharedSet, answers.SharedTodos, ErrorBody,
)  # fmt: skip
LIMITS: Final = (
    "TITLE_MAX_CHARS", "SET_NAME_MAX_CHARS", "TEAM_NAME_MAX_CHARS", "USERNAME_MAX_CHARS", "REORDER_MAX_ITEMS",
    "SORT_ORDER_MAX", "SUBTODO_MAX_DEPTH", "REPEAT_MAX_EVERY", "COMMENT_MAX_CHARS", "TODO_MAX_COMMENTS",
    "COMMENT_MAX_MENTIONS",
    "DESCRIPTION_MAX_CHARS",
    "COMPLETE_MAX_TODOS",
    "TODO_MAX_ASSIGNEES", "TOKEN_NAME_MAX_CHARS", "LINK_NAME_MAX_CHARS", "LINKS_MAX", "WEBHOOK_URL_MAX_CHARS",
    "IMPORT_MAX_TODOS", "IMPORT_MAX_BYTES",
)  # fmt: skip
CODES: Final = ("SESSION_OVER", "ACCESS_TAKEN", "SET_GONE", "TOO_MANY_SOCKETS")
WHOLE: Final = {"Claimer", "DailyRepeat", "WeeklyRepeat", "MonthlyRepeat"}
ALWAYS_SENT: Final = {"seq", "type"}
FILLED_IN: Final = {"Todo": {"assignees"}}
"""What the web app adds to todos in older events."""

Schema = Mapping[str, Any]


def type_of(schema: Schema) -> str:
    """Return the TypeScript type for a piece of JSON Schema."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(option) for option in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema["type"] == "array":
        of = type_of(schema["items"])
        return f"readonly ({of})[]" if " | " in of else f"readonly {of}[]"
    if schema["type"] == "object":
        return f"{{ readonly [key: string]: {type_of(schema['additionalProperties'])} }}"
    return PLAIN[schema["type"]]


def interface(name: str, schema: Schema) -> str:
    """Render one Struct as an interface; what may be absent is optional, what is null is not."""
    required = set(schema.get("required", ())) | ALWAYS_SENT | FILLED_IN.get(name, set())
    always = set(schema["properties"]) if name in WHOLE else required
    lines = [f"/** {schema['description'].splitlines()[0]} */", f"export interface {name} {{"]
    for field, kind in schema["properties"].items():
        role = "Role" if field == "role" else type_of(kind)
        lines.append(f"  readonly {field}{'' if field in always else '?'}: {role};")
    return "\n".join([*lines, "}"])


def render() -> str:
    """Render the whole file."""
    _, components = msgspec.json.schema_components(STRUCTS, ref_template="#/{name}")
    aliases = [
        f"export type Role = {' | '.join(json.dumps(role) for role in get_args(models.Role))};",
        "export type Permission =\n  | " + "\n  | ".join(json.dumps(p) for p in permissions.PERMISSIONS) + ";",
        "export type ErrorCode =\n  | " + "\n  | ".join(json.dumps(code) for code in error_codes()) + ";",
        "export type Permissions = { readonly [key in Permission]: boolean };",
    ]
    kinds = [event.__name__ for event in events.TodoEvent.__args__]
    union = f"export type TodoEvent = {' | '.join(kinds)};"
    interfaces = [interface(struct.__name__, components[struct.__name__]) for struct in STRUCTS]
    return "\n\n".join([HEAD.rstrip(), *aliases, constants(), *interfaces, union]) + "\n"


def error_codes(base: type[errors.GlintError] = errors.GlintError) -> list[str]:
    """Return the code of every error, each once, sorted."""
    below = [code for error in base.__subclasses__() for code in error_codes(error)]
    return sorted({base.code, *below})


def constants() -> str:
    """Render the limits and close codes that the web app needs, defined once, in Python."""
    values = {name: getattr(limits, name) for name in LIMITS} | {name: getattr(close_codes, name) for name in CODES}
    values["HEAD_KEY_CHARS"] = events.HEAD_KEY_CHARS
    return "\n".join(f"export const {name} = {value};" for name, value in values.items())


def main() -> None:
    """Write the file."""
    write_generated(TARGET, render())


if __name__ == "__main__":
    main()
