"""Redirects written into pages (``<meta http-equiv="refresh">``), of pages that came as asked.

An error page leads nowhere: its status has been heeded, and its refresh would go round it.
"""

from __future__ import annotations

from http import HTTPStatus

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

__all__ = ["RefreshMiddleware"]


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, for successful responses only."""

    def process_response(  # type: ignore[override]  # without the spider that Scrapy deprecates
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request that the page asks for, or *response*."""
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            return response
        return super().process_response(request, response)
