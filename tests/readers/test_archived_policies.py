"""The policy files of a site count for its pages in the same archive, as they stood then."""

from __future__ import annotations

import pickle
import zipfile
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.policy.signals.answers import Outcome
from newscrawl.policy.signals.site_file_places import LARGEST, site_file_places
from newscrawl.readers import Limits, Supplied, archived_answers, archived_policies, read_pages
from newscrawl.readers.archived_policies import ArchivedPolicies, is_policy_file
from newscrawl.readers.files import inventory_of
from newscrawl.readers.inventory import Cutting, portions_of
from newscrawl.readers.messages import Message
from tests.readers.makers import arc, gz, html, http, record, robots, tdmrep, zipped

URL = "https://news.example/1"
TDMREP = "https://news.example/.well-known/tdmrep.json"
AI, TRUST = "https://news.example/ai.txt", "https://news.example/trust.txt"
ROBOTS, LICENCE = "https://news.example/robots.txt", "https://licences.example/l?a=1"
NO_TRAINING = "datatrainingallowed=no"
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "supplied"


def supplied(path: Path, *records: bytes) -> list[Supplied]:
    path.write_bytes(b"".join(records))
    return [each for each in read_pages(path, Limits()) if isinstance(each, Supplied)]


def said(found: Supplied) -> list[tuple[str, str]]:
    """Return the kinds of what the policy files say of the page *found*, and of which file."""
    return [
        (each.kinds[0], each.source)
        for copy in found.site_files
        for each in copy.statements(str(found.page.url))
    ]


def moved(number: int, url: str, target: str, **changes: str) -> bytes:
    return record(number, http(b"", [("Location", target)], "301 Moved"), url=url, **changes)


@pytest.mark.parametrize("place", site_file_places())
def test_each_place_is_one_and_no_page(path: Path, place: str) -> None:
    url = f"https://news.example{place}"
    assert is_policy_file(url)
    assert not is_policy_file(f"{url}?a=1")
    (found,) = supplied(path, record(9, http(html(9)), url=url), record(1))
    assert found.page.url == URL
    (copy,) = found.site_files
    assert (copy.url, copy.outcome, said(found)) == (url, Outcome.ABSENT, [])


@pytest.mark.parametrize("pages_first", [True, False])
def test_files_count_for_the_pages_before_and_after_them(path: Path, pages_first: bool) -> None:
    files = [tdmrep(8), robots(9, NO_TRAINING, url=TRUST)]
    records = [record(1), *files] if pages_first else [*files, record(1)]
    (found,) = supplied(path, gz(*records))
    assert said(found) == [("reserved", TDMREP), ("no", TRUST)]
    assert found.robots is None


def test_pages_of_one_site_share_what_was_read(path: Path) -> None:
    one, other = supplied(path, robots(8, "User-agent: *"), tdmrep(9), record(1), record(2))
    assert one.robots is other.robots is not None
    assert one.site_files[0] is other.site_files[0]


def test_they_count_for_their_origin_only(path: Path) -> None:
    others = ["http://news.example/2", "https://www.news.example/3", "https://other.example/4"]
    pages = [record(number, url=url) for number, url in enumerate(others, 2)]
    first, *rest = supplied(path, tdmrep(9), record(1), *pages)
    assert said(first) == [("reserved", TDMREP)]
    assert [said(each) for each in rest] == [[], [], []]


def test_they_are_those_of_their_time(path: Path) -> None:
    found = supplied(
        path,
        tdmrep(1, date="2026-02-01T00:00:00Z"),
        tdmrep(2, 0, date="2026-04-01T00:00:00Z"),
        record(3),
        record(4, date="2026-05-01T00:00:00Z"),
        record(5, date="2026-01-01T00:00:00Z"),
    )
    assert [said(each)[0][0] for each in found] == ["reserved", "open", "reserved"]


@pytest.mark.parametrize(
    ("archived", "kinds"),
    [
        ([robots(2, "", "404 Not Found", url=TDMREP)], []),
        ([robots(2, "<html>Not found", url=TDMREP)], []),
        ([robots(2, "", "503 Service Unavailable", url=TDMREP)], ["unreachable"]),
        ([robots(2, "", "403 Forbidden", url=TDMREP)], ["unreachable"]),
        ([tdmrep(2, 0, kind="revisit")], ["unreachable"]),
        ([tdmrep(2), tdmrep(3, kind="revisit", date="2026-03-01T09:00:00Z")], ["reserved"]),
        ([tdmrep(2, date="2026-02-01T00:00:00Z"), robots(3, "", "304 Not Modified", url=TDMREP)],
         ["reserved"]),
        ([robots(3, "", "304 Not Modified", url=TDMREP)], ["unreachable"]),
        ([robots(3, "", "404 Not Found", url=TDMREP, kind="revisit")], []),
        ([moved(2, TDMREP, AI, kind="revisit"), robots(3, "", url=AI)], []),
        ([record(2, http(gz(b"Not here")[:-9], [("Content-Encoding", "gzip")], "404 Not Found"),
                 url=TDMREP)], []),
        ([tdmrep(2, 0, length="9999999")], ["unreachable"]),
        ([tdmrep(2, 0, more={"WARC-Truncated": "length"})], ["unreachable"]),
        ([tdmrep(2, 0, more={"WARC-Truncated": ""})], ["unreachable"]),
        ([tdmrep(2, 0, more={"WARC-Segment-Number": "1"})], ["unreachable"]),
        ([record(2, b"HTTP/1.1 abc\r\n\r\n", url=TDMREP)], ["unreachable"]),
        ([record(2, b":status: abc\r\n\r\n[]", url=TDMREP)], ["unreachable"]),
        ([record(2, b"ICY abc\r\n\r\n[]", url=TDMREP)], ["unreachable"]),
        ([record(2, http(b"1f", [("Transfer-Encoding", "chunked")]), url=TDMREP)],
         ["unreachable"]),
        ([record(2, http(b"[]", [("Content-Length", "25")]), url=TDMREP)], ["unreachable"]),
        ([record(2, http(b"\x1f\x8b\x08", [("Content-Encoding", "gzip")]), url=TDMREP)],
         ["unreachable"]),
        ([record(2, http(zlib.compress(b"[]")[:2], [("Content-Encoding", "deflate")]), url=TDMREP)],
         ["unreachable"]),
        ([robots(2, NO_TRAINING + "\n" * LARGEST, url=TRUST)], ["unreachable"]),
        ([moved(2, AI, TRUST), robots(3, "User-agent: *\nDisallow: /", url=TRUST)],
         ["disallow"]),
        ([moved(2, TDMREP, "https://www.news.example/.well-known/tdmrep.json"),
          tdmrep(3, url="https://www.news.example/.well-known/tdmrep.json")], ["reserved"]),
        ([moved(2, TDMREP, "/elsewhere.json")], ["unreachable"]),
        ([moved(2, TDMREP, TDMREP)], ["unreachable"]),
        ([record(2, b'{"tdm-reservation": 1}', kind="resource", url=TDMREP,
                 more={"Content-Type": "application/json"})], ["reserved"]),
    ],
    ids=[
        "missing", "page", "broken", "refused", "unchanged", "unchanged since then",
        "not modified", "not modified since another file",
        "missing again", "redirect again", "missing and damaged", "damaged",
        "cut", "cut for no reason", "segment", "no status", "no number", "no HTTP",
        "chunk", "short", "coding", "deflate", "too large", "redirect", "redirect to a host",
        "redirect elsewhere", "redirect in a circle", "resource",
    ],
)  # fmt: skip
def test_what_cannot_be_read_forbids(
    path: Path, archived: Sequence[bytes], kinds: list[str]
) -> None:
    (found,) = supplied(path, *archived, record(1))
    assert [kind for kind, _ in said(found)] == kinds


@pytest.mark.parametrize("form", ["ARC", "WARC"])
def test_one_that_may_go_on_behind_its_record_forbids(path: Path, form: str) -> None:
    feed = b"\n" if form == "ARC" else b"\r\n"
    lines = [b"User-agent: *", b"Allow: /1", b"", b"Disallow: /", b""]
    block = http(feed.join(lines), kind="text/plain")
    length = block.index(feed * 2 + b"Disallow")
    if form == "ARC":
        line = f"https://news.example/robots.txt 192.0.2.1 20260301100000 text/plain {length}\n"
        (found,) = supplied(path, arc(html()), line.encode() + block + b"\n")
    else:
        torn = record(2, block, url="https://news.example/robots.txt", length=length)
        (found,) = supplied(path, torn, record(1))
    assert found.robots is not None
    assert found.robots.outcome is Outcome.UNREACHABLE


def test_an_arc_and_a_wacz_have_them_too(path: Path) -> None:
    block = http(b'{"tdm-reservation": 1}', kind="application/json")
    line = f"{TDMREP} 192.0.2.1 20260301100000 application/json {len(block)}\n"
    (found,) = supplied(path, arc(html()), line.encode() + block + b"\n")
    assert said(found) == [("reserved", TDMREP)]
    archives = {"archive/a.warc.gz": gz(record(1)), "archive/b.warc": tdmrep(2)}
    (found,) = supplied(path, zipped(archives, zipfile.ZIP_STORED))
    assert said(found) == [("reserved", TDMREP)]


RULES, FRONT = "https://rules.example/r?a=1", "https://news.example/"
DISALLOWED = "User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([moved(2, ROBOTS, FRONT), record(3, url=FRONT)], "status 200"),
        ([moved(2, ROBOTS, FRONT), moved(3, FRONT, "/en"), record(4, url=f"{FRONT}en")],
         "status 200"),
        ([moved(2, ROBOTS, FRONT), robots(3, "", "404 Not Found", url=FRONT)], "status 404"),
        ([moved(2, ROBOTS, RULES), robots(3, DISALLOWED, url=RULES)], "Disallow: /"),
        ([moved(2, ROBOTS, RULES), record(3, url=RULES.upper())], "which is not archived behind"),
        ([moved(2, ROBOTS, FRONT), record(3, url=FRONT, kind="revisit")], "a record that is not"),
        ([moved(2, ROBOTS, FRONT), record(3, url=FRONT, length="9999999")], "is damaged"),
        ([record(2, url=FRONT), moved(3, ROBOTS, FRONT)],
         "it redirects to https://news.example/, which is not archived behind it"),
        ([moved(3, ROBOTS, "mailto:a@news.example")], "it redirects to mailto:a@news.example"),
    ],
    ids=["page", "redirected page", "missing", "rules", "another", "revisit", "damaged", "before",
         "mail"],
)  # fmt: skip
@pytest.mark.parametrize("is_cut", [False, True])
def test_redirects_lead_to_what_is_archived_behind_them(
    path: Path, records: Sequence[bytes], reason: str, is_cut: bool
) -> None:
    *_, found = supplied(path, *records, record(1))
    copy = found.robots
    if is_cut:
        whole = inventory_of(path, Limits(), Cutting(1, 1))
        assert whole is not None
        copy = portions_of([whole])[-1].policy_files.robots(URL, AT)
    assert copy is not None
    decision = copy.decide(URL, "x", copy.fetched_at)
    assert decision.allowed is reason.startswith("status")
    assert reason in (decision.text or copy.reason)


def answered(body: bytes, *headers: tuple[str, str]) -> Message:
    return Message(200, headers, body)


def test_what_is_beyond_the_bound_on_memory_forbids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archived_policies, "_MOST_BYTES", 5_000)
    first, second = ArchivedPolicies(), ArchivedPolicies()
    first.add(TDMREP, AT, answered(b"[]"))
    second.add(AI, AT, answered(b""))
    for _ in range(1_000):
        second.add(TRUST, AT, answered(b"datatrainingallowed=yes", ("x", "y" * 1_000)))
    first.add_all(second)
    assert len(pickle.dumps(first)) < 2_000
    tdm, ai, trust = first.only(["https://news.example:443"]).site_files(URL, AT)
    assert (tdm.outcome, ai.outcome) == (Outcome.FOUND, Outcome.ABSENT)
    assert trust.outcome is Outcome.UNREACHABLE
    assert "more policy files than are kept" in trust.reason


@pytest.mark.parametrize("status", [200, 404])
def test_pages_in_the_place_of_what_is_missing_take_no_room(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(archived_policies, "_MOST_BYTES", 5_000)
    files = ArchivedPolicies()
    for url in (TDMREP, AI, ROBOTS):
        files.add(url, AT, Message(status, (), b"\n<!DOCTYPE html>Not here" + b" " * 4_000))
    robots = files.robots(URL, AT)
    assert robots is not None
    found = [robots, *files.site_files(URL, AT)]
    assert [each.outcome for each in found] == [Outcome.ABSENT] * 3


def test_one_of_which_there_are_too_many_versions_forbids() -> None:
    files = ArchivedPolicies()
    for number in range(501):
        files.add(TDMREP, AT + timedelta(days=number), answered(b"[]"))
        (copy,) = files.site_files(URL, AT)
        assert (copy.outcome is Outcome.FOUND) is (number < 500)


@pytest.mark.parametrize("parts", [1, 2])
def test_where_too_many_are_lost_all_that_are_not_kept_forbid(
    monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    monkeypatch.setattr(archived_policies, "_MOST_BYTES", 3_000)
    monkeypatch.setattr(archived_answers, "_MOST_LOST", 10)
    whole = [ArchivedPolicies() for _ in range(parts)]
    allowing = answered(b"User-agent: *")
    whole[0].add(ROBOTS, AT, allowing)
    whole[-1].add(TDMREP, AT, allowing)
    sites = [f"https://{number}.example" for number in range(30)]
    for site in sites:
        whole[-1].add(f"{site}/robots.txt", AT, allowing)
    if parts > 1:
        whole[0].add_all(whole[1])
    assert len(pickle.dumps(whole[0])) < 2_000
    chosen = whole[0].only([*(f"{site}:443" for site in sites), "https://news.example:443"])
    for files in (whole[0], chosen):
        for site in sites[5:]:
            robots = files.robots(f"{site}/", AT)
            assert robots is not None
            assert robots.outcome is Outcome.UNREACHABLE
    assert {each.outcome for each in whole[0].site_files("https://x.example/", AT)} == {
        Outcome.UNREACHABLE
    }


def test_only_those_that_have_a_say_are_chosen() -> None:
    files = ArchivedPolicies()
    other = "https://other.example/.well-known/tdmrep.json"
    files.add(TDMREP, AT, Message(301, (("location", other),), b""))
    files.add(other, AT, answered(b'{"tdm-reservation": 1}'))
    files.add("https://third.example/ai.txt", AT, answered(b""))
    files.add_rsl(LICENCE, AT, answered(b"<rsl/>"))
    chosen = files.only(["https://news.example:443"])
    assert (len(files), len(chosen)) == (4, 3)
    (copy,) = chosen.site_files(URL, AT)
    assert [each.kinds for each in copy.statements(URL)] == [("reserved",)]
    assert files.site_files("https://fourth.example/", AT) == ()
    assert chosen.rsl(LICENCE, AT) is not None
    assert chosen.rsl(URL, AT) is chosen.rsl("mailto:a@news.example", AT) is None


def test_a_repeated_answer_is_that_which_it_names(path: Path) -> None:
    old, new = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
    refers = {"WARC-Refers-To-Target-URI": f"<{TDMREP}>", "WARC-Refers-To-Date": old}
    repeated = tdmrep(3, kind="revisit", date="2026-02-02T00:00:00Z", more=refers)
    (found,) = supplied(
        path, repeated, tdmrep(1, date="2026-01-01T00:00:00.4Z"), tdmrep(2, 0, date=new), record(4)
    )
    assert [kind for kind, _ in said(found)] == ["reserved"]
    (found,) = supplied(path, repeated, tdmrep(2, 0, date=new), record(4))
    assert [kind for kind, _ in said(found)] == ["unreachable"]


@pytest.mark.parametrize(
    ("dates", "refers", "kind"),
    [
        (["2026-01-01", "2026-01-02"], {}, "unreachable"),
        (["2026-01-02", "2026-01-01"], {}, "unreachable"),
        (["2026-01-01", "2026-01-02"], {"WARC-Refers-To-Date": "yesterday"}, "unreachable"),
        (["2026-01-01", "2026-01-01"], {"WARC-Refers-To-Date": "2026-01-01"}, "unreachable"),
        (["2026-01-01", "2026-01-02"], {"WARC-Refers-To-Date": "2026-01-02"}, "open"),
        (["2026-01-01", "2026-03-01"], {}, "reserved"),
    ],
    ids=["untold", "untold and turned", "unreadable", "two at once", "told", "one before"],
)
def test_a_repeated_answer_that_may_be_one_of_several_forbids_where_they_differ(
    path: Path, dates: Sequence[str], refers: dict[str, str], kind: str
) -> None:
    originals = [tdmrep(value, 1 - value, date=date) for value, date in enumerate(dates)]
    repeated = tdmrep(3, 0, kind="revisit", date="2026-02-02", more=refers)
    (found,) = supplied(path, *originals, repeated, record(4, date="2026-02-03"))
    assert [kind for kind, _ in said(found)] == [kind]


def test_what_no_date_tells_apart_forbids_where_it_differs(path: Path) -> None:
    same, other = tdmrep(2, 0), robots(4, '[{"tdm-reservation": 0}]', url=TDMREP)
    moved_on = tdmrep(5, 0, date="2026-02-01T00:00:00Z")
    undated = record(3, date="x")
    for records, kind in (
        ([tdmrep(1, 0), same, record(3)], "open"),
        ([tdmrep(1, 0), other, record(3)], "unreachable"),
        ([tdmrep(1, 0), moved_on, undated], "open"),
        ([tdmrep(1, 1), moved_on, undated], "unreachable"),
        ([tdmrep(1, 0), tdmrep(2, 0, kind="revisit"), undated], "open"),
    ):
        (found,) = supplied(path, *records)
        assert [kind for kind, _ in said(found)] == [kind]


@pytest.mark.parametrize("date", ["", "yesterday"])
@pytest.mark.parametrize("is_damaged", [True, False])
def test_one_of_which_nobody_knows_when_it_was_taken_forbids_beside_others(
    path: Path, is_damaged: bool, date: str
) -> None:
    changes: dict[str, str] = {"length": "9999999"} if is_damaged else {}
    undated = tdmrep(1, 0, date=date, **changes)
    (found,) = supplied(path, undated, tdmrep(2), record(3))
    assert [kind for kind, _ in said(found)] == ["unreachable"]
    (found,) = supplied(path, undated, record(3))
    assert [kind for kind, _ in said(found)] == ["unreachable" if is_damaged else "open"]


def test_a_damaged_one_counts_from_its_date(path: Path) -> None:
    damaged = tdmrep(1, 0, length="9999999")
    sound = tdmrep(2, 0, date="2026-02-01T00:00:00Z")
    before = record(3, date="2026-02-15T00:00:00Z")
    assert [said(each)[0][0] for each in supplied(path, damaged, sound, before, record(4))] == [
        "open", "unreachable"
    ]  # fmt: skip


RSL = (
    b"<?xml version='1.0'?>\n<!-- terms -->"
    b"<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
    b"<prohibits type='usage'>all</prohibits></license></content></rsl>"
)


@pytest.mark.parametrize(
    ("block", "is_known"),
    [
        (http(RSL, kind="application/xml"), True),
        (http(RSL, kind="text/html"), True),
        (http(RSL.replace(b"rsl xmlns", b"r:RSL xmlns:r").replace(b"/rsl>", b"/r:RSL>")), True),
        (http(gz(RSL), [("Content-Encoding", "gzip")], kind="application/rsl+xml"), True),
        (http(gz(RSL), [("Content-Encoding", "gzip")], kind="application/xml"), False),
        (http(b"<html>rsl", kind="text/html"), False),
        (http(b"<rss xmlns:rsl='https://rslstandard.org/rsl'/>", kind="text/xml"), False),
    ],
    ids=["xml", "page", "prefix", "packed", "unknown", "html", "feed"],
)
@pytest.mark.parametrize("kind", ["response", "request"])
def test_rsl_documents_are_known_by_type_and_root(
    path: Path, block: bytes, is_known: bool, kind: str
) -> None:
    documents = record(2, block, url=LICENCE, kind=kind)
    *_, found = supplied(path, documents, record(1))
    copy = found.rsl(LICENCE)
    assert (copy is not None) is (is_known and kind == "response")
    if copy is not None:
        assert [each.kinds for each in copy.statements(URL)] == [("terms",)]
