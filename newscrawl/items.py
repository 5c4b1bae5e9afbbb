"""NewsArticle: what leaves newscrawl, in schema.org's words.

Every field is null (None) or an empty list when the page does not say; never an empty string.
``SCHEMA_ORG`` maps each field to its property of https://schema.org/NewsArticle; the last three
have none, and stand under their own names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

__all__ = [
    "SCHEMA_ORG",
    "Cluster",
    "Evidence",
    "Image",
    "NewsArticle",
    "Policy",
    "Provenance",
    "Related",
]


@dataclass(slots=True)
class Image:
    """A picture that belongs to the article."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(slots=True)
class Related:
    """An article that this one points to ("Baca juga", "Read also")."""

    title: str
    url: str | None = None


@dataclass(slots=True)
class Evidence:
    """One published statement that bears on the use of the page, quoted.

    ``effects`` maps purposes to ``deny``, ``restrict``, ``allow`` or ``none``;
    ``conditions`` holds only those that the statement names.
    """

    signal: str
    kinds: list[str]
    source: str
    locator: str
    text: str
    sha256: str
    effects: dict[str, str]
    holder: str | None = None
    conditions: dict[str, Any] = field(default_factory=dict)
    level: str = "certain"
    scope: str = "page"


@dataclass(slots=True)
class Policy:
    """The verdict for the declared purposes, with everything it rests on."""

    purposes: list[str] = field(default_factory=list)
    decision: str = "allowed"
    effects: dict[str, str] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    permission: str | None = None
    valid_until: str | None = None


@dataclass(slots=True)
class Cluster:
    """The articles, of all runs, that are copies of one another, and what this one is to them.

    ``role`` is ``original``, ``copy``, or ``version``: another text of the original's publisher.
    It has the share ``similarity`` of ``original`` (an address or a path), which is taken for the
    original on the ``ground`` that ``reason`` tells in words.
    """

    id: int
    role: str
    similarity: float
    original: str
    ground: str
    reason: str


@dataclass(slots=True)
class Provenance:
    """Where the article came from and which of its fields rest on inference."""

    origin: str = "file"
    path: str | None = None
    record: str | None = None
    fetched_at: str | None = None
    status: int | None = None
    sha256: str | None = None
    extractor: str | None = None
    inferred: list[str] = field(default_factory=list)
    near_duplicates: list[str] = field(default_factory=list)
    cluster: Cluster | None = None
    changed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class NewsArticle:
    """One news article.

    Dates are ISO 8601, with an offset where the zone is proven, date only where only the day
    is known. Names are lists of strings. ``article_body`` separates paragraphs by a line feed
    and keeps the dateline as printed. ``restricted`` is true unless the decision is ``allowed``.
    """

    url: str | None = None
    canonical_url: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    article_body: str | None = None
    article_section: str | None = None
    keywords: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    dateline: str | None = None
    source_organization: list[str] = field(default_factory=list)
    publisher: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    in_language: str | None = None
    images: list[Image] = field(default_factory=list)
    is_accessible_for_free: bool | None = None
    copyright_holder: str | None = None
    copyright_year: int | None = None
    copyright_notice: str | None = None
    license: str | None = None
    usage_info: str | None = None
    related: list[Related] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    restricted: bool = False
    policy: Policy = field(default_factory=Policy)
    provenance: Provenance = field(default_factory=Provenance)


SCHEMA_ORG: Mapping[str, str] = MappingProxyType(
    {
        "url": "url",
        "canonical_url": "mainEntityOfPage",
        "headline": "headline",
        "alternative_headline": "alternativeHeadline",
        "description": "description",
        "article_body": "articleBody",
        "article_section": "articleSection",
        "keywords": "keywords",
        "authors": "author",
        "editors": "editor",
        "translators": "translator",
        "contributors": "contributor",
        "dateline": "dateline",
        "source_organization": "sourceOrganization",
        "publisher": "publisher",
        "date_published": "datePublished",
        "date_modified": "dateModified",
        "in_language": "inLanguage",
        "images": "image",
        "is_accessible_for_free": "isAccessibleForFree",
        "copyright_holder": "copyrightHolder",
        "copyright_year": "copyrightYear",
        "copyright_notice": "copyrightNotice",
        "license": "license",
        "usage_info": "usageInfo",
        "related": "relatedLink",
        "corrections": "correction",
        "restricted": "restricted",
        "policy": "policy",
        "provenance": "provenance",
    }
)
