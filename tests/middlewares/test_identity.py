from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy import Request

from newscrawl import __version__
from newscrawl.middlewares.identity import IdentityMiddleware, user_agent
from tests.middlewares.conftest import Serve, visit
from tests.middlewares.server import PAGE, SOUND, redirect, torn

NAME = f"newscrawl/{__version__}"
Certify = Callable[[str], tuple[ssl.SSLContext, str]]


def test_the_contact_is_in_the_name() -> None:
    assert user_agent("https://paper.example/bot") == f"{NAME} (+https://paper.example/bot)"
    assert user_agent("") == NAME


def test_a_contact_cannot_smuggle_headers() -> None:
    assert user_agent("me@paper.example)\r\nX: (y\\") == f"{NAME} (+me@paper.exampleX:y)"


@pytest.mark.parametrize(
    ("contact", "sender"),
    [
        ("me@paper.example", b"me@paper.example"),
        ("mailto:me@paper.example", b"me@paper.example"),
        ("https://paper.example/bot", None),
        ("", None),
    ],
)
def test_an_address_of_mail_is_the_sender(contact: str, sender: bytes | None) -> None:
    request = Request("https://news.example/", headers={"From": "somebody@else.example"})
    IdentityMiddleware(contact).process_request(request)
    assert request.headers.get("From") == sender


def test_every_request_says_who_asks(serve: Serve) -> None:
    server = serve({"/": redirect("/next")})
    visit(
        server.url(),
        headers={"User-Agent": "Mozilla/5.0", "From": "x@y.example"},
        USER_AGENT="Somebody/1.0",
        NEWSCRAWL_CONTACT="me@paper.example",
    )
    assert server.targets == ["/", "/next"]
    for request in server.requests:
        assert f"User-Agent: {NAME} (+me@paper.example)\r\n" in request
        assert "From: me@paper.example\r\n" in request
        assert request.count("User-Agent") == request.count("From:") == 1


@pytest.fixture
def certify(tmp_path: Path) -> Certify:
    """Makes a TLS server's context with a self-signed certificate for a host; and its file."""

    def make(host: str) -> tuple[ssl.SSLContext, str]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = dt.datetime.now(dt.UTC)
        try:
            subject: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            subject = x509.DNSName(host)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([subject]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        file = tmp_path / f"{host}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(file)
        return context, str(file)

    return make


def test_a_certificate_must_be_trusted(serve: Serve, certify: Certify) -> None:
    server = serve(SOUND, certify("127.0.0.1")[0])
    url = server.url()
    assert "error" in visit(url).outcomes[url]
    assert not server.requests


def test_a_certificate_must_be_the_hosts(serve: Serve, certify: Certify) -> None:
    context, file = certify("paper.test")
    server = serve(SOUND, context)
    own, foreign = server.url("/plain", "paper.test"), server.url("/plain", "other.test")
    found = visit(own, foreign, environment={"SSL_CERT_FILE": file})
    assert found.outcomes[own]["size"] == len(PAGE)
    assert "error" in found.outcomes[foreign]
    assert len(server.requests) == 1


def test_a_body_cut_off_in_tls_is_no_body(serve: Serve, certify: Certify) -> None:
    context, file = certify("paper.test")
    broken = torn(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    server = serve({**SOUND, "/torn": broken}, context)
    urls = [server.url(path, "paper.test") for path in ("/until-closed", "/torn")]
    found = visit(*urls, environment={"SSL_CERT_FILE": file})
    assert found.outcomes[urls[0]]["size"] == len(PAGE)
    assert found.outcomes[urls[1]]["error"] == "ResponseDataLossError"
