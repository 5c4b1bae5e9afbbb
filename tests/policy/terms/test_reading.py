"""What a page of terms says to machines, and what it only says to people."""

from __future__ import annotations

import pytest

from newscrawl.page import Page
from newscrawl.policy.model import Effect, Level, Purpose, Scope
from newscrawl.policy.terms import TermsReading, read_terms

URL = "https://www.post.test/terms"
FILLING = "By reading Breakwater Post you accept what is written here about our pages. "


def read(*clauses: str, language: str = "en", url: str = URL, head: str = "") -> TermsReading:
    body = "".join(f"<p>{clause}</p>" for clause in clauses)
    html = (
        f'<!doctype html><html lang="{language}"><head><title>Terms</title>{head}</head>'
        f"<body><main><h1>Terms</h1><p>{FILLING}</p>{body}</main></body></html>"
    )
    return read_terms(Page(html.encode(), url=url), URL)


def kinds(reading: TermsReading) -> set[str]:
    return {kind for each in reading.statements for kind in each.kinds}


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("en", "You may not use robots, spiders or scrapers to access the site."),
        ("en", "You agree not to: (a) run any robot to retrieve our pages, to vote or to spam;"),
        ("id", "Pengguna dilarang memakai robot atau scraper untuk mengambil isi situs."),
        ("de", "Der Einsatz von Crawlern zum automatisierten Auslesen der Seiten ist untersagt."),
        ("fr", "Il est interdit d'extraire les contenus du site au moyen de robots."),
        ("es", "No está permitido extraer contenidos del sitio mediante robots o arañas."),
        ("ja", "自動化された手段で本サイトの記事を収集することを禁じます。"),
        ("zh", "未经许可，不得使用爬虫抓取本网站的内容。"),
        ("ko", "자동화된 수단으로 사이트의 기사를 수집하는 행위를 금지합니다."),
        ("ru", "Запрещается использовать роботов для сбора материалов сайта."),
        ("ar", "يُحظر استخدام الروبوتات لجمع محتوى الموقع."),
    ],
)  # fmt: skip
def test_a_clause_against_crawlers_holds_for_the_whole_site(language: str, clause: str) -> None:
    reading = read(clause, language=language)
    assert "crawl_ban" in kinds(reading)
    said = reading.statements[0]
    assert (said.level, said.scope, said.source) == (Level.CERTAIN, Scope.SITE, URL)
    assert said.effects[Purpose.ARCHIVE] is Effect.DENY
    assert said.text in clause


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("en", "Users must not post spam by bots."),
        ("en", "You may not use bots to vote, to create accounts or to write comments."),
        ("en", "We do not use your personal data to train AI models."),
        ("en", "You must not upload AI-generated content."),
        ("en", "Do not harvest e-mail addresses of other users."),
        ("id", "Pengguna dilarang menyebarkan spam memakai bot di kolom komentar."),
        ("de", "Es ist verboten, mit Bots Kommentare zu schreiben oder Spam zu versenden."),
        ("fr", "Il est interdit de créer des comptes au moyen de robots."),
        ("es", "Está prohibido usar bots para votar o publicar comentarios."),
        ("ja", "ボットを用いてコメント欄にスパムを投稿することを禁止します。"),
        ("zh", "禁止使用机器人注册账号或发布垃圾广告。"),
        ("ko", "봇을 이용하여 댓글이나 스팸을 올리는 행위를 금지합니다."),
        ("ru", "Запрещается использовать ботов для регистрации аккаунтов и рассылки спама."),
        ("ar", "يُحظر استخدام الروبوتات لنشر تعليقات أو إنشاء حسابات."),
    ],
)  # fmt: skip
def test_a_clause_about_what_people_do_does_not(language: str, clause: str) -> None:
    assert not {"crawl_ban", "ai_ban", "index_ban"} & kinds(read(clause, language=language))


@pytest.mark.parametrize(
    ("language", "heading", "clause"),
    [
        ("en", "Robots", "Without our written permission nobody may scrape this site."),
        ("de", "Zugriff", "Ohne schriftliche Erlaubnis darf kein Bot unsere Seiten auslesen."),
        ("id", "Robot", "Tanpa izin tertulis, dilarang menyalin isi portal ini dengan robot."),
    ],
)
def test_a_heading_takes_no_weight_from_the_clause_below_it(
    language: str, heading: str, clause: str
) -> None:
    reading = read(f"</p><h2>{heading}</h2><p>{clause}", language=language)
    assert [(each.level, "crawl_ban" in each.kinds) for each in reading.statements] == [
        (Level.CERTAIN, True)
    ]


def test_a_ban_on_training_and_a_reservation_are_statements() -> None:
    reading = read(
        "Our articles may not be used to train artificial intelligence.",
        "We reserve all rights of text and data mining.",
    )
    assert {"ai_ban", "tdm_reservation"} <= kinds(reading)


def test_what_only_concerns_copying_is_none() -> None:
    assert not read("Our articles may not be reprinted without our consent.").statements


def test_a_long_page_is_read_in_the_middle_too() -> None:
    filling = [f"{FILLING * 5}Nothing may be reprinted, not even part {n}." for n in range(90)]
    reading = read(*filling, "Crawling this site without our consent is forbidden.", *filling)
    assert "crawl_ban" in kinds(reading)


@pytest.mark.parametrize(
    ("url", "head", "failure"),
    [
        ("https://www.post.test/", "", "it leads to the front page"),
        (URL, '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
         "it leads to a story"),
    ],
)  # fmt: skip
def test_what_is_no_page_of_terms_is_not_read_as_one(url: str, head: str, failure: str) -> None:
    reading = read("Nobody may crawl this site.", url=url, head=head)
    assert (reading.failure, reading.statements) == (failure, ())


def test_a_section_of_the_news_is_no_page_of_terms() -> None:
    teasers = [f"<a href='/{n}'>No bots on this site without consent, part {n}</a>" for n in "ab"]
    assert read(*teasers, *teasers).failure == "it leads to a list"


def test_no_page_brings_more_than_twelve_statements() -> None:
    clauses = [f"Crawler number {n} may not scrape this site without consent." for n in range(99)]
    reading = read(*[f"{clause}</p><p>{FILLING}" for clause in clauses])
    assert len(reading.statements) == 12


@pytest.mark.parametrize("body", [b"", b"\0\xff", b"<p>" * 5_000])
def test_nothing_is_too_odd_to_be_read(body: bytes) -> None:
    assert read_terms(Page(body, url=URL), URL).statements == ()
