"""XML feeds that every reader takes: nested items as elements, null as an empty one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scrapy.exporters import XmlItemExporter

from newscrawl.exporters.whole import WholeFeed
from newscrawl.store.identity import plain

__all__ = ["XmlExporter"]

# What no XML 1.0 document can hold, in whatever spelling (section 2.2).
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlExporter(WholeFeed, XmlItemExporter):
    """Writes booleans as XML does, and characters that XML cannot hold as U+FFFD.

    Scrapy's own writes null as ``None`` and nested items as Python shows them, and a control
    character makes its whole document unreadable.
    """

    what = "an XML document"

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """Return *value* as texts, in lists and dictionaries as deep as it is."""
        return _written(plain(super().serialize_field(field, name, value)))


def _written(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _NO_CHARACTER.sub("\ufffd", value)
        case list():
            return [_written(element) for element in value]
        case dict():
            return {name: _written(element) for name, element in value.items()}
    return value
