"""Effects of a test on the network are not counted as the page's errors; anything else in the console is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor
from tests.support.server import Server

SOCKET_THAT_FAILS = """path => new Promise(failed => {
  new WebSocket(location.origin.replace("http", "ws") + path).onerror = () => failed()
})"""


@pytest.fixture
def ada(browser: Browser, server: Server) -> Visitor:
    """A visitor whose page may log errors."""
    ada = Visitor(browser, server, "Ada")
    ada.page.goto("/", wait_until="networkidle")  # what still loads could fail
    return ada


def test_a_socket_without_a_network_is_not_an_error(ada: Visitor) -> None:
    """Chromium logs it, which no page can prevent."""
    ada.context.set_offline(True)
    with ada.page.expect_console_message(lambda message: "ERR_INTERNET_DISCONNECTED" in message.text):
        ada.page.evaluate(SOCKET_THAT_FAILS, "/ws")
    ada.close()
    assert ada.complaints == []


def test_a_refused_socket_and_an_error_of_the_page_are_reported(ada: Visitor) -> None:
    """Even if the page's own message is about the network."""
    ada.page.evaluate(SOCKET_THAT_FAILS, "/nowhere")
    ada.page.evaluate("console.error('net::ERR_INTERNET_DISCONNECTED')")
    with ada.page.expect_event("pageerror"):
        ada.page.evaluate("setTimeout(() => { throw new Error('broken') })")
    ada.close()
    refused, said, thrown = ada.complaints
    assert "Unexpected response code" in refused
    assert (said, thrown) == ("net::ERR_INTERNET_DISCONNECTED", "broken")
