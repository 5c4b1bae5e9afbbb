"""``scrapy crawl``, with everything checked before anything starts.

Exit codes: 0 the run completed (what failed is in the summary), 1 it could not run,
2 wrong usage, 75 another run of the job is at work; with ``NEWSCRAWL_STRICT_EXIT`` also
3 nothing was permitted, 4 something failed. An expected error is one line on standard error,
never a traceback.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Container
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as StockCommand
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from newscrawl.commandline import OrderlyCommand
from newscrawl.config import Config
from newscrawl.ending import exit_code_of
from newscrawl.exceptions import UsageError
from newscrawl.exporters.writing import check_feeds, check_fields
from newscrawl.job import Job, give
from newscrawl.outputs import local_path

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
        config = Config(self.settings)
        config.check()
        spider = _spider(args, get_spider_loader(self.settings))
        if (check := getattr(spider, "check_arguments", None)) is not None:
            check(opts.spargs, config)
            # Of other spiders nobody knows what they yield.
            check_fields(self.settings)
            check_feeds(self.settings)
        if (prepare := getattr(spider, "prepare_workers", None)) is not None:
            prepare(opts.spargs)
        from newscrawl.preflight import take_off  # noqa: PLC0415  # it loads the store

        self._job = take_off(self.settings, spider, opts.spargs, config)
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
        gc.freeze()  # Nor need Python, which would look at all there is before it ends.


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
