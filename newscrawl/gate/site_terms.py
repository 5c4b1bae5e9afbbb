"""What is known of the terms of each site, from this run and earlier ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl.config import REMEMBER_STOPS, Config
from newscrawl.exceptions import StoreError
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Statement
from newscrawl.policy.terms import TermsLink
from newscrawl.run import run_of
from newscrawl.urls import canonical_url, site

__all__ = ["KnownTerms", "SiteTerms", "is_front"]

logger = logging.getLogger(__name__)

_MOST_DOCUMENTS = 4
_MOST_SITES = 20_000
_FRONT_HOLDS = timedelta(days=1)


@dataclass(slots=True)
class SiteTerms:
    """What is known of the terms of one site.

    ``asked`` holds the canonical addresses of its pages of terms that were asked for, and whether
    they were read as such. ``links`` tells that links to likely ones were met, ``fronts`` are the
    front pages that were looked at for them.
    """

    statements: list[Statement] = field(default_factory=list)
    asked: dict[str, bool] = field(default_factory=dict)
    links: bool = False
    fronts: set[str] = field(default_factory=set)
    task: asyncio.Task[None] | None = None

    def news(self, links: Iterable[TermsLink]) -> list[TermsLink]:
        """Return those of *links* that are worth a request, the likeliest first."""
        room = max(0, _MOST_DOCUMENTS - len(self.asked))
        new = (link for link in links if canonical_url(link.url) not in self.asked)
        return sorted(new, key=lambda link: link.rank)[:room]


class KnownTerms:
    """The terms of all sites. Methods never raise: what cannot be kept holds in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._term = timedelta(days=Config(crawler.settings)[REMEMBER_STOPS])
        self._sites: LocalCache[str, SiteTerms] = LocalCache(_MOST_SITES)

    def of(self, url: str) -> SiteTerms:
        """Return what is known of the site of *url*."""
        name = site(url)
        known = self._sites.get(name)
        if known is None:
            known = self._sites[name] = self._remembered(name)
        return known

    def moments(self) -> tuple[datetime, datetime]:
        """Return the present moment, and until when is kept what comes now."""
        now = datetime.now(UTC).replace(microsecond=0)
        return now, now + self._term

    def keep(self, url: str, source: str, statements: Sequence[Statement]) -> None:
        """Keep what the terms at *source* say of the site of *url*."""
        self._remember(url, source, statements, self._term)

    def keep_front(self, known: SiteTerms, url: str) -> None:
        """Keep that all terms named on the front page at *url* were read: a later run need not."""
        if canonical_url(url) not in known.asked and all(known.asked.values()):
            self._remember(url, url, (), min(self._term, _FRONT_HOLDS))

    def keep_document(self, document: PolicyDocument) -> None:
        """Keep the page of terms itself, as it came."""
        try:
            self._run.store.documents.keep(self._run.number, document)
        except StoreError as error:
            logger.error("Terms at %s not stored: %s", document.url, error)  # noqa: TRY400

    def _remembered(self, name: str) -> SiteTerms:
        known = SiteTerms()
        try:
            kept = self._run.store.sites.terms(name, datetime.now(UTC))
        except StoreError as error:
            logger.error("Terms of %s not read from the store: %s", name, error)  # noqa: TRY400
            return known
        for url, statements in kept.items():
            if is_front(url) and not statements:
                known.fronts.add(url)
                continue
            known.asked[canonical_url(url)] = True
            known.statements += statements
            known.links |= bool(statements)
        return known

    def _remember(
        self, url: str, source: str, statements: Sequence[Statement], term: timedelta
    ) -> None:
        name, until = site(url), datetime.now(UTC) + term
        try:
            self._run.store.sites.keep_terms(self._run.number, name, source, statements, until)
        except StoreError as error:
            logger.error("Terms of %s not stored: %s", name, error)  # noqa: TRY400


def is_front(url: str) -> bool:
    """Whether *url* is the front page of its host."""
    return canonical_url(urljoin(url, "/")) == canonical_url(url)
