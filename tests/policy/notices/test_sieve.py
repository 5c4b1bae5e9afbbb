"""What the sieve holds back, and what it lets fall."""

from __future__ import annotations

import pytest

from newscrawl.policy.notices.sieve import sieve


def languages(text: str) -> set[str]:
    return {lexicon.language for lexicon in sieve().speaking(sieve().hear(text))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You may not crawl this site.", "en"),
        ("You may not feed it to A.I. systems.", "en"),
        ("Dila\u00adrang mela\u200bkukan crawl\u00ading", "id"),
        ("Dilаrang merаyapi situs ini", "id"),  # with Cyrillic letters
        ("Dilarang сору", "id"),  # a word of nothing else
        ("D i l a r a n g  c r a w l i n g", "id"),
        ("D-i-l-a-r-a-n-g crawling", "id"),
        ("DILARANG CRAWLING", "id"),
        ("The following is forbidden:", "en"),
        ("والزحف محظور", "ar"),
        ("未经许可禁止抓取", "zh"),
        ("ห้ามคัดลอก", "th"),
        ("ＣＲＡＷＬＩＮＧ IS PROHIBITED", "en"),
    ],
)
def test_what_may_be_a_notice_is_heard(text: str, language: str) -> None:
    assert language in languages(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The harbour opened on Monday.",
        "Crawl space",
        "It is forbidden.",
        "港が開いた。",
        "\u200b",
    ],
)
def test_prose_falls_through(text: str) -> None:
    assert not languages(text)


def test_a_name_of_a_policy_is_heard() -> None:
    assert [each.language for each in sieve().linking(sieve().hear("Nutzungsvorbehalt"))] == ["de"]
