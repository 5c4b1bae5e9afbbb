"""What is known of a notice beside its kind: words, holder, conditions, effects."""

from __future__ import annotations

import pytest

from newscrawl.policy.model import Conditions, Effect, Level, Purpose
from newscrawl.policy.notices import Kind, read_text, statements
from newscrawl.policy.notices.holder import copyright_holder
from newscrawl.policy.notices.kinds import effects_of


def test_quote_and_span_are_exact() -> None:
    ban = "Crawling this site is prohibited without “written” permission."
    text = f"The ferry sails at nine. {ban} The weather stays mild."
    (notice,) = read_text(text)
    start, end = notice.span
    assert notice.quote == ban == text[start:end] == notice.unit.text[start:end]


@pytest.mark.parametrize(
    ("asking", "holder"),
    [
        ("without the written permission of Example News Ltd.", "Example News Ltd."),
        ("without the prior consent of example.com.", "example.com"),
        ("without Example Press's written permission.", "Example Press"),
        ("without written permission from the Bank of Fish and Ships.", "Bank of Fish and Ships"),
        ("without the permission of the publisher.", None),
        ("without our permission.", None),
        ("unless agreed in writing with Example News Ltd.", "Example News Ltd."),
    ],
)
def test_the_holder_is_read_from_the_text(asking: str, holder: str | None) -> None:
    (notice,) = read_text(f"You may not crawl this site {asking}")
    assert notice.holder == holder


@pytest.mark.parametrize(
    ("asking", "holder"),
    [
        ("tanpa izin tertulis dari Kantor Berita CONTOH.", "Kantor Berita CONTOH"),
        ("tanpa persetujuan PT Contoh Media.", "PT Contoh Media"),
        ("tanpa seizin redaksi.", None),
    ],
)
def test_the_holder_in_indonesian(asking: str, holder: str | None) -> None:
    (notice,) = read_text(f"Dilarang merayapi situs ini {asking}")
    assert notice.holder == holder


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© 2025 Example News Ltd. All rights reserved", "Example News Ltd"),
        ("Copyright © CONTOH 2025", "CONTOH"),
        ("(c) 2019-2024 by Harbour Times", "Harbour Times"),
        ("© 2026 Byron Bay Post", "Byron Bay Post"),
        ("© 2026 oleh Pos Teluk. Hak cipta", "Pos Teluk"),
        ("no sign of it", None),
    ],
)
def test_copyright_lines_name_a_holder(line: str, holder: str | None) -> None:
    assert copyright_holder(line) == holder


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Crawling this site is prohibited.", Conditions()),
        ("Crawling this site is prohibited without consent.", Conditions(True)),
        (
            "Crawling this site is prohibited without written consent. Contact a@example.org.",
            Conditions(True, True, contact="a@example.org"),
        ),
        (
            "Robots may not crawl this site, except search engines and for personal use.",
            Conditions(exceptions=("search engines", "personal use")),
        ),
        (
            "Dilarang merayapi situs ini tanpa izin tertulis. Hubungi https://contoh.id/izin.",
            Conditions(True, True, contact="https://contoh.id/izin"),
        ),
    ],
)
def test_conditions(text: str, conditions: Conditions) -> None:
    (notice,) = read_text(text)
    assert notice.conditions == conditions


def test_an_exception_lifts_nothing() -> None:
    (notice,) = read_text("Bots may not index this site, except for indexing by search engines.")
    assert Kind.INDEX_BAN in notice.kinds
    assert effects_of(notice.kinds, notice.level)[Purpose.SEARCH] is Effect.DENY


@pytest.mark.parametrize(
    ("kind", "effects"),
    [
        (Kind.CRAWL_BAN, "deny deny deny deny deny"),
        (Kind.INDEX_BAN, "none deny none restrict none"),
        (Kind.AI_BAN, "none none restrict deny deny"),
        (Kind.TDM_RESERVATION, "none none restrict deny deny"),
        (Kind.REPRODUCTION_BAN, "none none none none none"),
        (Kind.CREDIT_REQUIRED, "none none none none none"),
        (Kind.PERMISSION, "none none none none none"),
    ],
)
def test_effects_of_each_kind(kind: Kind, effects: str) -> None:
    found = effects_of([kind], Level.CERTAIN)
    assert [str(found[purpose]) for purpose in Purpose] == effects.split()
    assert set(effects_of([kind], Level.POSSIBLE).values()) == {Effect.NONE}


def test_a_notice_becomes_a_statement_with_its_evidence() -> None:
    found = read_text("Crawling this site is prohibited.")
    (statement,) = statements(found, "https://x.example/a", "ab12")
    assert (statement.signal, statement.kinds) == ("notice", ("crawl_ban",))
    assert (statement.source, statement.sha256) == ("https://x.example/a", "ab12")
    assert statement.text == "Crawling this site is prohibited."
    assert statement.effects[Purpose.ARCHIVE] is Effect.DENY
