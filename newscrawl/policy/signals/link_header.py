"""Licences that Link headers name (RFC 8288, RFC 4946)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from newscrawl.page import Page
from newscrawl.urls import is_web_url

__all__ = ["LicenceLink", "absolute", "licence_links"]

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[^\s;,=\"]+(?:\s*=\s*(?:\"[^\"]*\"|[^;,\"\s]*))?)*)")
_PARAMETER = re.compile(r";\s*([^\s;,=]+)\s*=\s*(?:\"([^\"]*)\"|([^;,\"\s]*))")


class LicenceLink(NamedTuple):
    """A link to a licence: its absolute address, and its media type in lower case, or nothing."""

    url: str
    media_type: str


def licence_links(page: Page) -> Iterator[LicenceLink]:
    """Yield the licences that the headers of *page* link to, by addresses of the web."""
    for field_value in page.header("link"):
        for target, parameters in _LINK.findall(field_value):
            values = {
                name.lower(): (quoted or bare.strip("'")).lower()
                for name, quoted, bare in _PARAMETER.findall(parameters)
            }
            url = absolute(page.url, target)
            if "license" in values.get("rel", "").split() and is_web_url(url):
                yield LicenceLink(url, values.get("type", ""))


def absolute(base: str | None, address: str | None) -> str:
    """Return *address*, written in a document at *base*, as a whole one; empty if it is none."""
    try:
        return urljoin(base or "", (address or "").strip())
    except ValueError:
        return ""
