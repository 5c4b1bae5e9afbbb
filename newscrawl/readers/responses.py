"""Records of web archives: which of them hold a page, and the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import MediaType, Origin, Page
from newscrawl.readers.archived_policies import ArchivedPolicies, is_policy_file
from newscrawl.readers.content import media_type
from newscrawl.readers.messages import NO_STATUS, SHORT, Message, read_message
from newscrawl.readers.model import Place
from newscrawl.readers.records import Damage, Record, moment_in
from newscrawl.urls import is_web_url

__all__ = [
    "PAGE_KINDS", "is_about_page", "is_about_policy", "is_response", "is_to_its_end", "note_policy",
    "page_of", "page_of_response",
]  # fmt: skip

_HTML_TYPES = frozenset(["text/html", "application/xhtml+xml"])
_VAGUE_TYPES = frozenset(["", "application/octet-stream", "text/xml", "application/xml", "unknown"])
_TEXT_TYPES = frozenset(["", "text/plain"])
PAGE_KINDS = frozenset(["response", "resource", "conversion"])
"""The types of the records that may hold a page."""
_OTHER_KINDS = frozenset(["warcinfo", "request", "metadata", "revisit", "continuation"])
_RSL, _RSL_TYPE = b"rsl", "application/rsl+xml"
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
_WITHOUT_PAGE = frozenset([204, 205, 206])
_PAGE_SIGN = re.compile(
    rb"content-type:[ \t]*(?:text/(?:html|plain)|application/xhtml)|<html|<!doctype html",
    re.IGNORECASE,
)
_HTML_END, _LONGEST_TRAILER = b"</html", 4_096
_SUCCESS, _NOT_MODIFIED = 2, 304
_HTTP, _LONGEST_STATUS = b"HTTP/", 1_024
_LONGEST_START = 8_192
"""Of an RSL document: what it is shows there, as it shows in its HTTP head."""
_MOST_HEADS = 20
"""Of one page: that of a proxy, those of redirects, its own."""
_SCHEMES_OF_FILES = frozenset(["", "file", "ftp"])
_FOR_MACHINES = (".txt", ".xml", ".json", ".js", ".css", ".csv")


def is_about_page(headers: Mapping[str, str], head: bytes) -> bool:
    """Whether a record with *headers*, whose block begins with *head*, may hold a page.

    One whose HTTP head cannot be read may, if anything in it speaks of one.
    """
    if _kind(headers) in _OTHER_KINDS or is_policy_file(_url(headers)):
        return False
    message = _message(headers, head)
    if message.status != NO_STATUS and not _is_success(message.status):
        return False
    if message.fault:
        # Of headers longer than what is seen here the type may come behind.
        is_open = bool(message.status and not message.content_type)
        return (is_open or bool(_PAGE_SIGN.search(head))) and _is_for_people(_url(headers))
    declared = message.content_type
    if declared in _HTML_TYPES | _VAGUE_TYPES | _TEXT_TYPES:
        return True
    # A server may call a page something else; what is packed cannot be looked at here.
    return not message.is_encoded and _is_html(message.content)


def is_about_policy(files: ArchivedPolicies, headers: Mapping[str, str], head: bytes) -> bool:
    """Whether a record with *headers*, whose block begins with *head*, may hold a policy file.

    One to which a redirect led is known by *files*; RSL, which has no place, by what it is.
    """
    is_other = _kind(headers) in _OTHER_KINDS
    if files.takes(_url(headers)):
        return not is_other or _kind(headers) == "revisit"
    return not is_other and _RSL in head[:_LONGEST_START].lower()


def note_policy(files: ArchivedPolicies, record: Record | Damage) -> None:
    """Let *files* take what *record* tells of a policy file, if it does."""
    url, headers = _url(record.headers), record.headers
    if isinstance(record, Damage):
        if files.takes(url):
            reason = f"its record is damaged: {record.reason}"
            files.add_failure(url, moment_in(headers, "warc-date"), reason)
    elif record.block is not None and is_web_url(url):
        counts = files.takes(url)
        message, fault = _message(headers, record.block), _why_unsure(headers)
        if record.is_torn:
            fault = fault or "it may go on behind its record, where no other begins"
        if message.status is None and _is_http(headers):
            fault = fault or "it has no status line of HTTP"
        if counts and _is_unchanged(record.kind, message):
            original = headers.get("warc-refers-to-target-uri", "").strip("<>")
            since = moment_in(headers, "warc-refers-to-date")
            files.add_unchanged(url, record.date, original, since)
        elif counts:
            files.add(url, record.date, message, fault)
        if _is_rsl(message) and not is_policy_file(url):
            files.add_rsl(url, record.date, message, fault)


def page_of(record: Record, place: Place, limit: int) -> Page | None:
    """Return the page in *record*, which stands at *place*; None when it holds none.

    Raises UnreadableInput where it is damaged, cut by its archiver, or over *limit* bytes, and
    where its HTTP head cannot be read.
    """
    if record.block is None:
        return None
    message = _message(record.headers, record.block)
    if reason := _why_unsure(record.headers) or message.fault:
        raise UnreadableInput(reason)
    body = message.body(limit)
    kind = _page_type(body, message, record.url)
    is_answer = message.status is not None or not _is_http(record.headers)
    if kind is None or (kind is MediaType.TEXT and not is_answer):
        return None  # What speaks another protocol looks like text.
    if message.is_short and not is_to_its_end(body):
        raise UnreadableInput(SHORT)
    page = Page.of_response(
        body, url=record.url if is_web_url(record.url) else None, headers=message.headers
    )
    return replace(
        page,
        media_type=kind,
        status=message.status,
        fetched_at=record.date,
        origin=Origin.FILE,
        path=place.path,
        record=place.record,
    )


def is_response(body: bytes) -> bool:
    """Whether *body* begins with the head of a response, as ``curl -i`` writes it."""
    return body.startswith(_HTTP) and bool(read_message(body[:_LONGEST_STATUS]).status)


def page_of_response(body: bytes, place: Place, limit: int) -> Page | None:
    """Return the page in the response *body*; None when it holds none.

    Heads of redirects and of proxies before it count for nothing. Raises as :func:`page_of` does.
    """
    for _ in range(_MOST_HEADS):
        message = read_message(body)
        # What a text quotes, in a response that says what it holds, is no head.
        is_own = _is_success(message.status) and message.content_type
        if is_own or not is_response(message.content):
            break
        body = message.content
    headers = {"warc-type": "response", "content-type": "application/http"}
    record = Record(0, headers, body)
    return page_of(record, place, limit) if is_about_page(headers, body) else None


def _why_unsure(headers: Mapping[str, str]) -> str:
    """Return why a record with *headers* may be no answer, or a part only; else nothing."""
    if (kind := _kind(headers)) not in PAGE_KINDS:
        return f"the type of the record is {kind[:20]!r}"
    if "warc-truncated" in headers:
        return f"its archiver cut it ({headers['warc-truncated'] or 'it does not say why'})"
    return "it is one segment of a record in several" if "warc-segment-number" in headers else ""


def _page_type(body: bytes, message: Message, url: str) -> MediaType | None:
    try:
        kind = media_type(body)
    except UnreadableInput:
        return None
    if kind is MediaType.HTML:
        return kind
    return kind if message.content_type in _TEXT_TYPES and _is_for_people(url) else None


def is_to_its_end(body: bytes) -> bool:
    """Whether *body* shows that nothing of it is missing, whatever length was told."""
    return _HTML_END in body[-_LONGEST_TRAILER:].lower()


def _is_for_people(url: str) -> bool:
    """Whether a text at *url* is no answer to a program, and no remark of the archiver."""
    if is_web_url(url):
        return not urlsplit(url).path.lower().endswith(_FOR_MACHINES)
    return url.partition(":")[0].lower() in _SCHEMES_OF_FILES


def _message(headers: Mapping[str, str], block: bytes) -> Message:
    """Return the block of a record as a response: a resource has none but its type."""
    declared = headers.get("content-type", "")
    if block.startswith(b"HTTP/") or _is_http(headers):
        return read_message(block)
    return Message(None, (("content-type", declared),) if declared else (), block)


def _is_http(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").lower().startswith("application/http")


def _is_success(status: int | None) -> bool:
    return status is None or (status // 100 == _SUCCESS and status not in _WITHOUT_PAGE)


def _is_unchanged(kind: str, message: Message) -> bool:
    """Whether *message*, in a record of that *kind*, has the body of an earlier one.

    A revisit of an error or a redirect tells all that there is to know.
    """
    is_repeated = kind == "revisit" and (not message.status or _is_success(message.status))
    return is_repeated or message.status == _NOT_MODIFIED


def _is_rsl(message: Message) -> bool:
    """Whether *message* is a document of Really Simple Licensing, by its type or its root."""
    root = _ROOT.search(message.content, 0, _LONGEST_START)
    return message.content_type == _RSL_TYPE or (root is not None and root[1].lower() == _RSL)


def _is_html(head: bytes) -> bool:
    try:
        return media_type(head) is MediaType.HTML
    except UnreadableInput:
        return False


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("warc-type", "").lower()


def _url(headers: Mapping[str, str]) -> str:
    return headers.get("warc-target-uri", "").strip("<>")
