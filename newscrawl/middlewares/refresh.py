"""Redirects written into pages (``<meta http-equiv="refresh">``) or their ``Refresh`` headers.

An error page leads nowhere: its status has been heeded, and its refresh would go round it.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse, Response

from newscrawl.urls import is_web_url

__all__ = ["RefreshMiddleware"]

_REFRESH = re.compile(
    r"\s*(\d{1,9})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.IGNORECASE
)


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, for successful responses only, and by what their header says, too."""

    def process_response(  # type: ignore[override]  # without the spider that Scrapy deprecates
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request that the page asks for, or *response*."""
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            return response
        url = self._served(response)
        if url is None or request.meta.get("dont_redirect"):
            return super().process_response(request, response)
        return self._redirect(
            self._redirect_request_using_get(request, response, url), request, "refresh"
        )

    def _served(self, response: Response) -> str | None:
        """Return where the header of the page leads at once; None where it leads nowhere."""
        header = (response.headers.get("Refresh") or b"").decode("utf-8", "replace")
        found = _REFRESH.match(header) if isinstance(response, HtmlResponse) else None
        if found is None or int(found[1]) >= self._maxdelay:
            return None
        try:
            url = urljoin(response.url, found[2])
        except ValueError:
            return None
        return url if is_web_url(url) else None
