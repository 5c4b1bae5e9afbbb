"""``scrapy export``: stored articles as a feed, whenever it is wanted.

Exit codes: 0 the feed is whole, 1 it could not be written or there is no database, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from scrapy.exporters import BaseItemExporter

from newscrawl import store
from newscrawl.commandline import OrderlyCommand
from newscrawl.config import DATABASE, RESTRICTED, Config
from newscrawl.discovery.window import Bound, Window
from newscrawl.exceptions import StoreError, UsageError
from newscrawl.exit_codes import ExitCode
from newscrawl.exporters.writing import (
    STANDARD_OUTPUT,
    Destination,
    check_fields,
    exporter_kind,
    feed,
)
from newscrawl.sources.values import bound, count, languages, lines
from newscrawl.urls import host, is_web_url, origin

if TYPE_CHECKING:
    from newscrawl.exporters.permitted import Permitted

__all__ = ["Command"]

T = TypeVar("T")

_USUAL_FORMAT = "jsonl"
_RESTRICTED = {"include": None, "only": True, "exclude": False}


class Command(OrderlyCommand):
    """Write what the store holds, or a part of it, to a file."""

    requires_crawler_process = False
    _destination: Destination
    _kind: type[BaseItemExporter]
    _selection: store.Selection
    _permitted: Permitted
    _telling: dict[str, bool]

    def syntax(self) -> str:
        """Return what is to be written after the name of the command."""
        return "-o FILE [options]"

    def short_desc(self) -> str:
        """Return the line of the overview."""
        return "Write stored articles to a file, in any format that a crawl can write"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where to, and what."""
        super().add_options(parser)
        group = parser.add_argument_group("Where to")
        group.add_argument("-o", "--output", metavar="FILE", help="a new file; - is the terminal")
        group.add_argument("-O", "--overwrite-output", metavar="FILE", help="a file to be replaced")
        group.add_argument("-t", "--format", help="what the ending of the file would say")
        group.add_argument("--overwrite", action="store_true", help="let -o replace a file")
        group = parser.add_argument_group("What: all that is asked for must hold")
        group.add_argument("--since", metavar="DAY", help="published on that day or later")
        group.add_argument("--until", metavar="DAY", help="published on that day or earlier")
        _add_lists(group)
        group.add_argument("--restricted", default="include", help="include, only or exclude")
        group.add_argument("--revisions", action="store_true", help="what they were before, too")
        group.add_argument("--clusters", action="store_true", help="with the copies known by now")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise NewscrawlError for the first thing that would make the export fail."""
        from newscrawl.exporters.permitted import Permitted  # noqa: PLC0415  # it judges

        assert self.settings is not None
        if args:
            raise UsageError(f"unexpected argument {args[0]!r}")
        config = Config(self.settings)
        config.check()
        check_fields(self.settings)
        self._selection = _selection(opts)
        self._telling = {"revisions": opts.revisions, "clusters": opts.clusters}
        self._permitted = Permitted(config.profile, config[RESTRICTED], datetime.now(UTC))
        self._destination, self._kind = self._output(opts)
        if not store.is_there(config[DATABASE]):
            raise StoreError(f"{config[DATABASE]}: there is no such database")
        target = self._destination.path
        if target is not None and store.is_file_of(config[DATABASE], target):
            raise UsageError(f"{target}: is the database itself")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Write the feed, and tell on standard error what is in it."""
        try:
            told = self._write()
        except BrokenPipeError:
            # Whoever reads has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.leave(ExitCode.COULD_NOT_RUN, "nobody reads on")
        except StoreError as error:
            self.leave(ExitCode.COULD_NOT_RUN, error)
        except OSError as error:
            name = self._destination.path or "standard output"
            self.leave(ExitCode.COULD_NOT_RUN, f"{name}: {error.strerror or error}")
        sys.stderr.write(f"newscrawl: {told}\n")

    def _output(self, opts: argparse.Namespace) -> tuple[Destination, type[BaseItemExporter]]:
        assert self.settings is not None
        if (opts.output is None) == (opts.overwrite_output is None):
            raise UsageError("name one file: -o FILE, or -O FILE to replace it")
        name = opts.output or opts.overwrite_output or ""
        ending = _USUAL_FORMAT if name == STANDARD_OUTPUT else Path(name).suffix.removeprefix(".")
        if not (opts.format or ending):
            raise UsageError(f"{name!r} has no ending that tells the format; name one with -t")
        overwrite = opts.overwrite or opts.overwrite_output is not None
        kind = exporter_kind(self.settings, opts.format or ending)
        destination = Destination(name, overwrite=overwrite)
        if (check := getattr(kind, "check_feed", None)) is not None:
            check(None, overwrite=True)
        return destination, kind

    def _write(self) -> str:
        """Write the feed; return what is in it, in a line."""
        assert self.settings is not None
        written = restricted = 0
        with (
            store.open_store(Config(self.settings)[DATABASE]) as opened,
            self._destination.open() as file,
            feed(self._kind, file, self.settings) as exporter,
            closing(opened.articles.selected(self._selection, **self._telling)) as items,
        ):
            for item in filter(None, map(self._permitted.part, items)):
                exporter.export_item(dict(item))
                written += 1
                restricted += bool(item.get("restricted"))
        lapsed = self._permitted.lapsed
        rest = f"; because a permission has ended: {lapsed:,}" if lapsed else ""
        noun = "item" if written == 1 else "items"
        return f"{written:,} {noun}, {restricted:,} of them restricted{rest}"


def _add_lists(group: argparse._ArgumentGroup) -> None:
    for name, text in (
        ("site", "a host with its subdomains"),
        ("language", "a tag, such as id or zh-Hant"),
        ("run", "new or changed when that run last told of it"),
    ):
        group.add_argument(f"--{name}", action="append", help=f"{text}; several, or by commas")


def _selection(opts: argparse.Namespace) -> store.Selection:
    """Return what *opts* ask for. Raises UsageError."""
    now = datetime.now(UTC)
    if opts.restricted not in _RESTRICTED:
        known = ", ".join(_RESTRICTED)
        raise UsageError(f"--restricted: {opts.restricted!r} is none of {known}")
    window = Window(_bound("--since", opts.since, now), _bound("--until", opts.until, now))
    if window.is_empty:
        raise UsageError("--until is before --since")
    return store.Selection(
        window,
        _listed("--site", opts.site, lambda text: frozenset(map(_host, lines(text)))),
        _listed("--language", opts.language, languages),
        _RESTRICTED[opts.restricted],
        _listed("--run", opts.run, lambda text: frozenset(count(each, 1) for each in lines(text))),
    )


def _bound(option: str, text: str | None, now: datetime) -> Bound | None:
    try:
        return None if text is None else bound(text, now)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _listed(
    option: str, given: list[str] | None, read: Callable[[str], frozenset[T]]
) -> frozenset[T]:
    try:
        return frozenset() if given is None else read(",".join(given))
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _host(text: str) -> str:
    url = text if "://" in text else f"https://{text}/"
    name = host(origin(url)) if is_web_url(url) else None
    if name is None or " " in name:
        raise ValueError(f"{text!r} is no host")
    return name
