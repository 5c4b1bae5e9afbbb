from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.policy.model import Effect
from newscrawl.policy.signals.http_status import Access, StatusDecision, read_status

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "decision"),
    [
        (200, "keep"), (203, "keep"), (226, "keep"), (204, "empty"), (205, "empty"),
        (206, "incomplete"), (301, "redirect"), (308, "redirect"), (304, "unchanged"),
        (400, "stop_url"), (401, "stop_url"), (403, "stop_url"), (418, "stop_url"),
        (451, "stop_url"), (404, "gone_soft"), (410, "gone"), (429, "slow_host"),
        (503, "slow_host"), (408, "retry_later"), (500, "retry_later"), (524, "retry_later"),
        (0, "retry_later"), (511, "stop_host"), (999, "stop_host"), (100, "stop_url"),
    ],
)  # fmt: skip
def test_every_status_has_a_meaning(status: int, decision: str) -> None:
    assert read_status(status, {}, NOW).decision == decision


@pytest.mark.parametrize(
    ("value", "wait"),
    [("120", 120), ("Wed, 25 Nov 2026 12:01:00 GMT", 60), ("soon", None), ("-5", None)],
)
def test_a_busy_host_says_how_long(value: str, wait: int | None) -> None:
    assert read_status(429, {"retry-after": value}, NOW).wait == wait
    assert read_status(503, {"retry-after": value}, NOW).wait == wait
    assert read_status(404, {"retry-after": value}, NOW).wait is None


@pytest.mark.parametrize(
    ("status", "access"), [(401, "closed"), (402, "paid"), (403, "refused"), (451, "legal")]
)
def test_a_closed_page_is_evidence(status: int, access: str) -> None:
    reading = read_status(status, {}, NOW)
    assert reading.access == access
    statement = reading.statement("https://news.example/a")
    assert statement is not None
    assert statement.text.startswith(str(status))
    assert set(statement.effects.values()) == {Effect.DENY}


@pytest.mark.parametrize("status", [200, 202, 403, 405, 429, 503])
def test_a_challenge_stands_in_the_place_of_any_page(status: int) -> None:
    for header in ({"cf-mitigated": "challenge"}, {"x-amzn-waf-action": "captcha"}):
        reading = read_status(status, header, NOW)
        assert (reading.decision, reading.access) == (StatusDecision.STOP_HOST, Access.REFUSED)


def test_an_open_page_is_none() -> None:
    for status in (200, 301, 404, 429, 500):
        assert read_status(status, {}, NOW).statement("https://news.example/a") is None


@pytest.mark.parametrize(
    ("price", "read"), [("USD 0.01", "USD 0.01"), ("EUR 2", "EUR 2"), ("cheap", None), ("", None)]
)
def test_a_price_is_read_and_never_paid(price: str, read: str | None) -> None:
    reading = read_status(402, {"crawler-price": price}, NOW)
    assert (reading.access, reading.price, reading.alarm) == (Access.PAID, read, False)
    assert read_status(200, {"crawler-charged": price}, NOW).alarm


@pytest.mark.parametrize(
    ("name", "value"), [("cf-mitigated", "Challenge"), ("crawler-error", "CrawlerForbidden")]
)
def test_a_wall_closes_the_host_and_is_quoted(name: str, value: str) -> None:
    reading = read_status(403, {name: value}, NOW)
    assert reading.decision is StatusDecision.STOP_HOST
    statement = reading.statement("https://news.example/a")
    assert statement is not None
    assert (statement.locator, statement.text) == (f"header {name}", f"{name}: {value}")
