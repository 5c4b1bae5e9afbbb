"""What a file holds, judged by its first bytes and by its text, never by its name."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from enum import StrEnum
from itertools import islice
from pathlib import PurePosixPath

from w3lib.encoding import read_bom

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import MediaType
from newscrawl.readers.other_texts import (
    MAIL_HEADERS,
    is_json,
    is_mailbox,
    is_program,
    is_xml,
    other_text,
)
from newscrawl.text.encoding import is_binary, is_ebcdic, wide_encoding, without_padding

__all__ = ["HEAD", "Format", "belied", "format_of", "mail_in", "media_type", "promised"]

HEAD = 65_536
"""How many bytes of a file :func:`format_of` wants to see."""


class Format(StrEnum):
    """What holds pages, or packs what holds them; the value names it in messages.

    Deflated data are known by their container only.
    """

    PAGE = "a page"
    GZIP = "gzip data"
    BZIP2 = "bzip2 data"
    XZ = "xz data"
    LZMA = "LZMA data"
    ZSTD = "zstandard data"
    DEFLATE = "deflated data"
    ZIP = "a ZIP archive"
    TAR = "a tar archive"
    WARC = "a WARC archive"
    ARC = "an ARC archive"
    MHTML = "an MHTML page"
    WEBARCHIVE = "a property list"


_FORMATS: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", Format.GZIP),
    (b"BZh", Format.BZIP2),
    (b"\xfd7zXZ\x00", Format.XZ),
    (b"\x5d\x00\x00", Format.LZMA),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    # A frame to be skipped (RFC 8878 section 3.1.2); 0x5d is the dictionary of a .warc.zst.
    *((bytes([kind]) + b"\x2a\x4d\x18", Format.ZSTD) for kind in range(0x50, 0x60)),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"PK\x07\x08", Format.ZIP),
    (b"WARC/", Format.WARC),
    (b"warc/", Format.WARC),
    (b"filedesc://", Format.ARC),
    (b"bplist00", Format.WEBARCHIVE),
)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    *((signature, str(form)) for signature, form in _FORMATS),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "RIFF media"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x04\x22\x4d\x18", "LZ4 data"),
    (b"\x1f\x9d", "compress data"),
    (b"\x1f\xa0", "compress data"),
    (b"PAR1", "a Parquet file"),
    (b" CDX ", "an index of a web archive"),
    (b"%!PS", "a PostScript document"),
    (b"#!", "a script"),
    (b"BEGIN:VC", "a calendar or a card"),
    (b"[InternetShortcut]", "a link to a page"),
    (b"[Desktop Entry]", "a link to a page"),
    (b"-----BEGIN ", "a key or a certificate"),
    (b"!<arch>", "a software package"),
    *((b"07070" + kind, "a cpio archive") for kind in (b"1", b"2", b"7")),
    (b"\xc7\x71", "a cpio archive"),
)
# For all of them at once C looks many times faster than Python for each.
_FORMAT_MARKS = tuple(mark for mark, _ in _FORMATS)
_MARKS = tuple(mark for mark, _ in _SIGNATURES)
_MIME_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MIME_TYPE = re.compile(rb"^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_TAR_BLOCK, _TAR_SUM, _TAR_MAGIC = 512, slice(148, 156), slice(257, 262)
_DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"</?(?:article|p|div|h[1-6]|br|span|section|table|ul|li|meta|a)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(
    # Possessive and atomic: a page may open with thousands of comments.
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.*?-->)\s*+)*+"
    rb"(?:<!DOCTYPE (?!(?i:html))[^>]*+>\s*+)?+"
    rb"<(rss|feed|urlset|sitemapindex|rdf:RDF|svg|plist|opml|nitf|news(?:item|message|ml)"
    rb"|packageitem|tei|tt(?=\s[^>]{0,1000}?xmlns))\b",
    re.DOTALL | re.IGNORECASE,
)
# Apple Mail writes the length of a mail before it.
_BEFORE_A_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:\d{1,12} *\r?\n)?")
_SAVED_PAGE = b"<key>WebMainResource</key>"
_BLANK = b"\0 \t\r\n\f\v"
_FEWEST_TAGS = 3
_NAMED: Mapping[str, Format | MediaType] = {
    ".html": MediaType.HTML, ".htm": MediaType.HTML, ".xhtml": MediaType.HTML,
    ".txt": MediaType.TEXT, ".mht": Format.MHTML, ".mhtml": Format.MHTML,
    ".warc": Format.WARC, ".arc": Format.ARC, ".zip": Format.ZIP, ".wacz": Format.ZIP,
    ".tar": Format.TAR, ".gz": Format.GZIP, ".tgz": Format.GZIP, ".bz2": Format.BZIP2,
    ".xz": Format.XZ, ".zst": Format.ZSTD, ".webarchive": Format.WEBARCHIVE,
}  # fmt: skip
_NAMED_OTHERWISE = frozenset(
    ".bmp .csv .doc .gif .jpeg .jpg .js .json .mp3 .mp4 .pdf .png .rtf .svg .webp .xls".split()
)
"""Endings of what holds no page."""
_SHOWN = {MediaType.HTML: "HTML", MediaType.TEXT: "plain text"}


def format_of(head: bytes) -> Format:
    """Return what the file is that begins with *head*; all that holds no pages is a page here."""
    if head.startswith(_FORMAT_MARKS):
        return next(form for mark, form in _FORMATS if head.startswith(mark))
    if _is_tar(head[:_TAR_BLOCK]):
        return Format.TAR
    headers = MAIL_HEADERS.match(mail_in(head[:16_384]))
    if headers and _MIME_VERSION.search(headers[0]) and _MIME_TYPE.search(headers[0]):
        return Format.MHTML
    if _SAVED_PAGE in head:
        xml = _OTHER_XML.match(_ascii_view(head))
        if xml and xml[1].lower() == b"plist":
            return Format.WEBARCHIVE
    return Format.PAGE


def mail_in(data: bytes) -> bytes:
    """Return *data* without what may stand before the headers of a mail."""
    return _BEFORE_A_MAIL.sub(b"", data, count=1)


def media_type(body: bytes) -> MediaType:
    """Return what *body* is. Raises UnreadableInput, saying why, when it is no page."""
    body = without_padding(body)
    written = body.removeprefix(read_bom(body[:4])[1] or b"").lstrip(_BLANK)
    if not written:
        raise UnreadableInput("the file is empty")
    if signed := _signed(body) or _signed(written):
        raise UnreadableInput(f"{signed}, not a page")
    head = _ascii_view(body[:HEAD])
    if not head.strip():
        head = _ascii_view(written[:HEAD])
    if data := _data(body):
        raise UnreadableInput(f"{data}, not a page")
    if (match := _OTHER_XML.match(head)) and not _is_sprite(match[1], body):
        raise UnreadableInput(f"an XML document <{match[1].decode()}>, not a page")
    if is_mailbox(head):
        raise UnreadableInput("a mailbox, not a page")
    if _DOCUMENT.search(head) or _is_fragment(body, head):
        return MediaType.HTML
    if other := other_text(head):
        raise UnreadableInput(f"{other}, not a page")
    return MediaType.TEXT


def _data(body: bytes) -> str | None:
    """Return what *body* is if it is no text to be looked at, or none that can be read."""
    if is_json(body):
        return "a JSON document"
    if is_binary(body):
        return "binary data"
    return "a text in EBCDIC" if is_ebcdic(body) else None


def _signed(data: bytes) -> str | None:
    """Return what *data* says it is by its first bytes."""
    if not data.startswith(_MARKS):
        return None
    return next(what for mark, what in _SIGNATURES if data.startswith(mark))


def _is_sprite(name: bytes, body: bytes) -> bool:
    """Whether *body* begins with its icons: an SVG image, behind which a page follows."""
    return name.lower() == b"svg" and _is_marked_up(body.partition(b"</svg>")[2])


def _is_fragment(body: bytes, head: bytes) -> bool:
    """Whether *body* is HTML without a frame; a program may hold some, and begins otherwise.

    Scripts and icons may fill all of its *head*, also behind a text.
    """
    if not head.lstrip().startswith(b"<"):
        if not _is_marked_up(head) and b"<svg" in head:
            head = _without_icons(body)[:HEAD]
        return _is_marked_up(head) and not is_program(head)
    return _is_marked_up(head) or (not is_xml(head) and _is_marked_up(body))


def _without_icons(body: bytes) -> bytes:
    """Return *body* without the SVG images in it; one that is cut goes to the end."""
    return b"".join(part.partition(b"<svg")[0] for part in body.split(b"</svg>"))


def _is_marked_up(data: bytes) -> bool:
    return len(list(islice(_FRAGMENT.finditer(data), _FEWEST_TAGS))) == _FEWEST_TAGS


def promised(name: str) -> Format | MediaType | None:
    """Return what the ending of *name* promises; None for one that promises nothing."""
    return _NAMED.get(PurePosixPath(name).suffix.lower())


def belied(name: str, found: Format | MediaType) -> str | None:
    """Return a remark when the ending of *name* promises something other than what was *found*."""
    suffix, named = PurePosixPath(name).suffix.lower(), promised(name)
    if named is found or (named is None and suffix not in _NAMED_OTHERWISE):
        return None
    what = _SHOWN[found] if isinstance(found, MediaType) else str(found)
    return f"its name ends in {suffix}, but it is {what}: read as that"


def _is_tar(block: bytes) -> bool:
    """Whether *block* is a tar header: it says so (POSIX ustar), or its checksum is right."""
    if block[_TAR_MAGIC] == b"ustar":
        return True
    if len(block) < _TAR_BLOCK or not block[0]:
        return False
    try:
        stated = int(block[_TAR_SUM].strip(b"\0 "), 8)
    except ValueError:
        return False
    return stated == sum(block) - sum(block[_TAR_SUM]) + 8 * ord(" ")


def _ascii_view(head: bytes) -> bytes:
    """Return *head* without marks and NUL bytes, and as UTF-8 if it is UTF-16 or UTF-32."""
    wide = wide_encoding(head)
    view = head.decode(wide, "replace").encode() if wide else head
    return view.removeprefix(BOM_UTF8).replace(b"\x00", b"")
