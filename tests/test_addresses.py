from __future__ import annotations

import time
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.addresses import Exemptions, address_refusal, is_public, plain_host, url_refusal

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.9 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1
203.0.113.1 224.0.0.1 224.0.1.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
2002:808:808:: 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.0.1.1 198.17.0.1
223.255.255.255 2606:4700::1111 2a00:1450:4001::1 2001:4860:4860::8888 ::ffff:8.8.8.8
64:ff9b::8.8.8.8
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert address_refusal(address)
    host = f"[{address}]" if ":" in address else address
    assert url_refusal(f"http://{host}/")
    assert url_refusal(f"https://{host}:8443/story?id=1")


@pytest.mark.parametrize("address", PUBLIC)
def test_the_addresses_of_servers_are_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert address_refusal(address) is None
    host = f"[{address}]" if ":" in address else address
    assert url_refusal(f"http://{host}/") is None


@pytest.mark.parametrize(
    "host",
    """127.1 127.0.1 2130706433 017700000001 0x7f000001 0x7f.1 0177.0.0.1 0x7f.0x0.0x0.0x1
    127.0.0.01 00127.0.0.1 0 0x 1.2.3 256.1.1.1 127.0.0.1.5 4294967297 08.8.8.8 8.8.2056
    127.0.0.1. 127.0.0.1.. 127。0。0。1 127．0．0．1 １２７.0.0.1 ①②⑦.⓪.⓪.① ٠.0.0.1x.1
    %31%32%37.0.0.1 127%2e0.0.1 127.0.0.1%00.example localhost%2f [::1%25eth0] [fe80::1%eth0]
    [::ffff:0x7f.1] [127.0.0.1] [::1 ::1 [::1]x [v1.fe80] 1.1.1.1.0x""".split(),
)
def test_an_address_in_disguise_is_refused(host: str) -> None:
    assert url_refusal(f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    """localhost LOCALHOST localhost. a.localhost localhost.localdomain ⓛocalhost l\u00adocalhost
    printer db router.lan nas.local metadata.google.internal intranet.corp fritz.home.arpa
    127.0.0.1.nip.io localtest.me app.localtest.me 10-0-0-1.sslip.io a..b.example .example
    -_.onion ex!ample.example a,b.example""".split(),
)
def test_names_of_the_local_network_are_refused(host: str) -> None:
    assert url_refusal(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    """http://news.example/ https://news.example/a?b#c HTTP://NEWS.EXAMPLE/ http://news.example.:80/
    http://news.example:8080/ https://news.example:443/ http://a.test/ http://köln.example/
    http://xn--kln-sna.example/ http://a_b.example/ http://3sat.example/ http://1.example/
    http://localhost.example/ http://notlocal.example http://日本語。example/ http://ip.me/
    http://news.example/@127.0.0.1 http://news.example/?u=http://127.0.0.1/
    http://news.example:/""".split(),
)
def test_public_pages_pass(url: str) -> None:
    assert url_refusal(url) is None


@pytest.mark.parametrize(
    "url",
    """file:///etc/passwd ftp://news.example/ data:text/html,x javascript:alert(1)
    gopher://news.example/ ws://news.example/ news.example //news.example/ http: http:// http:///x
    http://user@news.example/ http://user:secret@news.example/ http://@news.example/
    http://news.example@127.0.0.1/ http://127.0.0.1\\@news.example/ http://news.example:99999/
    http://news.example:http/ http://a:80:80/ http://news.example:-1/ http://ne\u2100ws.example/
    http://news.example:22/ http://news.example:25/ http://news.example:6667/
    http://news.example:0/""".split(),
)
def test_what_is_no_page_of_the_web_is_refused(url: str) -> None:
    assert url_refusal(url)


def test_the_reason_names_what_is_wrong() -> None:
    assert url_refusal("http://10.0.0.1/") == "10.0.0.1 is not a public address"
    assert url_refusal("http://2130706433/") == "2130706433 is an IP address in disguise"
    assert url_refusal("ftp://news.example/") == "'ftp' is not a scheme of the web"
    assert url_refusal("http://news.example:25/") == "port 25 is no web server's"


def test_exempt_hosts_and_networks_pass() -> None:
    exempt = Exemptions.read("printer, 10.0.0.0/8 [::1] Nas.Local.")
    for url in ("http://printer/", "http://10.9.8.7:8000/", "http://[::1]/", "http://nas.local/"):
        assert url_refusal(url, exempt) is None
    assert address_refusal("::ffff:10.0.0.1", exempt) is None
    for url in ("http://scanner/", "http://192.168.0.1/", "ftp://printer/", "http://printer:25/"):
        assert url_refusal(url, exempt)
    assert url_refusal("http://me@printer/", exempt)
    assert url_refusal("http://167772161/", exempt), "10.0.0.1 as a number"


def test_exemptions_add_up() -> None:
    exempt = Exemptions.read(["printer"]) | Exemptions.read(["10.0.0.1"])
    assert exempt.cover("printer")
    assert exempt.cover("10.0.0.1")
    assert not exempt.cover("10.0.0.2")


def test_seeds_exempt_their_hosts() -> None:
    seeds = ["http://127.0.0.1:8000/feed", "https://Intranet/", "http://2130706433/", "nonsense"]
    exempt = Exemptions.of_urls(seeds)
    assert exempt.cover("127.0.0.1")
    assert exempt.cover("intranet")
    assert url_refusal("http://2130706433/", exempt)
    assert not exempt.cover("127.0.0.2")


@pytest.mark.parametrize("entry", ["10.0.0.0/99", "a b", "127.1", "http://a.example/", "a..b", "*"])
def test_a_wrong_exemption_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="neither a host nor a network"):
        Exemptions.read([entry])


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("News.Example.", "news.example"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
        ("KÖLN.example", "xn--kln-sna.example"),
        ("a" * 64 + ".example", None),
        ("a." * 150 + "example", None),
        ("", None),
    ],
)
def test_hosts_have_one_plain_form(host: str, plain: str | None) -> None:
    assert plain_host(host) == plain


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for url in (text, f"http://{text}", f"http://[{text}]/", f"http://a.example:{text}/"):
        assert url_refusal(url) is None or url_refusal(url)
    plain_host(text)
    address_refusal(text)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_wherever_it_is_carried(address) -> None:
    for carrier in ("::ffff:", "64:ff9b::"):
        assert is_public(ip_address(f"{carrier}{address}")) == is_public(address)


@pytest.mark.parametrize("piece", ["1.", "[", "@", "%31", "a.", "０", ":", "\u00ad", "ﷺ"])
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    url_refusal(f"http://{piece * 200_000}/")
    assert time.process_time() - started < 5  # what is square in the length takes minutes
