"""What extraction hands to normalisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from newscrawl.document import Link
from newscrawl.items import Image

__all__ = ["Passage", "PassageKind", "RawArticle", "RawDate"]


class PassageKind(StrEnum):
    """What a passage of the body is; a pointer is none, but one of a list of links beside it."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    ITEM = "item"
    QUOTE = "quote"
    POINTER = "pointer"


class Passage(NamedTuple):
    """One piece of the article container, in reading order, editorial lines included.

    ``text`` keeps line feeds where the page breaks the line. ``block`` is the index of the
    block it came from: notices are taken out of the body by it; -1 when the text stands in
    structured data only.
    """

    text: str
    block: int
    kind: PassageKind = PassageKind.PARAGRAPH
    links: tuple[Link, ...] = ()
    start: int = 0


class RawDate(NamedTuple):
    """A date as written, and what said it (``json-ld``, ``meta[article:published_time]``)."""

    text: str
    source: str


@dataclass(slots=True)
class RawArticle:
    """Fields as the page gives them, best evidence first where there are several.

    ``passages`` is the article container's text: for a page its body candidates, for a plain
    text every line; ``pointers`` are lists of links beside it, each below its heading,
    ``footnotes`` what is called a note below it. ``headlines``, ``published`` and ``modified``
    are ranked candidates.
    ``site_notice`` is the copyright line at the foot of the page, which speaks for the site.
    ``authors`` come from structured data, and so do ``organisations``: those among them that
    are none of people. ``bylines`` are visible lines that name people, ``head_lines`` the short
    lines around the headline, ``opening`` the bold type that the text begins with. ``zone`` and
    ``agency`` are what is known of the publisher;
    ``stale_rules`` tells which of the rules for it match no more.
    """

    headlines: list[str] = field(default_factory=list)
    alternative_headline: str | None = None
    description: str | None = None
    section: str | None = None
    keywords: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    head_lines: list[str] = field(default_factory=list)
    opening: str | None = None
    source_organization: list[str] = field(default_factory=list)
    publisher: str | None = None
    published: list[RawDate] = field(default_factory=list)
    modified: list[RawDate] = field(default_factory=list)
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    images: list[Image] = field(default_factory=list)
    is_accessible_for_free: bool | None = None
    copyright_holder: str | None = None
    copyright_year: str | None = None
    copyright_notice: str | None = None
    site_notice: str | None = None
    license: str | None = None
    usage_info: str | None = None
    passages: list[Passage] = field(default_factory=list)
    pointers: list[Passage] = field(default_factory=list)
    footnotes: list[Passage] = field(default_factory=list)
    zone: str | None = None
    agency: str | None = None
    stale_rules: list[str] = field(default_factory=list)
    extractor: str = "fast"
