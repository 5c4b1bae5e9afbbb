"""Really Simple Licensing 1.0: where a page declares its documents.

Declared in a Link header, a link or an inline script; a feed carries its terms itself, and
robots.txt names documents in ``License`` records. What is declared but was not read, or cannot be,
is held as unlicensed: it restricts the purposes of machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newscrawl.document import Document
from newscrawl.page import Page
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.link_header import absolute, licence_links
from newscrawl.policy.signals.rsl_document import INLINE, read_rsl, terms_statements
from newscrawl.policy.signals.source import Source
from newscrawl.urls import is_web_url

__all__ = [
    "declared_documents",
    "linked_document",
    "linked_documents",
    "rsl_statements",
    "unread_statements",
]

_SCRIPT = "rsl+xml"
_TYPE = f"application/{_SCRIPT}"
_UNREAD = ("unread",)
_LOCATOR = "license link"


def linked_documents(page: Page) -> tuple[str, ...]:
    """Return the RSL documents that the Link headers of *page* name (RFC 8288)."""
    found = (link.url for link in licence_links(page) if _TYPE in link.media_type)
    return tuple(dict.fromkeys(found))


def declared_documents(document: Document) -> tuple[str, ...]:
    """Return the RSL documents that *document* names; ``inline`` stands for one within it."""
    found = [*linked_documents(document.page)]
    found += [
        link.url
        for link in document.head_links
        if "license" in link.rel and _TYPE in link.text.lower() and is_web_url(link.url)
    ]
    if _is_marked(document):
        anchors = document.select(f'a[rel~="license" i][type*="{_SCRIPT}" i][href]')
        addresses = (absolute(document.base_url, each.attributes["href"]) for each in anchors)
        found += filter(is_web_url, addresses)
    found += [INLINE for _ in _scripts(document)]
    return tuple(dict.fromkeys(found))


def rsl_statements(document: Document, source: Source) -> Iterator[Statement]:
    """Yield what RSL says of the page of *document*: its own terms, and documents to be read."""
    for script in _scripts(document):
        terms = read_rsl(script.encode("utf-8", "replace"), document.page.url or "/")
        yield from terms_statements(terms, script, source)
    yield from unread_statements(declared_documents(document), source)


def unread_statements(documents: Iterable[str], source: Source) -> Iterator[Statement]:
    """Yield that *documents* are declared, and nobody has read them."""
    for address in documents:
        if address != INLINE:
            yield source.statement("rsl", _UNREAD, _LOCATOR, address)


def linked_document(statement: Statement) -> str | None:
    """Return the document that, by *statement*, a page links to and nobody has read; else None."""
    is_link = statement.signal == "rsl" and statement.kinds == _UNREAD
    return statement.text if is_link and statement.locator == _LOCATOR else None


def _scripts(document: Document) -> list[str]:
    if not _is_marked(document):
        return []
    return [each.text for each in document.select(f'script[type*="{_SCRIPT}" i]')]


def _is_marked(document: Document) -> bool:
    return _SCRIPT in " ".join(document.marks)
