"""``scrapy policy URL|FILE``: the verdict for every purpose, with the words that decided.

Exit codes: 0 allowed for every declared purpose, 3 denied or restricted for one, 4 nobody could
be reached; 1 and 2 as everywhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.commandline import OrderlyCommand
from newscrawl.config import CONTACT, DATABASE, MAX_PAGE_SIZE, PURPOSE, Config
from newscrawl.exceptions import InputNotFound, UsageError
from newscrawl.inquiry import Finding, Inquiry, finding_of_file, report
from newscrawl.sources.seeds import is_loopback
from newscrawl.store import open_store
from newscrawl.urls import is_web_url

__all__ = ["Command"]

_QUIET = {
    "EXTENSIONS": {"newscrawl.extensions.summary.Summary": None},
    "LOG_LEVEL": "ERROR",
    "RETRY_TIMES": 0,
}


class Command(OrderlyCommand):
    """Tell what may be done with one page."""

    def syntax(self) -> str:
        """Return what is to be written after the name of the command."""
        return "[options] <URL|FILE>"

    def short_desc(self) -> str:
        """Return the line of the overview."""
        return "Tell whether a page may be requested and what may be done with it, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--json``."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Raise NewscrawlError when nothing could be found out."""
        assert self.settings is not None
        config = Config(self.settings)
        config.check()
        if len(args) != 1:
            raise UsageError("name one URL or file")
        if is_web_url(args[0]):
            if not config[CONTACT] and not is_loopback(args[0]):
                raise UsageError(
                    "NEWSCRAWL_CONTACT is missing, the address under which a site can reach you"
                )
            open_store(config[DATABASE]).close()
        elif not Path(args[0]).exists():
            raise InputNotFound(f"{args[0]}: neither a web address nor a file")
        for name, value in _QUIET.items():
            if not self.is_chosen(name):
                self.settings.set(name, value, priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find out, print the answer, and set the exit code."""
        finding = self._of_page(args[0]) if is_web_url(args[0]) else self._of_file(Path(args[0]))
        text = json.dumps(finding.as_dict(), ensure_ascii=False, indent=2) + "\n"
        sys.stdout.write(text if opts.json else report(finding))
        self.exitcode = finding.exit_code

    def _of_page(self, url: str) -> Finding:
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(Inquiry)
        self.complete(crawler, url=url)
        assert isinstance(crawler.spider, Inquiry)
        return crawler.spider.finding

    def _of_file(self, path: Path) -> Finding:
        assert self.settings is not None
        config = Config(self.settings)
        moment = datetime.now(UTC).replace(microsecond=0)
        return finding_of_file(path, config[PURPOSE], moment, config[MAX_PAGE_SIZE], config.profile)
