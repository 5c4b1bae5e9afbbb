"""What a page itself carries: every reader of headers, head, markup and structured data."""

from __future__ import annotations

from datetime import datetime

from newscrawl.document import Document
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.directives import directive_statements
from newscrawl.policy.signals.licences import licence_statements
from newscrawl.policy.signals.rsl import rsl_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.tdmrep import page_reservations, tdm_statements
from newscrawl.policy.signals.usage import usage_statements

__all__ = ["PRODUCT_TOKEN", "page_statements"]

PRODUCT_TOKEN = "newscrawl"  # noqa: S105  # RFC 9309 calls it a token
"""The name that sites address us by."""


def page_statements(document: Document, now: datetime) -> tuple[Statement, ...]:
    """Return what the page of *document* says of its use, by *now* (aware), each once."""
    source = Source.of(document.page)
    found = (
        *tdm_statements(page_reservations(document), source),
        *directive_statements(document, source, PRODUCT_TOKEN, now),
        *usage_statements(document, source),
        *licence_statements(document, source),
        *rsl_statements(document, source),
    )
    known = {(each.signal, each.kinds, each.locator, each.text): each for each in found}
    return tuple(known.values())
