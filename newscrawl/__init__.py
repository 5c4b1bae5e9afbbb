"""newscrawl: a news crawler that takes only what it may take, and can prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.examination import Examination, examine

__all__ = ["Examination", "examine"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # On first use: Scrapy's settings import this package and need none of its rooms.
    if name in __all__:
        from newscrawl import examination  # noqa: PLC0415

        return getattr(examination, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
