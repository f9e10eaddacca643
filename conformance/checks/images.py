"""Images of a list (R230 to R234)."""

from __future__ import annotations

from urllib.parse import urlsplit

from conformance.verdict import check, expect
from conformance.world import World


@check(230, 231, 232, 233, 234)
async def an_image_shows_its_list_until_it_is_ended(w: World) -> None:
    """To nobody in particular, and as text that runs nothing; whoever knows it is told that it is the same."""
    place = await w.new_list()
    (await w.bob.ask("PUT", f"{place.path}/images/badge")).refused(403, "forbidden")
    made = (await w.ann.do("PUT", f"{place.path}/images/badge"))["image"]
    listed = await w.ann.ask("GET", f"{place.path}/images")
    expect(made["token"] not in listed.text, "The list of images has a token.")
    path = urlsplit(made["url"]).path
    await w.ann.add(place)
    image = await w.nobody.ask("GET", path)
    expect(image.status == 200 and "0 of 1 done" in image.text, f"The badge is {image.text[:120]}")
    expect("sandbox" in image.headers.get("Content-Security-Policy", ""), "The image is not in a sandbox.")
    again = await w.nobody.ask("GET", path, headers={"If-None-Match": image.headers["ETag"]})
    expect(again.status == 304, f"The same image is {again.status}.")
    (await w.nobody.ask("GET", f"/api/shared/{made['token']}")).refused(404, "not_found")
    await w.ann.do("DELETE", f"{place.path}/images/badge")
    (await w.nobody.ask("GET", path)).refused(404, "not_found")
