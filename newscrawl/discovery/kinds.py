"""What a document is, judged by its content: servers and names of files are often wrong."""

from __future__ import annotations

import re

from newscrawl.discovery.model import Kind
from newscrawl.discovery.problems import Problems
from newscrawl.discovery.unpacking import is_gzip, unpacked
from newscrawl.page import Page
from newscrawl.text.encoding import decode, is_binary

__all__ = ["ROOT", "is_json", "kind_of"]

ROOT = re.compile(
    r"<(?:[\w-]{1,20}:)?(?P<name>rss|rdf|feed|channel|urlset|sitemapindex)(?=[\s>/])",
    re.IGNORECASE,
)
"""The start of the element that holds a feed or a sitemap."""

_KINDS = {"urlset": Kind.SITEMAP, "sitemapindex": Kind.INDEX}
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|article|div|h[1-6]|li|main|meta|p|section|span|table|ul)[\s>/]", re.IGNORECASE
)
_FEWEST_TAGS = 3
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
_JSON_FEED = re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/")
_HEAD = 16_384


def kind_of(page: Page) -> Kind:
    """Return what *page* is. A feed in an HTML page, as an example, leaves it a page."""
    head = _head(page)
    if head is None:
        return Kind.OTHER
    document = _PAGE.search(head)
    root = ROOT.search(head)
    if root is not None and (document is None or root.start() < document.start()):
        return _KINDS.get(root["name"].lower(), Kind.FEED)
    if document is not None:
        return Kind.PAGE
    if is_json(head):
        return Kind.FEED if _JSON_FEED.search(head) else Kind.OTHER
    if _is_list_of_addresses(head):
        return Kind.SITEMAP
    return Kind.PAGE if len(_TAG.findall(head)) >= _FEWEST_TAGS else Kind.OTHER


def is_json(text: str) -> bool:
    """Whether *text* begins like a JSON object."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def _head(page: Page) -> str | None:
    """Return the beginning of the text; None when there is none, or it is no text."""
    body = page.body
    if is_gzip(body):
        body = unpacked(body[: 4 * _HEAD], _HEAD, Problems())
    body = body[:_HEAD]
    if not body.strip() or is_binary(body):
        return None
    return decode(body, page.charset, markup=True).text


def _is_list_of_addresses(head: str) -> bool:
    """Whether each line is a web address: a sitemap as plain text."""
    lines = [line for line in head.lstrip("\ufeff").split("\n")[:20] if line.strip()]
    complete = lines[:-1] or lines
    return bool(complete) and all(_ADDRESS.fullmatch(line.strip()) for line in complete)
