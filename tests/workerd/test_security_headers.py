"""The security headers of every answer: of the API, of the page, and of its files."""

from __future__ import annotations

import re

import pytest

from tests.support.people import People

pytestmark = pytest.mark.anyio

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_THE_PAGE = {
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


async def test_r83_the_page_and_its_files_run_nothing_but_themselves(people: People) -> None:
    """A strict policy on every path of the page, and no script in its HTML; files with a hash may be cached."""
    page = await people.http.get("/t/some/s/list")
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', page.text)
    assert len(scripts) == page.text.count("<script") > 0
    for path in ("/", "/t/some/s/list", *scripts, "/favicon.svg"):
        answer = await people.http.get(path)
        assert answer.status_code == 200
        assert {name: answer.headers.get(name) for name in {**EVERYWHERE, **OF_THE_PAGE}} == EVERYWHERE | OF_THE_PAGE
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert (policy["script-src"], policy["connect-src"]) == ("'self'", "'self'")
        assert (policy["frame-ancestors"], policy["img-src"]) == ("'none'", "'self'")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    kept = [(await people.http.get(script)).headers["Cache-Control"] for script in scripts]
    assert all("immutable" in each for each in kept)


async def test_r214_the_page_of_a_share_link_is_not_indexed_and_refers_to_nothing(people: People) -> None:
    """By its headers, before anything of it runs."""
    headers = (await people.http.get("/shared/token")).headers
    assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert headers["Content-Security-Policy"] == (await people.http.get("/")).headers["Content-Security-Policy"]


async def test_r83_the_api_is_not_a_page(people: People) -> None:
    """Neither framed, executed nor cached, errors included."""
    for path in ("/api/health", "/api/teams", "/api/nothing"):
        answer = await people.http.get(path)
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert "Strict-Transport-Security" not in answer.headers  # over plain HTTP, on this machine


async def test_r115_what_is_no_file_is_not_found_and_not_kept(people: People) -> None:
    """A script of another deployment is no page, and nothing may remember that it is missing."""
    for path in ("/assets/index-NotThere.js", "/nothing", "/t", "/index.js"):
        answer = await people.http.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/me", "/me/s/list", "/t/team", "/t/team/s/list?x=1", "/join/token", "/shared/token"]
)
async def test_r53_r115_every_address_of_the_app_is_the_page(path: str, people: People) -> None:
    """By whatever program it is opened."""
    answer = await people.http.get(path)
    assert (answer.status_code, answer.text) == (200, (await people.http.get("/")).text)
