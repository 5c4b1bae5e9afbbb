"""Runs: what is kept of each, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from newscrawl.store import Store
from newscrawl.store.schema import runs


def test_old_details_go_and_the_runs_stay(store: Store) -> None:
    for number in range(3):
        run = store.runs.start("news", {}, job="nightly")
        store.runs.fail(run, [(f"https://a.example/{number}", "status 500")])
        store.runs.finish(run, "finished", {"count": 1}, {"articles": number})
    now = datetime.now(UTC)
    store.runs.forget(now - timedelta(hours=1))
    assert [len(store.runs.failures(run)) for run in (1, 2, 3)] == [1, 1, 1]
    store.runs.forget(now + timedelta(hours=1))
    assert [len(store.runs.failures(run)) for run in (1, 2, 3)] == [0, 0, 0]
    columns = (runs.c.job, runs.c.reason, runs.c.counts, runs.c.summary)
    with store.runs._database.transaction() as connection:
        kept = [tuple(row) for row in connection.execute(select(*columns))]
    assert kept == [("nightly", "finished", None, None)] * 3
    store.runs.forget(now + timedelta(hours=1))


def test_of_several_runs_only_those_of_the_job_are_settled(store: Store) -> None:
    first = store.runs.start("news", {}, job="nightly")
    store.runs.start("news", {}, job="daily")
    assert f"run {first}, process " in store.runs.holder("nightly")
    assert store.runs.settle("nightly") == (first,)
    assert store.runs.settle("nightly") == ()
    assert "just beginning" in store.runs.holder("weekly")
