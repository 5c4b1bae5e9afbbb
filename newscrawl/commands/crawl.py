"""``scrapy crawl``, with everything checked before anything starts.

Exit codes: 0 the run completed (what failed is in the summary), 1 it could not run,
2 wrong usage, 75 another run of the job is at work; with ``NEWSCRAWL_STRICT_EXIT`` also
3 nothing was permitted, 4 something failed. An expected error is one line on standard error,
never a traceback.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Container, Mapping
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as StockCommand
from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader
from scrapy.utils.misc import load_object

from newscrawl.commandline import OrderlyCommand
from newscrawl.config import DATABASE, PURPOSE, SUMMARY, WARC, Config
from newscrawl.ending import STANDARD_OUTPUT, exit_code_of
from newscrawl.exceptions import ArgumentError, UsageError
from newscrawl.exporters.writing import check_fields
from newscrawl.job import Job, give, take
from newscrawl.outputs import local_path
from newscrawl.policy.model import Purpose
from newscrawl.store import open_store
from newscrawl.store.database import is_file_of

__all__ = ["Command"]

# An item leaves hardly any reference cycles; with Python's own 700 every fifth brings a search.
_ALLOCATIONS_PER_SEARCH = 20_000
_SCRAPYD_JOB = "_job"
"""scrapyd tells each spider its own number of the job, which asks for nothing."""


class Command(OrderlyCommand, StockCommand):
    """Run a spider by name."""

    _job: Job

    def check_options(self, opts: argparse.Namespace) -> None:
        """Raise UsageError for a feed whose target is a folder, or does not tell its format."""
        assert self.settings is not None
        formats = self.settings.getwithbase("FEED_EXPORTERS")
        known = {name for name, exporter in formats.items() if exporter}
        for target in [*(opts.output or []), *(opts.overwrite_output or [])]:
            _check_target(target, known)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise NewscrawlError for the first thing that would make the run fail or lose items."""
        assert self.settings is not None
        opts.spargs.pop(_SCRAPYD_JOB, None)
        self._job = _check(self.settings, args, opts.spargs)
        if sys.stderr.isatty() and not self.is_chosen("LOG_LEVEL"):
            # The progress bar tells a person how far it is; the log only what went wrong.
            self.settings.set("LOG_LEVEL", "WARNING", priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, and set the exit code."""
        gc.freeze()  # What is loaded stays: no search for reference cycles need look at it again.
        gc.set_threshold(_ALLOCATIONS_PER_SEARCH)
        crawler = self._create_crawler(args[0])
        give(crawler, self._job)
        self.complete(crawler, **opts.spargs)
        self.exitcode = exit_code_of(crawler)


def _check(settings: Settings, args: list[str], arguments: Mapping[str, str]) -> Job:
    """Raise NewscrawlError for the first thing that is wrong; take the job when nothing is."""
    config = Config(settings)
    config.check()
    loader = get_spider_loader(settings)
    spider = _spider(args, loader)
    if (check := getattr(spider, "check_arguments", None)) is not None:
        check(arguments, config)
        check_fields(settings)  # of other spiders nobody knows what they yield
    _check_log(settings, config[DATABASE])
    _check_job_folder(settings.get("JOBDIR"))
    _check_feeds(settings, config[DATABASE])
    _check_summary(config[SUMMARY], config[DATABASE])
    _check_archive(config)
    open_store(config[DATABASE]).close()
    return take(spider, arguments, config)


def _spider(args: list[str], loader: SpiderLoaderProtocol) -> type[Spider]:
    if not args:
        raise UsageError(f"name a spider; {_choice(loader)}")
    if len(args) > 1:
        raise UsageError(f"unexpected argument {args[1]!r}")
    try:
        return loader.load(args[0])
    except KeyError:
        raise UsageError(f"there is no spider {args[0]!r}; {_choice(loader)}") from None


def _choice(loader: SpiderLoaderProtocol) -> str:
    return f"the spiders are: {', '.join(sorted(loader.list()))}"


def _check_target(target: str, formats: Container[str]) -> None:
    """Raise UsageError unless *target* is the URI of a feed, or that and one of *formats*."""
    uri, _, name = target.rpartition(":")
    if name not in formats:
        uri, name = target, Path(target).suffix.removeprefix(".")
    path = local_path(uri)
    if path is not None and path.is_dir():
        raise UsageError(f"{uri}: is a directory")
    if name not in formats:
        raise UsageError(f"{target}: names no format, by its ending or as {target}:jsonl")


def _check_feeds(settings: BaseSettings, database: str) -> None:
    """Raise ArgumentError when a feed could not be written: the items would be lost at the end."""
    exporters = settings.getwithbase("FEED_EXPORTERS")
    for uri, options in settings.getdict("FEEDS").items():
        _check_encoding(options.get("encoding") or settings.get("FEED_EXPORT_ENCODING"))
        path = local_path(str(uri))
        if path is not None and not _is_writable(path, makes_folder=True):
            raise ArgumentError(f"{path}: the output cannot be written there")
        if path is not None and is_file_of(database, path):
            raise ArgumentError(f"{path}: is the database itself")
        exporter = exporters.get(options.get("format"))
        exporter = load_object(exporter) if exporter else None
        if (check := getattr(exporter, "check_feed", None)) is not None:
            check(path, overwrite=bool(options.get("overwrite")))


def _check_encoding(name: str | None) -> None:
    try:
        "".encode(name or "utf-8")  # Codecs that are there for bytes alone are looked up, too.
    except LookupError as error:
        raise ArgumentError(f"the output cannot be written in {name!r}: {error}") from error


def _check_archive(config: Config) -> None:
    """Raise UsageError when WARC files could not, or must not, be written."""
    folder = config[WARC]
    if folder is None:
        return
    if Purpose.ARCHIVE not in config[PURPOSE]:
        raise UsageError(f"{WARC.name}: to keep pages is to archive: declare archive as a purpose")
    if not _is_writable(folder / "a.warc", makes_folder=True):
        raise UsageError(f"{WARC.name}: {folder}: no file can be written there")


def _check_log(settings: Settings, database: str) -> None:
    level = str(settings.get("LOG_LEVEL"))
    if level.upper() not in logging.getLevelNamesMapping() and not level.isdigit():
        raise UsageError(f"{level!r} is no log level")
    file = settings.get("LOG_FILE")
    if file and (is_file_of(database, Path(file)) or not _is_writable(Path(file))):
        raise UsageError(f"{file}: the log cannot be written there")


def _check_job_folder(folder: str | None) -> None:
    if folder and not _is_writable(Path(folder) / "frontier.db", makes_folder=True):
        raise UsageError(f"JOBDIR: {folder}: no file can be written there")


def _check_summary(target: str, database: str) -> None:
    if target in {"", STANDARD_OUTPUT}:
        return
    if is_file_of(database, Path(target)) or not _is_writable(Path(target)):
        raise UsageError(f"{target}: the summary cannot be written there")


def _is_writable(path: Path, *, makes_folder: bool = False) -> bool:
    """Whether a file can be written at *path*; tried, for permissions do not tell it all.

    Its folder must be there, unless who writes the file makes it.
    """
    existed = path.exists()
    if existed and not path.is_file():
        # Opening a named pipe would wait for its reader.
        return path == Path(os.devnull)
    try:
        nearest = next(parent for parent in path.absolute().parents if parent.exists())
        if nearest != path.absolute().parent:
            return makes_folder and nearest.is_dir() and os.access(nearest, os.W_OK)
        with path.open("ab"):
            pass
    except OSError:
        return False
    if not existed:
        path.unlink()
    return True
