"""From Scrapy's failures to the words of the house."""

from __future__ import annotations

from scrapy.spidermiddlewares.httperror import HttpError

__all__ = ["is_gone", "why"]

_GONE = {404, 410}


def why(error: BaseException) -> str:
    """Return in one line why a request brought no page."""
    if isinstance(error, HttpError):
        return f"status {error.response.status}"
    text = " ".join(str(error).split())
    return text[:300] or type(error).__name__


def is_gone(error: BaseException) -> bool:
    """Whether *error* says that there is no such page: a dead link, and nobody's failure."""
    return isinstance(error, HttpError) and error.response.status in _GONE
