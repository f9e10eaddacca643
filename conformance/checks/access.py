"""Who may what (R71 to R74, R110 to R112, R120 to R124, R151)."""

from __future__ import annotations

from conformance.verdict import check, expect
from conformance.world import World


@check(71, 72)
async def sessions_are_ones_own(w: World) -> None:
    """Each sign-in has its own; they are listed, and can be ended."""
    dan = await w.guest()
    again = await w.nobody.ask("POST", "/api/auth/dev", {"username": dan.name})
    expect(again.headers["set-cookie"].partition(";")[0] != dan.headers["Cookie"], "Two sign-ins have one session.")
    sessions = (await dan.do("GET", "/api/auth/sessions"))["sessions"]
    expect(len(sessions) == 2, f"After two sign-ins {len(sessions)} sessions are listed.")
    (await w.bob.ask("DELETE", f"/api/auth/sessions/{sessions[0]['id']}")).refused(404, "not_found")
    ended = (await dan.do("DELETE", "/api/auth/sessions"))["ended"]
    left = (await dan.do("GET", "/api/auth/sessions"))["sessions"]
    expect((ended, len(left)) == (1, 1), f"Of two sessions {ended} was ended, and {len(left)} are left.")


@check(74)
async def nobody_grants_more_than_they_have(w: World) -> None:
    """Neither by invitations nor by permissions."""
    place, bob = w.place_of_team, w.bob
    (await bob.ask("POST", f"{place.team_path}/invites", {"role": "owner"})).refused(403, "forbidden")
    override = {"role": "member", "permission": "manage_sets", "allowed": True}
    body = {"overrides": [override]}
    (await bob.ask("PUT", f"{place.team_path}/permissions?scope=global", body)).refused(403, "forbidden")
    (await bob.ask("PATCH", f"{place.team_path}/members/{bob.id}", {"role": "owner"})).refused(403, "forbidden")


@check(110)
async def whoever_was_removed_needs_a_newer_invitation(w: World) -> None:
    """Whoever left may use the old one."""
    dan = await w.guest()
    token = await w.let_in(dan)
    await dan.do("DELETE", f"{w.place_of_team.team_path}/members/{dan.id}")
    await dan.do("POST", f"/api/invites/{token}")
    await w.ann.do("DELETE", f"{w.place_of_team.team_path}/members/{dan.id}")
    (await dan.ask("POST", f"/api/invites/{token}")).refused(403, "forbidden")
    await w.let_in(dan)


@check(111)
async def nobody_gets_what_was_before_their_access(w: World) -> None:
    """A catch-up from there is answered 410."""
    place = await w.new_list()
    await w.ann.add(place)
    dan = await w.guest()
    await w.let_in(dan)
    (await dan.ask("GET", f"{place.path}/events?since=0")).refused(410, "resync")
    await w.ann.add(place, "Bread")
    found = await dan.events(place, (await dan.todos(place))["seq"] - 1)
    expect([event["seq"] for event in found] == [2], "What was after the access began is not in the catch-up.")


@check(112)
async def everything_with_a_list_takes_the_right_to_see_it(w: World) -> None:
    """Even what is one's own."""
    place = await w.new_list()
    mine = (await w.bob.add(place))["todo"]["id"]
    hidden = {"overrides": [{"role": "member", "permission": "view_todos", "allowed": False}]}
    await w.ann.do("PUT", f"{place.team_path}/permissions?scope=set:{place.id}", hidden)
    (await w.bob.ask("PATCH", place.todo(mine), {"title": "Bread"})).refused(403, "forbidden")
    (await w.bob.ask("GET", f"{place.path}/todos")).refused(403, "forbidden")


@check(120)
async def what_is_stored_about_oneself_can_be_downloaded(w: World) -> None:
    """In parts, without the session's secret."""
    w.need_sessions()
    sections, after = [], ""
    while after is not None:
        answer = await w.ann.ask("GET", f"/api/auth/me/data{f'?after={after}' if after else ''}")
        part = answer.ok()
        expect(w.ann.headers["Cookie"].partition("=")[2] not in answer.text, "The download has the session's secret.")
        sections.append(part["section"])
        after = part["next"]
    expect({"profile", "sessions", "memberships", "todos"} <= set(sections), f"The sections are {sections}.")


@check(121)
async def an_account_can_be_deleted(w: World) -> None:
    """With its sessions."""
    dan = await w.guest()
    await dan.do("DELETE", "/api/auth/me", {"texts": "delete"})
    (await dan.ask("DELETE", "/api/auth/me", {"texts": "delete"})).refused(401, "not_signed_in")


@check(123)
async def an_only_owner_stays(w: World) -> None:
    """While others are in the team."""
    w.need_sessions()
    (await w.ann.ask("DELETE", "/api/auth/me", {"texts": "keep"})).refused(409, "last_owner")


@check(151)
async def an_invitation_says_where_it_leads(w: World) -> None:
    """Without being used."""
    w.need_sessions()
    path = f"{w.place_of_team.team_path}/invites"
    token = (await w.ann.do("POST", path, {"role": "member", "maxUses": 1}))["invite"]["token"]
    found = await w.cleo.do("GET", f"/api/invites/{token}")
    expect((found["team"]["id"], found["isMember"]) == (w.team, False), f"The invitation says {found}.")
    (await w.cleo.ask("GET", "/api/invites/none")).refused(404, "not_found")
