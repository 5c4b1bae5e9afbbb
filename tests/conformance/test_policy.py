from __future__ import annotations

import json
from pathlib import Path

from tests.conformance.policy import predictions

ROWS = {
    "robots": {
        "robots_txt": "User-agent: *\nDisallow: /a\n",
        "user_agent": "newscrawl",
        "url": "https://news.test/a",
    },
    "robots_http": {"input": {"status": 429, "headers": {"Retry-After": "120"}}},
    "retry_after": {"input": {"value": "7", "now": "2026-11-23T12:00:00Z", "date_header": None}},
}


def test_each_signal_is_predicted_without_its_expectation(tmp_path: Path) -> None:
    for signal, row in ROWS.items():
        line = json.dumps({"id": f"{signal}-1", "expected": "unread", **row})
        (tmp_path / f"{signal}.jsonl").write_text(f"{line}\n\n", encoding="utf-8")
    assert {row["id"]: row["got"] for row in predictions(tmp_path)} == {
        "robots-1": "deny",
        "robots_http-1": {"decision": "deny_all", "cache_seconds_max": 120, "retry": True},
        "retry_after-1": {"seconds": 7},
    }
