"""Containers made in code: web archives, MHTML, ZIP and tar, sound and otherwise."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

NEWS = (
    "The ferry across the bay sailed on Tuesday for the first time since the storm of last winter,"
    " the harbour master of town {0} said, with forty people and nine bicycles on board."
)


def html(number: int = 1, extra: str = "") -> bytes:
    story = NEWS.format(number)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Ferry {number} sails again</title>{extra}"
        "</head>"
        f"<body><article><h1>Ferry {number} sails again</h1><p>{story}</p></article></body></html>"
    ).encode()


def http(
    body: bytes, headers: Sequence[tuple[str, str]] = (), status: str = "200 OK", kind="text/html"
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(  # noqa: PLR0913  # each header can be wrong
    number: int,
    block: bytes | None = None,
    *,
    kind: str = "response",
    length: int | str | None = None,
    url: str | None = None,
    version: str = "1.0",
    date: str = "2026-03-01T10:00:00Z",
    more: Mapping[str, str] | None = None,
) -> bytes:
    block = http(html(number)) if block is None else block
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "WARC-Target-URI": url or f"https://news.example/{number}",
        "WARC-Date": date,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
    } | dict(more or {})
    lines = [f"WARC/{version}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def robots(number: int, text: str, status: str = "200 OK", **changes: str) -> bytes:
    changes.setdefault("url", "https://news.example/robots.txt")
    return record(number, http(text.encode(), status=status, kind="text/plain"), **changes)


def tdmrep(number: int, value: int = 1, **changes: str) -> bytes:
    changes.setdefault("url", "https://news.example/.well-known/tdmrep.json")
    rule = f'[{{"location": "/", "tdm-reservation": {value}}}]'
    return robots(number, rule, **changes)


def arc(*bodies: bytes, version: int = 1) -> bytes:
    description = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://x.arc 0.0.0.0 20260301100000 text/plain {len(description)}\n"
    parts = [head.encode() + description + b"\n"]
    for number, body in enumerate(bodies, 1):
        block = http(body)
        middle = "200 - - 0 x.arc " if version == 2 else ""
        line = (
            f"https://news.example/{number} 192.0.2.1 20260301100000 text/html"
            f" {middle}{len(block)}\n"
        )
        parts.append(line.encode() + block + b"\n")
    return b"".join(parts)


def mhtml(*parts: tuple[str, bytes], headers: str = "", start: str = "") -> bytes:
    text = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/saved\r\n"
        f"Date: Sun, 1 Mar 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{headers}"
        f'Content-Type: multipart/related; type="text/html";{start} boundary="--edge"\r\n\r\n\r\n'
    )
    body = b"".join(
        b"----edge\r\n" + about.encode() + b"\r\n\r\n" + content + b"\r\n"
        for about, content in parts
    )
    return text.encode() + body + b"----edge--\r\n"


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def gz(*members: bytes) -> bytes:
    return b"".join(gzip.compress(member, 1) for member in members)
