"""Images of lists over HTTP: for everybody who has the address, and for nothing else."""

from __future__ import annotations

import json
from typing import Any

from tests.support.databases import dump
from tests.support.http_app import ORIGIN, Home
from tests.support.http_routes import SET, TODO

IMAGES = f"{SET}/images"


async def _make(home: Home, kind: str) -> dict[str, Any]:
    made: dict[str, Any] = (await home.request("PUT", f"{IMAGES}/{kind}")).body["image"]
    return made


async def test_r230_the_token_of_an_image_is_shown_once_and_replaced(home: Home) -> None:
    """There is one of each kind; the next one ends the one before, and a deletion ends it."""
    badge, first, second = [await _make(home, kind) for kind in ("badge", "checklist", "checklist")]
    assert second["url"] == f"{ORIGIN}/api/images/{second['token']}"
    listed = await home.request("GET", IMAGES)
    kept = [{name: image[name] for name in ("kind", "createdAt")} for image in (badge, second)]
    assert listed.body["images"] == kept
    stored = listed.text + json.dumps(await dump(home.app.db))
    assert [image["token"] in stored for image in (badge, first, second)] == [False] * 3
    await home.request("DELETE", f"{IMAGES}/badge")
    for image, status in ((badge, 404), (first, 404), (second, 200)):
        assert (await home.app.request("GET", f"/api/images/{image['token']}")).status == status
    for method in ("PUT", "DELETE"):
        assert (await home.request(method, f"{IMAGES}/photo")).status == 404


async def test_r231_r233_an_image_shows_its_list_and_its_token_opens_nothing_else(home: Home) -> None:
    """No id or name of anybody, and nothing in a badge but numbers; in one round trip, whoever is signed in."""
    await home.request("POST", f"{SET}/todos", {"title": "Bread & butter"})
    await home.request("PATCH", TODO, {"completed": True})
    for kind, shows in (("badge", "1 of 2 done"), ("checklist", "Bread &amp; butter")):
        token = (await _make(home, kind))["token"]
        image = await home.app.request("GET", f"/api/images/{token}", session="nobody's")
        assert (image.status, image.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
        assert image.headers["Server-Timing"] == 'd1;desc="1"'
        assert shows in image.text
        assert ("Bread" in image.text) == (kind == "checklist")
        assert not any(secret in image.text for secret in (home.team_id, home.set_id, home.todo_id, "ada"))
        for path in (f"/api/shared/{token}", f"/api/shared/{token}/events?since=0", f"/api/invites/{token}"):
            assert (await home.app.request("GET", path)).status in {401, 404}
        for headers in ({"Cookie": f"__Host-session={token}"}, {"Authorization": f"Bearer {token}"}):
            assert (await home.app.request("GET", home.path(f"{SET}/todos"), headers=headers)).status == 401


async def test_r232_r233_an_image_loads_nothing_and_is_asked_for_again(home: Home) -> None:
    """304 for the one that is known already, until the list has changed."""
    token = (await _make(home, "checklist"))["token"]
    first = await home.app.request("GET", f"/api/images/{token}")
    assert first.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    known = {"If-None-Match": f"W/{first.headers['ETag']}"}
    same = await home.app.request("GET", f"/api/images/{token}", headers=known)
    assert (same.status, same.text, same.headers["ETag"]) == (304, "", first.headers["ETag"])
    await home.request("PATCH", SET, {"name": "Renamed"})
    assert (await home.app.request("GET", f"/api/images/{token}", headers=known)).status == 200


async def test_r234_an_image_goes_with_its_list(home: Home) -> None:
    """And comes back with it."""
    image = f"/api/images/{(await _make(home, 'badge'))['token']}"
    for method, path, status in (("DELETE", SET, 404), ("POST", f"{SET}/restore", 200)):
        assert (await home.request(method, path)).status == 200
        assert (await home.app.request("GET", image)).status == status
