from __future__ import annotations

import json

import pytest

from newscrawl.policy.model import Conditions, Effect, Level, Purpose, Scope, Statement
from newscrawl.policy.records import from_record, to_record

STATEMENT = Statement(
    signal="notice",
    kinds=("ai_ban",),
    source="https://news.example/a",
    locator="footer > p",
    text="Tidak boleh dipakai melatih mesin.",
    sha256="0" * 64,
    effects=dict.fromkeys(Purpose, Effect.NONE) | {Purpose.AI_TRAIN: Effect.DENY},
    scope=Scope.SITE,
    level=Level.PROBABLE,
    holder="Harian Contoh",
    conditions=Conditions(True, exceptions=("search engines",), contact="a@b.example"),
)


def test_a_statement_comes_back_as_it_went() -> None:
    record = json.loads(json.dumps(to_record(STATEMENT)))
    assert record["effects"] == {"ai-train": "deny"}
    assert "written_permission_required" not in record["conditions"]
    assert from_record(record) == STATEMENT


@pytest.mark.parametrize("change", [{"effects": {"fun": "deny"}}, {"level": "sure"}, {"kinds": 3}])
def test_what_is_no_record_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_record(to_record(STATEMENT) | change)
