"""Page: what came to us, from the live web or from a file; the same thing from here on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from enum import StrEnum
from functools import cached_property, lru_cache

__all__ = ["MediaType", "Origin", "Page"]


class Origin(StrEnum):
    """Where a page was taken from."""

    LIVE = "live"
    FILE = "file"


class MediaType(StrEnum):
    """What the body of a page is, judged by its content."""

    HTML = "text/html"
    TEXT = "text/plain"


@dataclass(frozen=True)
class Page:
    """One response or one supplied file.

    ``url`` is absolute, or None when a file does not say where it came from.
    ``headers`` are (lower-case name, value) pairs in received order, repeats kept.
    ``charset`` is what the container (HTTP header, archive) declared.
    ``fetched_at`` is aware; None when nobody recorded the moment.
    ``path`` names the file in printable form, ``record`` the member within it.
    """

    body: bytes = field(repr=False)
    url: str | None = None
    media_type: MediaType = MediaType.HTML
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    fetched_at: datetime | None = None
    origin: Origin = Origin.LIVE
    path: str | None = None
    record: str | None = None

    @classmethod
    def of_response(
        cls, body: bytes, *, url: str | None = None, headers: Iterable[tuple[str, str]] = ()
    ) -> Page:
        """Return the page that a response is; its ``Content-Type`` tells charset and media type.

        A body of any other type than plain text is read as HTML.
        """
        pairs = tuple((name.lower(), value) for name, value in headers)
        declared = next((value for name, value in pairs if name == "content-type"), "")
        media_type, charset = _declared(declared)
        return cls(body, url=url, media_type=media_type, headers=pairs, charset=charset)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the body as received."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def name(self) -> str:
        """The address, or for a file without one its path (and member): for messages."""
        place = self.path if self.path is not None else self.url
        name = place or "page"
        return f"{name}!{self.record}" if self.record else name

    def header(self, name: str) -> list[str]:
        """Return every value of the header *name* (lower case), in received order."""
        return [value for key, value in self.headers if key == name]


@lru_cache(maxsize=256)
def _declared(content_type: str) -> tuple[MediaType, str | None]:
    """Return the media type and the charset that the header *content_type* tells."""
    message = Message()
    message["content-type"] = content_type
    is_plain = message.get_content_type() == MediaType.TEXT and bool(content_type)
    return MediaType.TEXT if is_plain else MediaType.HTML, message.get_content_charset()
