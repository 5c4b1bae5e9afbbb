"""A crawl tells which of its lists are stalled, and a machine can read it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newscrawl.demo import Answer, ForwardProxy
from newscrawl.harvest import Look, State
from newscrawl.harvest.looks import marks_of
from newscrawl.store import open_store
from newscrawl.store.lists import Place
from tests.programs import ROOT
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed

BASE = "http://post.test"
FEEDS = {name: f"{BASE}/{name}.xml" for name in ("down", "well", "consent")}
PATHS = [f"/news/the-council-approves-works-on-the-street-{n}" for n in range(8)]


def remember(folder: Path) -> None:
    """Let earlier runs have read each feed six times; one of them failed twice since."""
    marks = marks_of(f"{BASE}{path}" for path in PATHS[:6])
    with open_store(str(folder / "newscrawl.db")) as store:
        run = store.runs.start("news", {})
        store.runs.finish(run, "finished", {}, {})
        start = datetime.now(UTC) - timedelta(hours=2)
        for number in range(6):
            for url in FEEDS.values():
                at = start + timedelta(minutes=number)
                store.lists.look(run, Place("", url), Look("feed", 6, marks), at)
        for number in range(2):
            down = Look(failure=State.FAILED, reason="status 503")
            at = start + timedelta(minutes=60 + number)
            store.lists.look(run, Place("", FEEDS["down"]), down, at)


def documented() -> set[str]:
    text = (ROOT / "newscrawl" / "docs" / "scheduling.md").read_text(encoding="utf-8")
    section = text[text.index("## The summary for machines") : text.index("## Stalled sources")]
    rows = re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_what_is_stalled_is_told_apart_from_what_is_quiet(tmp_path: Path) -> None:
    post = site_of(
        "post.test",
        {
            "/down.xml": Answer(403),
            "/well.xml": feed(BASE, PATHS[:7]),
            "/consent.xml": "<!doctype html><html><body><main>Accept.</main></body></html>",
            **{path: article(number) for number, path in enumerate(PATHS)},
        },
    )
    remember(tmp_path)
    with ForwardProxy([post]) as proxy:
        done = crawl(proxy, tmp_path, *FEEDS.values(), NEWSCRAWL_SUMMARY="runs.jsonl")
    assert done.code == 0
    told = json.loads((tmp_path / "runs.jsonl").read_text())
    (stall,) = told["stalls"]
    assert (stall["url"], stall["what"], stall["detail"]) == (
        FEEDS["down"], "unread", "http_status: 403 Forbidden",
    )  # fmt: skip
    assert told["stall_count"] == 1
    (source,) = told["sources"]
    assert source == {
        "source": told["job"],
        "articles": 7,
        "new": 7,
        "lists": {"refused": 1, "new": 1, "changed": 1, "gone": 1},  # gone: the front page
    }
    assert f"Stalled       {FEEDS['down']}, unread since" in done.err
    with open_store(str(tmp_path / "newscrawl.db")) as store:
        consent = store.lists.look(2, Place("", FEEDS["consent"]), Look("page"), datetime.now(UTC))
    assert consent.bad == 2
    assert set(told) == documented()
