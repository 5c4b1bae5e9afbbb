"""``scrapy policy URL|FILE``: the verdict for every purpose, with the words that decided.

Exit codes: 0 allowed for every declared purpose, 3 denied or restricted for one, 4 nobody could
be reached or nothing is known; 1 and 2 as everywhere.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from newscrawl import inquiry, store
from newscrawl.commandline import OrderlyCommand
from newscrawl.config import CONTACT, DATABASE, MAX_PAGE_SIZE, PURPOSE, REMEMBER_STOPS, Config
from newscrawl.exceptions import InputNotFound, NewscrawlError, StoreError, UsageError
from newscrawl.exit_codes import ExitCode
from newscrawl.policy.model import Purpose
from newscrawl.sources.seeds import is_loopback
from newscrawl.urls import is_web_url

__all__ = ["Command"]

_QUIET = {
    "EXTENSIONS": {
        "newscrawl.extensions.lock.JobLock": None,
        "newscrawl.extensions.summary.Summary": None,
    },
    "LOG_LEVEL": "ERROR",
    "RETRY_ENABLED": False,
}


class Command(OrderlyCommand):
    """Tell what may be done with one page."""

    _at: datetime | None = None

    def syntax(self) -> str:
        """Return what is to be written after the name of the command."""
        return "[options] <URL|FILE>"

    def short_desc(self) -> str:
        """Return the line of the overview."""
        return "Tell whether a page may be requested and what may be done with it, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the ways to ask and to answer."""
        super().add_options(parser)
        group = parser.add_argument_group("For policy")
        group.add_argument("--purpose", metavar="P[,P]", help="what the page is wanted for")
        group.add_argument("--json", action="store_true", help="print the answer as JSON")
        group.add_argument("--as-of", metavar="DATE", help="what was known then, from the store")
        group.add_argument("--offline", action="store_true", help="answer from the store alone")
        group.add_argument("--diff", action="store_true", help="what has changed since last time")
        group.add_argument("--verify", action="store_true", help="check the chain of decisions")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise NewscrawlError when nothing could be found out."""
        assert self.settings is not None
        if opts.purpose is not None:
            _declared(opts.purpose)
            self.settings.set(PURPOSE.name, opts.purpose, priority="cmdline")
        config = Config(self.settings)
        config.check()
        _check_options(args, opts)
        if opts.as_of is not None:
            self._at = _moment(opts.as_of)
        self._check_subject(config, args, opts)
        for name, value in _QUIET.items():
            if not self.is_chosen(name):
                self.settings.set(name, value, priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find out, print the answer, and set the exit code; leave with one line where it fails."""
        try:
            self._answer(args, opts)
        except NewscrawlError as error:
            self.leave(ExitCode.COULD_NOT_RUN, error)

    def _answer(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.verify:
            self._verify(as_json=opts.json)
            return
        finding = self._finding(args[0], opts)
        if not opts.diff:
            finding.changes = None
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        record, report = inquiry.as_record, inquiry.report
        sys.stdout.write(_json(record(finding)) if opts.json else report(finding, width))
        self.exitcode = finding.exit_code

    def _check_subject(self, config: Config, args: list[str], opts: argparse.Namespace) -> None:
        if opts.verify:
            if not store.is_there(config[DATABASE]):
                raise StoreError(f"{config[DATABASE]}: there is no such database")
        elif is_web_url(args[0]):
            is_asked = not opts.offline and opts.as_of is None
            if is_asked and not config[CONTACT] and not is_loopback(args[0]):
                raise UsageError(
                    "NEWSCRAWL_CONTACT is missing, the address under which a site can reach you"
                )
        elif not Path(args[0]).exists():
            raise InputNotFound(f"{args[0]}: neither a web address nor a file")
        elif opts.offline or opts.as_of is not None:
            raise UsageError(f"{args[0]} is a file: nothing is asked for, now or then")
        if opts.verify or store.is_there(config[DATABASE]):
            store.open_store(config[DATABASE]).close()

    def _finding(self, name: str, opts: argparse.Namespace) -> inquiry.Finding:
        if not is_web_url(name):
            return self._of_file(Path(name))
        if opts.offline or self._at is not None:
            return self._remembered(name, self._at)
        return self._of_page(name)

    def _of_page(self, url: str) -> inquiry.Finding:
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(inquiry.Inquiry)
        self.complete(crawler, url=url)
        assert isinstance(crawler.spider, inquiry.Inquiry)
        return crawler.spider.finding

    def _of_file(self, path: Path) -> inquiry.Finding:
        assert self.settings is not None
        config = Config(self.settings)
        found = inquiry.finding_of_file(
            path, config[PURPOSE], _now(), config[MAX_PAGE_SIZE], config.profile
        )
        with store.open_store(config[DATABASE]) as opened:
            run = opened.runs.start(
                inquiry.Inquiry.name, {"path": found.name}, found.profile.conditions
            )
            inquiry.keep(opened, run, found)
            opened.runs.finish(run, "finished", {}, {})
        return found

    def _remembered(self, url: str, at: datetime | None) -> inquiry.Finding:
        assert self.settings is not None
        config = Config(self.settings)
        term = timedelta(days=config[REMEMBER_STOPS])
        target = config[DATABASE]
        with store.open_store(target if store.is_there(target) else ":memory:") as opened:
            memory = inquiry.Memory(opened, config[PURPOSE], config.profile, term)
            finding = memory.finding(url, at or _now())
        if at is not None:
            finding.stale = False  # it permitted then what it permits no more
        return finding

    def _verify(self, *, as_json: bool) -> None:
        assert self.settings is not None
        with store.open_store(Config(self.settings)[DATABASE]) as opened:
            found, name = opened.decisions.verify(), opened.name
            broken = found.broken or opened.documents.damaged()
        if as_json:
            sys.stdout.write(_json(asdict(found) | {"broken": broken or None}))
        elif not broken:
            sys.stdout.write(f"{name}: {found.length} decisions, as written\nlast {found.hash}\n")
        if broken:
            self.leave(ExitCode.COULD_NOT_RUN, f"{name}: {broken}")


def _check_options(args: list[str], opts: argparse.Namespace) -> None:
    if opts.verify:
        if args or opts.purpose or opts.as_of or opts.offline or opts.diff:
            raise UsageError("--verify checks the whole database: it goes with --json alone")
    elif len(args) != 1:
        raise UsageError("name one URL or file")
    elif opts.diff and (opts.offline or opts.as_of is not None):
        raise UsageError("--diff compares with what is published now: ask for it")


def _declared(names: str) -> None:
    try:
        Purpose.declared(names)
    except ValueError as error:
        raise UsageError(f"--purpose: {error}") from None


def _moment(text: str) -> datetime:
    """Return the moment that *text* names, of a day the last. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
        is_day = len(text) <= len("2026-01-01") and date.fromisoformat(text) is not None
    except ValueError:
        raise UsageError(
            f"--as-of: {text!r} is no date; write YYYY-MM-DD, or with a time"
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > _now():
        raise UsageError(f"--as-of: {text} is yet to come")
    if is_day:
        moment = min(datetime.combine(moment.date(), time(23, 59, 59), UTC), _now())
    return moment.astimezone(UTC)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
