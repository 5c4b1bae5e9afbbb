"""The dates a page gives for its article, each with what said it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newscrawl.document import Document
from newscrawl.document.model import Element
from newscrawl.extraction.date_lines import LONGEST_LINE, dates_in, named_lines
from newscrawl.extraction.embedded import find_embedded_dates
from newscrawl.extraction.events import Event, tells_of
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.text.cleaning import collapse

__all__ = ["Dates", "dates_told", "find_dates"]

_URL_DAY = re.compile(
    # Between the year and the rest may stand a section: /2010/politics/08/13/.
    r"/((?:19|20)\d\d)(?:/[A-Za-z][\w.-]{1,20}(?=/\d\d/\d\d/))?"
    r"[/\-._]?(0[1-9]|1[0-2]|(?<=\D)[1-9](?=\D))[/\-._]?"
    r"(0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])(?!\d)"
)
# The day first: /23-01-2022-title, /08112021-title; which is the month, the language tells.
_URL_DAY_FIRST = re.compile(r"/([0-3]\d)([-._]?)([0-3]\d)\2((?:19|20)\d\d)(?!\d)")
# An article's number that begins with its day and time: /AKR20260129143200005.
_URL_NUMBER = re.compile(
    r"/[A-Za-z]{1,3}(20[0-2]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,14}(?!\d)"
)
_NUMERIC_DAY = r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d"
_TITLE_DAY = re.compile(rf"^\s*({_NUMERIC_DAY})\s?[-–—|:]\s|\s[-–—|]\s({_NUMERIC_DAY})\s*$")
_RDFA = "dc:created"
_LONGEST_LABEL = 3
_MOST = 8
# Further down a page they are those of other stories.
_MOST_TIMES = 3


Told = tuple[Event, RawDate]
"""A date that a page prints, and of what it tells."""


def dates_told(lines: Sequence[str], marks: Sequence[Element]) -> list[Told]:
    """Return what the date *lines* around the headline tell; first what is marked as a time."""
    return [*_printed(lines, marks), *dates_in(lines)]


class Dates(NamedTuple):
    """The candidates for the day of publication and for the last change, the best first."""

    published: list[RawDate]
    modified: list[RawDate]


def find_dates(document: Document, data: StructuredData, told: Sequence[Told]) -> Dates:
    """Return the dates of the article. *told* is what the lines around the headline tell.

    Lines far from it may be those of other stories: they count where nothing else tells of a
    publication.
    """
    found = list(_published(document, data, told))
    named = None if found else list(dates_in(named_lines(document)))
    found = found or list(_of(Event.PUBLISHED, named or ()))
    published = _distinct(found or find_embedded_dates(document))
    changed = list(_modified(document, data, told))
    if not (published or changed):
        named = list(dates_in(named_lines(document))) if named is None else named
        changed = list(_of(Event.MODIFIED, named))
    return Dates(published, _distinct(changed))


def _published(document: Document, data: StructuredData, told: Sequence[Told]) -> Iterator[RawDate]:
    marks = document.marked
    yield from _declared(data.linked, "json-ld", "datePublished", "dateCreated", "uploadDate")
    yield from _metas(document, "published")
    yield from _rdfa(marks, told)
    yield from _declared(data.page, "json-ld[WebPage]", "datePublished")
    yield from _marked(document, "datepublished")
    yield from _classed(marks, "published")
    yield from _titled(document)
    yield from _of(Event.PUBLISHED, told)
    yield from _metas(document, "page_date")
    yield from islice(_times(marks), _MOST_TIMES)
    yield from _address(document)
    yield from _marked(document, "datecreated")


def _modified(document: Document, data: StructuredData, told: Sequence[Told]) -> Iterator[RawDate]:
    yield from _declared(data.linked, "json-ld", "dateModified")
    yield from _metas(document, "modified")
    yield from _declared(data.page, "json-ld[WebPage]", "dateModified")
    yield from _marked(document, "datemodified")
    yield from _classed(document.marked, "updated")
    yield from _of(Event.MODIFIED, told)


def _of(event: Event, told: Iterable[Told]) -> Iterator[RawDate]:
    return (date for its, date in told if its is event)


def _declared(node: Mapping[str, object], source: str, *keys: str) -> Iterator[RawDate]:
    for key in keys:
        if text := plain(node.get(key)):
            yield RawDate(text, f"{source}[{key}]" if source == "json-ld" else source)


def _metas(document: Document, kind: str) -> Iterator[RawDate]:
    for name in table("metas")[kind]:
        for content in document.metas.get(name, ()):
            yield RawDate(content, f"meta[{name}]")


def _rdfa(marks: Iterable[Element], told: Iterable[Told]) -> Iterator[RawDate]:
    """Yield the date that RDFa gives with a line *told*, as Drupal writes it."""
    for mark in marks:
        attributes = mark.attributes
        content = attributes.get("content")
        if not content or _RDFA not in (attributes.get("property") or "").split():
            continue
        text = collapse(mark.text)
        if text and any(text in date.text for _, date in told):
            yield RawDate(content.strip(), "rdfa")
            return


def _marked(document: Document, name: str) -> Iterator[RawDate]:
    """Yield the dates in microdata under that *name*, which is in lower case."""
    for mark in document.marked if name in document.marks else ():
        attributes = mark.attributes
        if name in (attributes.get("itemprop") or "").lower().split():
            value = attributes.get("datetime") or attributes.get("content") or mark.text
            yield RawDate(value.strip()[:LONGEST_LINE], f"itemprop[{name}]")


def _classed(marks: Iterable[Element], name: str) -> Iterator[RawDate]:
    """Yield the dates that microformats hide in a title: ``<abbr class="published" title=...>``."""
    for mark in marks:
        attributes = mark.attributes
        if (value := attributes.get("title")) and name in (attributes.get("class") or "").split():
            yield RawDate(value.strip()[:LONGEST_LINE], f"class[{name}]")


def _titled(document: Document) -> Iterator[RawDate]:
    """Yield the day that opens or ends the title: "23.01.2022 - The harbour opens"."""
    for title in (document.meta("og:title"), document.title):
        if title and (match := _TITLE_DAY.search(title)):
            yield RawDate(match[1] or match[2], "title")


def _times(marks: Iterable[Element]) -> Iterator[RawDate]:
    """Yield the ``time`` elements, wherever, that do not say they tell of a change."""
    for mark in marks:
        value = mark.attributes.get("datetime")
        if mark.tag == "time" and value and not _names_change(mark):
            yield RawDate(value.strip()[:LONGEST_LINE], "time")


def _names_change(mark: Element) -> bool:
    """Whether its author calls *mark* the time of a change, and not that of publication."""
    attributes = mark.attributes
    if "pubdate" in attributes:
        return False
    named = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower()
    return any(word in named for word in ("updated", "modified")) and "publish" not in named


def _printed(lines: Sequence[str], marks: Sequence[Element]) -> Iterator[Told]:
    """Yield the ``time`` elements of the date *lines*."""
    times = [(mark, mark.text) for mark in marks if mark.tag == "time"] if lines else []
    for line in lines:
        for mark, text in times:
            value = mark.attributes.get("datetime")
            before, found, _ = line.partition(text) if text else ("", "", "")
            if not (value and found):
                continue
            label = " ".join(before.split()[-_LONGEST_LABEL:])
            event = Event.MODIFIED if _names_change(mark) else tells_of(label)
            yield event, RawDate(value.strip()[:LONGEST_LINE], "time[datetime]")


def _address(document: Document) -> Iterator[RawDate]:
    for url in (document.page.url, document.meta("og:url")):
        if url and (match := _URL_DAY.search(url) or _URL_NUMBER.search(url)):
            year, month, day = match.groups()
            yield RawDate(f"{year}-{int(month):02}-{int(day):02}", "url")
        elif url and (match := _URL_DAY_FIRST.search(url)):
            yield RawDate(f"{match[1]}/{match[3]}/{match[4]}", "url")


def _distinct(dates: Iterable[RawDate]) -> list[RawDate]:
    """Return the first of *dates* with each text, those without a digit left out."""
    found: dict[str, RawDate] = {}
    for date in dates:
        if any(map(str.isdigit, date.text)):
            found.setdefault(date.text, date)
    return list(found.values())[:_MOST]
