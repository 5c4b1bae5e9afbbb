"""The policy files of sites besides robots.txt: one copy for all who wait, kept across runs."""

from __future__ import annotations

import logging
from collections import OrderedDict
from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl.exceptions import StoreError
from newscrawl.gate.asking import Admission, Asking
from newscrawl.gate.sharing import Shared
from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.signals.site_file_places import LARGEST
from newscrawl.policy.signals.site_files import (
    SiteFile,
    SiteFileCopy,
    judge_file,
    site_file_copy,
)
from newscrawl.run import run_of

__all__ = ["SiteFiles"]

logger = logging.getLogger(__name__)

_MOST_BYTES = 64 * 1024 * 1024
_MOST_COPIES = 20_000


class SiteFiles:
    """Copies by file, in memory over the store. *admit* is asked before each request for one."""

    def __init__(self, crawler: Crawler, asking: Asking, admit: Admission) -> None:
        self._asking = asking
        self._admit = admit
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._copies: OrderedDict[SiteFile, SiteFileCopy] = OrderedDict()
        self._bytes = 0
        self._unknown: LocalCache[SiteFile, bool] = LocalCache(_MOST_COPIES)
        self._renewals = Shared(self._renew)

    def known(self, file: SiteFile) -> SiteFileCopy | None:
        """Return the copy of *file* that is at hand, however old, if there is one."""
        if file not in self._copies and file not in self._unknown:
            self._remember(file)
        copy = self._copies.get(file)
        if copy is not None:
            self._copies.move_to_end(file)
        return copy

    def fresh(self, file: SiteFile) -> SiteFileCopy | None:
        """Return the copy of *file*, if there is one that still holds."""
        copy = self.known(file)
        return copy if copy is not None and copy.is_fresh(datetime.now(UTC)) else None

    async def ask(self, file: SiteFile) -> SiteFileCopy:
        """Return a fresh copy of *file*, from one request for all who ask for it now."""
        return self.fresh(file) or await self._renewals.get(file)

    def take(self, copy: SiteFileCopy) -> None:
        """Keep *copy*, in the store too."""
        self._hold(copy)
        self._stats.inc_value(f"newscrawl/site_files/{copy.outcome}")
        try:
            self._run.store.documents.keep(self._run.number, copy.document)
        except StoreError as error:
            logger.error("%s not stored: %s", copy.url, error)  # noqa: TRY400

    def kept_body(self, file: SiteFile) -> bytes:
        """Return what *file* held when it came last, however long ago. Raises StoreError."""
        document = self._run.store.documents.latest(file.url, kind=file.kind)
        return document.body if document is not None else b""

    def kept_rsl(self, key: str) -> list[SiteFileCopy]:
        """Return what earlier runs have read of the origin *key* as RSL, as far as it holds."""
        try:
            documents = self._run.store.documents.of_origin(key)
        except StoreError as error:
            logger.error("RSL of %s not read from the store: %s", key, error)  # noqa: TRY400
            return []
        copies = [site_file_copy(each) for each in documents if each.kind is DocumentKind.RSL]
        return [each for each in copies if each.is_granted(datetime.now(UTC))]

    async def close(self) -> None:
        """Give up what is under way."""
        await self._renewals.close()

    async def _renew(self, file: SiteFile) -> SiteFileCopy:
        answer = await self._asking.ask(file.url, LARGEST, self._admit)
        copy = judge_file(file, answer, datetime.now(UTC))
        logger.info("Policy file %s: %s (%s)", file.url, copy.outcome, copy.reason)
        self.take(copy)
        return copy

    def _remember(self, file: SiteFile) -> None:
        """Bring *file* from the store, if an earlier run has asked for it and that still holds."""
        self._unknown[file] = True
        try:
            document = self._run.store.documents.latest(file.url, kind=file.kind)
        except StoreError as error:
            logger.error("%s not read from the store: %s", file.url, error)  # noqa: TRY400
            return
        if document is None:
            return
        copy = site_file_copy(document)
        if copy.is_granted(datetime.now(UTC)) and not copy.outcome.is_passing:
            self._hold(copy)

    def _hold(self, copy: SiteFileCopy) -> None:
        file = SiteFile(copy.document.kind, copy.url)
        self._drop(file)
        self._copies[file] = copy
        self._bytes += len(copy.document.body)
        while len(self._copies) > _MOST_COPIES or self._bytes > _MOST_BYTES:
            self._drop(next(iter(self._copies)))

    def _drop(self, file: SiteFile) -> None:
        self._unknown.pop(file, None)
        dropped = self._copies.pop(file, None)
        if dropped is not None:
            self._bytes -= len(dropped.document.body)
