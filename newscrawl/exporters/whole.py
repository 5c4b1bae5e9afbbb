"""Feeds that are whole or nothing: what ends them cannot be followed by more."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from scrapy.exporters import BaseItemExporter, JsonItemExporter

from newscrawl.exceptions import UsageError

__all__ = ["JsonExporter", "WholeFeed"]


class WholeFeed(BaseItemExporter):
    """An exporter of such feeds. ``what`` names one in messages."""

    what: ClassVar[str]

    @classmethod
    def check_feed(cls, path: Path | None, *, overwrite: bool) -> None:
        """Raise UsageError when a feed at the local *path* (None: elsewhere) could not be made."""
        if path is not None and not overwrite and path.exists() and path.stat().st_size:
            raise UsageError(f"{path}: nothing can be added to {cls.what}; -O replaces it")


class JsonExporter(WholeFeed, JsonItemExporter):
    """Scrapy's own, which would write one array after the other."""

    what = "a JSON document"
