"""What each route takes and gives, for tools/openapi.py: what the code does not say in its types.

A new route needs a line in OPERATIONS. Path parameters, headers and the refusals that every route of its
kind has follow from the method and the path.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from domain import errors, events, inputs, models, permissions

Schema = dict[str, Any]


class Operation(NamedTuple):
    """One route. `refusals` are those that do not follow from its path; an upgrade has no `answer`."""

    answer: Schema | None
    body: type | None = None
    status: int = 200
    query: dict[str, Schema] = {}  # noqa: RUF012 - never changed
    refusals: tuple[type[errors.GlintError], ...] = ()
    public: bool = False
    repeatable: bool = True


def ref(model: type) -> Schema:
    """A model by name."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def object_of(**properties: Schema) -> Schema:
    """An object with exactly these members."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def list_of(item: Schema) -> Schema:
    """An array."""
    return {"type": "array", "items": item}


def one_of(*options: Schema) -> Schema:
    """One of these."""
    return {"anyOf": list(options)}


TEXT: Final[Schema] = {"type": "string"}
NULL: Final[Schema] = {"type": "null"}
FLAG: Final[Schema] = {"type": "boolean"}
SEQ: Final[Schema] = {"type": "integer", "minimum": 0}
OK: Final = object_of(ok={"const": True})
OK_SEQ: Final = object_of(ok={"const": True}, seq=SEQ)
ENDED: Final = object_of(ok={"const": True}, ended=SEQ)
ROLE: Final[Schema] = {"enum": list(get_args(models.Role))}
PERMISSION_MAP: Final = object_of(**dict.fromkeys(permissions.PERMISSIONS, FLAG))
PERMISSIONS: Final[Schema] = {"$ref": "#/components/schemas/Permissions"}
OVERRIDE: Final = object_of(role={"enum": ["admin", "member"]}, permission={"enum": list(permissions.PERMISSIONS)},
                            allowed=FLAG)  # fmt: skip
EVENT: Final = one_of(*(ref(event) for event in events.TodoEvent.__args__))
TEAM: Final = object_of(team=ref(models.Team))
SET: Final = object_of(set=ref(models.TodoSet))
CLAIM: Final = object_of(
    ok={"const": True}, claimedBy=one_of(TEXT, NULL), claimedByName=one_of(TEXT, NULL),
    claimedByAvatar=one_of(TEXT, NULL), seq=SEQ,
)  # fmt: skip

SCHEMAS: Final = (
    models.Team, models.User, models.Session, models.Member, models.Invite, models.NewInvite, models.TodoSet,
    models.Todo, *events.TodoEvent.__args__, errors.ErrorBody,
)  # fmt: skip

_TEAM: Final = "/api/teams/<team_id>"
_SET: Final = f"{_TEAM}/sets/<set_id>"
_TODO: Final = f"{_TEAM}/todos/<todo_id>"

OPERATIONS: Final[dict[str, Operation]] = {
    "GET /api/health": Operation(object_of(ok={"const": True}, version=TEXT), public=True),
    "GET /api/auth/me": Operation(object_of(user=one_of(ref(models.User), NULL)), public=True),
    "GET /api/auth/providers": Operation(
        object_of(providers=list_of(object_of(id=TEXT, name=TEXT)), devLogin=FLAG), public=True
    ),
    "POST /api/auth/dev": Operation(
        object_of(user=ref(models.User)), inputs.DevSignIn, refusals=(errors.NotFound,), public=True, repeatable=False
    ),
    "POST /api/auth/logout": Operation(OK, inputs.Nothing, public=True, repeatable=False),
    "GET /api/auth/login": Operation(
        None, status=302, query={"provider": TEXT, "returnTo": TEXT}, public=True,
        refusals=(errors.NotFound, errors.SignInMisconfigured, errors.ProviderUnavailable),
    ),
    "GET /api/auth/callback": Operation(
        None, status=302, query={"state": TEXT, "code": TEXT, "error": TEXT, "iss": TEXT}, public=True,
        refusals=(errors.NotFound, errors.SignInFailed, errors.SignInDenied, errors.SignInMisconfigured,
                  errors.ProviderUnavailable),
    ),
    "GET /api/auth/sessions": Operation(object_of(sessions=list_of(ref(models.Session)))),
    "DELETE /api/auth/sessions": Operation(ENDED, inputs.Nothing, repeatable=False),
    "DELETE /api/auth/sessions/<session_id>": Operation(ENDED, inputs.Nothing, repeatable=False),
    "GET /api/teams": Operation(object_of(teams=list_of(ref(models.Team)))),
    "POST /api/teams": Operation(TEAM, inputs.TeamName, 201),
    f"PATCH {_TEAM}": Operation(TEAM, inputs.TeamName),
    f"DELETE {_TEAM}": Operation(OK, inputs.Nothing),
    f"GET {_TEAM}/members": Operation(object_of(members=list_of(ref(models.Member)))),
    f"PATCH {_TEAM}/members/<user_id>": Operation(OK, inputs.MemberRole, refusals=(errors.LastOwner,)),
    f"DELETE {_TEAM}/members/<user_id>": Operation(OK, inputs.Nothing, refusals=(errors.LastOwner,)),
    f"GET {_TEAM}/permissions/me": Operation(
        object_of(role=ROLE, permissions=PERMISSIONS), query={"setId": TEXT}
    ),
    f"GET {_TEAM}/permissions": Operation(
        object_of(
            scope=TEXT, overrides=list_of(OVERRIDE), effective=object_of(admin=PERMISSIONS, member=PERMISSIONS)
        ),
        query={"scope": TEXT},
    ),
    f"PUT {_TEAM}/permissions": Operation(OK, inputs.PermissionChanges, query={"scope": TEXT}),
    f"POST {_TEAM}/invites": Operation(
        object_of(invite=ref(models.NewInvite)), inputs.InviteTerms, 201, repeatable=False
    ),
    f"GET {_TEAM}/invites": Operation(object_of(invites=list_of(ref(models.Invite)))),
    f"DELETE {_TEAM}/invites/<invite_id>": Operation(OK, inputs.Nothing, repeatable=False),
    "POST /api/invites/<token>": Operation(TEAM, inputs.Nothing, refusals=(errors.Conflict,), repeatable=False),
    f"GET {_TEAM}/sets": Operation(object_of(sets=list_of(ref(models.TodoSet)), role=ROLE)),
    f"POST {_TEAM}/sets": Operation(SET, inputs.SetName, 201),
    f"POST {_TEAM}/sets/reorder": Operation(OK, inputs.SetOrder),
    f"PATCH {_SET}": Operation(SET, inputs.SetChange),
    f"DELETE {_SET}": Operation(OK, inputs.Nothing),
    f"GET {_SET}/events": Operation(
        object_of(events=list_of(EVENT), seq=SEQ), query={"since": SEQ}, refusals=(errors.Resync,)
    ),
    f"GET {_SET}/todos": Operation(
        object_of(todos=list_of(ref(models.Todo)), role=ROLE, permissions=PERMISSIONS, seq=SEQ)
    ),
    f"POST {_SET}/todos": Operation(
        object_of(todo=ref(models.Todo), seq=SEQ), inputs.NewTodo, 201, refusals=(errors.IdTaken, errors.SetFull)
    ),
    f"GET {_SET}/ws": Operation(
        None, status=101,
        refusals=(errors.OriginNotAllowed, errors.Conflict, errors.UpgradeRequired, errors.PushUnavailable),
    ),
    f"POST {_TEAM}/todos/reorder": Operation(OK_SEQ, inputs.TodoOrder),
    f"PATCH {_TODO}": Operation(OK_SEQ, inputs.TodoChange),
    f"DELETE {_TODO}": Operation(OK_SEQ, inputs.Nothing),
    f"POST {_TODO}/claim": Operation(CLAIM, inputs.Claim, refusals=(errors.AlreadyClaimed,)),
}  # fmt: skip
