"""One page through the whole examination, and every bundled sample as a reader would judge it."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

import newscrawl
from newscrawl import Examination, examine
from newscrawl.document import parse
from newscrawl.examination import examine_document
from newscrawl.extraction import extract
from newscrawl.page import MediaType, Origin, Page
from newscrawl.policy.model import Decision, Purpose
from newscrawl.policy.signals.source import Source
from newscrawl.readers import read_file

SAMPLES = Path(newscrawl.__file__).parent / "data" / "samples"
BAN = "No part of this website may be crawled or scraped without written permission of Bay News."
PAGE = f"""<html lang=en><title>Maps return home</title><link rel=canonical href=https://b.example/maps>
<article><h1>Maps return home</h1><p>Four hundred maps came back to the town hall on Monday, after
years in a cellar across the river, the archive said.</p><p>They will be shown until May.</p>
<p><b>Read also:</b> <a href=/old>An old story</a></p></article><footer><p>{BAN}</p></footer>"""


def sample(name: str) -> Examination:
    page = read_file(SAMPLES / name, max_size=1_000_000)
    assert isinstance(page, Page)
    return examine(page)


def test_bytes_and_an_address_are_enough() -> None:
    found = examine(PAGE.encode(), url="https://b.example/maps?x=1", headers={"Server": "x"})
    assert found.article.url == "https://b.example/maps?x=1"
    assert found.article.canonical_url == "https://b.example/maps"
    assert found.article.headline == "Maps return home"
    assert found.article.article_body is not None
    assert len(found.article.article_body.split("\n")) == 2
    assert "https://b.example/old" in [link.url for link in found.links]
    assert found.article.restricted
    assert found.verdict.decision is Decision.DENIED
    (statement,) = found.statements
    assert (statement.text, statement.source) == (BAN, "https://b.example/maps?x=1")
    assert statement.sha256 == found.article.provenance.sha256


def test_a_page_from_a_file_resolves_its_links_by_the_address_it_states() -> None:
    page = Page(PAGE.encode(), origin=Origin.FILE, path="maps.html")
    (related,) = examine(page).article.related
    assert related.url == "https://b.example/old"


def test_a_notice_that_shares_a_block_with_credits_leaves_the_body_alone() -> None:
    markup = f"""<article><h1>A title of an article</h1><div>The first paragraph stands here, long
    enough to be one.<br><br>The second follows it, as paragraphs do, a little later.<br><br>
    Editor: Nora Quill<br>{BAN}<br>Copyright © Bay News 2026</div></article>"""
    found = examine(markup.encode()).article
    assert found.article_body is not None
    assert found.article_body.split("\n") == [
        "The first paragraph stands here, long enough to be one.",
        "The second follows it, as paragraphs do, a little later.",
    ]
    assert found.editors == ["Nora Quill"]
    assert found.copyright_holder == "Bay News"
    assert [evidence.text for evidence in found.policy.evidence] == [BAN]


def test_what_is_only_possibly_a_notice_stays_in_the_body() -> None:
    text = (
        'The footer now reads: "It is forbidden to crawl this site for AI without permission," '
        "the court heard on Monday, and the publisher said that it would appeal."
    )
    found = examine(Page(text.encode(), media_type=MediaType.TEXT))
    assert found.article.article_body == text
    assert not found.article.restricted


@pytest.mark.parametrize(
    ("purposes", "decision"),
    [
        ((Purpose.ARCHIVE,), "allowed"),
        ((Purpose.TDM,), "restricted"),
        ((Purpose.AI_TRAIN,), "denied"),
        ((Purpose.ARCHIVE, Purpose.TDM, Purpose.AI_TRAIN), "denied"),
    ],
)
def test_the_declared_purpose_decides(purposes: tuple[Purpose, ...], decision: str) -> None:
    text = (
        "The maps came back to the town hall on Monday, the archive said.\nEditor: Nora Quill\n"
        "The content of this website may not be used to train artificial intelligence."
    )
    found = examine(Page(text.encode(), media_type=MediaType.TEXT), purposes=purposes)
    assert found.article.policy.decision == decision
    assert found.article.restricted is (decision != "allowed")


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00", b"<", b"\xff\xfe", b"<p>" * 9_000, b"<!--" + b"-" * 9_000, b"\xf0\x9f" * 999],
)
def test_no_content_raises(body: bytes) -> None:
    for kind in MediaType:
        assert examine(Page(body, media_type=kind)).verdict.decision is Decision.ALLOWED


def test_no_scrapy_is_imported() -> None:
    code = "import sys, newscrawl; newscrawl.examine(b'<p>x'); sys.exit('scrapy' in sys.modules)"
    root = SAMPLES.parent.parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_page_leaves_no_reference_cycles_behind() -> None:
    examine(PAGE.encode(), url="https://b.example/maps")
    gc.collect()
    gc.disable()
    try:
        examine(PAGE.encode(), url="https://b.example/maps")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_agency_text() -> None:
    article = sample("kantor-nusantara.txt").article
    assert article.headline is None
    assert article.article_body is not None
    assert len(article.article_body.split("\n")) == 5
    assert article.article_body.endswith("sebesar 40 persen.")
    assert (article.dateline, article.publisher) == ("Osaka", "NUSANTARA")
    assert (article.translators, article.editors) == (["Ratna Wulandari"], ["Bagus Prakoso"])
    assert article.source_organization == ["Kyodo-OANA"]
    assert (article.date_published, article.provenance.inferred) == (
        "2026-02-11",
        ["date_published"],
    )
    assert len(article.related) == 2
    assert article.policy.decision == "denied"
    assert "02abq91k" not in str(article)


@pytest.mark.parametrize(
    ("name", "language", "published", "paragraphs", "decision"),
    [
        ("bay-observer.html", "en", "2026-05-19T16:00:00+01:00", 3, "denied"),
        ("costa-diaria.txt", "es", "2026-05-09", 3, "allowed"),
        ("harbour-gazette.html", "en", "2026-03-14T07:30:00+00:00", 6, "allowed"),
        ("minato-shimbun.txt", "ja", "2026-05-03T09:10:00", 2, "allowed"),
        ("talpost.html", "de", "2026-04-02T06:15:00+02:00", 3, "allowed"),
    ],
)
def test_the_other_samples(
    name: str, language: str, published: str, paragraphs: int, decision: str
) -> None:
    article = sample(name).article
    assert article.headline
    assert article.in_language == language
    assert article.date_published == published
    assert article.article_body is not None
    assert len(article.article_body.split("\n")) == paragraphs
    assert article.policy.decision == decision


@pytest.mark.parametrize("purposes", ["ai-train", ["ai-train"], "archive, ai-train"])
def test_purposes_may_be_named_in_words(purposes: object) -> None:
    assert examine(PAGE.encode(), purposes=purposes).verdict.decision is Decision.DENIED


@pytest.mark.parametrize("purposes", [(), "", "nonsense", ["archive", "nonsense"]])
def test_a_wrong_purpose_is_never_allowed(purposes: object) -> None:
    with pytest.raises(ValueError, match="purpose"):
        examine(PAGE.encode(), purposes=purposes)


def test_the_content_type_of_a_response_counts() -> None:
    text = "Čtyři sta map se vrátilo na radnici, řekl archivář."
    headers = {"Content-Type": "text/html; charset=iso-8859-2"}
    page = f"<article><h1>Mapy</h1><p>{text}</p></article>".encode("iso-8859-2")
    assert examine(page, headers=headers).article.article_body == text
    plain = examine(f"{text} <b>".encode(), headers={"content-type": "text/plain"}).article
    assert plain.article_body == f"{text} <b>"


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        examine("<p>text")


def test_a_table_of_endless_lines_is_no_article() -> None:
    assert examine(Page(b"1,2,3\n" * 30_000, media_type=MediaType.TEXT)).is_empty


def test_what_was_said_elsewhere_counts_with_what_the_page_says() -> None:
    document = parse(Page(b"<article><h1>Maps return</h1><p>They are back.</p></article>"))
    known = Source("https://b.example/robots.txt").statement(
        "content_signal", ["ai-train=no"], "line 2", "Content-Signal: ai-train=no"
    )
    found = examine_document(document, extract(document), [Purpose.AI_TRAIN], said=[known])
    assert found.article.policy.decision == "denied"
    (evidence,) = found.article.policy.evidence
    assert (evidence.locator, evidence.conditions) == ("line 2", {"duties": ["research"]})
