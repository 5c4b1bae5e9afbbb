"""What the policy files of an origin say besides robots.txt, and the RSL terms of feeds."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl.config import PURPOSE, Config
from newscrawl.gate.asking import Admission, Asking
from newscrawl.gate.site_files import SiteFiles
from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.rsl import linked_document
from newscrawl.policy.signals.rsl_document import NAMESPACE
from newscrawl.policy.signals.site_files import (
    SiteFile,
    SiteFileCopy,
    files_of,
    judge_file,
    origin_statements,
)
from newscrawl.urls import origin, site

__all__ = ["Policies"]

logger = logging.getLogger(__name__)

_MOST_LINKS = 10
_MOST_ORIGINS = 2_000
_MOST_SITES = 500
_MOST_FEEDS = 50


class _Named(NamedTuple):
    """The files of an origin, named *by* its robots.txt: for our purposes, and for any."""

    by: RobotsCopy
    ours: Sequence[SiteFile]
    all: Sequence[SiteFile]


class Policies:
    """The policies of every origin of one crawl, as far as its purposes are concerned.

    *asking* fetches the files, and *admit* is asked before each request for one.
    """

    def __init__(self, crawler: Crawler, asking: Asking, admit: Admission) -> None:
        self._purposes = Config(crawler.settings)[PURPOSE]
        self._files = SiteFiles(crawler, asking, admit)
        self._named: LocalCache[str, _Named] = LocalCache(_MOST_ORIGINS)
        self._recalled: LocalCache[str, bool] = LocalCache(_MOST_SITES)
        self._feeds: LocalCache[str, dict[str, SiteFileCopy]] = LocalCache(_MOST_SITES)

    async def close(self) -> None:
        """Give up what is under way."""
        await self._files.close()

    def fresh(self, robots: RobotsCopy) -> list[SiteFileCopy] | None:
        """Return the files of the origin of *robots*; None as long as one is to be asked for."""
        copies = [self._files.fresh(file) for file in self._of(robots)]
        found = [copy for copy in copies if copy is not None]
        return found if len(found) == len(copies) else None

    async def ask(self, robots: RobotsCopy) -> list[SiteFileCopy]:
        """Return the files of the origin of *robots*, each from one request for all who ask."""
        return [await self._files.ask(file) for file in self._of(robots)]

    async def ask_all(self, robots: RobotsCopy) -> None:
        """Ask for the files of the origin of *robots*, also those for other purposes."""
        for file in self._names(robots).all:
            await self._files.ask(file)

    def known(self, robots: RobotsCopy) -> list[SiteFileCopy]:
        """Return what there is of the files of the origin of *robots*, however old."""
        copies = map(self._files.known, self._names(robots).all)
        return [copy for copy in copies if copy is not None]

    def forbidding(self, url: str, copies: Iterable[SiteFileCopy]) -> Iterator[Statement]:
        """Yield what in *copies*, and in feeds of its site, forbids to fetch *url* as it is."""
        for copy in (*copies, *self._heard(url)):
            if copy.document.kind is DocumentKind.RSL:
                yield from (each for each in copy.statements(url) if "fetch" in each.kinds)

    def statements(self, url: str, robots: RobotsCopy) -> tuple[Statement, ...]:
        """Return what is known to count for the use of *url*, an address of this origin."""
        heard = (each for copy in self._heard(url) for each in copy.statements(url))
        return (*origin_statements(robots, self.known(robots), url), *heard)

    async def resolved(self, url: str, said: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return what the page at *url* has *said*, with the RSL documents it links to read."""
        found: list[Statement] = []
        links = 0
        for statement in said:
            address = linked_document(statement)
            links += address is not None
            if address is None or links > _MOST_LINKS:
                found.append(statement)
            else:
                copy = await self._files.ask(SiteFile(DocumentKind.RSL, address))
                found += copy.statements(url)
        return tuple(found)

    def recalled(self, url: str, said: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return *said* as :meth:`resolved` does, without asking: what is not known stays."""
        found: list[Statement] = []
        for statement in said:
            address = linked_document(statement)
            copy = self._files.fresh(SiteFile(DocumentKind.RSL, address)) if address else None
            found += [statement] if copy is None else copy.statements(url)
        return tuple(found)

    def hear(self, url: str, body: bytes) -> None:
        """Keep the RSL terms of the feed *body* that came from *url*, if it has any."""
        if NAMESPACE.encode() not in body:
            return
        file = SiteFile(DocumentKind.RSL, url)
        copy = judge_file(file, Answer(200, body=body), datetime.now(UTC))
        if copy.rsl.speaks:
            feeds = self._feeds.setdefault(site(url), {})
            if url in feeds or len(feeds) < _MOST_FEEDS:
                feeds[url] = copy
                self._files.take(copy)

    def hear_again(self, url: str) -> None:
        """Keep the RSL terms of the feed at *url*, which is as it was when it came last.

        Raises StoreError.
        """
        body = self._files.kept_body(SiteFile(DocumentKind.RSL, url))
        self.hear(url, body)

    def _heard(self, url: str) -> Iterable[SiteFileCopy]:
        """Return the feeds that speak for *url*; of earlier runs those of its own origin."""
        key = origin(url)
        if key not in self._recalled:
            self._recalled[key] = True
            kept = (copy for copy in self._files.kept_rsl(key) if copy.rsl.is_feed)
            for copy in islice(kept, _MOST_FEEDS):
                self._feeds.setdefault(site(url), {}).setdefault(copy.url, copy)
        return self._feeds.get(site(url), {}).values()

    def _of(self, robots: RobotsCopy) -> Sequence[SiteFile]:
        """Return the files that may speak for the origin of *robots*, for our purposes."""
        return self._names(robots).ours

    def _names(self, robots: RobotsCopy) -> _Named:
        known = self._named.get(robots.origin)
        if known is None or known.by is not robots:
            ours, everything = files_of(robots, self._purposes), files_of(robots, Purpose)
            known = self._named[robots.origin] = _Named(robots, ours, everything)
        return known
