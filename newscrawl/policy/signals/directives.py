"""Directives for robots in X-Robots-Tag headers and meta elements.

As Google, Bing and MDN document them, ``data-nosnippet`` on parts of a page among them, with
``noai`` and ``noimageai`` (DeviantArt) and ``noml`` (Mojeek). The negative directives of all
carriers add up. The name of a crawler before a colon covers the rest of its header line. Words
are understood whatever their case, hyphens and quotes, also with semicolons or spaces between
them: so read, they only ever restrict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, NamedTuple

from dateutil import parser as dates

from newscrawl.document import Document
from newscrawl.knowledge import read_data
from newscrawl.page import Page
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.robots_reading import product_token
from newscrawl.policy.signals.source import Source

__all__ = ["Directives", "directive_statements", "header_directives", "read_directives"]

_HEADER = "x-robots-tag"
_PART = "data-nosnippet"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PIECES = re.compile(r"[,;|]|/(?!\d)")  # "newscrawl/2.0" is one name
_PREFIX = re.compile(r"\s*x-robots-tag\s*:", re.IGNORECASE)
# The only value that may hold commas and colons: "Tue, 01 Jan 2030 00:00:00 GMT".
_EXPIRY = re.compile(
    r"unavailable[_-]?after(?:\s*[:=]\s*|\s+(?=\d))"
    r"(?P<moment>[\"']?(?:[a-z]{3,9},\s*)?[^,;|]*(?:,\s*\d{4}\b[^,;|]*)?)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![a-z])[\"']?[a-z][a-z_-]+", re.IGNORECASE)
_LONGEST = 10_000
# Pages name their meta elements alike.
_REMEMBERED = 1_024
# A page may have names of a megabyte, which nobody has to remember.
_LONGEST_NAME = 1_000
_LONGEST_DATE = 60
_NAMES = re.compile(r"[\s,;]+")  # between the names of several crawlers
_NOT_LETTERS = re.compile(r"[^a-z*]")
_QUOTES = " \t\"'“”‘’"


class Directives(NamedTuple):
    """What is addressed to us: ``kinds`` of ``data/directives.toml``, each once.

    ``unavailable`` is one of them when the page's time is over; ``until`` is when it will be.
    """

    kinds: tuple[str, ...]
    until: datetime | None = None


def read_directives(field: str, token: str, now: datetime) -> Directives:
    """Return what one *field* value tells the crawler *token*, by *now* (aware)."""
    text = _PREFIX.sub("", _CONTROL.sub("", field[:_LONGEST]), count=1)
    kinds: list[str] = []
    ends: list[datetime] = []
    addressed = True
    start = 0
    for expiry in (*_EXPIRY.finditer(text), None):
        piece = text[start : expiry.start() if expiry else len(text)]
        addressed = _take(piece, token, addressed, kinds)
        if expiry is not None:
            start = _end_of_moment(expiry)
            moment = _moment(text[expiry.start("moment") : start])
            if addressed and moment is not None:
                ends.append(moment)
    if any(end <= now for end in ends):
        kinds.append("unavailable")
    return Directives(tuple(dict.fromkeys(kinds)), min(ends, default=None))


def directive_statements(
    document: Document, source: Source, token: str, now: datetime
) -> Iterator[Statement]:
    """Yield what headers and meta elements of *document* tell the crawler *token*."""
    yield from header_directives(document.page, source, token, now)
    for name, contents in document.metas.items():
        is_addressed = _is_addressed if len(name) <= _LONGEST_NAME else _is_addressed.__wrapped__
        if is_addressed(name, token):
            yield from _stated(contents, source, f"meta[{name}]", token, now)
    yield from _withheld_parts(document, source)


@lru_cache(_REMEMBERED)
def _is_addressed(name: str, token: str) -> bool:
    """Whether a meta element of that *name* speaks to the crawler *token*, perhaps among others."""
    return name == _HEADER or any(_is_for(each, token) for each in _NAMES.split(name))


def header_directives(page: Page, source: Source, token: str, now: datetime) -> Iterator[Statement]:
    """Yield what the headers of *page* alone tell the crawler *token*."""
    yield from _stated(page.header(_HEADER), source, f"header {_HEADER}", token, now)


def _withheld_parts(document: Document, source: Source) -> Iterator[Statement]:
    """Yield that parts of the page are shown nowhere else; their words are not quoted either."""
    if _PART not in document.marks:
        return
    parts = [each.tag for each in document.select(f"[{_PART}]") if each.text]
    if parts:
        tags = ", ".join(dict.fromkeys(parts))
        yield source.statement("directives", [_PART], f"{tags}[{_PART}]", f"{_PART} ({len(parts)})")


def _stated(
    fields: Sequence[str], source: Source, locator: str, token: str, now: datetime
) -> Iterator[Statement]:
    for field in fields:
        found = read_directives(field, token, now)
        if found.kinds or found.until:
            kinds = found.kinds or ["unavailable_after"]
            until = found.until if found.until and found.until > now else None
            said = source.statement("directives", kinds, locator, field)
            yield replace(said, expires=until)


def _end_of_moment(expiry: re.Match[str]) -> int:
    """Return where in the text of *expiry* its date ends: where the next directive begins."""
    directives = _data()["kinds"]
    for word in _WORD.finditer(expiry.string, expiry.start("moment"), expiry.end()):
        if _letters(word[0]) in directives:
            return word.start()
    return expiry.end()


def _take(text: str, token: str, addressed: bool, kinds: list[str]) -> bool:
    """Add to *kinds* what *text* says to *token*; return whether what follows is for it too."""
    pieces = _PIECES.split(text)[::-1]
    while pieces:
        head, colon, value = pieces.pop().replace("=", ":").partition(":")
        words = head.split()
        name = words.pop().strip(_QUOTES) if colon and words else ""
        if addressed:
            kinds += _kinds(words)
        if not name:
            continue
        if _letters(name) in _words("valued"):
            stated, *words = value.split() or [""]
            if addressed and _letters(name) == "maxsnippet" and _is_zero(stated):
                kinds.append("nosnippet")
            pieces.append(" ".join(words))
        elif _letters(name) in _data()["kinds"]:
            if addressed:
                kinds += _kinds([name])
            pieces.append(value)
        else:
            addressed = _is_for(name, token)
            pieces.append(value)
    return addressed


def _kinds(words: Sequence[str]) -> Iterator[str]:
    table = _data()["kinds"]
    for word in words:
        yield from table.get(_letters(word), ())


def _letters(word: str) -> str:
    return _NOT_LETTERS.sub("", word.strip(_QUOTES).lower())


def _is_for(name: str, token: str) -> bool:
    lowered = name.strip().lower()
    if lowered in _words("everybody"):
        return True
    own = token.lower()
    return own in lowered and product_token(lowered.encode("utf-8", "replace")) == own


def _is_zero(value: str) -> bool:
    digits = value.strip(_QUOTES)
    return bool(digits) and not digits.strip("0")


def _moment(text: str) -> datetime | None:
    """Return the moment that *text* names, a day from its beginning; None when it names none."""
    written = text.strip(_QUOTES + "/")
    for read, form in (
        (datetime.fromisoformat, written),
        (parsedate_to_datetime, written),
        (parsedate_to_datetime, f"{written} 00:00:00 GMT"),
        (_lenient, written[:_LONGEST_DATE]),
    ):
        try:
            moment = read(form)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _lenient(text: str) -> datetime:
    """Read *text* as python-dateutil does, a zone that it knows by name only as UTC."""
    start_of_day = datetime(1, 1, 1, tzinfo=UTC)
    return dates.parse(text, default=start_of_day, tzinfos=lambda _, offset: offset or 0)


def _words(name: str) -> Sequence[str]:
    names: Sequence[str] = _data()[name]["names"]
    return names


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return read_data("directives")
