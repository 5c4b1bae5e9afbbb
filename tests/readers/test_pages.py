"""What is in a file, of whatever kind, comes out as pages."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.page import MediaType, Page
from newscrawl.readers import Limits, Remark, Skipped, Supplied, read_pages
from tests.readers.makers import arc, gz, html, http, mhtml, record, robots, tarred, zipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Write = Callable[..., Path]
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes, name: str = "supplied") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return written


def supplied(path: Path, limits: Limits | None = None) -> list[Supplied]:
    readings = list(read_pages(path, limits or Limits()))
    assert not [each for each in readings if isinstance(each, Skipped)], readings
    return [each for each in readings if isinstance(each, Supplied)]


def pages(path: Path) -> list[Page]:
    return [each.page for each in supplied(path)]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lzma.compress, zstd.compress, lambda body: gz(gz(body))],
    ids=["gzip", "bzip2", "xz", "zstd", "twice"],
)
@pytest.mark.parametrize(
    "content",
    [html(), record(1), tarred({"a.html": html()}), zipped({"a.html": html()}), arc(html())],
    ids=["page", "WARC", "tar", "ZIP", "ARC"],
)
def test_everything_may_be_packed(write: Write, pack, content: bytes) -> None:
    (page,) = pages(write(pack(content)))
    assert page.body == html()
    assert page.media_type is MediaType.HTML


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with one"])
def test_a_page_behind_blank_space_is_one(write: Write, mark: bytes) -> None:
    (page,) = pages(write(mark + b" \n" * 40_000 + html()))
    assert page.media_type is MediaType.HTML


@pytest.mark.parametrize("packed", ["no", "one by one", "in one go", "in blocks"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_warc_gives_pages_with_address_headers_and_moment(
    write: Write, packed: str, version: str
) -> None:
    records = [
        record(0, b"software: test\r\n", kind="warcinfo", version=version),
        record(1, b"GET / HTTP/1.1\r\n\r\n", kind="request", version=version),
        record(2, http(html(2), [("TDM-Reservation", "1"), ("X-A", "1"), ("X-A", "2")])),
        record(3, http(b"", status="304 Not Modified"), kind="revisit", version=version),
        record(4, http(b"\x89PNG", kind="image/png"), version=version),
        record(5, http(html(5), status="404 Not Found"), version=version),
        record(6, version=version, date="2026-03-01T10:00:00.123456789Z"),
    ]
    whole = b"".join(records)
    content = {
        "no": whole,
        "one by one": gz(*records),
        "in one go": gz(whole),
        "in blocks": gz(*(whole[at : at + 100] for at in range(0, len(whole), 100))),
    }[packed]
    first, second = pages(write(content))
    assert first.url == "https://news.example/2"
    assert first.header("tdm-reservation") == ["1"]
    assert first.header("x-a") == ["1", "2"]
    assert (first.status, first.fetched_at, first.record) == (200, AT, "urn:uuid:2")
    assert second.url == "https://news.example/6"
    assert second.fetched_at is not None
    assert second.fetched_at.replace(microsecond=0) == AT


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"%x;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (
        half, body[:half], len(body) - half, body[half:],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Transfer-Encoding": "chunked"}, chunked(html())),
        ({"Transfer-Encoding": "chunked"}, html()),
        ({"Content-Encoding": "gzip"}, gzip.compress(html())),
        ({"Content-Encoding": "gzip"}, html()),
        ({"Content-Encoding": "deflate"}, zlib.compress(html())),
        ({"Content-Encoding": "br"}, html()),
        (
            {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
            chunked(gzip.compress(html())),
        ),
    ],
)  # fmt: skip
def test_codings_are_undone_where_they_are(write: Write, headers: dict, body: bytes) -> None:
    (page,) = pages(write(record(1, http(body, headers.items()))))
    assert page.body == html()


def test_resources_and_conversions_are_pages_without_headers(write: Write) -> None:
    plain = {"Content-Type": "text/plain"}
    path = write(
        record(1, html(), kind="resource", more={"Content-Type": "text/html; charset=utf-8"})
        + record(2, b"Just a text.", kind="conversion", more=plain)
    )
    first, second = pages(path)
    assert (first.media_type, first.charset, first.status) == (MediaType.HTML, "utf-8", None)
    assert (second.media_type, second.url) == (MediaType.TEXT, "https://news.example/2")


def test_what_a_server_calls_by_another_name_is_read_by_content(write: Write) -> None:
    path = write(
        record(1, http(html(), kind="application/json"))
        + record(2, http(b'{"a": "<p>"}', kind="text/html"))
        + record(3, http(b"User-agent: x", kind="text/plain"), url="https://a.example/ads.txt")
    )
    (page,) = pages(path)
    assert page.url == "https://news.example/1"


@pytest.mark.parametrize("version", [1, 2])
def test_an_arc_is_read_like_a_warc(write: Write, version: int) -> None:
    first, second = pages(write(arc(html(1), html(2), version=version)))
    assert (first.url, first.fetched_at, first.status) == ("https://news.example/1", AT, 200)
    assert first.record
    assert second.body == html(2)


def test_robots_count_for_the_pages_before_and_after_them(write: Write) -> None:
    path = write(
        gz(
            record(1),
            robots(2, "User-agent: *\nDisallow: /1\n"),
            record(3),
            record(4, url="https://other.example/"),
        )
    )
    first, third, other = supplied(path)
    assert first.robots is third.robots is not None or first.robots == third.robots
    assert first.robots is not None
    assert not first.robots.decide("https://news.example/1", "x", first.robots.fetched_at).allowed
    assert other.robots is None


def test_robots_are_those_of_their_time(write: Write) -> None:
    path = write(
        robots(1, "User-agent: *\nDisallow: /old\n", date="2026-02-01T00:00:00Z")
        + record(2)
        + robots(3, "User-agent: *\nDisallow: /new\n", date="2026-04-01T00:00:00Z")
        + record(4, date="2026-05-01T00:00:00Z")
        + record(5, date="2026-01-01T00:00:00Z")
    )
    bodies = [each.robots.document.body.split()[-1] for each in supplied(path) if each.robots]
    assert bodies == [b"/old", b"/new", b"/old"]


@pytest.mark.parametrize(
    ("archived", "allowed"),
    [
        (robots(1, "", status="404 Not Found"), True),
        (robots(1, "", status="503 Service Unavailable"), False),
        (robots(1, "", kind="revisit"), False),
        (robots(1, "User-agent: *\nAllow: /\n", length=9_999_999), False),
        (
            record(
                1,
                http(b"", [("Location", "https://www.news.example/robots.txt")], "301 Moved"),
                url="https://news.example/robots.txt",
            )
            + robots(2, "User-agent: *\nDisallow: /x", url="https://www.news.example/robots.txt"),
            True,
        ),
        (
            record(
                1,
                http(b"", [("Location", "https://gone.example/robots.txt")], "301 Moved"),
                url="https://news.example/robots.txt",
            ),
            False,
        ),
        (record(1, b"HTTP/1.1 abc\r\n\r\n", url="https://news.example/robots.txt"), False),
        (robots(1, "User-agent: *\nAllow: /", more={"WARC-Truncated": "length"}), False),
        (robots(1, "User-agent: *\nAllow: /", more={"WARC-Segment-Number": "1"}), False),
        (
            robots(1, f"User-agent: *\n{'#' * 600_000}", more={"WARC-Truncated": "length"}),
            True,
        ),
        (robots(1, "gone", status="404 Not Found", more={"WARC-Truncated": "time"}), True),
        (
            record(
                1,
                http(b"User-agent: *\nAllow: /", [("Content-Length", "25")], kind="text/plain"),
                url="https://news.example/robots.txt",
            ),
            False,
        ),
        (
            record(
                1,
                http(b"User-agent: *\nAllow: /", 2 * [("Content-Length", "25")]),
                url="https://news.example/robots.txt",
            ),
            False,
        ),
        *(
            (
                record(
                    1,
                    http(body, [("Content-Encoding", "gzip"), ("Content-Length", "40")]),
                    url="https://news.example/robots.txt",
                ),
                allowed,
            )
            for body, allowed in ((b"\x1f", False), (b"User-agent: *\nAllow: /", True))
        ),
        (record(1, http(b"")[:-2], url="https://news.example/robots.txt"), False),
        (record(1, b"\r\nhttp/1.1 abc\r\n\r\n", url="https://news.example/robots.txt"), False),
        (record(1, b"HTT", url="https://news.example/robots.txt"), False),
        (record(1, b"", url="https://news.example/robots.txt"), False),
    ],
    ids=[
        "missing",
        "broken",
        "unchanged",
        "damaged",
        "redirect",
        "redirect elsewhere",
        "no status",
        "cut",
        "segment",
        "cut beyond what is read",
        "cut and missing",
        "short",
        "short, said twice",
        "short, in a coding",
        "in no coding any more",
        "cut in its headers",
        "no status, lower",
        "cut at its beginning",
        "nothing",
    ],
)
def test_robots_that_cannot_be_read_forbid(write: Write, archived: bytes, allowed: bool) -> None:
    readings = list(read_pages(write(archived + record(3)), Limits()))
    (found,) = [each for each in readings if isinstance(each, Supplied)]
    assert found.robots is not None
    decision = found.robots.decide("https://news.example/3", "x", found.robots.fetched_at)
    assert decision.allowed is allowed


HEAD, STORY = http(b"").rstrip(), html()
HEADS = {
    "no blank line, nothing behind": HEAD,
    "no blank line": HEAD + b"\r\n" + STORY,
    "the first blank line within the page": HEAD
    + b"\r\n"
    + STORY.replace(b"<body>", b"\n\n<body>"),
    "bare CR": HEAD.replace(b"\r\n", b"\r") + b"\r\r" + STORY,
    "CR CR LF": (HEAD + b"\r\n\r\n").replace(b"\r\n", b"\r\r\n") + STORY,
    "no status": http(STORY, status="OK"),
}


@pytest.mark.parametrize("block", HEADS.values(), ids=HEADS)
def test_a_page_whose_http_head_cannot_be_read_is_named(write: Write, block: bytes) -> None:
    path = write(record(1, block) + record(2))
    skipped, found = read_pages(path, Limits())
    assert isinstance(found, Supplied)
    assert isinstance(skipped, Skipped)
    assert (skipped.name, skipped.is_other) == (f"{path}!urn:uuid:1", False)
    assert skipped.reason.startswith("the record at offset 0: ")
    assert skipped.reason.endswith(("cannot be read", "cannot be told from its body"))


@pytest.mark.parametrize(
    "other",
    [
        record(1, http(b"\x89PNG", kind="image/png").replace(b"\r\n", b"\r")),
        record(1, http(STORY, status="404 Not Found").replace(b"\r\n", b"\r")),
        record(1, HEADS["bare CR"], url="https://news.example/a.js"),
        record(1, HEADS["bare CR"], kind="revisit"),
    ],
    ids=["image", "missing", "script", "revisit"],
)
def test_of_what_is_no_page_no_head_is_named(write: Write, other: bytes) -> None:
    found, remark = read_pages(write(other + record(2)), Limits())
    assert isinstance(found, Supplied)
    assert isinstance(remark, Remark)
    assert remark.routine


def test_a_folded_header_is_no_markup(write: Write) -> None:
    folded = [("Link", "\r\n <https://news.example/a.css>; rel=preload,\r\n\t<b.css>; rel=preload")]
    (page,) = pages(write(record(1, http(html(), folded))))
    assert page.body == html()


@pytest.mark.parametrize("head", ["no blank line", "bare CR", "CR CR LF"])
def test_robots_whose_http_head_cannot_be_read_forbid(write: Write, head: str) -> None:
    block = HEADS[head].replace(STORY, b"User-agent: *\nAllow: /")
    (found,) = supplied(write(record(1, block, url="https://news.example/robots.txt") + record(2)))
    assert found.robots is not None
    assert not found.robots.decide("https://news.example/2", "x", found.robots.fetched_at).allowed


@pytest.mark.parametrize("described", [True, False])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_is_the_archives_in_it_with_the_robots_of_all(
    write: Write, method: int, described: bool
) -> None:
    description = {"datapackage.json": b"{}"} if described else {}
    path = write(
        zipped(
            {
                **description,
                "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
                "archive/a.warc.gz": gz(record(1)),
                "archive/b.warc": robots(2, "User-agent: *\nDisallow: /"),
                "indexes/index.cdx.gz": gz(b"..."),
            },
            method,
        )
    )
    (found,) = supplied(path)
    assert found.page.record == "archive/a.warc.gz!urn:uuid:1"
    assert found.robots is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"not a record", html(), gz(b"not a record")],
    ids=["empty", "text", "page", "packed"],
)
def test_what_is_no_archive_in_a_wacz_is_named(write: Write, content: bytes) -> None:
    name = "archive/b.warc.gz"
    path = write(zipped({"archive/a.warc.gz": gz(record(1)), name: content, "c.json": b"{}"}))
    found, skipped = read_pages(path, Limits())
    assert isinstance(found, Supplied)
    assert isinstance(skipped, Skipped)
    assert skipped.name == f"{path}!{name}"
    assert skipped.reason == "it is no web archive, whatever its name says"
    assert not skipped.is_other


def _without_directory(archive: bytes) -> bytes:
    return archive[: archive.index(b"PK\x01\x02")]


def _moved(archive: bytes) -> bytes:
    last = archive.rindex(b"PK\x03\x04")
    return archive[:last] + b"?" + archive[last:]


def _misnamed(archive: bytes) -> bytes:
    head, name, tail = archive.rpartition(b"archive/b.warc")
    return head + name.replace(b"v", b"?") + tail


def _all_misnamed(archive: bytes) -> bytes:
    start = archive.index(b"PK\x01\x02")
    return archive[:start] + archive[start:].replace(b"archive", b"archi?e")


def _swallowed(archive: bytes) -> bytes:
    """Return *archive*, whose directory takes the entry of b for a remark on the one before."""
    swallowed = archive.rindex(b"PK\x01\x02", 0, archive.rindex(b"archive/b.warc"))
    before = archive.rindex(b"PK\x01\x02", 0, swallowed)
    size = archive.index(b"PK\x01\x02", swallowed + 4) - swallowed
    return archive[: before + 32] + size.to_bytes(2, "little") + archive[before + 34 :]


@pytest.mark.parametrize(
    "damage", [_without_directory, _moved, _misnamed, _all_misnamed, _swallowed]
)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("first", ["archive/a.warc.gz", "archive/b.warc"])
def test_a_damaged_wacz_has_the_robots_of_all_too(
    write: Write, first: str, method: int, damage: Callable[[bytes], bytes]
) -> None:
    archives = {
        "archive/a.warc.gz": gz(record(1)),
        "archive/b.warc": robots(2, "User-agent: *\nDisallow: /"),
    }
    members = {"datapackage.json": b"{}", first: archives[first], **archives, "x.html": html(3)}
    readings = list(read_pages(write(damage(zipped(members, method))), Limits()))
    (found,) = [each for each in readings if isinstance(each, Supplied)]
    assert found.page.url == "https://news.example/1"
    assert found.robots is not None
    assert not found.robots.decide("https://news.example/1", "x", AT).allowed
    assert any(isinstance(each, Skipped) for each in readings), "it is said"


def test_web_archives_in_a_damaged_zip_that_is_no_wacz_speak_for_themselves(write: Write) -> None:
    members = {"a.warc": record(1), "b.warc": robots(2, "User-agent: *\nDisallow: /"), "c": html(3)}
    readings = read_pages(write(_without_directory(zipped(members))), Limits())
    found = [each for each in readings if isinstance(each, Supplied)]
    assert [each.robots for each in found] == [None, None]


@pytest.mark.parametrize(
    "block",
    [
        http(zstd.compress(html()), [("Content-Encoding", "zstd")]),
        http(html(), [("Content-Encoding", "x-unheard-of")]),
        http(gz(html()), [("Transfer-Encoding", "gzip")]),
        http(b"%x\r\n%s\r\n0\r\n\r\n" % (len(gz(html())), gz(html())),
             [("Transfer-Encoding", "gzip, chunked")]),
        http(gz(html())),
        b"HTTP/2 200\r\nContent-Type: text/html\r\n\r\n" + html(),
        b":status: 200\r\ncontent-type: text/html\r\n\r\n" + html(),
        b"http/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(),
        b"HTTP/1.1\t200\tOK\r\nContent-Type: text/html\r\n\r\n" + html(),
        b"\r\n" + http(html()),
        http(b"", [("Link", "</a.css>; rel=preload")], "103 Early Hints")
        + http(b"", status="100 Continue")
        + http(html()),
    ],
    ids="zstd unheard-of transfer chunks unsaid http/2 pseudo lower tabs blank interim".split(),
)  # fmt: skip
def test_responses_are_read_however_they_were_archived(write: Write, block: bytes) -> None:
    (found,) = supplied(write(record(1, block)))
    assert found.page.body == html()
    assert found.page.status == 200


def test_a_header_with_letters_is_one_to_its_end(write: Write) -> None:
    sent = [("Link", '</Åland>; rel="license"'), ("TDM-Policy", "https://news.example/à")]
    (found,) = supplied(write(record(1, http(html(), sent))))
    read = {(name.lower(), value.encode().decode("latin-1")) for name, value in sent}
    assert read <= set(found.page.headers)


def test_a_response_as_it_was_saved_has_its_own_headers(write: Write) -> None:
    body = http(gz(html()), [("Content-Encoding", "gzip"), ("X-Robots-Tag", "noai")])
    (page,) = pages(write(b"HTTP/1.1 302 Found\r\nX-Robots-Tag: none\r\n\r\n" + body))
    assert page.body == html()
    assert page.status == 200
    assert page.header("x-robots-tag") == ["noai"]


def test_a_response_that_quotes_another_has_its_own_headers(write: Write) -> None:
    text = b"HTTP/1.1 200 OK\n\n" + b"That is what the server of the harbour said on Tuesday.\n" * 9
    (page,) = pages(write(http(text, [("X-Robots-Tag", "noai")], kind="text/plain")))
    assert page.body == text
    assert page.header("x-robots-tag") == ["noai"]


def test_mhtml_gives_the_page_its_root_names(write: Write) -> None:
    inner = "Content-Type: text/html; charset=koi8-r\r\nContent-Location: https://news.example/a"
    path = write(
        mhtml(
            ("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", b"aaaa"),
            ("Content-Type: text/html\r\nContent-ID: <frame@x>", b"<p>An advertisement"),
            (
                f"{inner}\r\nContent-ID: <root@x>\r\nContent-Transfer-Encoding: quoted-printable",
                html().replace(b"=", b"=3D"),
            ),
            start=' start="<root@x>";',
        )
    )
    (page,) = pages(path)
    assert page.body.strip() == html()
    assert (page.url, page.charset) == ("https://news.example/a", "koi8-r")
    assert page.fetched_at == AT


def test_mhtml_takes_the_first_html_and_the_address_of_the_snapshot(write: Write) -> None:
    (page,) = pages(
        write(mhtml(("Content-Type: text/html", html()), ("Content-Type: text/html", b"<p>")))
    )
    assert page.body.strip() == html()
    assert page.url == "https://news.example/saved"


@pytest.mark.parametrize(
    "content",
    [
        zipped({"a.html": html(1), "b.html": html(2)}).replace(b"b.html", b"a.html"),
        tarred({"a.html": html(1)}) + tarred({"a.html": html(2)}),
    ],
)
def test_members_of_one_name_are_told_apart(write: Write, content: bytes) -> None:
    found = pages(write(content))
    assert [page.record for page in found] == ["a.html", "a.html (2)"]
    assert [page.body for page in found] == [html(1), html(2)]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_name_that_nobody_gave_is_told_in_short(write: Write, make) -> None:
    members = {f"a{'x' * 60_000}{end}.html": html(1) for end in "bc"} | {f"{'y' * 900}": html(2)}
    *long, usual = [each.name.partition("!")[2] for each in pages(write(make(members)))]
    assert [name[0] + name[-7:] for name in long] == ["axb.html", "axc.html"]
    assert all(len(name) <= 1_001 for name in long)
    assert len(usual) == 900


@pytest.mark.parametrize("make", [zipped, tarred])
def test_members_are_named_and_what_is_no_page_is_counted(write: Write, make) -> None:
    members = {
        "a/one.html": html(1),
        "b.txt": b"A text.",
        "style.css": b"p { color: red; } a { color: blue; }",
        "c.html.gz": gz(html(3)),
        "picture.png": b"\x89PNG....",
        ".hidden.html": html(9),
        "data.json": b'{"a": 1}',
    }
    readings = list(read_pages(write(make(members)), Limits()))
    assert [each.page.record for each in readings if isinstance(each, Supplied)] == [
        "a/one.html",
        "b.txt",
        "c.html.gz",
    ]
    (remark,) = [each for each in readings if isinstance(each, Remark)]
    assert remark.text.startswith("3 members passed over: ")
    assert not [each for each in readings if isinstance(each, Skipped)]


MAFF = """<?xml version="1.0"?>
<RDF:RDF xmlns:MAF="http://maf.mozdev.org/metadata/rdf#">
  <RDF:Description RDF:about="urn:root">
    <MAF:originalurl RDF:resource="https://news.example/1?a=1&amp;b=2"/>
    <MAF:archivetime RDF:resource="Sun, 1 Mar 2026 11:00:00 +0100"/>
    <MAF:indexfilename RDF:resource="index.html"/>
  </RDF:Description>
</RDF:RDF>"""


def test_a_maff_tells_where_its_pages_came_from(write: Write) -> None:
    members = {
        "1/index.html": html(1),
        "1/index.rdf": MAFF.encode(),
        "1/index_files/frame.html": html(2),
        "2/index.html": html(3),
        "3/index.html": html(4),
        "3/index.rdf": MAFF.replace("https", "file").encode(),
        "4/page.html": html(5),
        "4/index.rdf": MAFF.encode(),
    }
    found = pages(write(zipped(members)))
    assert [page.url for page in found] == ["https://news.example/1?a=1&b=2", *[None] * 4]
    assert [page.fetched_at for page in found] == [AT, *[None] * 4]


def test_a_note_in_a_maff_that_cannot_be_read_costs_the_address_only(write: Write) -> None:
    whole = zipped({"1/index.html": html(1), "1/index.rdf": MAFF.encode()})
    at = whole.index(b"1/index.rdf") + len("1/index.rdf")
    found, note = read_pages(write(whole[:at] + b"\xff" * 9 + whole[at + 9 :]), Limits())
    assert isinstance(found, Supplied)
    assert (found.page.body, found.page.url) == (html(1), None)
    assert isinstance(note, Skipped)
    assert note.name.endswith("!1/index.rdf")


def test_a_note_that_was_cut_off_with_the_beginning_of_a_maff_costs_the_address_only(
    write: Write,
) -> None:
    whole = zipped({"1/index.rdf": MAFF.encode(), "1/index.html": html(1)})
    cut = whole[whole.index(b"PK\x03\x04", 4) :]
    fault, found = read_pages(write(cut), Limits())
    assert isinstance(fault, Skipped)
    assert isinstance(found, Supplied)
    assert (found.page.body, found.page.url) == (html(1), None)


@pytest.mark.parametrize("want", [MemoryError, SystemError])
def test_want_of_memory_is_no_fault_of_a_file(
    write: Write, monkeypatch: pytest.MonkeyPatch, want: type[Exception]
) -> None:
    def wanting(*_: object) -> None:
        raise want

    monkeypatch.setattr("newscrawl.readers.contents.read_mhtml", wanting)
    with pytest.raises(want):
        list(read_pages(write(mhtml()), Limits()))


def test_what_nobody_foresaw_costs_its_member_only(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.readers.contents.read_mhtml", lambda *_: 1 // 0)
    members = {"a.html": html(1), "b.mhtml": mhtml(), "c.html": html(2)}
    first, second, third = read_pages(write(zipped(members)), Limits())
    assert isinstance(first, Supplied)
    assert isinstance(second, Skipped)
    assert second.name.endswith("!b.mhtml")
    assert second.reason == "could not be read to its end (ZeroDivisionError)"
    assert isinstance(third, Supplied)


@pytest.mark.parametrize(
    ("name", "content", "remark"),
    [
        ("a.txt", html(), "ends in .txt, but it is HTML"),
        ("a.html", b"A plain text.", "ends in .html, but it is plain text"),
        ("a.html", gz(html()), "ends in .html, but it is gzip data"),
        ("a.txt.gz", gz(html()), "ends in .txt, but it is HTML"),
        ("a.warc.gz", gz(html()), "ends in .warc, but it is HTML"),
        ("a.warc.gz", record(1), "ends in .gz, but it is a WARC archive"),
        ("a.tgz", gz(zipped({"x": html()})), "ends in .tar, but it is a ZIP archive"),
        ("a.warc.gz", gz(record(1)), None),
        ("a.html", html(), None),
        ("a.tgz", gz(tarred({"x": html()})), None),
        ("a.php", html(), None),
    ],
)
def test_a_name_that_belies_its_content_is_told(
    write: Write, name: str, content: bytes, remark: str | None
) -> None:
    readings = list(read_pages(write(content, name), Limits()))
    assert [each for each in readings if isinstance(each, Supplied)]
    told = [each.text for each in readings if isinstance(each, Remark) and not each.routine]
    assert (remark in told[0]) if remark else not told
