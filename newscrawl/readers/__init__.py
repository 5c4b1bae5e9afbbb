"""Local files to pages: streaming, bounded, judged by content and not by name."""

from __future__ import annotations

from newscrawl.readers.archives import Portion, Source
from newscrawl.readers.files import kept, plain_size, portions_of, read_file, read_pages
from newscrawl.readers.inputs import STANDARD_INPUT, Inputs
from newscrawl.readers.model import Limits, Reading, Remark, Skipped, Supplied

__all__ = [
    "STANDARD_INPUT",
    "Inputs",
    "Limits",
    "Portion",
    "Reading",
    "Remark",
    "Skipped",
    "Source",
    "Supplied",
    "kept",
    "plain_size",
    "portions_of",
    "read_file",
    "read_pages",
]
