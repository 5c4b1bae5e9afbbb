"""The dates a page gives for its article, each with what said it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newscrawl.document import Block, Document
from newscrawl.document.model import Element
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.text.sentences import ends_sentence

__all__ = ["find_modified", "find_published", "is_date_line"]

_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/\-._]?(0[1-9]|1[0-2]|(?<=\D)[1-9](?=\D))[/\-._]?"
    r"(0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_DATE = re.compile(r"(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-](?:\d\d|(?:19|20)\d\d)(?!\d)")
_WORD = re.compile(r"\w+")
_LONGEST_LINE = 120
_LONGEST_SENTENCE = 50
_LONGEST_LABEL = 3
_LINES_BEFORE = 6
_LINES_AFTER = 10
_MOST = 8


def find_published(
    document: Document, data: StructuredData, marks: Iterable[Element], headline: Block | None
) -> list[RawDate]:
    """Return the candidates for the day of publication, the best evidence first."""
    marks = list(marks)
    found = [
        *_declared(data.linked, "json-ld", "datePublished", "dateCreated", "uploadDate"),
        *_metas(document, "published"),
        *_declared(data.page, "json-ld[WebPage]", "datePublished"),
        *_marked(marks, "datepublished"),
        *_printed(document, headline, marks, modified=False),
        *_lines(document, headline, modified=False),
        *_times(marks),
        *_address(document),
        *_marked(marks, "datecreated"),
    ]
    return _distinct(found)


def find_modified(
    document: Document, data: StructuredData, marks: Iterable[Element], headline: Block | None
) -> list[RawDate]:
    """Return the candidates for the last change, the best evidence first."""
    marks = list(marks)
    found = [
        *_declared(data.linked, "json-ld", "dateModified"),
        *_metas(document, "modified"),
        *_declared(data.page, "json-ld[WebPage]", "dateModified"),
        *_marked(marks, "datemodified"),
        *_printed(document, headline, marks, modified=True),
        *_lines(document, headline, modified=True),
    ]
    return _distinct(found)


def is_date_line(line: str) -> bool:
    """Whether *line* is short, no sentence of prose, and carries a day and a year."""
    if len(line) > _LONGEST_LINE or (len(line) > _LONGEST_SENTENCE and ends_sentence(line)):
        return False
    if _SHORT_DATE.search(line):
        return True
    return bool(_YEAR.search(line) and _DAY.search(_YEAR.sub(" ", line)))


def _declared(node: Mapping[str, object], source: str, *keys: str) -> Iterator[RawDate]:
    for key in keys:
        if text := plain(node.get(key)):
            yield RawDate(text, f"{source}[{key}]" if source == "json-ld" else source)


def _metas(document: Document, kind: str) -> Iterator[RawDate]:
    for name in table("metas")[kind]:
        for content in document.metas.get(name, ()):
            yield RawDate(content, f"meta[{name}]")


def _marked(marks: Iterable[Element], name: str) -> Iterator[RawDate]:
    for mark in marks:
        attributes = mark.attributes
        if name in (attributes.get("itemprop") or "").lower().split():
            value = attributes.get("datetime") or attributes.get("content") or mark.text
            yield RawDate(value.strip()[:_LONGEST_LINE], f"itemprop[{name}]")


def _times(marks: Iterable[Element]) -> Iterator[RawDate]:
    """Yield the ``time`` elements that do not say they tell of a change."""
    for mark in marks:
        attributes = mark.attributes
        value = attributes.get("datetime")
        if mark.tag == "time" and value and not _names_change(mark):
            yield RawDate(value.strip()[:_LONGEST_LINE], "time[datetime]")


def _names_change(mark: Element) -> bool:
    """Whether its author calls *mark* the time of a change."""
    attributes = mark.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower()
    return any(word in named for word in ("updated", "modified")) and "publish" not in named


def _printed(
    document: Document, headline: Block | None, marks: Sequence[Element], *, modified: bool
) -> Iterator[RawDate]:
    """Yield the ``time`` elements of the date lines around the headline."""
    times = [mark for mark in marks if mark.tag == "time" and mark.text]
    for line in _date_lines(document, headline):
        for mark in times:
            value = mark.attributes.get("datetime")
            before, found, _ = line.partition(mark.text)
            if not (value and found):
                continue
            label = " ".join(before.split()[-_LONGEST_LABEL:])
            if (_names_change(mark) or _tells_change(label)) == modified:
                yield RawDate(value.strip()[:_LONGEST_LINE], "time[datetime]")


def _lines(document: Document, headline: Block | None, *, modified: bool) -> Iterator[RawDate]:
    """Yield the date lines around the headline that tell of a change, or those that do not."""
    for line in _date_lines(document, headline):
        if _tells_change(line) == modified:
            yield RawDate(line, "visible")


def _date_lines(document: Document, headline: Block | None) -> Iterator[str]:
    """Yield the short lines around the headline that carry a date."""
    if headline is None:
        return
    after = document.blocks[headline.index + 1 : headline.index + 1 + _LINES_AFTER]
    before = document.blocks[max(0, headline.index - _LINES_BEFORE) : headline.index]
    for block in (*after, *reversed(before)):
        for line in block.text.splitlines():
            if is_date_line(line):
                yield line.strip()


def _tells_change(line: str) -> bool:
    words = table("signs")["modified"].split()
    return not set(_WORD.findall(line.lower())).isdisjoint(words)


def _address(document: Document) -> Iterator[RawDate]:
    for url in (document.page.url, document.meta("og:url")):
        if url and (match := _URL_DAY.search(url)):
            year, month, day = match.groups()
            yield RawDate(f"{year}-{int(month):02}-{int(day):02}", "url")


def _distinct(dates: Iterable[RawDate]) -> list[RawDate]:
    """Return the first of *dates* with each text, those without a digit left out."""
    found: dict[str, RawDate] = {}
    for date in dates:
        if any(map(str.isdigit, date.text)):
            found.setdefault(date.text, date)
    return list(found.values())[:_MOST]
