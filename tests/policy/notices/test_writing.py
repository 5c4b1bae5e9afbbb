"""What two readings of the same words come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.document import Place, Unit, parse
from newscrawl.page import Page
from newscrawl.policy.model import Level
from newscrawl.policy.notices import find_notices
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.notice import Notice, Part
from newscrawl.policy.notices.writing import stricter

WORDS = Unit("Dilarang menyalin atau merayapi situs ini.", Place.FOOTER, "p")
MALAY = Notice((Kind.REPRODUCTION_BAN,), (Part(WORDS, 0, 30),), "ms", Level.PROBABLE)
INDONESIAN = Notice((Kind.CRAWL_BAN,), (Part(WORDS, 9, 42),), "id", Level.PROBABLE)


@pytest.mark.parametrize("level", [Level.PROBABLE, Level.CERTAIN])
def test_what_a_relative_forbids_machines_is_forbidden(level: Level) -> None:
    joined = stricter(MALAY, replace(INDONESIAN, level=level))
    assert joined == replace(MALAY, kinds=(Kind.CRAWL_BAN, Kind.REPRODUCTION_BAN))


@pytest.mark.parametrize(
    "other",
    [
        replace(INDONESIAN, level=Level.POSSIBLE),
        replace(INDONESIAN, parts=(Part(WORDS, 30, 42),)),
        replace(INDONESIAN, parts=(Part(replace(WORDS), 0, 42),)),
        replace(INDONESIAN, kinds=(Kind.CREDIT_REQUIRED, Kind.PERMISSION)),
    ],
    ids=["less sure", "other words", "elsewhere", "forbids nothing"],
)
def test_nothing_else_that_a_relative_says_counts(other: Notice) -> None:
    assert stricter(MALAY, other) is MALAY


def test_an_indonesian_notice_on_a_malay_page_is_read_as_one() -> None:
    ban = "Konten Kabar Teluk tidak boleh dijadikan bahan pelatihan mesin, sebagian pun."
    page = f"<html lang=ms><body><article><p>Feri berlayar semula.</p></article><footer>{ban}"
    (notice,) = find_notices(parse(Page(page.encode(), url="https://teluk.example/")))
    assert Kind.AI_BAN in notice.kinds
