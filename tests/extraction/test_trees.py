from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.exceptions import DataError
from newscrawl.extraction import trees
from newscrawl.extraction.features import FEATURES, Features, features
from newscrawl.extraction.headline import headline_block
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.surroundings import Company, Surroundings
from newscrawl.extraction.titles import Titles
from newscrawl.extraction.trees import reasons, vote
from newscrawl.page import Page

SENTENCE = "The ferry returned to the bay on Monday after three long years in the dock."
PAGE = (
    "<title>Ferry returns</title><h1>Ferry returns</h1>"
    f"<div class=text><p>{SENTENCE}</p><p>{SENTENCE} Tickets cost 3 crowns.</p></div>"
    f"<div class=gallery-photos><p>The ferry, 2 May 2024</p></div><ul><li><a href=/>Home</a></ul>"
)


def outline(html: str = PAGE) -> Outline:
    document = parse(Page(html.encode()))
    return Outline(document.blocks, headline_block(document, Titles(document)))


def company(text: str, html: str = PAGE) -> Company:
    page = outline(html)
    return Surroundings(page).of(next(block for block in page.blocks if block.text == text))


def shapes() -> list[tuple[Features, Company]]:
    page = outline()
    surroundings = Surroundings(page)
    return [(shape, surroundings.of(block)) for block, shape in features(page)]


def test_reasons_add_up_to_the_vote() -> None:
    for shape, around in shapes():
        assert sum(value for value, _ in reasons(shape, around)) == pytest.approx(
            vote(shape, around)
        )


def test_reasons_name_what_was_asked() -> None:
    known = {*FEATURES, *Company._fields}
    shape, around = shapes()[1]
    asked = {step.split()[0] for _, steps in reasons(shape, around) for step in steps}
    assert asked
    assert asked <= known


def test_paragraphs_are_voted_for_and_links_are_not() -> None:
    page = outline()
    surroundings = Surroundings(page)
    votes = {block.text: vote(shape, surroundings.of(block)) for block, shape in features(page)}
    assert votes[SENTENCE] > 0 > votes["Home"]


def test_company_is_made_of_shares() -> None:
    for _, around in shapes():
        for name, value in zip(Company._fields, around, strict=True):
            assert 0 <= value <= 1, name


def test_names_of_pictures_count_for_what_stands_in_them() -> None:
    assert company("The ferry, 2 May 2024").named_media
    assert not company(SENTENCE).named_media


def test_a_text_that_stands_twice_is_repeated() -> None:
    twice = PAGE + f"<div><p>{SENTENCE}</p></div>"
    assert company(SENTENCE, twice).repeated
    assert not company(SENTENCE).repeated


def test_distances_count_to_the_nearest_paragraph() -> None:
    assert company(SENTENCE).precedes == pytest.approx(0.2)
    assert company(SENTENCE).follows == 1
    assert company("Home").follows == pytest.approx(0.4)


@pytest.mark.parametrize(
    "tree",
    [
        {"splits": [["size", 0.5, 0, -1]], "leaves": [1.0]},
        {"splits": [["size", 0.5, -1, -2]], "leaves": [1.0]},
        {"splits": [["colour", 0.5, -1, -1]], "leaves": [1.0]},
        {"splits": [["size", 0.5, -1, 1]], "leaves": [1.0]},
        {"splits": [["size", 0.5, -1, -1]], "leaves": [1.0]},
        {
            "splits": [["size", n / 9, -n, n] for n in range(1, 9)] + [["size", 1, -9, -10]],
            "leaves": [1.0] * 10,
        },
        {"splits": [], "leaves": [1.0]},
        {"leaves": [1.0]},
    ],
    ids=[
        "circle",
        "no such leaf",
        "no such feature",
        "no such split",
        "two ways to a leaf",
        "too many leaves",
        "empty",
        "no splits",
    ],
)
def test_a_malformed_tree_is_refused(tree: dict[str, object]) -> None:
    with pytest.raises(DataError, match=r"trees\.toml"):
        trees._read(tree)
