from __future__ import annotations

import copy
from typing import Any

import pytest

from newscrawl.items import Image, NewsArticle, Policy, Provenance, Related
from newscrawl.pipelines.normalise import NormalisePipeline
from tests.crawlers import article, evidence


def normalise(item: Any) -> Any:
    return NormalisePipeline().process_item(item)


def test_text_is_composed_and_white_space_plain() -> None:
    item = normalise(NewsArticle(headline=" Cafe\u0301\u00a0 buka\n\u200blagi ", description="\t "))
    assert item.headline == "Café buka lagi"
    assert item.description is None


def test_the_body_keeps_its_paragraphs() -> None:
    assert (
        normalise(NewsArticle(article_body=" Satu. \n\n Dua.\x07 ")).article_body == "Satu.\nDua."
    )


@pytest.mark.parametrize(
    "written",
    ["Satu “dua”.\n\nTiga é.", "Satu “dua”. \nTiga é.", "Satu “dua”.\n Tiga é.",
     "Satu “dua”.\u2028Tiga é.", "Satu “dua”.\r\nTiga é.\n", "Satu  “dua”.\nTiga é.",
     "Satu “dua”.\nTiga e\u0301.", "Satu “dua”.\n\u034fTiga é.", "\0Satu “dua”.\nTiga é."],
)  # fmt: skip
def test_a_body_that_is_tidy_but_for_one_thing_is_made_so(written: str) -> None:
    assert normalise(NewsArticle(article_body=written)).article_body == "Satu “dua”.\nTiga é."


@pytest.mark.parametrize("body", ["Satu “dua”.\nTiga é.", "می\u200cخواهم\nنه", "Satu.\ufffd"])
def test_a_tidy_body_stays(body: str) -> None:
    assert normalise(NewsArticle(article_body=body)).article_body == body


def test_what_cannot_be_written_is_replaced_in_a_body_of_one_word_too() -> None:
    assert normalise(NewsArticle(article_body="Satu\ud800")).article_body == "Satu\ufffd"


def test_lists_lose_blanks_and_repeats_in_order() -> None:
    item = normalise(NewsArticle(keywords=["b", " a ", "", "b", "a"], authors=[" "]))
    assert item.keywords == ["b", "a"]
    assert item.authors == []


def test_nested_items_are_cleaned() -> None:
    images = [Image("https://a.example/1.jpg", caption=" "), Image("https://a.example/1.jpg")]
    item = normalise(NewsArticle(images=images, related=[Related(" Judul  lain ")]))
    assert item.images == [Image("https://a.example/1.jpg")]
    assert item.related == [Related("Judul lain")]


@pytest.mark.parametrize("date", ["2026-01-31", "2026-01-31T05:00:00+07:00"])
def test_dates_stay(date: str) -> None:
    assert normalise(NewsArticle(date_published=date)).date_published == date


def test_evidence_and_paths_keep_their_words() -> None:
    policy = Policy(purposes=[], evidence=[evidence(text="Dilarang  keras", kinds=["a", "a"])])
    item = article(policy=policy, provenance=Provenance(path="my  file\ud800.html"))
    normalise(item)
    assert item.policy == policy
    assert item.provenance.path == "my  file\ufffd.html"


def test_nothing_unencodable_is_left() -> None:
    normalise(NewsArticle(headline="a\ud800b", authors=["\udfff"])).headline.encode()


def test_other_projects_items_keep_their_lines() -> None:
    assert normalise({"text": "a \n b", "price": 3, "tags": ("x", "x")}) == {
        "text": "a\nb",
        "price": 3,
        "tags": ("x",),
    }


def test_what_is_clean_stays_as_it_is() -> None:
    item = article()
    before = copy.deepcopy(item)
    assert normalise(item) is item
    assert item == before
