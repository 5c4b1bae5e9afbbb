"""From Scrapy's responses to pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.http import Response
from scrapy.http.headers import Headers

from newscrawl.page import Page

__all__ = ["fields_of", "page_of"]


def page_of(response: Response) -> Page:
    """Return *response*, which has just come, as a page."""
    fields = fields_of(response.headers)
    page = Page.of_response(response.body, url=response.url, headers=fields)
    moment = datetime.now(UTC).replace(microsecond=0)
    return replace(page, status=response.status, fetched_at=moment)


def fields_of(headers: Headers) -> Iterator[tuple[str, str]]:
    """Yield the header fields as (name, value) in received order, repeats kept."""
    for name, values in headers.items():
        for value in values:
            yield name.decode("latin-1"), value.decode("latin-1")
