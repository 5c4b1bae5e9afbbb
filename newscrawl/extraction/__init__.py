"""Document to raw fields: what the page says, in its own words, not yet cleaned."""

from __future__ import annotations

from newscrawl.extraction.extractor import extract
from newscrawl.extraction.mode import Mode
from newscrawl.extraction.model import Passage, PassageKind, RawArticle, RawDate

__all__ = ["Mode", "Passage", "PassageKind", "RawArticle", "RawDate", "extract"]
