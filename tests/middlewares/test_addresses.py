from __future__ import annotations

import pytest

from tests.middlewares.conftest import Serve, Visit, visit
from tests.middlewares.server import PAGE, SOUND, Server, answer, redirect

SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "127.0.0.1.",
    "localhost",
    "LOCALHOST.",
    "news.localhost",
    "printer",
    "user@news.test",
]


def refused(found: Visit, url: str) -> bool:
    return found.outcomes[url]["error"] == "AddressRefused"


@pytest.fixture(scope="module")
def secret(serve: Serve) -> Server:
    """What else listens on this machine."""
    return serve({})


def test_nothing_private_is_asked_for(serve: Serve, secret: Server) -> None:
    seed = serve({}).url(host="paper.test")
    others = [secret.url(host=host) for host in SPELLINGS]
    found = visit(seed, others=others)
    assert found.outcomes[seed]["size"] == len(PAGE)
    assert all(refused(found, url) for url in others)
    assert len(found.refusals) == len(others)
    assert all(told.startswith("address http://") for told in found.refusals)
    assert not secret.requests


def test_each_redirect_hop_is_judged(serve: Serve, secret: Server) -> None:
    target = secret.url()
    hops = {"/": redirect("/next"), "/next": redirect(target)}
    seed = serve(hops).url(host="paper.test")
    found = visit(seed)
    assert refused(found, seed)
    assert target in found.outcomes[seed]["message"]
    assert not secret.requests


def test_what_a_name_resolves_to_is_judged(serve: Serve, secret: Server) -> None:
    seed, other = serve({}).url(), secret.url(host="harmless.test")
    found = visit(seed, others=[other], RETRY_TIMES=2)
    assert found.outcomes[seed]["size"] == len(PAGE)
    assert refused(found, other)
    assert "harmless.test resolves to 127.0.0.1" in found.outcomes[other]["message"]
    assert "retry/count" not in found.stats
    assert not secret.requests


def test_a_name_is_judged_whenever_it_is_resolved(serve: Serve, secret: Server) -> None:
    closing = SOUND["/until-closed"]
    serve({"/1": closing, "/2": closing}, None, ("127.0.0.2", secret.port))
    seed = serve({}).url()
    first, again = (secret.url(path, "turning.test") for path in ("/1", "/2"))
    found = visit(
        seed, others=[first, again], NEWSCRAWL_ALLOW_PRIVATE="127.0.0.2", CONCURRENT_REQUESTS=1
    )
    assert found.outcomes[first]["size"] == len(PAGE)
    assert refused(found, again)
    assert not secret.requests


def test_a_name_that_does_not_exist_is_not_refused(serve: Serve) -> None:
    other = "http://nowhere.example/"
    found = visit(serve({}).url(), others=[other])
    assert found.outcomes[other]["error"] == "CannotResolveHostError"


@pytest.mark.parametrize("allowed", ["127.0.0.0/8", "other.test, localhost"])
def test_the_operator_may_allow_more(serve: Serve, allowed: str) -> None:
    server = serve({})
    other = server.url(host="other.test")
    found = visit(server.url(), others=[other], NEWSCRAWL_ALLOW_PRIVATE=allowed)
    assert found.outcomes[other]["size"] == len(PAGE)


def test_foreign_schemes_are_refused_first(serve: Serve) -> None:
    others = ["file:///etc/hostname", "ftp://paper.test/", "data:text/plain,hello"]
    found = visit(serve({}).url(), others=others)
    assert all(refused(found, url) for url in others)


def test_behind_a_proxy_names_pass_and_addresses_do_not(serve: Serve) -> None:
    proxy = serve({"/away": redirect("http://127.0.0.1:8080/secret")})
    seed, other, away = "http://a.test/", "http://b.test/", "http://c.test/away"
    private = [f"http://{host}/secret" for host in SPELLINGS]
    found = visit(seed, others=[other, away, *private], environment={"http_proxy": proxy.url()})
    assert found.outcomes[seed]["size"] == found.outcomes[other]["size"] == len(PAGE)
    assert refused(found, away)
    assert all(refused(found, url) for url in private)
    assert sorted(proxy.targets) == [seed, other, away]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "proxy.test"])
def test_the_proxy_itself_may_be_private(serve: Serve, host: str) -> None:
    proxy = serve({})
    environment = {"http_proxy": proxy.url(host=host)}
    url = "http://news.example/"
    found = visit(url, environment=environment)
    assert found.outcomes[url]["size"] == len(PAGE)
    assert proxy.targets == [url]


def test_a_tunnel_goes_through_the_proxy_too(serve: Serve) -> None:
    refusing = answer(b"", status="403 Forbidden")
    proxy = serve({"news.example:443": refusing})
    environment = {"https_proxy": proxy.url(host="proxy.test")}
    visit("https://news.example/", others=["https://10.0.0.1/"], environment=environment)
    assert proxy.targets == ["news.example:443"]
