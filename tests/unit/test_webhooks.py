"""Where webhooks may send to, how they sign, and what follows from failures."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from msgspec.structs import replace

from domain import limits
from domain.deliveries import Lag, failed, next_deliveries, next_due_ms
from domain.instants import epoch_ms, instant
from domain.webhooks import is_allowed, signature

LAG = Lag(webhook_id="w", url="", secret="", failures=0, failing_since=None, next_attempt_at=None, set_id="s", since=0,
          head=1, retry_id=None, retry_to=None)  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://Example.com/glint?key=1",
        "https://a.b-c.example.com:443/x",
        "https://example.com?x=[1]",
        "https://xn--bcher-kva.example/",
    ],
)
def test_r221_events_go_to_public_names_by_https(url: str) -> None:
    """With the default port, whatever the path and the query are."""
    assert is_allowed(url, local=False)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "8.8.8.8", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1"),
        *("[::1]", "[::ffff:127.0.0.1]", "[fe80::1%25eth0]", "[2001:db8::1]", "a.0x7f", "example.1", "1.1.1.1."),
        *("localhost", "x.localhost", "localhost.", "example.com.", "intranet", "printer.local", "x.internal"),
        *("metadata.google.internal", "router.home.arpa", "nas.lan", "x.onion", "a..com", "-.com", ""),
        *("ex%61mple.com", "\uff11\uff12\uff17.0.0.1", "example\u3002com", "b\u00fccher.example", "l\u24aacalhost.com"),
        *("user@example.com", "user:pass@example.com", "example.com:80", "example.com:8443", "example.com:"),
        *("example.com\\@127.0.0.1", "example.com#@127.0.0.1", "example.com /", "example.com\t", "a.com\n", " a.com"),
    ],
)
def test_r221_addresses_and_private_names_are_refused(host: str) -> None:
    """In every spelling that a parser of URLs may take for one."""
    assert not is_allowed(f"https://{host}/", local=False)
    assert not is_allowed(f"https://{host}", local=False)


@pytest.mark.parametrize("url", ["http://example.com", "ftp://example.com", "//example.com", "https:example.com", ""])
def test_r221_other_protocols_are_refused(url: str) -> None:
    """Only https is encrypted."""
    assert not is_allowed(url, local=False)


def test_r221_for_development_a_receiver_may_be_local() -> None:
    """By http, with a port; still without a password."""
    assert is_allowed("http://127.0.0.1:8900/hook", local=True)
    assert is_allowed("http://[::1]:8900", local=True)
    assert is_allowed("https://example.com", local=True)
    assert not is_allowed("http://user@localhost", local=True)


def test_r223_the_signature_is_an_hmac_of_time_and_body() -> None:
    """As a receiver computes it."""
    expected = hmac.new(b"whsec_x", b'1795512600.{"a":1}', hashlib.sha256).hexdigest()
    assert signature("whsec_x", '{"a":1}', 1795512600) == f"t=1795512600,v1={expected}"


def test_r224_failures_are_followed_by_longer_and_longer_pauses() -> None:
    """Doubled each time, up to an hour; a day after the first failure there is no next attempt."""
    now_ms, lag, pauses = 0.0, LAG, list[float]()
    while (after := failed(lag, now_ms)).next_attempt_at is not None:
        pauses.append((epoch_ms(after.next_attempt_at) - now_ms) / 1000)
        lag = replace(lag, failures=lag.failures + 1, failing_since=lag.failing_since or instant(now_ms))
        now_ms = epoch_ms(after.next_attempt_at)
    assert pauses[:3] == [1, 2, 4]
    assert max(pauses) == pauses[-1] == limits.WEBHOOK_RETRY_MAX_S
    assert after.paused_at == instant(now_ms)
    assert 0 <= now_ms / 1000 - limits.WEBHOOK_PAUSE_AFTER_S < limits.WEBHOOK_RETRY_MAX_S


def test_r222_each_webhook_has_one_delivery_at_a_time() -> None:
    """The first of its lists, once it is due; those that waited for the longest first, and not too many at once."""
    late = replace(LAG, webhook_id="late", next_attempt_at=instant(2_000))
    failing = replace(LAG, webhook_id="failing", next_attempt_at=instant(1_000))
    lags = [failing, replace(failing, set_id="other"), late, LAG, replace(LAG, set_id="other")]
    assert next_deliveries(lags, 1_000) == [LAG, failing]
    assert next_due_ms(lags) == 0
    assert next_due_ms([late, failing]) == 1_000
    assert next_due_ms([]) is None
    many = [replace(LAG, webhook_id=str(number)) for number in range(20)]
    assert len(next_deliveries(many, 0)) == limits.WEBHOOKS_AT_ONCE
