"""Comments of robots.txt: notices for everybody, against words about the rules beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from newscrawl.policy.model import Effect, Level, Purpose, Scope, Statement
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_usage import robots_statements

NOW = datetime(2026, 11, 28, tzinfo=UTC)
RULES = "User-agent: *\nDisallow: /intern/\n"


def heard(text: str | bytes) -> tuple[Statement, ...]:
    body = text.encode() if isinstance(text, str) else text
    copy = judge_answer("https://post.test", Answer(200, body=body), NOW)
    found = robots_statements(copy, "https://post.test/a", "newscrawl")
    return tuple(each for each in found if each.signal == "notice")


@pytest.mark.parametrize(
    "words",
    [
        "Nobody may crawl this site to train an AI unless we have agreed in writing.",
        "Diese Website darf ohne unsere schriftliche Einwilligung nicht automatisiert ausgelesen werden.",  # noqa: E501
        "L'aspiration automatisée de ce site est interdite sans notre accord écrit.",
        "Queda prohibido rastrear este sitio con medios automatizados sin autorización por escrito.",  # noqa: E501
        "Situs ini tidak boleh dirayapi oleh bot tanpa izin tertulis dari redaksi.",
        "当サイトを書面による許可なくクローリングすることを禁止します。",
        "未经书面许可，禁止使用爬虫抓取本网站内容。",
        "본 사이트의 콘텐츠를 서면 허락 없이 크롤링하는 것을 금지합니다.",
        "Запрещается автоматизированный сбор материалов этого сайта без письменного разрешения.",
        "يُحظر زحف الروبوتات إلى هذا الموقع دون إذن خطي.",
    ],
)
def test_a_ban_on_crawling_is_heard_in_any_language(words: str) -> None:
    body = f"# Willkommen\n\n# {words}\n\n{RULES}".encode()
    (said,) = heard(body)
    assert "crawl_ban" in said.kinds
    assert (said.level, said.scope) == (Level.CERTAIN, Scope.SITE)
    assert said.effects[Purpose.ARCHIVE] is Effect.DENY
    assert (said.locator, said.text) == ("line 3", words)
    assert said.source == "https://post.test/robots.txt"
    assert said.sha256 == sha256(body).hexdigest()
    assert said.expires == NOW + timedelta(days=1)


def test_wrapped_lines_are_one_sentence_and_their_end_is_kept() -> None:
    text = (
        "##  Breakwater Post\n##\n"
        "## Das automatisierte Auslesen dieser Website und die Nutzung der\n"
        "## Artikel zum Training von KI-Modellen sind ohne schriftliche\n"
        "## Zustimmung des Verlags untersagt.\n" + RULES
    )
    (said,) = heard(text)
    assert said.level is Level.CERTAIN
    assert {"crawl_ban", "ai_ban"} <= set(said.kinds)
    assert said.text.endswith("Zustimmung des Verlags untersagt.")
    assert said.locator == "line 3"


def test_a_reservation_restricts_until_it_is_looked_at() -> None:
    (said,) = heard(f"# Legal notice: we expressly reserve text and data mining rights.\n{RULES}")
    assert said.kinds == ("tdm_reservation",)
    assert said.effects[Purpose.TDM] is Effect.RESTRICT
    assert said.effects[Purpose.AI_TRAIN] is Effect.DENY
    assert said.effects[Purpose.ARCHIVE] is Effect.NONE


def test_a_sentence_without_its_mark_counts_too() -> None:
    (said,) = heard(f"It is forbidden to scrape this site without written permission.\n{RULES}")
    assert said.level is Level.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "# Block AI scrapers\nUser-agent: GPTBot\nDisallow: /\n",
        "# No crawling by CCBot, it may not train on our site\nUser-agent: CCBot\nDisallow: /\n",
        "# GPTBot and CCBot may not crawl this site.\n\nUser-agent: GPTBot\nUser-agent: CCBot\n",
        f"{RULES}# Bots must not crawl our search results\nDisallow: /search\n",
        "# Do not crawl pages with parameters\nUser-agent: *\nDisallow: /*?\n",
        "# robots.txt tells robots what they must not crawl on this site\nUser-agent: *\n",
        "# Crawling is forbidden in:\n# Disallow: /admin\n# Disallow: /cart\nUser-agent: *\n",
        f"# Please do not crawl too fast.\n{RULES}",
        f"{RULES}Disallow: /x # robots may not crawl this site's cart\n",
        f"# Copyright 2026 Breakwater Post. All rights reserved.\n{RULES}",
        f"# We welcome all robots.\n{RULES}",
    ],
)
def test_words_about_rules_and_other_crawlers_have_no_effect(text: str) -> None:
    for said in heard(text):
        assert said.level is Level.POSSIBLE
        assert set(said.effects.values()) == {Effect.NONE}


# As the managed files of a large host print it above their signals.
SIGNALS = """
# As a condition of accessing this website, you agree to abide by the following
# content signals:
#
# (a)  If a Content-Signal = yes, you may collect content for the corresponding
#      use.
# (b)  If a Content-Signal = no, you may not collect content for the
#      corresponding use.
#
# The content signals and their meanings are:
#
# search:   building a search index and providing search results.
# ai-input: inputting content into one or more AI models.
# ai-train: training or fine-tuning AI models.
#
# ANY RESTRICTIONS EXPRESSED VIA CONTENT SIGNALS ARE EXPRESS RESERVATIONS OF
# RIGHTS UNDER ARTICLE 4 OF THE EUROPEAN UNION DIRECTIVE 2019/790.

User-agent: *
"""


def test_the_preamble_of_content_signals_explains_and_the_signal_decides() -> None:
    assert not heard(f"{SIGNALS}Allow: /\n")
    own = "# No bot may collect anything on this site without our written permission.\n"
    (said,) = heard(own + SIGNALS)
    assert said.text == own.strip("# \n")


@pytest.mark.parametrize(
    "body", [b"", b"#", b"#\n" * 9, b"\xff\xfe#\x00 \x00", b"# \xff\xfe may not", b"\0# \0"]
)
def test_nothing_in_it_is_too_odd_to_be_read(body: bytes) -> None:
    assert heard(body) == ()


def test_utf_16_is_read() -> None:
    body = f"# Scraping this site without our written permission is forbidden.\n{RULES}"
    (said,) = heard(body.encode("utf-16"))
    assert said.level is Level.CERTAIN


def test_no_file_brings_more_than_twenty() -> None:
    line = "# Scraping this site in the way of {} is forbidden without our written permission.\n\n"
    assert len(heard("".join(map(line.format, range(300))))) == 20
