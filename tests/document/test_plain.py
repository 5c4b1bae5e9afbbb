from __future__ import annotations

import pytest

from newscrawl.document import Place, parse
from newscrawl.document.plain import paragraphs
from newscrawl.page import MediaType, Page

WRAPPED = """\
The council voted on Tuesday to keep the old bridge open to walkers
while a new one is built beside it, ending a dispute that had lasted
for three years.

Work starts in June. Cars will be sent around by the northern road
until the following spring, the mayor said."""


def read(text: str) -> list[tuple[str, int]]:
    return [(paragraph.text, paragraph.line) for paragraph in paragraphs(text)]


def test_a_line_is_a_paragraph() -> None:
    assert read("One line.\nAnother  line.\r\n\r\nThird.") == [
        ("One line.", 1),
        ("Another line.", 2),
        ("Third.", 4),
    ]


def test_wrapped_lines_are_joined() -> None:
    found = read(WRAPPED)
    assert [line for _, line in found] == [1, 5]
    assert found[0][0].endswith("open to walkers while a new one is built beside it, "
                                "ending a dispute that had lasted for three years.")  # fmt: skip


def test_wrapped_text_without_spaces_is_joined_without_spaces() -> None:
    first = "政府は五日、来年度の予算案を閣議決定した。首相は会見で方針を説明し、国民の理解を求め、"
    second = (
        "野党は反発している。国会では来週から審議が始まる予定で、与党は早期の成立を目指し調整を"
    )
    assert read(f"{first}\n{second}\n続ける。") == [(f"{first}{second}続ける。", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Editor: A\nReporter: B\nCopyright C",
        "A full sentence that is long enough to be a paragraph.\nAnother full one, just as wide.",
        (
            "Harbour opens a second quay for the northern ferries\nSunday, 21 December 2025 10:22\n"
            "By Nora Quill of the harbour desk"
        ),
    ],
)
def test_lines_that_end_are_not_joined(text: str) -> None:
    assert len(read(text)) == len(text.splitlines())


def test_a_title_above_wrapped_text_stays_apart() -> None:
    found = read(f"The old bridge stays open\nBy Nora Quill\n{WRAPPED}")
    assert [line for _, line in found] == [1, 2, 3, 7]
    assert found[1][0] == "By Nora Quill"


@pytest.mark.parametrize("text", ["", "\n\n\n", " \t "])
def test_nothing_gives_nothing(text: str) -> None:
    assert read(text) == []


def test_a_text_page_has_units_with_line_numbers() -> None:
    document = parse(Page(b"Satu.\n\nDua.", media_type=MediaType.TEXT))
    assert [(u.text, u.place, u.locator, u.index) for u in document.units] == [
        ("Satu.", Place.TEXT, "line 1", 0),
        ("Dua.", Place.TEXT, "line 3", 1),
    ]
    assert document.units[1].tail(document.blocks) == pytest.approx(5 / 9)


FRONT = (
    "---\ntitle: 'Fog on the bay'\nrights: |\n  No copying without permission.\n---\nIt is thick.\n"
)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (FRONT, [("Fog on the bay", "line 2"), ("It is thick.", "line 6")]),
        (f"{FRONT}\n", [("Fog on the bay", "line 2"), ("It is thick.", "line 6")]),
        (
            FRONT.replace("It is", "# Fog on the bay\n\nIt is"),
            [("# Fog on the bay", "line 6"), ("It is thick.", "line 8")],
        ),
        (
            "---\nFog: it is thick.\nNobody sails.\n---\n",
            [
                ("---", "line 1"),
                ("Fog: it is thick.", "line 2"),
                ("Nobody sails.", "line 3"),
                ("---", "line 4"),
            ],
        ),
        ("---\nFog: it is thick.\n", [("---", "line 1"), ("Fog: it is thick.", "line 2")]),
        (FRONT.replace("Fog on the bay", " "), [("It is thick.", "line 6")]),
        (FRONT.replace("Fog on the bay", ""), [("It is thick.", "line 6")]),
        (
            FRONT.replace("Fog on the bay", " Fog on the bay "),
            [("Fog on the bay", "line 2"), ("It is thick.", "line 6")],
        ),
    ],
)
def test_front_matter_gives_a_title_and_no_text(text: str, blocks: list[tuple[str, str]]) -> None:
    document = parse(Page(text.encode(), media_type=MediaType.TEXT))
    assert [
        (block.text, unit.label)
        for block, unit in zip(document.blocks, document.units, strict=False)
    ] == blocks


def test_front_matter_is_read_for_notices() -> None:
    document = parse(Page(FRONT.encode(), media_type=MediaType.TEXT))
    apart = [
        (unit.text, unit.place, unit.locator)
        for unit in document.units
        if not unit.index and unit.box is None
    ]
    assert ("No copying without permission.", Place.TEXT, "line 4") in apart
