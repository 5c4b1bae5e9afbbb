"""Small invented pages for the readers of what a page carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from newscrawl.document import Document, parse
from newscrawl.page import Page

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
URL = "https://news.example/a"


def page(markup: str = "<p>x", headers: Mapping[str, str] | None = None) -> Document:
    return parse(Page.of_response(markup.encode(), url=URL, headers=(headers or {}).items()))
