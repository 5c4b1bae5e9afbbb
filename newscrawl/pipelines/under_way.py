"""Items between the look for copies and the end of their road: a copy waits for its original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

from scrapy import signals
from scrapy.utils.asyncio import call_later
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from newscrawl.store.identity import Identity

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["UnderWay"]

_MOST = 1_000
_LONGEST_WAIT = 10.0
"""Seconds. Where another project's pipeline put another item in place of one, no end is told."""


class _Traveller(NamedTuple):
    item: Any
    waiting: list[Deferred[bool]]


class UnderWay:
    """The items of a crawler that have been taken for new, and may fail to be stored yet."""

    def __init__(self) -> None:
        self._travellers: LocalCache[str, _Traveller] = LocalCache(_MOST)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it, and let the items of *crawler* end."""
        under_way = cls()
        connect = crawler.signals.connect
        connect(under_way.item_scraped, signals.item_scraped)
        connect(under_way.item_dropped, signals.item_dropped)
        connect(under_way.item_error, signals.item_error)
        return under_way

    def add(self, item: Any) -> None:
        """Take note that *item* goes on."""
        self._travellers[Identity.of(item).name] = _Traveller(item, [])

    async def has_failed(self, name: str) -> bool:
        """Return whether the item called *name* has met an error, once it is at its end.

        That is False for one that is not under way.
        """
        traveller = self._travellers.get(name)
        if traveller is None:
            return False
        ended: Deferred[bool] = Deferred()
        traveller.waiting.append(ended)
        limit = call_later(_LONGEST_WAIT, self._end, name, False)
        failed = await maybe_deferred_to_future(ended)
        limit.cancel()
        return failed

    def item_scraped(self, item: Any) -> None:
        """Let *item* end: it is stored."""
        self._end(Identity.of(item).name, False)

    def item_dropped(self, item: Any) -> None:
        """Let *item* end, and no other of its name: that may be its copy."""
        name = Identity.of(item).name
        traveller = self._travellers.get(name)
        if traveller is not None and traveller.item is item:
            self._end(name, False)

    def item_error(self, item: Any) -> None:
        """Let *item* end: it may not be stored."""
        self._end(Identity.of(item).name, True)

    def _end(self, name: str, failed: bool) -> None:
        traveller = self._travellers.pop(name, None)
        for waiting in traveller.waiting if traveller else ():
            waiting.callback(failed)
