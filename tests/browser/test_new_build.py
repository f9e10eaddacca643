"""A new deployment replaces the cached app as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.static_site import Site, build_changed
from tests.browser.visitor import wait_until
from tools.project import WEB

Builds = tuple[Path, Path]

OLD, NEW = "Get things done, together", "Done together"

# The scripts that the browser caches, and those that the page runs.
KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
  return urls.filter((url) => url.endsWith(".js")).sort();
}"""
ATTEMPTS = 10
RUNNING = "() => [...document.querySelectorAll('script[type=module]')].at(-1).src"
WAITING = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
# A page that becomes visible checks whether the older ones are closed; that takes a moment.
TAKEN_OVER = f"""async () => {{
  document.dispatchEvent(new Event("visibilitychange"));
  const {{ waiting, installing, active }} = await navigator.serviceWorker.getRegistration();
  const alone = !waiting && !installing && active.state === "activated";
  return alone && (await ({KEPT})()).includes(({RUNNING})());
}}"""
# Like a click on a link, without reloading the page.
GO_TO_INVITATION = """() => {
  history.pushState({}, "", "/join/token");
  dispatchEvent(new PopStateEvent("popstate"));
}"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The app as it is, and with another title on its first screen."""
    return WEB / "dist", build_changed(tmp_path_factory.mktemp("build"), OLD, NEW)


@pytest.fixture
def site(builds: Builds) -> Iterator[Site]:
    """A server of the old build."""
    with Site(builds[0]).running() as site:
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser without a cache."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def expect_title(page: Page, title: str) -> None:
    """Expect this title of the sign-in screen, which is a separate script."""
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def scripts_of(build: Path) -> set[str]:
    """Return the names of a build's scripts."""
    return {file.name for file in (build / "assets").glob("*.js")}


def kept_scripts(page: Page) -> set[str]:
    """Return the names of the cached scripts."""
    return {url.rpartition("/")[2] for url in page.evaluate(KEPT)}


def wait_for_take_over(page: Page) -> None:
    """Wait until the new worker has replaced the old one, which Chromium delays while a debugger is attached."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    for _ in range(ATTEMPTS):
        devtools.send("ServiceWorker.stopAllWorkers")
        if any(taken_over_soon(page)):
            return
    raise AssertionError("The new worker has not taken over.")


def taken_over_soon(page: Page) -> Iterator[bool]:
    """Return whether it has, checked every tenth of a second for three seconds."""
    for _ in range(30):
        yield page.evaluate(TAKEN_OVER)
        page.wait_for_timeout(100)


def test_r93_an_open_page_keeps_its_build_and_the_next_one_is_new(site: Site, builds: Builds, page: Page) -> None:
    """No page gets files of two builds; when the last page of the old one is closed, its files are deleted."""
    old, new = builds
    page.goto(site.url)
    expect_title(page, OLD)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert kept_scripts(page) == scripts_of(old)
    site.folder = new
    later = page.context.new_page()
    later.goto(site.url)
    expect_title(later, NEW)
    wait_until(later, WAITING)
    page.evaluate(GO_TO_INVITATION)
    expect(page.get_by_text("You have been invited to a team. Sign in to join it.")).to_be_visible()
    assert kept_scripts(later) > scripts_of(old)
    page.close()
    later.reload()
    wait_for_take_over(later)
    expect_title(later, NEW)
    assert kept_scripts(later) == scripts_of(new)


def test_r93_a_kept_page_is_of_one_build(site: Site, builds: Builds, page: Page) -> None:
    """Offline, the newest completely cached build starts."""
    page.goto(site.url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    site.folder = builds[1]
    page.reload()
    expect_title(page, NEW)
    wait_for_take_over(page)
    running = page.evaluate(RUNNING)
    site.stop()
    page.reload()
    expect(page.get_by_role("heading", name="Glint cannot be reached")).to_be_visible()
    assert page.evaluate(RUNNING) == running


def test_r93_a_page_whose_script_is_gone_says_so(site: Site, builds: Builds, browser: Browser) -> None:
    """Without a cache, a page of an old build asks to be reloaded."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site.url)
    expect_title(page, OLD)
    site.folder = builds[1]
    page.evaluate(GO_TO_INVITATION)
    expect(page.get_by_role("heading", name="A new version is available")).to_be_visible()
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text("You have been invited to a team. Sign in to join it.")).to_be_visible()
    context.close()
