"""Every address of the app can be opened again, by a reload or from a link, including old ones."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Meet


def test_r53_every_kind_of_address_survives_a_reload(meet: Meet) -> None:
    """The personal space, its lists, a team, its lists, and an invitation."""
    ada, grace = meet("Ada"), meet("Grace")
    team = ada.create_team()
    me = ada.ask("GET", "/api/auth/me")["user"]["id"]
    own = ada.ask("GET", f"/api/teams/personal:{me}/sets")["sets"][0]["id"]
    for path, shown in (
        ("/me", f"/me/s/{own}"),
        (f"/me/s/{own}", f"/me/s/{own}"),
        (f"/t/personal:{me}", f"/me/s/{own}"),
        (f"/t/personal%3A{me}/s/{own}", f"/me/s/{own}"),
        (f"/t/{team.team_id}", team.path),
        (team.path, team.path),
    ):
        ada.page.goto(path)
        ada.expect_status("Live")
        ada.page.reload()
        ada.expect_status("Live")
        assert ada.page.url == f"{ada.server.url}{shown}"
    ada.page.goto("/")
    ada.page.wait_for_url(f"**{team.path}")
    invite = ada.ask("POST", f"/api/teams/{team.team_id}/invites", {"role": "member"})["invite"]
    grace.page.goto(invite["url"].replace(invite["token"], escaped(invite["token"])))
    grace.page.reload()
    grace.page.get_by_role("button", name="Join the team").click()
    grace.expect_status("Live")
    expect(grace.page).to_have_url(re.compile(re.escape(team.path)))


def escaped(text: str) -> str:
    """Escape every character as a mail program might."""
    return "".join(f"%{ord(char):02X}" for char in text)
