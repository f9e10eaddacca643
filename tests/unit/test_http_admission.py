"""Who may sign in with a provider, who may create teams, and what the page says where nobody can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.databases import dump
from tests.support.fake_provider import settings_of
from tests.support.http_app import Answer, make_home
from tests.support.recording_push import RecordingPush
from tests.support.sign_in_site import LOGIN, SignInSite, expect_refused
from tests.support.sqlite_database import SqliteDatabase
from tools.migrations import MIGRATION_FILES

DOMAIN = {"emailDomains": ["crew.example"]}
VERIFIED = {"email": "ada@crew.example", "email_verified": True}


@pytest.fixture
def site() -> Iterator[SignInSite]:
    """A deployment with one provider."""
    made = SignInSite()
    yield made
    made.close()


def configure(site: SignInSite, **changes: object) -> None:
    """Deploy the provider with other settings."""
    site.settings = replace(site.settings, oidc_providers=settings_of(**changes))


@pytest.mark.parametrize(
    ("allow", "claims", "status"),
    [
        ("anyone", {}, 302),
        ({"subjects": ["1"]}, {}, 302),
        ({"subjects": ["2"]}, {}, 403),
        (DOMAIN, VERIFIED, 302),
        (DOMAIN, {**VERIFIED, "email": "Ada@CREW.example"}, 302),
        (DOMAIN, {"email": "ada@crew.example"}, 403),
        (DOMAIN, {**VERIFIED, "email_verified": "true"}, 403),
        (DOMAIN, {**VERIFIED, "email": "ada@evil.crew.example"}, 403),
        (DOMAIN, {**VERIFIED, "email": "ada@crew.example@evil.example"}, 403),
        (DOMAIN, {**VERIFIED, "email": ["ada@crew.example"]}, 403),
        ({"groups": ["crew"]}, {"groups": ["staff", "crew"]}, 302),
        ({"groups": ["crew"]}, {"groups": "crew"}, 302),
        ({"groups": ["crew"]}, {"groups": ["crewless", 1, {}]}, 403),
        ({"groups": ["crew"]}, {}, 403),
        ({"groups": ["crew"], "subjects": ["1"], **DOMAIN}, {}, 302),
        ({"groups": ["crew"], "subjects": ["2"], **DOMAIN}, VERIFIED, 302),
    ],
    ids=str,
)
async def test_r116_only_whom_the_rule_names_signs_in(
    allow: object, claims: dict[str, object], status: int, site: SignInSite
) -> None:
    """By one of their groups, the domain of an address that the provider has verified, or their subject."""
    reads_groups = isinstance(allow, dict) and "groups" in allow
    configure(site, allow=allow, **({"teamsClaim": "groups"} if reads_groups else {}))
    site.provider.person |= claims
    answer = await site.visit()
    assert answer.status == status
    if status == 403:
        await expect_refused(site, answer, "sign_in_denied", 403)


async def test_r116_whoever_is_no_longer_allowed_loses_what_they_had(site: SignInSite) -> None:
    """When they try again: every session, and the teams that the provider's groups had put them in."""
    site.settings = replace(site.settings, dev_login=True)
    site.push = RecordingPush()
    home = await make_home(site, "grace")
    groups = {"teamsClaim": "groups", "teams": [{"value": "crew", "team": home.team_id}]}
    site.provider.person |= {"groups": ["crew"]}
    configure(site, **groups)
    session = (await site.visit()).session
    todo = f"/api/teams/{home.team_id}/todos/{home.todo_id}"
    assert (await site.request("POST", f"{todo}/claim", {}, session=session)).status == 200
    configure(site, **groups, allow={"subjects": ["2"]})
    answer = await site.visit()
    assert (answer.status, answer.body["code"]) == (403, "sign_in_denied")
    assert (await site.request("GET", "/api/auth/me", session=session)).body == {"user": None}
    members = (await home.request("GET", f"/api/teams/{home.team_id}/members")).body["members"]
    assert [member["username"] for member in members] == ["grace"]
    claims = await site.request("GET", f"/api/teams/{home.team_id}/sets/{home.set_id}/todos", session=home.session)
    assert claims.body["todos"][0]["claimedBy"] is None
    site.push.announced.clear()
    await site.after_answers()
    assert [team_id for team_id, _ in site.push.announced][-1] == home.team_id


async def _create_team(site: SignInSite, session: str) -> Answer:
    """Try to; the answer of `me` says beforehand whether it works."""
    me = (await site.request("GET", "/api/auth/me", session=session)).body["user"]
    answer = await site.request("POST", "/api/teams", {"name": "Crew"}, session=session)
    assert me["mayCreateTeams"] is (answer.status == 201)
    return answer


@pytest.mark.parametrize(
    ("rule", "status"),
    [("anyone", 201), ("nobody", 403), ({"subjects": ["1"]}, 201), ({"subjects": ["2"]}, 403)],
    ids=str,
)
async def test_r117_only_whom_the_rule_names_creates_teams(rule: object, status: int, site: SignInSite) -> None:
    """Others are told so; their own space and the teams that they are invited to are theirs all the same."""
    configure(site, createTeams=rule)
    session = (await site.visit()).session
    answer = await _create_team(site, session)
    assert answer.status == status
    if status == 403:
        assert answer.body["code"] == "forbidden"
        assert "create teams" in answer.body["error"]
        assert len((await dump(site.db))["teams"]) == 1


async def test_r117_what_holds_for_all_holds_at_once(site: SignInSite) -> None:
    """A list is looked at when people sign in, by the provider that they came from; everything else at each request."""
    session = (await site.visit()).session
    for changes, status in (
        ({"createTeams": "nobody"}, 403),
        ({}, 201),
        ({"createTeams": {"subjects": ["1"]}}, 403),
        ({"id": "renamed"}, 201),
        ({"id": "renamed", "createTeams": "nobody"}, 403),
        ({"issuer": "nonsense"}, 403),
    ):
        configure(site, **changes)
        assert (await _create_team(site, session)).status == status
    configure(site, createTeams={"subjects": ["1"]})
    assert (await _create_team(site, (await site.visit()).session)).status == 201


async def test_r117_r118_whoever_signs_in_by_name_may_create_teams(site: SignInSite) -> None:
    """They are of no provider, whatever is configured or not."""
    site.settings = replace(site.settings, dev_login=True)
    session = await site.sign_in("grace")
    for changes in ({"createTeams": "nobody"}, {"issuer": "nonsense"}):
        configure(site, **changes)
        assert (await _create_team(site, session)).status == 201


async def test_r118_nobody_signs_in_by_name_as_someone_of_a_provider(site: SignInSite) -> None:
    """The name is refused, and the session that the browser had goes on."""
    site.settings = replace(site.settings, dev_login=True)
    assert (await site.visit()).status == 302
    grace = await site.sign_in("grace")
    before = await dump(site.db)
    answer = await site.request("POST", "/api/auth/dev", {"username": "ada"}, session=grace)
    assert (answer.status, answer.body["code"]) == (403, "forbidden")
    assert "Set-Cookie" not in answer.headers
    assert await dump(site.db) == before


async def test_r119_an_empty_deployment_says_what_is_missing(site: SignInSite) -> None:
    """On the sign-in page, and how to go on; where one may sign in by name, nothing is missing."""
    site.settings = replace(site.settings, oidc_providers="")
    answer = (await site.request("GET", "/api/auth/providers")).body
    assert (answer["providers"], answer["devLogin"]) == ([], False)
    assert "OIDC_PROVIDERS" in answer["missing"]
    assert "docs/sign-in.md" in answer["missing"]
    site.settings = replace(site.settings, dev_login=True)
    assert (await site.request("GET", "/api/auth/providers")).body["missing"] is None


OLDER = [file for file in MIGRATION_FILES if file.name < "0010"]


@pytest.mark.parametrize(
    ("migrations", "paths"), [([], ("/api/auth/providers", LOGIN)), (OLDER, ("/api/auth/providers",))]
)
async def test_r119_a_database_that_is_not_migrated_is_said_to_be(
    migrations: list[Path], paths: tuple[str, ...], site: SignInSite
) -> None:
    """By the sign-in page, and wherever else it is met; what needs no database works."""
    database = SqliteDatabase(migrations)
    site.db = database
    for path in paths:
        answer = await site.request("GET", path)
        assert (answer.status, answer.body["code"]) == (503, "not_set_up")
        assert "make deploy" in answer.body["error"]
    assert (await site.request("GET", "/api/health")).status == 200
    database.close()
