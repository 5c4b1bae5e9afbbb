from __future__ import annotations

import time

import pytest

from newscrawl.document import parse
from newscrawl.extraction import Mode
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.features import FEATURES, features
from newscrawl.extraction.headline import headline_block
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import weight
from newscrawl.extraction.scoring import explain, scores
from newscrawl.extraction.titles import Titles
from newscrawl.page import Page

SENTENCE = "The ferry returned to the bay on Monday after three long years in the dock."


def outline(html: str) -> Outline:
    document = parse(Page(html.encode()))
    return Outline(document.blocks, headline_block(document, Titles(document)))


PAGE = (
    "<title>Ferry returns</title><nav><a href=/>Home</a></nav><h1>Ferry returns</h1>"
    f"<div class=text><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    f"<div class=comments><p>{SENTENCE}</p></div>"
)


def test_paragraphs_score_and_furniture_does_not() -> None:
    page = outline(PAGE)
    taken = [page.blocks[index].text for index, score in scores(page).items() if score > 0]
    assert taken == [SENTENCE, SENTENCE]


def test_explanation_adds_up() -> None:
    page = outline(PAGE)
    found = scores(page)
    for block, shape in features(page):
        assert sum(explain(shape).values()) == pytest.approx(found[block.index])


def test_features_are_shares() -> None:
    for _, shape in features(outline(PAGE), "x" * 1000):
        for name, value in zip(FEATURES, shape, strict=True):
            assert 0 <= value <= 1, name


def test_a_declared_body_speaks_for_what_it_holds_in_whatever_order() -> None:
    texts = ("The harbour was empty all day.", "Nobody asked the captain why.", SENTENCE)
    page = outline("<title>Ferry</title>" + "".join(f"<p>{text}</p>" for text in texts))
    known = FEATURES.index("declared")
    for declared in (texts, (texts[1], texts[0]), (texts[0],), (texts[1],)):
        shapes = features(page, "".join(map(loose, declared)))
        found = {block.text for block, shape in shapes if shape[known]}
        assert found == {*declared}, declared


def test_fast_scores_near_the_core_and_thorough_everywhere() -> None:
    far = "".join(f"<ul><li>Point {number}</li></ul>" for number in range(60))
    page = outline(
        f"<title>Ferry returns</title><h1>Ferry returns</h1>{far}<main><p>Beside it.</p>"
        f"<div class=text><p>{SENTENCE}</p><p>{SENTENCE} Really.</p></div></main>{far}"
    )
    fast = [page.blocks[index].text for index in scores(page)]
    everywhere = [page.blocks[index].text for index in scores(page, mode=Mode.THOROUGH)]
    assert len(everywhere) == len(page.blocks)
    assert fast[0] == "Point 21"
    assert "Beside it." in fast
    assert fast[-1] == "Point 39"


def test_fast_scores_all_beside_the_core_however_far() -> None:
    points = "".join(f"<ul><li>Point {number}</li></ul>" for number in range(60))
    page = outline(f"<main>{points}<div><p>{SENTENCE}</p><p>{SENTENCE}</p></div>{points}</main>")
    assert len(scores(page)) == len(page.blocks)


@pytest.mark.parametrize(
    ("text", "expected"), [("ferry", 5), ("連絡船", 9), ("연락선", 6), ("паром", 5), ("เรือ", 12)]
)
def test_weight_counts_what_a_script_says(text: str, expected: int) -> None:
    assert weight(text) == expected


def test_large_pages_take_linear_time() -> None:
    def seconds(paragraphs: int) -> float:
        page = outline(f"<div>{f'<p>{SENTENCE}</p>' * paragraphs}</div>")
        start = time.process_time()
        scores(page)
        return time.process_time() - start

    seconds(100)
    few, many = (min(seconds(count) for _ in range(3)) for count in (800, 8_000))
    assert many < 30 * few
