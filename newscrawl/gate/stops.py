"""Sites that want us gone: known ones, remembered ones, and those found in this run."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from scrapy.crawler import Crawler

from newscrawl.config import PURPOSE, REMEMBER_STOPS, Config
from newscrawl.exceptions import StoreError
from newscrawl.policy.model import Effect, Level, Purpose, Scope, Statement
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.signals.known_sites import known_site
from newscrawl.run import run_of
from newscrawl.urls import is_web_url, site

__all__ = ["Stops"]

logger = logging.getLogger(__name__)


class Stops:
    """The stopped sites of one crawl, as far as its purposes are concerned."""

    def __init__(self, crawler: Crawler) -> None:
        config = Config(crawler.settings)
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._purposes = config[PURPOSE]
        self._term = timedelta(days=config[REMEMBER_STOPS])
        self._stopped = self._run.store.sites.stops(datetime.now(UTC))

    def statements(self, url: str) -> tuple[Statement, ...]:
        """Return what forbids us the site of *url*; nothing when it may be visited."""
        if not is_web_url(url):
            return ()
        found = (known_site(url), *self._stopped.get(site(url), ()))
        return tuple(each for each in found if each is not None and denies(each, self._purposes))

    def grounds(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return those of a page's *statements* that stop its whole site.

        Those are the ones that are certain and forbid crawling, or forbid a declared purpose on
        the whole site.
        """
        return tuple(each for each in statements if self._stops(each))

    def stop(self, url: str, statement: Statement) -> str:
        """Stop the site of *url* for this run; return its name."""
        name = site(url)
        known = self._stopped.get(name, ())
        self._stopped[name] = known if statement in known else (*known, statement)
        return name

    def keep(self, name: str, statement: Statement) -> None:
        """Stop the site *name* in later runs too. A failure is logged and counted."""
        until = datetime.now(UTC) + self._term
        try:
            self._run.store.sites.keep_stop(self._run.number, name, statement, until)
        except StoreError as error:
            self._stats.inc_value("newscrawl/store/failed")
            logger.error("The stop of %s is not stored: %s", name, error)  # noqa: TRY400

    def _stops(self, statement: Statement) -> bool:
        if statement.level is not Level.CERTAIN or not denies(statement, self._purposes):
            return False
        return Kind.CRAWL_BAN in statement.kinds or statement.scope is Scope.SITE


def denies(statement: Statement, purposes: Iterable[Purpose]) -> bool:
    """Whether *statement* forbids one of *purposes*."""
    return any(statement.effects.get(purpose) is Effect.DENY for purpose in purposes)
