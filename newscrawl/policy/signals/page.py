"""What a page itself carries: every reader of headers, head, markup and structured data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newscrawl.document import Document
from newscrawl.page import Page
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.directives import directive_statements, header_directives
from newscrawl.policy.signals.licences import licence_statements
from newscrawl.policy.signals.rsl import linked_documents, rsl_statements, unread_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.tdmrep import (
    header_reservation,
    page_reservations,
    tdm_statements,
)
from newscrawl.policy.signals.usage import usage_statements

__all__ = ["PRODUCT_TOKEN", "header_statements", "page_statements"]

PRODUCT_TOKEN = "newscrawl"  # noqa: S105  # RFC 9309 calls it a token
"""The name that sites address us by."""


def page_statements(document: Document, now: datetime) -> tuple[Statement, ...]:
    """Return what the page of *document* says of its use, by *now* (aware), each once."""
    source = Source.of(document.page)
    found = (
        *tdm_statements(page_reservations(document), source),
        *directive_statements(document, source, PRODUCT_TOKEN, now),
        *usage_statements(document.page, source),
        *licence_statements(document, source),
        *rsl_statements(document, source),
    )
    return _distinct(found)


def header_statements(page: Page, now: datetime) -> tuple[Statement, ...]:
    """Return what the headers of *page* alone say of its use, by *now* (aware), each once.

    The body, which may not have come yet, is no evidence: no statement has its hash.
    """
    source = Source(page.url or page.name)
    return _distinct(
        (
            *tdm_statements([header_reservation(page)], source),
            *header_directives(page, source, PRODUCT_TOKEN, now),
            *usage_statements(page, source),
            *unread_statements(linked_documents(page), source),
        )
    )


def _distinct(found: Iterable[Statement]) -> tuple[Statement, ...]:
    known = {(each.signal, each.kinds, each.locator, each.text): each for each in found}
    return tuple(known.values())
