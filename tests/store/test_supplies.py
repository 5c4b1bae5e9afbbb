from __future__ import annotations

from pathlib import Path

from newscrawl.store import open_store


def test_marks_are_kept_by_file_and_only_once(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "news.db")) as store:
        run = store.runs.start("local", {})
        marks = [("a.warc", 2**63 - 1), ("a.warc", -(2**63)), ("b.warc", 7)]
        store.supplies.keep(run, marks)
        store.supplies.keep(run, marks)
        store.supplies.keep(run, [])
    with open_store(str(tmp_path / "news.db")) as store:
        assert store.supplies.known(["a.warc", "c.warc"]) == {"a.warc": {2**63 - 1, -(2**63)}}
        assert store.supplies.known(iter(["b.warc", "a.warc"])) == {
            "a.warc": {2**63 - 1, -(2**63)},
            "b.warc": {7},
        }
