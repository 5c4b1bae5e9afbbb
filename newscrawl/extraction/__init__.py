"""Document to raw fields: what the page says, in its own words, not yet cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.extraction.mode import Mode
from newscrawl.extraction.model import Passage, PassageKind, RawArticle, RawDate

if TYPE_CHECKING:
    from newscrawl.extraction.extractor import extract

__all__ = ["Mode", "Passage", "PassageKind", "RawArticle", "RawDate", "extract"]


def __getattr__(name: str) -> Any:
    # On first use: whoever wants what stands beside it need not load all that makes it.
    if name == "extract":
        from newscrawl.extraction.extractor import extract  # noqa: PLC0415

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
