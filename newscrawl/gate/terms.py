"""The terms of each site: its likeliest pages are asked for, and read, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl import signals
from newscrawl.download.responses import page_of, why
from newscrawl.gate.errands import Errands
from newscrawl.gate.site_terms import KnownTerms, SiteTerms, is_front
from newscrawl.page import Page
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Effect, Purpose, Scope, Statement
from newscrawl.policy.terms import Rank, TermsLink, TermsReading
from newscrawl.urls import canonical_url, is_web_url, origin, site

__all__ = ["ReadTerms", "Terms"]

logger = logging.getLogger(__name__)

ReadTerms = Callable[[Page, str], Awaitable[TermsReading]]
"""Reads a page as terms, asked for at an address."""

_TEXTS = ("text/", "application/xhtml")
_SUCCESS = range(200, 300)


class Terms:
    """The terms of the sites of one crawl. Methods never raise: what cannot be read is silent.

    A page that cannot be reached is announced and not asked again in this run.
    """

    def __init__(self, crawler: Crawler, errands: Errands) -> None:
        self._errands = errands
        self._known = KnownTerms(crawler)
        self._stats = crawler.stats
        self._signals = crawler.signals
        self._tasks: set[asyncio.Task[None]] = set()

    def statements(self, url: str) -> tuple[Statement, ...]:
        """Return what the terms that were read say of every page of the site of *url*."""
        return tuple(self._known.of(url).statements) if is_web_url(url) else ()

    def holds(self, url: str) -> bool:
        """Whether *url* is a page of terms that was read: it is no article."""
        return self._known.of(url).asked.get(canonical_url(url), False)

    async def learn(
        self, url: str, links: Sequence[TermsLink], read: ReadTerms, asked: Iterable[str] = ()
    ) -> None:
        """Read what *links*, on the page *url*, lead to, if there is any news in it.

        *asked* are the addresses that redirected to it. At most four pages of terms a site are
        asked for. Pages of one site that come meanwhile wait for the same reading.
        """
        known = self._known.of(url)
        known.links |= any(link.rank < Rank.IMPRINT for link in links)
        fronts = {each for each in (url, *asked) if is_front(each) and site(each) == site(url)}
        known.fronts |= fronts
        while known.task is not None or known.news(links):
            task = known.task or self._begin(known, self._read_all(url, known, links, read))
            await asyncio.wait([task])
        for front in fronts:
            self._known.keep_front(known, front)

    async def look(self, url: str, read: ReadTerms) -> Response | None:
        """Look for the terms of the site of *url*, a page that names none, on its front page.

        Return that page for who looks first; None when there is no need, or no such page.
        """
        known = self._known.of(url)
        while known.task is not None:
            await asyncio.wait([known.task])
        front = urljoin(url, "/")
        if known.links or known.fronts or is_front(url):
            return None
        known.fronts.add(front)
        found: list[Response] = []
        await asyncio.wait([self._begin(known, self._look(front, known, read, found))])
        return next(iter(found), None)

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, known: SiteTerms, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        def done(task: asyncio.Task[None]) -> None:
            known.task = None
            self._tasks.discard(task)
            if not task.cancelled() and (error := task.exception()) is not None:
                logger.error("Terms not read: %s", why(error))

        task = known.task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(done)
        return task

    async def _read_all(
        self, url: str, known: SiteTerms, links: Iterable[TermsLink], read: ReadTerms
    ) -> None:
        found = list(links)
        while news := known.news(found):
            known.asked[canonical_url(news[0].url)] = False
            found += await self._read(url, known, news[0], read)

    async def _look(
        self, front: str, known: SiteTerms, read: ReadTerms, found: list[Response]
    ) -> None:
        try:
            response = await self._errands.fetch(front)
        except Exception as error:  # noqa: BLE001  # a front page that is not there names nothing
            logger.info("No front page to look for terms on: %s: %s", front, why(error))
            return
        if response.status not in _SUCCESS or site(response.url) != site(front):
            return
        found.append(response)
        links = (await read(page_of(response), front)).links
        known.links |= any(link.rank < Rank.IMPRINT for link in links)
        await self._read_all(front, known, links, read)
        self._known.keep_front(known, front)

    async def _read(
        self, url: str, known: SiteTerms, link: TermsLink, read: ReadTerms
    ) -> tuple[TermsLink, ...]:
        """Read what *link* leads to; return where that page says that more terms stand."""
        reading = TermsReading(failure="nothing came")
        moments = self._known.moments()
        document = PolicyDocument(DocumentKind.TERMS, origin(link.url), link.url, *moments)
        try:
            response = await self._errands.fetch(link.url)
            page = page_of(response)
            media_type = next(iter(page.header("content-type")), "")
            document = replace(document, status=response.status, media_type=media_type)
            failure = _unreadable(response.status, media_type)
            reading = TermsReading(failure=failure) if failure else await read(page, link.url)
            if reading.statements:
                document = replace(document, body=page.body)
        except Exception as error:  # noqa: BLE001  # whatever it was, the page cannot be read
            reading = TermsReading(failure=why(error))
        self._take(url, known, link, reading)
        self._known.keep_document(replace(document, failure=reading.failure))
        return reading.links

    def _take(self, url: str, known: SiteTerms, link: TermsLink, reading: TermsReading) -> None:
        self._stats.inc_value(f"newscrawl/terms/{'failed' if reading.failure else 'read'}")
        self._signals.send_catch_log(
            signal=signals.terms_asked, url=link.url, failure=reading.failure
        )
        if reading.failure:
            logger.info("Terms not read: %s: %s", link.url, reading.failure)
            return
        known.asked[canonical_url(link.url)] = True
        statements = list(reading.statements)
        if link.rank is Rank.MINING and not statements and not link.reserves:
            statements.append(_read_and_silent(link.url))
        known.statements += statements
        self._known.keep(url, link.url, statements)


def _unreadable(status: int, media_type: str) -> str:
    if status not in _SUCCESS:
        return f"status {status}"
    kind = media_type.partition(";")[0].strip().lower()
    return "" if not kind or kind.startswith(_TEXTS) else f"{kind}: no page"


def _read_and_silent(url: str) -> Statement:
    """Return that the policy at *url* was read: the links to it reserve nothing any more."""
    return Statement(
        signal="terms",
        kinds=("read",),
        source=url,
        locator="",
        text="the policy was read, and reserves nothing that was found",
        sha256="",
        effects=dict.fromkeys(Purpose, Effect.NONE),
        scope=Scope.SITE,
    )
