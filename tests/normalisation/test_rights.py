from __future__ import annotations

import pytest

from newscrawl.normalisation.rights import read_copyright, read_year


@pytest.mark.parametrize(
    ("language", "line", "holder", "year"),
    [
        ("id", "Copyright © ANTARA 2025", "ANTARA", 2025),
        ("id", "Hak Cipta © Kabar Pesisir 2024", "Kabar Pesisir", 2024),
        ("en", "© 2025 Harbour Gazette Ltd. All rights reserved.", "Harbour Gazette Ltd", 2025),
        ("en", "Copyright 2019-2024 Bay Media, Inc. All rights reserved.", "Bay Media, Inc", 2024),
        ("en", "(c) 2023 Bay Observer", "Bay Observer", 2023),
        ("de", "© Talpost AG. Alle Rechte vorbehalten.", "Talpost AG", None),
        ("it", "RIPRODUZIONE RISERVATA © Copyright ANSA 2026", "ANSA", 2026),
        ("it", "RIPRODUZIONE RISERVATA", None, None),
        ("fr", "© 2026 Le Quai. Tous droits réservés.", "Le Quai", 2026),
        ("ko", "<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>", "연합뉴스", None),
        ("zh", "版权所有 © 2025 海湾报", "海湾报", 2025),
        ("nl", "— © BELGA", "BELGA", None),
        ("th", "สงวนลิขสิทธิ์ © 2569 ข่าวท่าเรือ", "ข่าวท่าเรือ", 2026),
        ("cs", "© Přístav Press a.s., 2026", "Přístav Press a.s.", 2026),
        ("cs", "Přebírání je zakázáno. © 2026 Přístav, a.s.", "Přístav, a.s.", 2026),
        ("en", "Bay Post Ltd. © 2026 | 2 Quay Street", "Bay Post Ltd", 2026),
    ],
)
def test_copyright_line(language: str, line: str, holder: str | None, year: int | None) -> None:
    found = read_copyright(line, language)
    assert found is not None
    assert (found.holder, found.year, found.notice) == (holder, year, line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law was the topic of the debate.",
        "The council owns the map.",
        "He wrote a book about copyright (c) and patents.",
        "",
    ],
)
def test_no_copyright_line(line: str) -> None:
    assert read_copyright(line, "en") is None


def test_latest_year() -> None:
    assert read_year("2019–2024") == 2024
    assert read_year("no year, 12345") is None
    assert read_year(None) is None


def test_a_holder_within_brackets() -> None:
    found = read_copyright("(©Bay Post)")
    assert found is not None
    assert found.holder == "Bay Post"


@pytest.mark.parametrize("line", ["&copy; 2026 Bay Post", "Bells ring. &copy; 2026 Bay Post"])
def test_a_mark_spelled_as_an_entity_is_no_holder(line: str) -> None:
    found = read_copyright(line)
    assert found is not None
    assert found.holder == "Bay Post"


def test_a_sign_of_trade_before_a_holder_is_no_part_of_it() -> None:
    found = read_copyright("™ & © 2026 Bay Media, Inc. All rights reserved.", "en")
    assert found is not None
    assert found.holder == "Bay Media, Inc"


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("Privacy Policy © 2026 Bay Media. All rights reserved.", "Bay Media"),
        ("Bay Media © 2026 Privacy Policy", "Bay Media Privacy Policy"),
        ("© | Privacy Policy", None),
        ("Facebook © 2026", "Facebook"),
    ],
)
def test_a_link_of_the_footer_is_no_holder(line: str, holder: str | None) -> None:
    found = read_copyright(line, "en")
    assert found is not None
    assert found.holder == holder
