"""The copies of robots.txt that earlier runs have left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newscrawl.gate import gate_of
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.run import run_of
from tests.crawlers import make_crawler

ORIGIN = "https://post.test"
RULES = b"User-agent: *\nDisallow: /closed/\n"


def test_what_was_read_as_terms_at_its_address_is_no_copy(tmp_path: Path) -> None:
    now, address = datetime.now(UTC).replace(microsecond=0), f"{ORIGIN}/robots.txt"
    crawler = make_crawler(tmp_path)
    run = run_of(crawler)
    for minutes, kind, body in ((2, DocumentKind.ROBOTS, RULES), (1, DocumentKind.TERMS, b"")):
        fetched = now - timedelta(minutes=minutes)
        until = now + timedelta(hours=1)
        document = PolicyDocument(kind, ORIGIN, address, fetched, until, status=200, body=body)
        run.store.documents.keep(run.number, document)
    clearance = gate_of(crawler).clearance(f"{ORIGIN}/closed/1")
    assert clearance is not None
    assert clearance.refusal is not None
    assert clearance.refusal.statement.text == "Disallow: /closed/"
