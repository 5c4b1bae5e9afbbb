"""The base of a page's addresses: what the relative ones among them mean."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from newscrawl.urls import is_web_url

__all__ = ["Base"]

# What needs no resolving: a plain absolute address, perhaps in the scheme of the page, and a path
# from the root without dots.
_ABSOLUTE = re.compile(r"(?:https?:)?//[A-Za-z0-9.-]+(?:/(?:[^\s;?#]*[^\s;?#])?(?:\?[^\s;#]+)?)?\Z")
_DOTS = "/."
# A path from the directory of the page, of segments without dots in front.
_SEGMENT = r"(?!\.)[\w.~%!$&'()*+,=@-]++"
_RELATIVE = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*+/?\Z")


class Base:
    """The ``url`` that the addresses of a page are relative to; None where nobody knows it."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        parts = urlsplit(url) if url and is_web_url(url) else None
        self._origin = f"{parts.scheme}://{parts.netloc}" if parts else None
        self._scheme = f"{parts.scheme}:" if parts else None

    def resolve(self, address: str) -> str | None:
        """Return *address* made absolute (RFC 3986 section 5); None for a malformed one."""
        if self._origin and address.startswith("/") and _is_plain_path(address):
            return self._origin + address
        if _ABSOLUTE.match(address) and (self._scheme or not address.startswith("/")):
            return f"{self._scheme}{address}" if address.startswith("/") else address
        if self._origin and _RELATIVE.match(address):
            return self._directory + address
        try:
            return urljoin(self.url or "", address)
        except ValueError:
            return None

    @cached_property
    def _directory(self) -> str:
        return urljoin(self.url or "", "_").removesuffix("_")


def _is_plain_path(address: str) -> bool:
    """Whether *address*, with a slash in front, is a path without dots and white space."""
    return not address.startswith("//") and _DOTS not in address and len(address.split()) == 1
