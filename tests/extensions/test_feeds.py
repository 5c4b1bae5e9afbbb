"""A feed that cannot be written is named, and never passes for written."""

from __future__ import annotations

from pathlib import Path

from tests.readers.makers import html

_STORAGES = 'FEED_STORAGES={"full": "tests.extensions.full_disk.FullDisk"}'


def test_feeds_on_a_full_disk_fail_the_run_and_spare_the_others(scrapy, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.html").write_bytes(html(number))
    # The first fails while it is written, the second at its end only.
    lost = ("full:0/many.jsonl", "full:0/end.csv")
    outputs = [part for uri in (*lost, "articles.jsonl") for part in ("-O", uri)]
    run = scrapy("crawl", "local", "-a", f"path={folder}", "-s", _STORAGES, *outputs)
    assert run.code == 1
    assert len(run.items) == 8
    assert "Traceback" not in run.err
    for uri in lost:
        assert run.err.count(f"ERROR: {uri}: No space left on device") == 1
        assert f"{uri} (" not in run.err, "no output of the run"
