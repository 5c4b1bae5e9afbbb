from __future__ import annotations

import pytest

from newscrawl.addresses import NOTHING, Exemptions
from newscrawl.download.guard import AddressGuard, AddressRefused

PUBLIC, PRIVATE = "1.1.1.1", "10.0.0.1"


def test_only_public_addresses_of_a_name_pass() -> None:
    guard = AddressGuard(NOTHING)
    assert guard.sift("news.example", 80, [PRIVATE, PUBLIC, "::1"]) == [PUBLIC]
    assert guard.refusal("news.example") is None


def test_the_reason_of_the_last_resolution_is_kept() -> None:
    guard = AddressGuard(NOTHING)
    assert guard.sift("News.Example.", 80, [PRIVATE, "::1"]) == []
    assert guard.refusal("news.example") == "news.example resolves to 10.0.0.1, ::1"
    guard.sift("news.example", 80, [PUBLIC])
    assert guard.refusal("news.example") is None


def test_a_name_without_addresses_is_not_refused() -> None:
    guard = AddressGuard(NOTHING)
    assert guard.sift("news.example", 80, []) == []
    assert guard.refusal("news.example") is None


def test_a_seed_may_be_private_from_the_start() -> None:
    guard = AddressGuard(NOTHING, ["http://intranet:8000/"])
    guard.check("http://intranet/")
    assert guard.sift("intranet", 8000, [PRIVATE]) == [PRIVATE]
    assert guard.sift("intranet", 80, ["10.0.0.2"]) == ["10.0.0.2"]


def test_a_public_seed_may_not_turn_private() -> None:
    guard = AddressGuard(NOTHING, ["http://news.example/"])
    assert guard.sift("news.example", 80, [PUBLIC]) == [PUBLIC]
    assert guard.sift("news.example", 80, [PRIVATE]) == []


def test_a_seed_that_does_not_resolve_at_first_is_not_decided_on() -> None:
    guard = AddressGuard(NOTHING, ["http://intranet/"])
    guard.sift("intranet", 80, [])
    assert guard.sift("intranet", 80, [PRIVATE]) == [PRIVATE]


@pytest.mark.parametrize("seed", ["http://127.0.0.1:8000/", "http://[::1]/", "http://localhost/"])
def test_a_seed_exempts_its_own_host_alone(seed: str) -> None:
    guard = AddressGuard(NOTHING, [seed])
    guard.check(seed)
    with pytest.raises(AddressRefused):
        guard.check("http://127.0.0.2/")
    assert guard.sift("other.example", 80, ["127.0.0.1", "::1"]) == []


def test_an_allowed_network_is_allowed_by_every_name() -> None:
    guard = AddressGuard(Exemptions.read("10.0.0.0/24"))
    assert guard.sift("news.example", 80, ["10.0.0.7", "10.0.1.7"]) == ["10.0.0.7"]
    assert guard.sift("10.0.0.7", 80, ["10.0.0.7"]) == ["10.0.0.7"]


def test_an_allowed_name_is_allowed_wherever_it_is() -> None:
    guard = AddressGuard(Exemptions.read("printer"))
    assert guard.sift("printer", 80, [PRIVATE]) == [PRIVATE]


@pytest.mark.parametrize("proxy", ["http://proxy.example:3128", "proxy.example:3128"])
def test_the_proxy_is_exempt_at_its_port(proxy: str) -> None:
    guard = AddressGuard(NOTHING)
    guard.admit_proxy(proxy)
    assert guard.sift("proxy.example", 3128, [PRIVATE]) == [PRIVATE]
    assert guard.sift("proxy.example", 0, [PRIVATE]) == [PRIVATE]
    assert guard.sift("proxy.example", 80, [PRIVATE]) == []


def test_the_refusal_names_url_and_reason() -> None:
    with pytest.raises(AddressRefused, match=r"'http://10\.0\.0\.1/': 10\.0\.0\.1 is not a public"):
        AddressGuard(NOTHING).check("http://10.0.0.1/")
