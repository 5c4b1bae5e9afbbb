"""The written permissions of one crawl: what they leave of a refusal, and who relies on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.gate.stops import denies
from newscrawl.policy.model import Statement
from newscrawl.policy.permissions import Permission, lifts
from newscrawl.urls import site

__all__ = ["Grants"]

_MOST_TOLD = 50_000


class Grants:
    """The permissions of one crawl, as far as its purposes are concerned."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's settings. Raises UsageError."""
        config = Config(crawler.settings)
        self._profile = config.profile
        self._purposes = config[PURPOSE]
        self._signals = crawler.signals
        self._told: LocalCache[tuple[str, str], bool] = LocalCache(_MOST_TOLD)

    def standing(self, url: str, forbidding: Iterable[Statement]) -> Statement | None:
        """Return the first of the statements *forbidding* us *url* that no permission lifts."""
        statements = tuple(forbidding)
        if not statements:
            return None
        granted = self._profile.granted(url, datetime.now(UTC))
        lifted = []
        for each in statements:
            if not lifts(granted, each, self._purposes):
                return each
            lifted.append(each)
        for each in lifted:
            self._rely(url, each, granted)
        return None

    def speak_of(self, name: str) -> bool:
        """Whether some permission speaks of the site *name*: its queue may hold what it covers."""
        hosts = (host for each in self._profile.permissions for host in each.hosts)
        return any(site(f"http://{host}/") == name for host in hosts)

    def _rely(self, url: str, statement: Statement, granted: Iterable[Permission]) -> None:
        """Announce what of *granted* lifts *statement* for *url*, once."""
        if not denies(statement, self._purposes) or (url, statement.signal) in self._told:
            return
        self._told[url, statement.signal] = True
        cited = [
            each.citation
            for each in granted
            if any(each.lifts(statement, purpose) for purpose in self._purposes)
        ]
        self._signals.send_catch_log(
            signal=signals.permission_relied_on,
            url=url,
            statement=statement,
            permission="; ".join(cited),
        )
