"""What a file holds, judged by its first bytes and by its text, never by its name."""

from __future__ import annotations

import re

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import MediaType
from newscrawl.text.encoding import is_binary

__all__ = ["media_type"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "RIFF media"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"WARC/", "a WARC archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
)
_HEAD = 65_536
_DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"</?(?:article|p|div|h[1-6]|br|span|section|table|ul|li|meta|a)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(rss|feed|urlset|sitemapindex|rdf:RDF|svg)\b",
    re.DOTALL,
)
_FEWEST_TAGS = 3


def media_type(body: bytes) -> MediaType:
    """Return what *body* is. Raises UnreadableInput, saying why, when it is no page."""
    if not body.strip():
        raise UnreadableInput("the file is empty")
    for signature, what in _SIGNATURES:
        if body.startswith(signature):
            raise UnreadableInput(f"{what}, not a page")
    head = _ascii_view(body[:_HEAD])
    if is_binary(body):
        raise UnreadableInput("binary data, not a page")
    if match := _OTHER_XML.match(head):
        raise UnreadableInput(f"an XML document <{match.group(1).decode()}>, not a page")
    if _DOCUMENT.search(head) or len(_FRAGMENT.findall(head)) >= _FEWEST_TAGS:
        return MediaType.HTML
    return MediaType.TEXT


def _ascii_view(head: bytes) -> bytes:
    """Return *head* with the NUL bytes of UTF-16 and UTF-32 gone, so that tags show."""
    return head.replace(b"\x00", b"") if b"\x00" in head[:64] else head
