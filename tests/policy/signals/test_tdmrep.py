from __future__ import annotations

import json

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.tdmrep import read_tdmrep
from newscrawl.policy.verdict import judge
from tests.policy.signals.pages import NOW, page

RULES = [
    {"location": "/open/*", "tdm-reservation": 0},
    {"location": "/open/secret", "tdm-reservation": 1},
    {"location": "*.pdf$", "tdm-reservation": 1, "tdm-policy": "https://a.example/terms"},
]


@pytest.mark.parametrize(
    ("path", "value", "policy"),
    [
        ("/open/a", 0, None),
        ("/open/secret", 0, None),
        ("/x.pdf", 1, "https://a.example/terms"),
        ("/x.pdf?y", None, None),
        ("/Open/a", None, None),
    ],
)
def test_the_first_location_that_matches_decides(path: str, value: int | None, policy: str) -> None:
    found = read_tdmrep(json.dumps(RULES).encode(), f"https://a.example{path}")
    assert (found.value, found.policy) == (value, policy)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'\xef\xbb\xbf[{"location": "/", "tdm-reservation": 1}]', 1),
        (b'[{"location": "/", "tdm-reservation": true}]', None),
        (b'[{"location": "/", "tdm-reservation": "1"}]', 1),
        (b'[{"location": "/", "tdm-reservation": "0"}]', None),
        (b'[{"location": "a/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', 1),
        (b'[{"tdm-reservation": 0}]', None),
        (b'{"location": "/", "tdm-reservation": 0}', None),
        (b'[{"location": "/", "tdm-reservation": 0},]', None),
        (b"[{location: '/', 'tdm-reservation': 1}", 1),
        (b"<html>tdm-reservation: 1</html>", None),
        (b"[" * 100_000, None),
        (b"null", None),
        (b'[[], 1, "x", {"location": 7, "tdm-reservation": 1}]', 1),
        (b'[[{"location": "/", "tdm-reservation": 1}]]', 1),
        (b'{"rules": [{"location": "/", "tdm-reservation": 1}]}', 1),
        (b'[{"location": "/", "tdm-reservation": 1, "tdm-reservation": 0}]', 1),
        ('[{"location": "/", "tdm-reservation": 1}]'.encode("utf-16-le"), 1),
        (b'[{"Location": "/a", "TDM-Reservation": 1}]', 1),
        (b'[{"Location": "/b", "tdm-reservation": 1}]', None),
        (b'[{"location": "/", "TDM-Reservation": 0}]', None),
        (b'[{"Location": "/", "tdm-reservation": 0}]', None),
        (b'[{"location": "/", "TDM-Policy": "https://a.example/terms"}]', 1),
    ],
)
def test_what_is_malformed_can_only_reserve(body: bytes, value: int | None) -> None:
    assert read_tdmrep(body, "https://a.example/a").value == value


@pytest.mark.parametrize(
    ("header", "effect"),
    [("1", "deny"), ("0", "allow"), ("0, 1", "deny"), ("0, 0", None), ("yes", None)],
)
def test_a_header_speaks_for_its_page(header: str, effect: str | None) -> None:
    said = page_statements(page(headers={"TDM-Reservation": header}), NOW)
    assert [each.effects[Purpose.AI_TRAIN] for each in said] == [effect][: len(said)]
    assert bool(said) is (effect is not None)


def test_a_meta_element_without_a_name_does_not_permit() -> None:
    assert not page_statements(page("<meta property=tdm-reservation content=0>"), NOW)
    assert page_statements(page("<meta property=tdm-reservation content=1>"), NOW)


def test_every_carrier_is_evidence_and_none_supersedes() -> None:
    markup = b'<meta name="TDM-Reservation" content="0"><p>x'
    document = parse(
        Page.of_response(markup, url="https://a.example/", headers=[("tdm-reservation", "1")])
    )
    header, meta = page_statements(document, NOW)
    assert (header.locator, meta.locator) == ("header tdm-reservation", "meta[tdm-reservation]")
    assert (header.effects[Purpose.TDM], meta.effects[Purpose.TDM]) == (
        Effect.RESTRICT,
        Effect.ALLOW,
    )
    assert header.sha256 == document.page.sha256
    verdict = judge([header, meta], [Purpose.TDM])
    assert verdict.effects[Purpose.TDM] is Effect.RESTRICT
    assert verdict.by_specification[Purpose.TDM] is Effect.ALLOW


@pytest.mark.parametrize(("value", "reserves"), [('"1"', True), ("'1'", True), ('"0"', False)])
def test_quotes_around_a_header_reserve_and_never_open(value: str, reserves: bool) -> None:
    said = page_statements(page(headers={"tdm-reservation": value}), NOW)
    assert [each.effects[Purpose.AI_TRAIN] for each in said] == [Effect.DENY] * reserves
    assert not any(each.well_formed for each in said)


def test_a_policy_alone_reserves() -> None:
    (said,) = page_statements(page(headers={"tdm-policy": "https://a.example/terms"}), NOW)
    assert said.effects[Purpose.AI_TRAIN] is Effect.DENY
    assert "https://a.example/terms" in said.text
