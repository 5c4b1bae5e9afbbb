"""Document to raw fields: what the page says, in its own words, not yet cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.extraction.mode import Mode
from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.extraction.extractor import MOST_BLOCKS, extract
    from newscrawl.extraction.model import Passage, PassageKind, RawArticle, RawDate

__all__ = ["MOST_BLOCKS", "Mode", "Passage", "PassageKind", "RawArticle", "RawDate", "extract"]

__getattr__ = on_first_use(
    __name__,
    {
        "extractor": ["MOST_BLOCKS", "extract"],
        "model": ["Passage", "PassageKind", "RawArticle", "RawDate"],
    },
)
