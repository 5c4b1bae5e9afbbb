"""WARC 1.1 files (ISO 28500:2017) of what a crawl may keep: exchanges, records, files."""

from __future__ import annotations

from newscrawl.archive.exchange import Exchange
from newscrawl.archive.files import COMPRESSIONS, ArchiveFiles
from newscrawl.archive.records import Capture, Record

__all__ = ["COMPRESSIONS", "ArchiveFiles", "Capture", "Exchange", "Record"]
