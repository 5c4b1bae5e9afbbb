"""What a page of terms says to machines: a statement for every page of the site.

Such a page says many things. What it forbids the people who write, vote or register on the site,
and what it says of their data, is no notice, though it names robots or AI: it is one only where
crawlers and what is published are meant, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from newscrawl.document import Document, Place, parse
from newscrawl.page import Page
from newscrawl.policy.model import Level, Scope, Statement
from newscrawl.policy.notices import Kind, Notice, find_notices, statements
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.reading import overlaps as overlap
from newscrawl.policy.terms.links import TermsLink, terms_links
from newscrawl.policy.terms.names import talk_of

__all__ = ["TermsReading", "read_terms"]

_MOST_STATEMENTS = 12
_LONGEST_QUOTE = 1_000
_LEVELS = list(Level)
_TEXTS = {Place.ARTICLE, Place.BODY}
# Sections of the news consist of links, terms do not.
_MOST_LINKED = 0.4
_STORIES = ("NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "BlogPosting")


@dataclass(frozen=True, slots=True)
class TermsReading:
    """What came of reading a page for the terms of its site.

    ``links`` are the terms it leads to. ``failure`` says in one line why the page itself is no
    terms; its ``statements`` are none then.
    """

    statements: tuple[Statement, ...] = ()
    links: tuple[TermsLink, ...] = ()
    failure: str = ""


def read_terms(page: Page, source: str) -> TermsReading:
    """Read *page*, which was asked for at *source*, as terms. Never raises for any content.

    Statements are those that have an effect on some purpose, at most 12, the surest first; they
    hold for the whole site.
    """
    document = parse(page)
    links = terms_links(document)
    if failure := _no_terms(document):
        return TermsReading(links=links, failure=failure)
    found = statements(_notices(document), source, page.sha256)
    surest = sorted(found, key=lambda each: -_LEVELS.index(each.level))
    kept = (_site_wide(each) for each in surest[:_MOST_STATEMENTS])
    return TermsReading(tuple(kept), links)


def _no_terms(document: Document) -> str:
    """Return why the page *document* is no terms; empty when it may be."""
    if not urlsplit(document.page.url or "").path.strip("/"):
        return "it leads to the front page"
    if any(set(_types(node)) & set(_STORIES) for node in document.nodes):
        return "it leads to a story"
    texts = [block for block in document.blocks if block.box.place in _TEXTS]
    linked = sum(block.linked for block in texts)
    if linked > _MOST_LINKED * sum(len(block.text) for block in texts):
        return "it leads to a list"
    if not document.blocks:
        return "the page has no text"
    return ""


def _types(node: Mapping[str, Any]) -> Iterator[str]:
    value = node.get("@type")
    yield from (each for each in (value if isinstance(value, list) else [value]) if each)


def _notices(document: Document) -> Iterator[Notice]:
    name = document.meta("og:site_name", "application-name")
    found = find_notices(document, publishers=[name] if name else (), is_terms=True)
    for notice in found:
        if notice.level is Level.POSSIBLE or notice.target is not None:
            continue
        kinds = _of_machines(notice)
        if any(kind.is_machine_facing for kind in kinds):
            yield replace(notice, kinds=kinds)


def _of_machines(notice: Notice) -> tuple[Kind, ...]:
    """Return those kinds of *notice* that are not only about people and what is theirs."""
    reading = Reading(fold_text(notice.quote), lexicon(notice.language))
    is_private = _talks_of("privacy", reading)
    if not is_private and not _talks_of("conduct", reading):
        return notice.kinds
    is_meant = not is_private or reading.has("publication", "whole_site")
    kept = {Kind.TDM_RESERVATION}
    if is_meant and _is_of_crawlers(reading):
        kept |= {Kind.CRAWL_BAN, Kind.INDEX_BAN, Kind.AI_BAN}
    elif is_meant and reading.has("train"):
        kept.add(Kind.AI_BAN)
    return tuple(kind for kind in notice.kinds if kind in kept)


def _talks_of(subject: str, reading: Reading) -> bool:
    return talk_of(subject, reading.lexicon.language).search(reading.text) is not None


def _is_of_crawlers(reading: Reading) -> bool:
    """Whether it names what only crawlers do, or a machine that takes something."""
    if reading.acts("crawl"):
        return True
    uses = reading.spans("use")
    takes = [span for span in reading.acts("take") if not overlap(span, uses)]
    return bool(takes) and reading.has("automation")


def _site_wide(statement: Statement) -> Statement:
    return replace(statement, text=statement.text[:_LONGEST_QUOTE], scope=Scope.SITE)
