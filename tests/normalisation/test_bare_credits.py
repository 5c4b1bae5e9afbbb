"""Credits that a page prints on one line without any mark."""

from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.normalisation.bare_credits import marked
from newscrawl.normalisation.wording import wording


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Penulis Rina Astuti Editor Budi Raharjo", "Penulis: Rina Astuti | Editor: Budi Raharjo"),
        (
            "Penulis Rina Astuti, Editor Budi Raharjo",
            "Penulis: Rina Astuti | Editor: Budi Raharjo",
        ),
        ("Penulis Rina Astuti", "Penulis Rina Astuti"),
        ("Penulis Rina Astuti editor Budi Raharjo", "Penulis Rina Astuti editor Budi Raharjo"),
        ("Penulis: Rina Astuti Editor: Budi", "Penulis: Rina Astuti Editor: Budi"),
        ("Editor Budi Raharjo berkata begitu", "Editor Budi Raharjo berkata begitu"),
        (
            "Penulis Rina Astuti dan Jo Lee Editor Budi",
            "Penulis: Rina Astuti dan Jo Lee | Editor: Budi",
        ),
        *(
            (line, line)
            for line in (
                "Editor Rina Astuti and Reporter Budi Raharjo went home.",
                "Editor Rina Astuti and Reporter Budi Raharjo",
                "Editor Rina Astuti, Reporter Budi Raharjo to appear at the fair",
                "Editor Rina Astuti, Reporter Budi Raharjo.",
            )
        ),
    ],
)
def test_two_labels_and_no_mark(line: str, expected: str) -> None:
    assert marked(line, wording("id")) == expected


def test_a_word_that_joins_names_ends_none_where_no_word_has_capitals() -> None:
    credit = "رپورٹر عائشہ ملک ایڈیٹر حسن رضا"
    assert marked(credit, wording("ur")) == "رپورٹر: عائشہ ملک | ایڈیٹر: حسن رضا"
    said = "رپورٹر عائشہ ملک اور ایڈیٹر حسن رضا"
    assert marked(said, wording("ur")) == said


def test_who_wrote_and_who_edited_around_the_headline_and_below_the_text() -> None:
    said = "<p>Jembatan gantung di desa itu selesai diperbaiki pada Selasa sore kemarin.</p>" * 3
    line = "Penulis Rina Astuti Editor Budi Raharjo"
    head = f"<span>{line}</span> <time>Rabu, 14 Oktober 2026 08:15 WIB</time>"
    for above, below in ((f"<div>{head}</div>", ""), ("", f"<p>{line}</p>")):
        page = f"<article><h1>Jembatan Diperbaiki</h1>{above}{said}{below}</article>"
        found = examine(f'<html lang="id"><body>{page}</body></html>'.encode()).article
        assert (found.authors, found.editors) == (["Rina Astuti"], ["Budi Raharjo"])
        assert line not in (found.article_body or "")
