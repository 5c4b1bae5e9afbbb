"""Raw fields and passages to a NewsArticle: every field clean, each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from newscrawl.extraction import RawArticle
from newscrawl.items import NewsArticle, Provenance
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.candidates import Clock
from newscrawl.normalisation.captions import read_image
from newscrawl.normalisation.classification import classify, split
from newscrawl.normalisation.closings import without_biography
from newscrawl.normalisation.layout import Layout, lay_out
from newscrawl.normalisation.lexicon import Role, lexicon
from newscrawl.normalisation.lines import Line, is_prose, size
from newscrawl.normalisation.makers import find_makers
from newscrawl.normalisation.organisations import (
    find_publisher,
    named_sources,
    source_organisations,
)
from newscrawl.normalisation.people import unique
from newscrawl.normalisation.publication import modified, published
from newscrawl.normalisation.related import pointers, related
from newscrawl.normalisation.rights import find_copyright, holding_agencies, site_holder
from newscrawl.page import MediaType, Page
from newscrawl.text.cleaning import clean, collapse
from newscrawl.text.language import normal_tag
from newscrawl.text.sentences import ends_sentence

__all__ = ["normalise"]

Notices: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]

_TAG_MARK = re.compile(r"\s*[,;#|،、，؛]\s*|\s[·•]\s")
_LONGEST_TAG = 5
_SITE_MARKS = (" - ", " | ", " – ", " — ", " :: ", " • ")


def normalise(
    raw: RawArticle,
    *,
    page: Page,
    language: str | None,
    notices: Notices,
) -> NewsArticle:
    """Return the article that *raw* describes, all fields but ``restricted`` and ``policy``.

    *language* is the article's, settled. *notices* maps the index of a block to the spans of
    its text that are notices; these are in no field. Of the provenance, ``extractor`` and
    ``inferred`` are filled. Never raises for any content.
    """
    plain = page.media_type is MediaType.TEXT
    lines = split(raw.passages, notices, language, plain=plain)
    house = _text(raw.publisher)
    layout = lay_out(
        lines,
        language,
        plain=plain,
        house=_text(raw.agency) or house,
        told=(*raw.headlines, *raw.keywords, raw.section or "", raw.opening or ""),
    )
    rights = find_copyright(raw, layout.editorial, language)
    holder = site_holder(raw, rights, language) or rights.holder
    publisher = find_publisher(house, holder, layout, plain=plain)
    headline = _headline(raw, layout, publisher.name)
    agency = find_agency(publisher.name)
    zone = raw.zone or (agency.zone if agency else None)
    clock = Clock.for_page(page, _regional(raw.language, language), zone)
    appeared = published(raw.published, layout, rights.year, clock, raw.head_lines)
    notes = list(split(raw.footnotes, notices, language, plain=False))
    makers = find_makers(raw, layout, notes, publisher=publisher.name, language=language)
    sources = (
        *map(collapse, raw.source_organization),
        *named_sources(layout, language),
        *holding_agencies(layout.editorial, language),
        *makers.organisations,
    )
    concluded = {"publisher": publisher.inferred, "date_published": appeared.inferred}
    return NewsArticle(
        url=_text(raw.url),
        canonical_url=_text(raw.canonical_url),
        headline=headline,
        alternative_headline=_second(raw, headline, language),
        description=_other(_description(raw, language) or layout.description, headline),
        article_body=_body(layout, headline, makers.authors, language),
        article_section=_text(raw.section or layout.section),
        keywords=_texts(raw.keywords or _tags(layout, fewest=1 if plain else 2)),
        authors=list(makers.authors),
        editors=list(makers.editors),
        translators=list(makers.translators),
        contributors=list(makers.contributors),
        dateline=layout.dateline.place if layout.dateline else None,
        source_organization=source_organisations(filter(None, sources), publisher.name),
        publisher=publisher.name,
        date_published=appeared.iso,
        date_modified=modified(raw.modified, layout, clock, appeared.iso, raw.head_lines),
        in_language=language,
        images=[read_image(image, language, publisher.name) for image in raw.images],
        is_accessible_for_free=raw.is_accessible_for_free,
        copyright_holder=rights.holder,
        copyright_year=rights.year,
        copyright_notice=rights.notice or None,
        license=_text(raw.license),
        usage_info=_text(raw.usage_info),
        related=related([*layout.editorial, *pointers(raw.pointers, language)], headline),
        corrections=_corrections([*layout.editorial, *notes]),
        provenance=Provenance(
            extractor=raw.extractor, inferred=[name for name in concluded if concluded[name]]
        ),
    )


def _regional(declared: str | None, language: str | None) -> str | None:
    """Return *language* with the country that the page declares with it: a month may lead there."""
    return declared if language and normal_tag(declared) == language else language


def _text(value: str | None) -> str | None:
    return (collapse(clean(value)) or None) if value else None


def _texts(values: Iterable[str]) -> list[str]:
    return list(unique(text for value in values if (text := _text(value))))


def _other(value: str | None, headline: str | None) -> str | None:
    """Return *value* unless it only repeats the headline."""
    text = _text(value)
    if text is None or headline is None:
        return text
    return text if text.casefold().rstrip(".") != headline.casefold().rstrip(".") else None


def _description(raw: RawArticle, language: str | None) -> str | None:
    """Return the description, unless that speaks to the reader about the page."""
    text = _text(raw.description)
    return None if _prompts(text, language) else text


def _second(raw: RawArticle, headline: str | None, language: str | None) -> str | None:
    """Return the second headline, unless that speaks to the reader about the page."""
    text = _other(raw.alternative_headline, headline)
    return None if _prompts(text, language) else text


def _prompts(text: str | None, language: str | None) -> bool:
    return text is not None and classify(Line(text, 0), language, plain=False).kind is Role.PROMPT


def _headline(raw: RawArticle, layout: Layout, publisher: str | None) -> str | None:
    headline = next((text for value in raw.headlines if (text := _text(value))), layout.headline)
    if headline and publisher:
        for mark in _SITE_MARKS:
            stem, found, site = headline.rpartition(mark)
            if found and stem and site.casefold() == publisher.casefold():
                return stem.strip()
    return headline


def _body(
    layout: Layout, headline: str | None, authors: Sequence[str], language: str | None
) -> str | None:
    texts = [line.text for line in without_biography(layout.body, authors, lexicon(language))]
    if headline:
        texts = texts[_after_headline(layout.body, headline.casefold()) :]
    return "\n".join(texts) or None


def _after_headline(body: Sequence[Line], headline: str) -> int:
    """Return the index of the line behind *headline*, where no prose stands above it; else 0.

    Old pages set menu, headline and text in one cell of a table.
    """
    for index, line in enumerate(body):
        if line.text.casefold() == headline:
            return index + 1
        if line.is_prose:
            break
    return 0


def _tags(layout: Layout, *, fewest: int) -> list[str]:
    """Return what stands behind labels of tags, "Tags: harbour, ferry": none of too few.

    Not the rest of a sentence: "Topics: the harbour, the ferry, and what they cost."
    """
    values = [line.value for line in layout.editorial if line.kind is Role.TAGS]
    told = [value for value in values if not (ends_sentence(value) and is_prose(value))]
    tags = [tag.strip(" .") for value in told for tag in _TAG_MARK.split(value)]
    found = [tag for tag in tags if tag and size(tag) <= _LONGEST_TAG]
    return found if len(found) >= fewest else []


def _corrections(lines: Iterable[Line]) -> list[str]:
    notes = {Role.CORRECTIONS, Role.REPUBLISHED}
    return _texts(line.text for line in lines if line.kind in notes)
