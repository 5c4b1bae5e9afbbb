"""The dates a page gives for its article, each with what said it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from newscrawl.document import Block, Document, Place
from newscrawl.document.model import Element
from newscrawl.document.place import place_of
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.text.sentences import ends_sentence, is_spaceless

__all__ = ["find_modified", "find_published", "is_date_line"]

_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/\-._]?(0[1-9]|1[0-2]|(?<=\D)[1-9](?=\D))[/\-._]?"
    r"(0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_DATE = re.compile(r"(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-](?:\d\d|(?:19|20)\d\d)(?!\d)")
# A day and a time of day, and nothing besides.
_STAMP = re.compile(r"[\d./\-]{8,10}[\s,|]+\d{1,2}[:.]\d\d(?::\d\d)?")
_LONGEST_LINE = 120
_LONGEST_BLOCK = 600
_LONGEST_SENTENCE = 50
_LONGEST_LABEL = 3
_LINES_BEFORE = 6
_LINES_AFTER = 14
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
        *_lines(_date_lines(document, headline), modified=False),
        *_metas(document, "page_date"),
        *_times(marks),
        *_address(document),
        *_marked(marks, "datecreated"),
    ]
    return _distinct(found or _lines(_named_date_lines(document), modified=False))


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
        *_lines(_date_lines(document, headline), modified=True),
    ]
    return _distinct(found or _lines(_named_date_lines(document), modified=True))


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


def _lines(lines: Iterable[str], *, modified: bool) -> Iterator[RawDate]:
    """Yield what *lines* say of the day of a change, or of that of publication."""
    for line in lines:
        for part, tells_change in _parts(line):
            if tells_change == modified and is_date_line(part):
                yield RawDate(part.strip(), "visible")


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a date *line*, each with whether it tells of a change.

    A part begins with the word that says of what it tells: "Published 3 June, updated 4 June".
    A line whose last such word has no date after it means all that stands before: "... 更新".
    """
    marks = list(_date_words().finditer(line))
    if not marks or not is_date_line(line[marks[-1].start() :]):
        yield line, _tells_change(line)
        return
    starts = [mark.start() for mark in marks]
    yield line[: starts[0]], False
    for mark, end in zip(marks, [*starts[1:], len(line)], strict=True):
        yield line[mark.start() : end], mark["modified"] is not None


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


def _named_date_lines(document: Document) -> Iterator[str]:
    """Yield the lines that carry a date and are called so: by their element or by a word."""
    names = frozenset(table("signs")["date"].split())
    for block in document.blocks:
        if len(block.text) > _LONGEST_BLOCK or place_of(block.box) is Place.COMMENTS:
            continue
        around = block.box.words | block.box.parent.words if block.box.parent else block.box.words
        for line in block.text.splitlines():
            named = names & around or _date_words().search(line) or _STAMP.fullmatch(line)
            if named and is_date_line(line):
                yield line.strip()


def _tells_change(line: str) -> bool:
    return any(mark["modified"] for mark in _date_words().finditer(line))


@lru_cache(maxsize=1)
def _date_words() -> re.Pattern[str]:
    """Return the pattern of the words that say of what a date tells."""
    signs = table("signs")
    kinds = (f"(?P<{kind}>{_any_of(signs[kind].split())})" for kind in ("modified", "published"))
    return re.compile("|".join(kinds), re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    texts = [word.replace("_", " ") for word in words]
    return "|".join(text if is_spaceless(text) else rf"(?<!\w){text}(?!\w)" for text in texts)


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
