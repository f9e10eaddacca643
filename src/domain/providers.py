"""The configured sign-in providers, and how their groups map to teams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from domain.errors import SignInMisconfigured
from domain.ids import PERSONAL_PREFIX, Id, is_of_provider
from domain.models import Role

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_RISING: Final[tuple[Role, ...]] = ("member", "admin", "co-owner", "owner")

Claims = Mapping[str, object]
NonEmpty = Annotated[str, Meta(min_length=1)]

_T = TypeVar("_T")


class Setting(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of configuration structs: unknown names are errors."""


class TeamRule(Setting, frozen=True, kw_only=True):
    """Maps `value` in the teams claim to a team and role."""

    value: NonEmpty
    team: Id
    role: Role = "member"


class People(Setting, frozen=True, kw_only=True):
    """Some of a provider's people: by a group in `teamsClaim`, the domain of a verified e-mail address, or subject."""

    groups: tuple[NonEmpty, ...] = ()
    email_domains: tuple[Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")], ...] = ()
    subjects: tuple[NonEmpty, ...] = ()


class Provider(Setting, frozen=True, kw_only=True):
    """One way to sign in: how, who may (`allow`), and which of them may create teams.

    One without a secret in `Configured.secrets` is a public client; PKCE is used either way.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_-]{1,40}$")]
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    issuer: str
    client_id: NonEmpty
    scopes: str = "openid profile email"
    teams_claim: str = ""
    teams: tuple[TeamRule, ...] = ()
    allow: People | Literal["anyone"] = "anyone"
    create_teams: People | Literal["anyone", "nobody"] = "anyone"
    picture_hosts: tuple[Annotated[str, Meta(pattern=r"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$")], ...] = ()


class Configured(Struct, frozen=True, kw_only=True):
    """The providers in the order of their buttons, and the secrets of those that are confidential clients."""

    providers: tuple[Provider, ...]
    secrets: Mapping[str, str]

    def find(self, provider_id: str) -> Provider | None:
        """The provider with this id."""
        return next((provider for provider in self.providers if provider.id == provider_id), None)

    def may_create_teams(self, user_id: str, provider_id: str | None, *, listed: bool) -> bool:
        """Whether the person may, who was `listed` by the provider's rule, or not, when they last signed in.

        Whoever signs in by name alone may. Of whom it is not known which provider they came from, all must allow it.
        """
        if not is_of_provider(user_id):
            return True
        found = self.find(provider_id or "")
        rules = [provider.create_teams for provider in ([found] if found else self.providers)]
        return all(rule == "anyone" or (rule != "nobody" and listed) for rule in rules)


@lru_cache(maxsize=4)
def configured(providers: str, secrets: str = "") -> Configured:
    """Parse the variable `OIDC_PROVIDERS`, a JSON list, and the secret `OIDC_CLIENT_SECRETS`, a JSON object by id.

    '' where there is none. SignInMisconfigured says what is wrong, without a word of the secrets.
    """
    found = Configured(
        providers=_decoded("OIDC_PROVIDERS", providers or "[]", tuple[Provider, ...]),
        secrets=_decoded("OIDC_CLIENT_SECRETS", secrets or "{}", dict[str, NonEmpty]),
    )
    for mistake in _mistakes(found):
        raise SignInMisconfigured(f"Sign-in is not set up correctly here. {mistake}")
    return found


def is_trustworthy(url: str) -> bool:
    """Whether a URL is https, or http to this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL))


def includes(rule: People | Literal["anyone", "nobody"], provider: Provider, claims: Claims) -> bool:
    """Whether a rule of the provider names the person with these claims."""
    if not isinstance(rule, People):
        return rule == "anyone"
    email = claims.get("email") if claims.get("email_verified") is True else None
    domain = email.rpartition("@")[2].lower() if isinstance(email, str) else ""
    said = _groups(provider, claims)
    return claims["sub"] in rule.subjects or domain in rule.email_domains or any(group in said for group in rule.groups)


def shows_picture(provider: Provider, url: str) -> bool:
    """Whether a picture is at one of the provider's hosts, over https: no page loads any other."""
    parts = re.fullmatch(r"https://([a-z0-9.-]+)(/.*)?", url)
    host = parts[1] if parts else ""
    return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in provider.picture_hosts)


def wanted_roles(provider: Provider, claims: Claims) -> dict[str, Role | None]:
    """For each mapped team, the highest role that the person's groups grant, or None."""
    values = _groups(provider, claims)
    wanted: dict[str, Role | None] = {rule.team: None for rule in provider.teams}
    for role in _RISING:
        wanted |= {rule.team: rule.role for rule in provider.teams if rule.role == role and rule.value in values}
    return wanted


def _groups(provider: Provider, claims: Claims) -> list[object]:
    said = _at(claims, provider.teams_claim)
    return said if isinstance(said, list) else [said]


def _at(claims: Claims, path: str) -> object:
    """The claim by this name, or else within another one, as in Keycloak's `realm_access.roles`."""
    found: object = claims
    for name in [path] if path in claims else path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _mistakes(found: Configured) -> Iterator[str]:
    ids = [provider.id for provider in found.providers]
    if len(set(ids)) != len(ids):
        yield "OIDC_PROVIDERS names the same id twice."
    for unknown in found.secrets.keys() - set(ids):
        yield f"OIDC_CLIENT_SECRETS has a secret for `{unknown}`, which OIDC_PROVIDERS does not name."
    for provider in found.providers:
        where = f"OIDC_PROVIDERS, `{provider.id}`:"
        if not is_trustworthy(provider.issuer):
            yield f"{where} the issuer must be an https address (http only on localhost)."
        if "openid" not in provider.scopes.split():
            yield f"{where} the scopes lack `openid`."
        rules = [rule for rule in (provider.allow, provider.create_teams) if isinstance(rule, People)]
        if bool(provider.teams or any(rule.groups for rule in rules)) != bool(provider.teams_claim):
            yield f"{where} `teamsClaim` and what looks into it, `teams` or `groups`, need each other."
        if People() in rules:
            yield f"{where} a rule that names no one: give `groups`, `emailDomains` or `subjects`."
        if any(rule.team.startswith(PERSONAL_PREFIX) for rule in provider.teams):
            yield f"{where} a personal space cannot be given to others."


def _decoded(name: str, text: str, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SignInMisconfigured(f"Sign-in is not set up correctly here. {name}: {error}.") from None
