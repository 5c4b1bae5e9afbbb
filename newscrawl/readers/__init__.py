"""Local files to pages: streaming, bounded, judged by content and not by name."""

from __future__ import annotations

from newscrawl.readers.archives import Source
from newscrawl.readers.content import HEAD
from newscrawl.readers.files import inventory_of, kept, plain_size, read_file, read_pages
from newscrawl.readers.inputs import STANDARD_INPUT, Inputs
from newscrawl.readers.inventory import Cutting, Inventory, Portion, portions_of
from newscrawl.readers.model import Limits, PassedOver, Reading, Remark, Skipped, Supplied

__all__ = [
    "HEAD",
    "STANDARD_INPUT",
    "Cutting",
    "Inputs",
    "Inventory",
    "Limits",
    "PassedOver",
    "Portion",
    "Reading",
    "Remark",
    "Skipped",
    "Source",
    "Supplied",
    "inventory_of",
    "kept",
    "plain_size",
    "portions_of",
    "read_file",
    "read_pages",
]
