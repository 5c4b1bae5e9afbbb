"""How a run ended, told to machines: its exit code, and its summary as one line of JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scrapy.extensions.feedexport import FeedExporter

from newscrawl.config import STRICT_EXIT, Config
from newscrawl.exit_codes import ExitCode

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["SCHEMA", "STANDARD_OUTPUT", "append_line", "exit_code_of"]

SCHEMA = 1
"""The version of the summary for machines: raised when a field changes its meaning or goes."""
STANDARD_OUTPUT = "-"
_BROKEN_START = "start_error"


def exit_code_of(crawler: Crawler) -> ExitCode:
    """Return the exit code that tells how the run of *crawler*, which is over, has gone."""

    def count(name: str) -> int:
        return int(crawler.stats.get_value(f"newscrawl/{name}", 0))

    if (
        _feeds_failed(crawler)
        or count("store/failed")
        or count("archive/failed")
        or count("summary/failed")
        or crawler.stats.get_value("newscrawl/could_not_run")
        or crawler.stats.get_value("finish_reason") == _BROKEN_START
    ):
        return ExitCode.COULD_NOT_RUN
    if not Config(crawler.settings)[STRICT_EXIT]:
        return ExitCode.COMPLETED
    if count("pages/failed"):
        return ExitCode.SOMETHING_FAILED
    if (count("pages/examined") or _has(crawler, "refused")) and not count("articles/allowed"):
        return ExitCode.NOTHING_PERMITTED
    return ExitCode.COMPLETED


def append_line(target: str, values: Mapping[str, Any]) -> None:
    """Append *values* (of JSON) as one line of ASCII to the file *target*, or standard output.

    In one piece, so that the lines of several runs do not mix. Raises OSError.
    """
    line = json.dumps(values).encode() + b"\n"
    if target == STANDARD_OUTPUT:
        sys.stdout.flush()
        _write(sys.stdout.fileno(), line)
        return
    descriptor = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        _write(descriptor, line)
    finally:
        os.close(descriptor)


def _write(descriptor: int, line: bytes) -> None:
    while line:
        line = line[os.write(descriptor, line) :]


def _has(crawler: Crawler, kind: str) -> bool:
    return any(name.startswith(f"newscrawl/{kind}/") for name in crawler.stats.get_stats())


def _feeds_failed(crawler: Crawler) -> bool:
    if crawler.settings.getdict("FEEDS") and crawler.get_extension(FeedExporter) is None:
        # A storage that lacks its library switches the exporter off, with no more than a log line.
        return True
    return any(name.startswith("feedexport/failed_count/") for name in crawler.stats.get_stats())
