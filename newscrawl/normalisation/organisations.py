"""The organisations behind an article: its publisher, and those that it took the news from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from newscrawl.normalisation.agencies import canonical_name, find_agency, same_organisation
from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role, lexicon
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import wording
from newscrawl.text.cleaning import collapse

__all__ = ["Publisher", "find_publisher", "named_sources", "source_organisations"]

_SEPARATOR = re.compile(r"\s*[,;、，،؛|]\s*")
_INLINE_SIGN_OFF = re.compile(r"[(（/]([^()（）/]{2,30})[)）/]\s*\.?$")
_DASH = re.compile(r"\s[–—-]+\s")
_SPACE = re.compile(r"\s+")
_CAPITALISED = re.compile(r"[^\W\d_a-z]")
_MOST_NAME_WORDS = 3
_INITIALS = re.compile(r"[^\W\d_A-Z]{2,4}")
_EDGES = " .:()（）[]【】<>*–—-"
_LONGEST = 80
_LONGEST_REPORT = 60


class Publisher(NamedTuple):
    """A publisher's name; ``inferred`` when only a dateline bears witness to it."""

    name: str | None = None
    inferred: bool = False


def find_publisher(
    declared: str | None, holder: str | None, layout: Layout, *, plain: bool
) -> Publisher:
    """Return who published the article.

    In this order: what the page declares; the copyright *holder*; for a plain text a
    publisher that its dateline or byline names; without any other witness the agency of the
    dateline. An agency that the dateline names as well goes by its canonical name.
    """
    filed = layout.dateline.organisations if layout.dateline else ()
    if declared:
        own = any(same_organisation(declared, name) for name in filed)
        return Publisher(canonical_name(declared) if own else declared)
    if holder:
        return Publisher(canonical_name(holder))
    if not plain:
        return Publisher()
    for name in (*filed, *_bylined(layout)):
        if (agency := find_agency(name)) is not None and agency.is_publisher:
            return Publisher(agency.name, inferred=True)
    if filed and not any(line.kind is Role.SOURCES for line in layout.editorial):
        return Publisher(filed[0], inferred=True)
    return Publisher()


def _bylined(layout: Layout) -> Iterator[str]:
    """Yield the names that stand after a dash in bylines: "Jane Doe - Bay Post"."""
    for line in layout.editorial:
        if line.kind is Role.AUTHORS:
            yield from _DASH.split(line.value)[1:]


def source_organisations(names: Iterable[str], publisher: str | None) -> list[str]:
    """Return *names* in canonical form, each once, the publisher left out."""
    found: list[str] = []
    for name in names:
        clean = canonical_name(name)
        if not any(same_organisation(clean, other) for other in (publisher, *found)):
            found.append(clean)
    return found


def named_sources(layout: Layout, language: str | None) -> Iterator[str]:
    """Yield the organisations that datelines, source lines and sign-offs of *layout* name."""
    if layout.dateline is not None:
        yield from layout.dateline.organisations
    if layout.body:
        yield from _reported(layout.body[0].text, language)
    yield from _labelled_sources(layout.editorial, language)
    if layout.body and (match := _INLINE_SIGN_OFF.search(layout.body[-1].text)) is not None:
        pairs = wording(language).joint.split(match[1])
        parts = (part for pair in pairs for part in _SEPARATOR.split(pair))
        yield from filter(find_agency, parts)


def _reported(lead: str, language: str | None) -> Iterator[str]:
    """Yield the agency whose report *lead* says it follows: "به گزارش خبرگزاری مهر، ..."."""
    opening = _reporting(language).at_start(lead, _SPACE)
    if opening is not None:
        said = _SEPARATOR.split(lead[opening.rest :][:_LONGEST_REPORT])[0]
        # Not within: Mehr, say, is an agency and a month.
        named = (name for name in _known_within(said) if said.startswith(name))
        yield from islice(chain(named, filter(said.endswith, _known_within(said))), 1)


@lru_cache(maxsize=64)
def _reporting(language: str | None) -> Phrases:
    return Phrases(lexicon(language).reports)


def _labelled_sources(lines: Sequence[Line], language: str | None) -> Iterator[str]:
    for line in lines:
        if line.kind not in {Role.SOURCES, Kind.SIGN_OFF, Role.REPUBLISHED} or not line.value:
            continue
        if line.kind is Role.REPUBLISHED:
            yield from _known_within(line.value)
            continue
        for piece in _SEPARATOR.split(line.value):
            yield from _split_pair(collapse(piece).strip(_EDGES), language)


def _split_pair(name: str, language: str | None) -> Iterator[str]:
    parts = wording(language).joint.split(name)
    known = [part for part in parts if find_agency(part)]
    others = [part for part in parts if part not in known]
    # "ppe/dpa": whoever wrote has signed with initials.
    if (
        len(parts) > 1
        and known
        and find_agency(name) is None
        and all(map(_INITIALS.fullmatch, others))
    ):
        yield from known
    elif 1 < len(name) <= _LONGEST and any(char.isalpha() for char in name):
        yield name


def _known_within(text: str) -> Iterator[str]:
    """Yield the agencies that *text* names, the longest names first."""
    words = text.split()
    for count in range(_MOST_NAME_WORDS, 0, -1):
        for start in range(len(words) - count + 1):
            name = " ".join(words[start : start + count])
            if _CAPITALISED.match(name) and find_agency(name):
                yield name
