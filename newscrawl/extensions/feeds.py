"""Feeds, given up when they cannot be written any more."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrapy.extensions.feedexport import FeedExporter, FeedSlot

from newscrawl.run import run_of

if TYPE_CHECKING:
    from scrapy import Spider

__all__ = ["Feeds"]

logger = logging.getLogger(__name__)


class Feeds(FeedExporter):
    """Scrapy's feeds. One that fails, as on a full disk, is named once and makes the run fail.

    The others are written on, and all items are stored. Scrapy alone would log a traceback for
    each item that is lost, and nothing when only the end of a feed is.
    """

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Write *item* to each feed that can still be written."""
        slots, self.slots = self.slots, []
        faults: list[Exception] = []
        kept: list[FeedSlot] = []
        for slot in slots:
            self.slots = [slot]
            try:
                super().item_scraped(item, spider)
            except OSError as error:
                self._give_up(slot, error)
                continue
            except Exception as fault:  # noqa: BLE001  # raised once the others have the item
                faults.append(fault)
            kept += self.slots
        self.slots = kept
        if faults:
            raise faults[0]

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        try:
            slot.finish_exporting()
            if slot.file is not None:
                slot.file.flush()
        except OSError as error:
            self._give_up(slot, error)
        else:
            await super()._close_slot(slot, spider)

    def _give_up(self, slot: FeedSlot, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        logger.error("%s: %s; what is missing there is in the database", slot.uri, reason)
        run_of(self.crawler).failures.add(slot.uri, reason)
        self.crawler.stats.inc_value(f"feedexport/failed_count/{type(slot.storage).__name__}")
        if slot.file is not None:
            with suppress(OSError):
                slot.file.close()
