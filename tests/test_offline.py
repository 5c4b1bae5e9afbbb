"""The one function that any engine maps: pure, picklable, the same for the same file."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from newscrawl.extraction import MOST_BLOCKS
from newscrawl.offline import Examined, Known, Terms, Unchanged, examine_file, steps
from newscrawl.policy.model import Purpose
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile
from newscrawl.readers import Remark, Skipped, Source
from newscrawl.rows import Begun, page_mark
from tests.readers.makers import gz, html, http, record, robots, tdmrep


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        gz(
            record(1),
            record(2, length=9),
            record(3, http(b"<html><body><img src=a></body></html>")),
            record(4, http(html(4), [("tdm-reservation", "1")])),
            robots(5, "User-agent: *\nDisallow: /1\nContent-Signal: ai-train=no\n"),
        )
    )
    return path


def test_a_file_gives_a_row_for_each_page_in_order_and_again(archive: Path) -> None:
    terms = Terms(purposes=(Purpose.TDM,))
    rows = list(examine_file(archive, terms))
    first, damaged, empty, last = rows[:4]
    assert isinstance(first, Examined)
    assert first.article.policy.decision == "denied"
    assert first.article.policy.evidence[0].text == "Disallow: /1"
    assert {each.signal for each in first.article.policy.evidence} >= {"robots", "content_signal"}
    assert first.article.policy.valid_until is None
    assert isinstance(damaged, Skipped)
    assert empty == Skipped(f"{archive}!urn:uuid:3", "holds no article text")
    assert isinstance(last, Examined)
    assert last.article.policy.decision == "restricted"
    assert list(examine_file(archive, terms)) == rows
    assert list(examine_file(str(archive), terms)) == rows
    assert pickle.loads(pickle.dumps((terms, rows))) == (terms, rows)


def test_what_is_no_file_gives_a_row_that_says_so(tmp_path: Path) -> None:
    for path, told in (
        (str(tmp_path), "Is a directory"),
        (tmp_path / "none.html", "No such file or directory"),
        ("a\0b.html", "a NUL byte in its name"),
    ):
        (row,) = examine_file(path)
        assert isinstance(row, Skipped)
        assert row.reason == told


def test_a_text_of_too_many_lines_is_named_for_it(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("The harbour ferry left the pier.\n\n" * (MOST_BLOCKS + 1))
    (row,) = examine_file(path)
    assert isinstance(row, Skipped)
    assert row.reason == "holds more than 20,000 paragraphs or lines: a table or a log, no article"


def test_the_policy_files_of_an_archive_count_for_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1) + record(2, url="https://other.example/2") + tdmrep(3))
    first, other, passed = examine_file(path, Terms(purposes=(Purpose.AI_TRAIN,)))
    assert isinstance(first, Examined)
    (evidence,) = first.article.policy.evidence
    assert first.article.policy.decision == "denied"
    assert (evidence.signal, evidence.text) == ("tdmrep", "tdm-reservation: 1")
    assert evidence.source == "https://news.example/.well-known/tdmrep.json"
    assert first.article.policy.valid_until is None
    assert isinstance(other, Examined)
    assert other.article.policy.decision == "allowed"
    assert passed == Remark(str(path), "records passed over: policy files (1)", routine=True)


@pytest.mark.parametrize(
    ("permitting", "signal"),
    [
        (tdmrep(2, 0), "tdmrep"),
        (robots(2, "User-agent: *\nAllow: /", url="https://news.example/ai.txt"), "ai_txt"),
        (
            robots(2, "datatrainingallowed=yes", url="https://news.example/trust.txt"),
            "trust_txt",
        ),
    ],
    ids=["tdmrep", "ai.txt", "trust.txt"],
)
def test_what_an_archived_policy_file_permits_lifts_nothing(
    tmp_path: Path, permitting: bytes, signal: str
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1) + permitting)
    silence = Profile(silence_denies=frozenset([Purpose.AI_TRAIN]))
    row, *_ = examine_file(path, Terms(purposes=(Purpose.AI_TRAIN,), profile=silence))
    assert isinstance(row, Examined)
    assert row.article.policy.decision == "denied"
    assert [each.signal for each in row.article.policy.evidence] == ["silence", signal]
    assert row.article.policy.effects["ai-train"] == "none"


def rsl(number: int, terms: str, url: str) -> bytes:
    text = (
        "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'>"
        f"<license>{terms}</license></content></rsl>"
    )
    return record(number, http(text.encode(), kind="application/rsl+xml"), url=url)


FORBIDDEN = "<prohibits type='usage'>all</prohibits>"
PERMITTED = "<permits type='usage'>all</permits>"
LICENCE = "https://licences.example/l.xml"
NAMING = {
    "robots": (record(1), robots(2, f"User-agent: *\nLicense: {LICENCE}")),
    "header": (
        record(
            1,
            http(html(), [("Link", f'<{LICENCE}>; rel="license"; type="application/rsl+xml"')]),
        ),
    ),
    "link": (
        record(
            1,
            http(html(1, f"<link rel=license type=application/rsl+xml href={LICENCE}>")),
        ),
    ),
}


@pytest.mark.parametrize("is_behind", [True, False])
@pytest.mark.parametrize("naming", NAMING.values(), ids=NAMING)
def test_rsl_documents_that_are_named_count_as_far_as_they_forbid(
    tmp_path: Path, naming: tuple[bytes, ...], is_behind: bool
) -> None:
    path = tmp_path / "a.warc"

    def decision(document: bytes, *purposes: Purpose) -> str:
        records = [*naming, document] if is_behind else [document, *naming]
        path.write_bytes(b"".join(records))
        found = examine_file(path, Terms(purposes=purposes))
        (row,) = [each for each in found if isinstance(each, Examined)]
        return str(row.article.policy.decision)

    elsewhere = "https://other.example/l.xml"
    assert decision(rsl(9, FORBIDDEN, elsewhere), Purpose.ARCHIVE) == "allowed"
    assert decision(rsl(9, FORBIDDEN, elsewhere), Purpose.TDM) == "restricted"
    assert decision(rsl(9, FORBIDDEN, LICENCE), Purpose.ARCHIVE) == "denied"
    assert decision(rsl(9, PERMITTED, LICENCE), Purpose.ARCHIVE) == "allowed"
    assert decision(rsl(9, PERMITTED, LICENCE), Purpose.TDM) == "restricted"
    assert decision(rsl(9, "<permits", LICENCE), Purpose.TDM) == "restricted"


@pytest.mark.parametrize(
    ("place", "permitting"),
    [
        ("/ai.txt", "User-agent: *\nAllow: /"),
        ("/trust.txt", "datatrainingallowed=yes"),
        ("/l.xml", f"<rsl><content url='/'><license>{PERMITTED}</license></content></rsl>"),
    ],
)
def test_a_policy_that_is_named_to_people_restricts_whatever_the_file_permits(
    tmp_path: Path, place: str, permitting: str
) -> None:
    path = tmp_path / "a.warc"
    url = f"https://news.example{place}"
    link = f"</article><footer><a href={url}>AI policy</a></footer>".encode()
    page = record(1, http(html().replace(b"</article>", link)))
    naming = robots(2, f"User-agent: *\nLicense: {url}" if place == "/l.xml" else "")
    path.write_bytes(page + naming + robots(3, permitting, url=url))
    row, *_ = examine_file(path, Terms(purposes=(Purpose.AI_TRAIN,)))
    assert isinstance(row, Examined)
    assert row.article.policy.decision == "denied"
    assert "notice" in {each.signal for each in row.article.policy.evidence}


def test_an_rsl_document_that_nobody_names_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1) + rsl(2, FORBIDDEN, "https://news.example/license.xml"))
    row, *_ = examine_file(path, Terms(purposes=tuple(Purpose)))
    assert isinstance(row, Examined)
    assert row.article.policy.decision == "allowed"


def test_known_pages_are_not_examined_again(archive: Path) -> None:
    first, *_ = examine_file(Source(archive, "named"))
    assert isinstance(first, Examined)
    about = first.article.provenance
    mark = page_mark("t", about.path, about.record, about.sha256)
    again = list(examine_file(Source(archive, "named"), known=Known("t", {"named": {mark}})))
    assert again[0] == Unchanged("named!urn:uuid:1")
    assert isinstance(again[3], Examined)
    other = list(examine_file(Source(archive, "named"), known=Known("u", {"named": {mark}})))
    assert isinstance(other[0], Examined)
    elsewhere = list(examine_file(Source(archive, "named"), known=Known("t", {"other": {mark}})))
    assert isinstance(elsewhere[0], Examined)
    assert -(2**63) <= mark < 2**63


def test_steps_tell_the_page_before_it_is_examined_and_go_on_behind_rows(archive: Path) -> None:
    told = list(steps([archive], Terms()))
    assert told[0] == Begun(f"{archive}!urn:uuid:1", len(html(1)))
    rows = [step for step in told if not isinstance(step, Begun)]
    for skip in range(len(rows) + 1):
        rest = [
            step for step in steps([archive], Terms(), skip=skip) if not isinstance(step, Begun)
        ]
        assert rest == rows[skip:]


def test_other_terms_have_another_fingerprint() -> None:
    usual = Terms()
    granted = Permission("A", ("a.example",), (Purpose.TDM,), date(2026, 1, 1), "a.pdf", "0" * 64)
    others = [
        replace(usual, purposes=(Purpose.TDM,)),
        replace(usual, profile=Profile(frozenset(["attribution", "research"]))),
        replace(usual, profile=Profile(silence_denies=frozenset([Purpose.TDM]))),
        replace(usual, profile=Profile(permissions=(granted,))),
    ]
    prints = {usual.fingerprint("flag"), usual.fingerprint("drop")}
    prints |= {each.fingerprint("flag") for each in others}
    assert len(prints) == 6
    assert usual.fingerprint("flag") == Terms().fingerprint("flag")
