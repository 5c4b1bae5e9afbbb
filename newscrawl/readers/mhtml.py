"""MHTML, a page saved with its pictures in one file (RFC 2557): the page."""

from __future__ import annotations

import base64
import binascii
import quopri
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import Origin, Page
from newscrawl.readers.content import mail_in, media_type
from newscrawl.readers.model import Place
from newscrawl.readers.moments import moment
from newscrawl.readers.responses import is_to_its_end
from newscrawl.readers.streams import oversize
from newscrawl.urls import is_web_url

__all__ = ["read_mhtml"]

_LONGEST_LINE = 65_536
_LONGEST_HEADER = 262_144
_HTML = frozenset(["text/html", "application/xhtml+xml"])
_Part = tuple[Message, bytes, bool]
"""Headers, encoded content, and whether that is whole."""


def read_mhtml(stream: BinaryIO, place: Place, limit: int) -> Page:
    """Return the page in *stream*: the part that its root names, else the first that is HTML.

    The address and the moment are those that the saving browser wrote down. Raises
    UnreadableInput where it holds no page, one that is cut, or one of more than *limit* bytes.
    """
    root = _headers(stream) or Message()
    start = _text(root.get_param("start"))
    chosen: _Part | None = None
    for part in _html_parts(stream, root, 3 * limit):
        is_root = bool(start) and _text(part[0].get("content-id")) == start
        if chosen is None or is_root:
            chosen = part
        if is_root:
            break
    if chosen is None:
        raise UnreadableInput("it holds no HTML part")
    headers, content, is_whole = chosen
    body = _decoded(content, headers)
    if len(body) > limit:
        raise oversize(f"{len(body):,}", limit)
    if not body.strip():
        raise UnreadableInput("its HTML part is empty")
    if not is_whole and not is_to_its_end(body):
        raise UnreadableInput("its HTML part is cut")
    return _page(body, headers, root, place)


def _html_parts(stream: BinaryIO, root: Message, limit: int) -> Iterator[_Part]:
    """Yield the HTML parts of *stream*, at any depth."""
    boundaries: set[bytes] = set()
    headers: Message | None = root
    while headers is not None:
        if (boundary := headers.get_boundary()) is not None:
            boundaries.add(b"--" + boundary.encode("utf-8", "surrogateescape"))
        is_html = headers.get_content_type() in _HTML
        content, is_ended = _content(stream, boundaries, limit if is_html else 0)
        if is_html:
            # What has no boundary ends with the file.
            yield headers, content, is_ended or not boundaries
        headers = _headers(stream)


def _content(stream: BinaryIO, boundaries: set[bytes], limit: int) -> tuple[bytes, bool]:
    """Read up to the next boundary, or the end; return what stood before it, if it is wanted.

    The second value tells whether a boundary came.
    """
    content = bytearray()
    is_fresh = True
    while line := stream.readline(_LONGEST_LINE):
        if is_fresh and line.startswith(b"--") and _is_boundary(line.rstrip(), boundaries):
            return bytes(content), True
        is_fresh = line.endswith(b"\n")
        if limit:
            content += line
        if len(content) > limit > 0:
            raise UnreadableInput(f"its HTML part has more than {limit:,} bytes")
    return bytes(content), False


def _is_boundary(line: bytes, boundaries: set[bytes]) -> bool:
    return line in boundaries or (line.endswith(b"--") and line[:-2] in boundaries)


def _headers(stream: BinaryIO) -> Message | None:
    """Read headers up to the blank line; None at the end."""
    lines = bytearray()
    while (line := stream.readline(_LONGEST_LINE)).strip() or (line and not lines.strip()):
        lines += line
        if len(lines) > _LONGEST_HEADER:
            raise UnreadableInput("the headers of a part do not end")
    return BytesHeaderParser().parsebytes(mail_in(bytes(lines))) if lines else None


def _decoded(content: bytes, headers: Message) -> bytes:
    """Return *content* without its transfer encoding (RFC 2045 section 6)."""
    match _text(headers.get("content-transfer-encoding")).lower():
        case "quoted-printable":
            return quopri.decodestring(content)
        case "base64":
            try:
                return base64.b64decode(content)
            except binascii.Error as error:
                raise UnreadableInput(f"its base64 data are damaged ({error})") from error
        case _:
            return content


def _page(body: bytes, headers: Message, root: Message, place: Place) -> Page:
    address = _text(headers.get("content-location"))
    if not is_web_url(address):
        address = _text(root.get("snapshot-content-location"))
    page = Page.of_response(
        body,
        url=address if is_web_url(address) else None,
        headers=[("content-type", _text(headers.get("content-type")) or "text/html")],
    )
    return replace(
        page,
        media_type=media_type(body),
        fetched_at=moment(parsedate_to_datetime, _text(root.get("date"))),
        origin=Origin.FILE,
        path=place.path,
        record=place.record,
    )


def _text(value: object) -> str:
    """Return the *value* of a header or of a parameter as one line; empty when there is none."""
    if isinstance(value, tuple):  # RFC 2231: charset, language, text
        value = value[2]
    return "" if value is None else " ".join(str(value).split())
