"""What our commands have in common: all is checked first, and one line and a code tell the end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.settings import SETTINGS_PRIORITIES

from newscrawl.exceptions import JobIsRunning, NewscrawlError, UsageError
from newscrawl.exit_codes import ExitCode

__all__ = ["OrderlyCommand"]

logger = logging.getLogger(__name__)


class OrderlyCommand(ScrapyCommand):
    """A command of ours. An expected error is one line on standard error, never a traceback."""

    requires_project = True

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise NewscrawlError for the first thing that would make the command fail."""

    def check_options(self, opts: argparse.Namespace) -> None:
        """Raise UsageError for an option that Scrapy would refuse in words of its own."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options and check everything; leave with one line when it makes no sense.

        This is done here rather than in :meth:`run`, before Scrapy sets up its process and
        its log.
        """
        _open_closed_streams()
        try:
            self.check_options(opts)
            super().process_options(args, opts)
            self.check(args, opts)
        except ScrapyUsageError as error:
            self.leave(ExitCode.WRONG_USAGE, str(error).partition("\n")[0])
        except UsageError as error:
            self.leave(ExitCode.WRONG_USAGE, error)
        except NewscrawlError as error:
            self.leave(_code_of(error), error)

    def is_chosen(self, name: str) -> bool:
        """Whether the command line, rather than the project, sets the setting *name*."""
        assert self.settings is not None
        return (self.settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["cmdline"]

    def complete(self, crawler: Crawler, **arguments: Any) -> None:
        """Crawl to the end; leave with one line when the crawl could not start, or was cut off."""
        assert self.crawler_process is not None
        crawl = self.crawler_process.crawl(crawler, **arguments)
        assert isinstance(crawl, asyncio.Task)
        failures: list[BaseException] = []
        crawl.add_done_callback(lambda task: failures.extend(filter(None, [task.exception()])))
        self.crawler_process.start()
        if failures:
            from newscrawl.run import abandon  # noqa: PLC0415  # loaded by the crawl, if at all

            logger.debug("The crawl could not start", exc_info=failures[0])
            abandon(crawler)
            self.leave(_code_of(failures[0]), _described(failures[0]))
        if not crawl.done():
            self.leave(ExitCode.COULD_NOT_RUN, "the run was stopped by force")

    @staticmethod
    def leave(code: ExitCode, message: object) -> NoReturn:
        """End the command with *code*, saying *message* in one line."""
        sys.stderr.write(f"newscrawl: {message}\n")
        raise SystemExit(int(code))


def _open_closed_streams() -> None:
    """Let what was closed of the standard streams lead nowhere.

    Otherwise the next file that is opened, be it the database, would take the place of one, and
    get what is written to it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            # The lowest that is free is this one.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdout is None or sys.stderr is None:
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # to the very end
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere


def _code_of(error: BaseException) -> ExitCode:
    is_running = isinstance(error, JobIsRunning)
    return ExitCode.JOB_IS_RUNNING if is_running else ExitCode.COULD_NOT_RUN


def _described(error: BaseException) -> str:
    return str(error) if isinstance(error, NewscrawlError) else f"{type(error).__name__}: {error}"
