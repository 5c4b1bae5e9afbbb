from __future__ import annotations

import pytest

from newscrawl.text.sentences import ends_sentence, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Ana left. She said 3.5 per cent.", ["Dr. Ana left.", "She said 3.5 per cent."]),
        ("Bots o. ä. Hilfsmittel. Nein.", ["Bots o. ä. Hilfsmittel.", "Nein."]),
        ("Bots gem. § 44b UrhG. Nein.", ["Bots gem. § 44b UrhG.", "Nein."]),
        ("Bots, e.g. Crawlers. No.", ["Bots, e.g. Crawlers.", "No."]),
        ("これは文だ。次の文。", ["これは文だ。", "次の文。"]),
        ("No stop here", ["No stop here"]),
        ("Նավը եկավ։ Քամին դադարեց։", ["Նավը եկավ։", "Քամին դադարեց։"]),
        ("Line\nbreak", ["Line", "break"]),
        ("Visit news.example now.", ["Visit news.example now."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_ends_sentence() -> None:
    assert ends_sentence("“He left.” ")
    assert ends_sentence("次の文。」")
    assert ends_sentence("He left. (dpa)")
    assert ends_sentence("记者现场报道。（完）")
    assert ends_sentence("»Ja, det gør jeg.«")
    assert ends_sentence("„Nein, nie.“")
    assert not ends_sentence("A title (2)")
    assert not ends_sentence("A title")
