"""Who asks: the same honest name on every request.

``User-Agent: newscrawl/VERSION (+contact)`` (RFC 9110 section 10.1.5) and, where the contact is
an e-mail address, ``From`` (section 10.1.2). No spider and no page can change them.
"""

from __future__ import annotations

import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl import __version__

__all__ = ["IdentityMiddleware", "user_agent"]

_UNFIT = re.compile(r"[^!-'*-\[\]-~]+")
_MAIL = re.compile(r"(?:mailto:)?([^@\s]+@[^@\s]+)")


def user_agent(contact: str) -> str:
    """Return the name we ask under; *contact* is a URL, an e-mail address, or empty."""
    fit = _UNFIT.sub("", contact)
    return f"newscrawl/{__version__} (+{fit})" if fit else f"newscrawl/{__version__}"


class IdentityMiddleware:
    """Overwrites what a request says of its sender. Place it nearer to the wire than Scrapy's."""

    def __init__(self, contact: str = "") -> None:
        self._user_agent = user_agent(contact)
        mail = _MAIL.fullmatch(_UNFIT.sub("", contact))
        self._from = mail[1] if mail else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with ``NEWSCRAWL_CONTACT``."""
        return cls(crawler.settings.get("NEWSCRAWL_CONTACT") or "")

    def process_request(self, request: Request) -> None:
        """Say who we are."""
        request.headers["User-Agent"] = self._user_agent
        request.headers.pop("From", None)
        if self._from:
            request.headers["From"] = self._from
