"""A run knows the files that it writes itself, and takes no other for one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.outputs import Outputs

OWN = "news news-wal news-journal news-clocks news-clocks-shm news-0123456789ab.lock out.jsonl"
OTHERS = "news.html newsletter.html news-2024.warc.gz news-clocks.html last.jsonl"


@pytest.mark.parametrize("name", OWN.split())
def test_own_files(name: str, tmp_path: Path) -> None:
    assert tmp_path / name in outputs(tmp_path)


@pytest.mark.parametrize("name", OTHERS.split())
def test_others_that_are_named_alike(name: str, tmp_path: Path) -> None:
    assert tmp_path / name not in outputs(tmp_path)


def outputs(folder: Path) -> Outputs:
    feeds = {str(folder / "out.jsonl"): {"format": "jsonl"}}
    return Outputs(Settings({"NEWSCRAWL_DB": str(folder / "news"), "FEEDS": feeds}))
