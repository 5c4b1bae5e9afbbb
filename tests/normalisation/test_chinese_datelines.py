"""Datelines of China and Taiwan: wires, reports, and who wrote them."""

from __future__ import annotations

import pytest

from newscrawl.normalisation.chinese_datelines import (
    are_reporters,
    closes_wire,
    read_chinese,
    read_filing,
    without_filing,
)


@pytest.mark.parametrize(
    ("head", "place", "date", "credit"),
    [
        ("新华社北京6月3日电 港口", "北京", "6月3日", None),
        ("新华社讯 北京6月3日电 港口", "北京", "6月3日", None),
        ("中央社訊 台北2026年6月3日電 港口", "台北", "2026年6月3日", None),
        ("（中央社記者王小明東京3日電）港口", "東京", "3日", "記者王小明"),
        ("〔記者沙海莉／北港報導〕港口", "北港", None, "記者沙海莉"),
        ("（本報記者沙海莉、王小明/北港綜合報導）港口", "北港", None, "本報記者沙海莉、王小明"),
        ("青川晚报讯（记者 何伟 通讯员 王五）港口", None, None, "记者 何伟"),
        ("青川晚报6月3日讯（记者 何伟）港口", None, None, "记者 何伟"),
        ("青川晚报6月3日电（本报记者 何伟 实习生 王五）港口", None, None, "本报记者 何伟"),
    ],
)
def test_a_dateline_says_where_when_and_who(
    head: str, place: str | None, date: str | None, credit: str | None
) -> None:
    found = read_chinese(head)
    assert found is not None
    assert (found.place, found.date, found.credit) == (place, date, credit)
    assert head[found.end :] == "港口"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "港口3日电力中断",
        "市民通讯（记者站编辑的刊物）昨日停刊",
        "记者昨日从港口获悉",
        "Xinhua 3日电",
    ],
)
def test_what_speaks_of_reporters_is_no_dateline(head: str) -> None:
    assert read_chinese(head) is None


@pytest.mark.parametrize(
    ("line", "place"), [("記者沙海莉／北港報導", "北港"), ("記者沙海莉", None)]
)
def test_a_byline_of_its_own_may_say_where_it_was_filed(line: str, place: str | None) -> None:
    found = read_filing(line)
    assert (found.place if found else None) == place


@pytest.mark.parametrize("end", ["報導", "報道", "报道", "报导", "電", "电", "訊", "讯"])
def test_a_byline_is_read_without_where_it_was_filed(end: str) -> None:
    assert without_filing(f"林怡君／北港{end}") == "林怡君"


def test_what_is_spoken_of_behind_a_stroke_was_not_filed() -> None:
    assert without_filing("林怡君／北港電視台") == "林怡君／北港電視台"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 何伟 通讯员 王五", True),
        ("記者 何偉 實習生 王五", True),
        ("记者 何伟", False),
        ("记者 何伟 昨日 在港口 获悉 通讯员 王五", False),
        ("何伟 通讯员 王五", False),
    ],
)
def test_names_behind_their_titles_are_reporters(line: str, expected: bool) -> None:
    assert are_reporters(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（中央社台北3日電）", True),
        ("（新华社北京6月3日电）", True),
        ("（记者何伟）", False),
        ("電）", True),
    ],
)
def test_a_wire_closes_with_its_bracket(line: str, expected: bool) -> None:
    assert closes_wire(line) is expected
