from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

import pytest
from scrapy import signals as scrapy_signals

from newscrawl import examine, signals
from newscrawl.extensions.rendering import render
from newscrawl.extensions.summary import Summary
from newscrawl.extensions.tally import Tally
from newscrawl.items import Policy
from newscrawl.logformatter import Dropped, Duplicate
from newscrawl.policy.signals.known_sites import known_site
from tests.crawlers import CrawlerMaker, article, evidence, restricted_article

SUMMARY: dict[str, Any] = {
    "run": 7,
    "spider": "local",
    "reason": "finished",
    "seconds": 75.2,
    "pages": {"examined": 1200, "failed": 22, "links_skipped": 1},
    "articles": 1100,
    "treatment": "redact",
    "restricted": [
        {"decision": "denied", "kind": "ai_ban", "holder": "Harian Contoh", "quote": "Dilarang.",
         "count": 1000},
        {"decision": "restricted", "kind": "other", "holder": None, "quote": None, "count": 2},
    ],
    "review": [
        {"host": "", "kind": "crawl_ban", "quote": "Mohon jangan.", "name": "a.html", "count": 4}
    ],
    "review_count": 3,
    "duplicates": {"exact": 5, "canonical": 0},
    "near_duplicates": 9,
    "failures": [{"name": f"{number}.html", "reason": "is empty"} for number in range(20)],
    "outputs": [{"uri": "articles.jsonl", "items": 1}],
    "database": "news.db",
}  # fmt: skip


def test_a_person_can_read_it() -> None:
    lines = [line.rstrip() for line in render(SUMMARY).plain.splitlines()]
    assert lines[:16] == [
        "",
        "local run 7  finished in 1 min 15 s",
        "  Pages         1,200 read, 22 failed",
        "                1 symbolic link not followed",
        "  Articles      1,100 stored",
        "  Restricted    1,002 kept without content",
        "                1,000 denied: ai_ban, Harian Contoh",
        "                  “Dilarang.”",
        "                2 restricted: other",
        "  To review     3 probable notices",
        "                a file: crawl_ban, on 4 items, read in a.html",
        "                  “Mohon jangan.”",
        "                and 2 more, in the database",
        "  Duplicates    5 exact; dropped",
        "  Near          9 linked to articles like them",
        "  Failed        0.html: is empty",
    ]
    assert lines[-4:] == [
        "                19.html: is empty",
        "                and 2 more, in the database",
        "  Output        articles.jsonl (1 item)",
        "  Database      news.db",
    ]


def test_a_live_run_tells_what_was_not_asked_for() -> None:
    live = SUMMARY | {
        "treatment": "live",
        "pages": {"examined": 12, "gone": 3, "failed": 0, "links_skipped": 0},
        "refused": [
            {"signal": "robots", "host": "a.example", "quote": "Disallow: /x/", "count": 41},
            {"signal": "known_site", "host": "b.example", "quote": None, "count": 1},
        ],
        "stopped": {"c.example": "crawl_ban"},
        "left": {"d.example": "robots.txt asks for 100 s between requests"},
        "left_over": {"requests": 1234, "hosts": {"d.example": 1230, "e.example": 4}, "kept": True},
    }
    lines = [line.rstrip() for line in render(live).plain.splitlines()]
    assert lines[2] == "  Pages         12 read, 3 gone"
    start = lines.index("  Not asked     42 of the addresses found")
    assert lines[start + 1 : start + 8] == [
        "                41 robots: a.example",
        "                  “Disallow: /x/”",
        "                1 known_site: b.example",
        "  Stopped       c.example, the whole site: crawl_ban",
        "  Left          d.example, for this run: robots.txt asks for 100 s between requests",
        "  Left over     1,234 queued requests, kept for the next run of this job",
        "                1,230 d.example, 4 e.example",
    ]


def test_refusals_are_counted_by_host_and_words_in_bounded_memory() -> None:
    tally = Tally()
    statement = known_site("https://antaranews.com/")
    assert statement is not None
    for number in range(500):
        tally.refuse(f"https://h{number % 80}.example/{number}", statement)
    groups = tally.as_dict()["refused"]
    assert sum(group["count"] for group in groups) == 500
    assert len(groups) <= 51


def test_failures_that_could_not_be_stored_are_in_the_log() -> None:
    assert "and 2 more, in the log" in render(SUMMARY | {"failures_kept": False}).plain


def test_no_name_can_steer_the_terminal() -> None:
    failures = [{"name": "\x1b[2J\n[red]x[/]", "reason": "\x9b31m"}]
    told = render(SUMMARY | {"failures": failures}).plain
    assert "Failed        [2J [red]x[/]: 31m" in told


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (59.9, "59.9 s"), (3599, "59 min 59 s"), (7300, "2 h 1 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert f"finished in {text}" in render(SUMMARY | {"seconds": seconds}).plain


def test_restrictions_are_grouped_by_reason() -> None:
    tally = Tally()
    other = evidence(kinds=["crawl_ban"], holder=None, text="x" * 500)
    denied = Policy(purposes=["archive"], decision="denied", evidence=[other])
    for item in [restricted_article(1), article(2, restricted=True, policy=denied),
                 restricted_article(3), article(4)]:  # fmt: skip
        tally.add(item)
    first, second = tally.as_dict()["restricted"]
    assert (first["kind"], first["holder"], first["count"]) == ("ai_ban", "Harian Contoh", 2)
    assert (second["kind"], second["count"], len(second["quote"])) == ("crawl_ban", 1, 100)


def test_the_evidence_that_decided_is_named_not_the_first() -> None:
    tally = Tally()
    credit = evidence(kinds=["credit_required"], effects={"ai-train": "none"})
    policy = Policy(purposes=["ai-train"], decision="denied", evidence=[credit, evidence()])
    tally.add(article(restricted=True, policy=policy))
    assert tally.as_dict()["restricted"][0]["kind"] == "ai_ban"


def test_a_restriction_without_evidence_is_counted() -> None:
    tally = Tally()
    tally.add({"restricted": True})
    assert tally.as_dict()["restricted"][0]["kind"] == "unstated"


def test_the_tally_is_bounded() -> None:
    tally = Tally()
    for number in range(500):
        statement = evidence(
            holder=f"Harian {number}", text=f"Dilarang, kata {number}.", level="probable"
        )
        policy = Policy(purposes=["ai-train"], decision="denied", evidence=[statement])
        tally.add(article(number, restricted=True, policy=policy))
    found = tally.as_dict()
    assert len(found["restricted"]) == 51
    assert found["restricted"][0]["kind"] == "other"
    assert sum(group["count"] for group in found["restricted"]) == 500
    assert (len(found["review"]), found["review_count"]) == (20, 500)


def test_a_probable_notice_is_for_review_once_a_host() -> None:
    tally = Tally()
    said = evidence(level="probable", source="https://a.example/terms")
    policy = Policy(purposes=["ai-train"], decision="denied", evidence=[said])
    for number in range(3):
        tally.add(article(number, restricted=True, policy=policy))
    tally.add(article(9, url="https://b.example/news/9", restricted=True, policy=policy))
    found = tally.as_dict()
    assert [(each["host"], each["count"]) for each in found["review"]] == [
        ("a.example", 3),
        ("b.example", 1),
    ]
    assert found["review"][0]["name"] == "https://a.example/terms"
    assert found["review"][0]["quote"] == said.text
    assert found["review_count"] == 2


@pytest.mark.parametrize("effects", [{}, {"archive": "none"}, {"ai-train": "allow"}])
def test_nothing_hangs_on_a_notice_that_stops_no_use(effects: dict[str, str]) -> None:
    tally = Tally()
    said = evidence(kinds=["permission"], effects=effects, level="probable")
    tally.add(article(policy=Policy(purposes=["archive"], decision="allowed", evidence=[said])))
    assert tally.as_dict()["review_count"] == 0


def test_the_extension_listens_and_speaks(
    crawler_with: CrawlerMaker, capsys: pytest.CaptureFixture[str]
) -> None:
    crawler = crawler_with(NEWSCRAWL_RESTRICTED="drop")
    summary = Summary.from_crawler(crawler)
    send = crawler.signals.send_catch_log
    send(scrapy_signals.item_scraped, item=article())
    send(scrapy_signals.item_dropped, item=restricted_article(), exception=Dropped("denied"))
    send(scrapy_signals.item_dropped, item=restricted_article(), exception=Duplicate("a copy"))
    send(signals.link_skipped, name="link.html")
    send(scrapy_signals.spider_closed, reason="finished")
    kept = summary.as_dict()
    assert json.loads(json.dumps(kept)) == kept
    send(scrapy_signals.engine_stopped)
    told = capsys.readouterr()
    assert told.out == ""
    assert "1 dropped\n" in told.err
    assert "1 symbolic link not followed" in told.err
    assert "\x1b" not in told.err


def test_rules_that_match_no_more_are_counted(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    summary = Summary.from_crawler(crawler)
    old = "publishers/pans.example.toml: select.body matches nothing"
    found = replace(examine(b"<p>x"), stale_rules=(old,))
    for _ in range(2):
        crawler.signals.send_catch_log(
            signals.page_examined, name="", article=found.article, stale_rules=found.stale_rules
        )
    kept = summary.as_dict()
    assert kept["stale_rules"] == {old: 2}
    assert f"{old} on 2 pages" in render(kept).plain


def test_a_closed_standard_error_is_no_error(
    crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return False

        def write(self, text: str) -> int:
            raise BrokenPipeError

    summary = Summary.from_crawler(crawler_with())
    monkeypatch.setattr(sys, "stderr", Closed())
    summary.engine_stopped()
