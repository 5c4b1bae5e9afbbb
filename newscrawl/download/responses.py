"""From Scrapy's responses and failures to the words of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.http import Headers, Response
from scrapy.spidermiddlewares.httperror import HttpError

from newscrawl.page import Page

__all__ = ["header_pairs", "is_gone", "joined_headers", "page_of", "why"]

_GONE = {404, 410}


def page_of(response: Response) -> Page:
    """Return *response*, which has just come, as a page."""
    page = Page.of_response(response.body, url=response.url, headers=header_pairs(response.headers))
    moment = datetime.now(UTC).replace(microsecond=0)
    return replace(page, status=response.status, fetched_at=moment)


def why(error: BaseException) -> str:
    """Return in one line why a request brought no page."""
    if isinstance(error, HttpError):
        return f"status {error.response.status}"
    text = " ".join(str(error).split())
    return text[:300] or type(error).__name__


def is_gone(error: BaseException) -> bool:
    """Whether *error* says that there is no such page: a dead link, and nobody's failure."""
    return isinstance(error, HttpError) and error.response.status in _GONE


def header_pairs(headers: Headers) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of each of *headers*, repeats one by one."""
    for name, values in headers.items():
        for value in values:
            yield name.decode("latin-1"), value.decode("latin-1")


def joined_headers(response: Response) -> dict[str, str]:
    """Return the headers by lower-case name, repeats joined by commas (RFC 9110 section 5.3)."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
