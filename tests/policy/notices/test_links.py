"""Links to policies that the crawler has not read."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.page import MediaType, Page
from newscrawl.policy.model import Effect, Level, Purpose, Scope
from newscrawl.policy.notices import Kind, Notice, find_notices, read_text
from newscrawl.policy.notices.kinds import effects_of


def notices(language: str, footer: str, body: str = "") -> list[Notice]:
    html = (
        f"<html lang={language}><body><article><p>{body or 'Story'}</p></article>"
        f"<footer>{footer}</footer></body></html>"
    )
    return find_notices(parse(Page(html.encode(), url="https://x.example/a")))


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Data Mining Policy"),
        ("de", "Nutzungsvorbehalt"),
        ("it", "Data Mining Policy"),
        ("fr", "Fouille de textes et de données"),
        ("es", "Minería de textos y datos"),
        ("ru", "Политика в отношении ИИ"),
        ("ja", "データマイニングポリシー"),
        ("ar", "سياسة الذكاء الاصطناعي"),
    ],
)
def test_a_policy_in_the_footer_restricts_until_it_is_read(language: str, name: str) -> None:
    links = f"<p><a href=/imprint>Imprint</a> <a href=/p>{name}</a> <a href=/c>Contact</a></p>"
    (notice,) = notices(language, links)
    assert (notice.quote, notice.level, notice.scope) == (name, Level.PROBABLE, Scope.SITE)
    effects = effects_of(notice.kinds, notice.level)
    assert effects[Purpose.TDM] is Effect.RESTRICT
    assert effects[Purpose.ARCHIVE] is Effect.NONE


def test_a_policy_in_a_file_for_printers_restricts_too() -> None:
    (notice,) = notices("en", "<a href=/policies/tdm.pdf>Data Mining Policy</a>")
    assert notice.target == "https://x.example/policies/tdm.pdf"
    assert effects_of(notice.kinds, notice.level)[Purpose.AI_TRAIN] is Effect.DENY


def test_a_policy_may_set_its_letters_apart() -> None:
    (notice,) = notices("de", f"<a href=/p>{' '.join('Nutzungsvorbehalt')}</a>")
    assert notice.target == "https://x.example/p"


def test_bars_part_links_in_plain_text() -> None:
    (notice,) = read_text("Imprint | Data Mining Policy | Contact")
    assert (notice.quote.strip(), notice.kinds) == ("Data Mining Policy", (Kind.TDM_RESERVATION,))


@pytest.mark.parametrize(
    "harmless",
    ["<a href=/p>Our policy on data mining jobs</a>", "Data Mining Policy", "<a href=/p>AI</a>"],
)
def test_other_links_and_mere_words_say_nothing(harmless: str) -> None:
    assert notices("en", f"<p>{harmless}</p>") == []


def test_a_link_within_the_story_is_the_storys() -> None:
    assert notices("en", "", body="See the <a href=/p>Data Mining Policy</a> of the rival.") == []


def test_where_there_are_too_many_names_to_read_the_next_counts_as_a_policy() -> None:
    few, many = ("\n".join(f"TDM {number}" for number in range(size)) for size in (6_000, 10_001))
    page = Page(f"{few}\n{few}\n{'policy ' * 20}".encode(), media_type=MediaType.TEXT)
    assert find_notices(parse(page)) == []
    (notice,) = find_notices(parse(Page(many.encode(), media_type=MediaType.TEXT)))
    assert (notice.level, notice.kinds) == (Level.PROBABLE, (Kind.TDM_RESERVATION,))
    assert notice.reasons == ("more links that may lead to a policy than are read",)


def test_a_name_is_known_again_whatever_stood_beside_it_before() -> None:
    glued = "<p>x<a href=/1>Nutzungsvorbehalt</a>: opposition</p>"
    (notice,) = notices("de", f"{glued}<p><a href=/2>Nutzungsvorbehalt</a></p>")
    assert notice.target == "https://x.example/2"
