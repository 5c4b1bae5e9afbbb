"""The bold type that a text begins with."""

from __future__ import annotations

import pytest

from newscrawl import examine

TITLE = "Die Fähre fährt nach drei langen Jahren wieder"
TEXT = "Die Fähre fährt seit Montag wieder über die Bucht, nachdem sie drei Jahre im Dock lag."


def dateline(*paragraphs: str, language: str = "de") -> str | None:
    texts = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html lang={language}><title>{TITLE}</title><h1>{TITLE}</h1><div>{texts}</div>"
    return examine(page.encode()).article.dateline


def test_a_place_in_bold_type_is_where_the_news_is_from() -> None:
    assert dateline(f"<b>Hinterau.</b> {TEXT}", TEXT) == "Hinterau"


def test_bold_type_that_opens_several_paragraphs_sets_entries_apart() -> None:
    assert dateline(f"<b>Hinterau.</b> {TEXT}", f"<b>Vorderau.</b> {TEXT}") is None


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "Analyse"), ("fr", "Récit"), ("es", "Opinión"), ("tr", "Özel"), ("ru", "Мнение")],
)
def test_the_kind_of_an_article_is_no_place(language: str, word: str) -> None:
    assert dateline(f"<b>{word}.</b> {TEXT}", TEXT, language=language) is None
