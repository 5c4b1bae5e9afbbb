"""What may be done with what has come, for the declared purposes of one crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.crawler import Crawler

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.examination import stub
from newscrawl.gate.gate import gate_of
from newscrawl.gate.model import Refusal, UseRefused
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Purpose, Statement, Verdict
from newscrawl.policy.signals.page import header_statements
from newscrawl.policy.signals.rsl import linked_document
from newscrawl.policy.verdict import judge

__all__ = ["UseGate"]

logger = logging.getLogger(__name__)


class UseGate:
    """Judges pages under the operator's profile and permissions."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's settings. Raises UsageError, StoreError."""
        config = Config(crawler.settings)
        self.purposes = config[PURPOSE]
        self.profile = config.profile
        self._gate = gate_of(crawler)
        self._signals = crawler.signals

    def restriction(
        self, page: Page, purposes: tuple[Purpose, ...] | None = None
    ) -> Verdict | None:
        """Return the verdict on *page* if it is restricted for *purposes* before it is read.

        They are those of the run where None are given. What counts are its headers, and what is
        said of it elsewhere. The body, which may not have come yet, is not looked at, nor are
        documents that the headers link to and nobody has read: so silence decides nothing here.
        """
        assert page.url is not None
        purposes, now = purposes or self.purposes, datetime.now(UTC)
        stated = self._gate.recalled(page.url, header_statements(page, now))
        said = (*self._gate.preferences(page.url), *stated)
        granted = self.profile.granted(page.url, now)
        profile = replace(self.profile, silence_denies=frozenset())
        known = [each for each in said if linked_document(each) is None]
        if judge(known, purposes, profile, granted).decision is Decision.ALLOWED:
            return None
        return judge(said, purposes, profile, granted)

    def verdict(self, page: Page, statements: Iterable[Statement]) -> Verdict:
        """Return what *statements*, all that is said of *page*, come to."""
        granted = self.profile.granted(page.url, datetime.now(UTC))
        return judge(statements, self.purposes, self.profile, granted)

    def refused(self, page: Page, verdict: Verdict) -> UseRefused:
        """Return as an error to raise that *verdict* restricts *page*."""
        return UseRefused(Refusal(page.name, verdict.decided[0]), stub(page, verdict))

    def withhold(self, error: UseRefused) -> None:
        """Announce *error*, which no spider of the house will make an item of."""
        logger.info("Withheld: %s", error)
        self._signals.send_catch_log(signal=signals.page_withheld, item=error.stub)
