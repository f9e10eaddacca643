"""Webhooks (R220 to R229), as far as they can be seen without a receiver."""

from __future__ import annotations

from conformance.verdict import check, expect
from conformance.world import World


@check(220)
async def a_webhook_is_shown_with_its_secret_once(w: World) -> None:
    """And listed without it, to those who manage the list; a new secret is another one."""
    place = await w.new_list()
    hooks = f"{place.path}/webhooks"
    made = (await w.ann.do("POST", hooks, {"url": "https://receiver.example/"}))["webhook"]
    listed = await w.ann.ask("GET", hooks)
    expect(made["id"] in listed.text and made["secret"] not in listed.text, "The list of webhooks has a secret.")
    own = f"{place.team_path}/webhooks/{made['id']}"
    expect((await w.ann.do("POST", f"{own}/rotate"))["secret"] != made["secret"], "The secret stays as it was.")
    (await w.bob.ask("GET", hooks)).refused(403, "forbidden")
    await w.ann.do("DELETE", own)
    (await w.ann.ask("DELETE", own)).refused(404, "not_found")


@check(221)
async def a_private_address_is_refused(w: World) -> None:
    """In other spellings as well."""
    place = await w.new_list()
    for url in (
        "http://example.com/",
        "https://127.1/",
        "https://[::1]/",
        "https://x.internal/",
        "https://a.com:8443/",
    ):
        (await w.ann.ask("POST", f"{place.path}/webhooks", {"url": url})).refused(422, "invalid")
