"""Raw fields to clean ones: dates, people, editorial lines, agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.normalisation.article import normalise

__all__ = ["normalise"]


def __getattr__(name: str) -> Any:
    # On first use: whoever wants what stands beside it need not load all that makes it.
    if name == "normalise":
        from newscrawl.normalisation.article import normalise  # noqa: PLC0415

        return normalise
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
