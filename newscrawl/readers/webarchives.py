"""A web archive as Safari saves it, a property list, to the page in it."""

from __future__ import annotations

import plistlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import Origin, Page
from newscrawl.readers.content import media_type
from newscrawl.readers.model import Place
from newscrawl.readers.streams import bounded, oversize
from newscrawl.urls import is_web_url

__all__ = ["read_webarchive"]

_RESOURCES = 4
"""How many times the bytes of a page an archive of it, with its pictures, may have."""
_ERRORS = (
    ValueError, LookupError, TypeError, OverflowError, RecursionError, MemoryError, ExpatError,
)  # fmt: skip


def read_webarchive(stream: BinaryIO, place: Place, limit: int) -> Page:
    """Return the page, of at most *limit* bytes, that is the main resource of *stream*.

    Address and encoding are those that the browser wrote down. Raises UnreadableInput where it
    holds no page, or is larger than an archive of one may be.
    """
    try:
        found = plistlib.loads(bounded(stream, _RESOURCES * limit))
    except _ERRORS as error:
        raise UnreadableInput(f"the property list is damaged ({type(error).__name__})") from error
    main = found.get("WebMainResource") if isinstance(found, dict) else None
    body = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(body, bytes):
        raise UnreadableInput("a property list, not a page")
    if len(body) > limit:
        raise oversize(f"{len(body):,}", limit)
    return _page(body, main, place)


def _page(body: bytes, main: Mapping[str, Any], place: Place) -> Page:
    address = _text(main.get("WebResourceURL"))
    encoding = _text(main.get("WebResourceTextEncodingName")).encode("ascii", "ignore").decode()
    page = Page.of_response(
        body,
        url=address if is_web_url(address) else None,
        headers=[("content-type", f"text/html; charset={encoding}" if encoding else "text/html")],
    )
    return replace(
        page,
        media_type=media_type(body),
        origin=Origin.FILE,
        path=place.path,
        record=place.record,
    )


def _text(value: object) -> str:
    """Return *value* if it is text: a list may hold itself so often that it cannot be printed."""
    return value if isinstance(value, str) else ""
