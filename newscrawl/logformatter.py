"""Log lines that name an item and never show it.

Scrapy logs scraped, dropped and failed items whole, hands them to every handler as
``record.item``, and prints tracebacks whose last line may quote one. Denied content is
written nowhere, logs included, at no level.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any

from scrapy import logformatter
from scrapy.exceptions import DropItem
from scrapy.utils.request import referer_str

from newscrawl.exceptions import NewscrawlError
from newscrawl.store.decisions import decision_of
from newscrawl.store.identity import Identity

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure

__all__ = ["Dropped", "Duplicate", "LogFormatter", "SeenAgain", "describe"]

# Who logs items, or exceptions that items can raise.
_SCRAPER = "scrapy.core.scraper"
_LOGGERS = (_SCRAPER, "scrapy.core.engine", "scrapy.utils.signal")


class Dropped(DropItem):
    """An item was dropped; the message says why in words fit for a log: no content in it."""


class Duplicate(Dropped):
    """An item was dropped because another one says the same."""


class SeenAgain(Dropped):
    """An item was dropped because the store has it as it is, from an earlier run."""


def describe(error: BaseException | None) -> str:
    """Return what may be logged of *error*: our own messages, of all others the class."""
    if isinstance(error, NewscrawlError | Dropped):
        return str(error)
    return type(error).__name__


class _Scraped:
    """An item in the words of the log, which are found only if somebody listens."""

    def __init__(self, item: Any) -> None:
        self._item = item

    def __str__(self) -> str:
        return f"{Identity.of(self._item).name} ({decision_of(self._item)})"


class LogFormatter(logformatter.LogFormatter):
    """The ``LOG_FORMATTER``: an item is its address or path, and what was decided on it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the formatter, and silence what it cannot reach."""
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(_without_content)
        return super().from_crawler(crawler)

    def scraped(  # type: ignore[override]  # None is for what is not logged, as Scrapy documents
        self, item: Any, *_: Any, **__: Any
    ) -> LogFormatterResult | None:
        """Name the item and the decision, if anybody listens."""
        if not _is_heard(logging.DEBUG):
            return None
        return {"level": logging.DEBUG, "msg": "Scraped %(what)s", "args": {"what": _Scraped(item)}}

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Name the item and the reason."""
        level = super().dropped(item, exception, response, spider)["level"]
        return _line(level, "Dropped %(name)s: %(reason)s", item, reason=describe(exception))

    def item_error(
        self, item: Any, exception: BaseException, *_: Any, **__: Any
    ) -> LogFormatterResult:
        """Name the item and the error."""
        text = "Error processing %(name)s: %(reason)s"
        return _line(logging.ERROR, text, item, reason=describe(exception))

    def spider_error(
        self, failure: Failure, request: Request, *_: Any, **__: Any
    ) -> LogFormatterResult:
        """Name the request and the error."""
        return {
            "level": logging.ERROR,
            "msg": "Spider error processing %(request)s (referer: %(referer)s): %(reason)s",
            "args": {
                "request": request,
                "referer": referer_str(request),
                "reason": describe(failure.value),
            },
        }


def _line(level: int, text: str, item: Any, **arguments: str) -> LogFormatterResult:
    return {"level": level, "msg": text, "args": {"name": Identity.of(item).name, **arguments}}


def _is_heard(level: int) -> bool:
    """Whether there is a handler for what is logged of items at *level*.

    The logger takes anything: in Scrapy the handlers decide.
    """
    logger: logging.Logger | None = logging.getLogger(_SCRAPER)
    while logger is not None:
        if any(handler.level <= level for handler in logger.handlers):
            return True
        logger = logger.parent if logger.propagate else None
    return False


def _without_content(record: logging.LogRecord) -> bool:
    """Take the item off *record*; of its traceback leave the places, not the message."""
    vars(record).pop("item", None)
    if record.exc_info:
        _, error, frames = record.exc_info
        places = "" if isinstance(error, NewscrawlError) else "".join(traceback.format_tb(frames))
        record.exc_text = f"{places}{describe(error)}"
        record.exc_info = None
    return True
