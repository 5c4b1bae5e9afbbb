"""What the shape of an address says of the page behind it, before anybody asks for it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.discovery.lexicon import words
from newscrawl.discovery.paging import is_page_segment

__all__ = ["Shape", "shape_of"]

_DAY = re.compile(
    r"/(?:19|20)\d\d[/\-._]?(?:0?[1-9]|1[0-2])[/\-._]?(?:0?[1-9]|[12]\d|3[01])(?=[/\-._]|$)"
)
_DATE_ONLY = re.compile(r"(?:19|20)\d\d(?:[/\-.](?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/\-.]\d{1,2})?)?")
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2]|[a-z]{3})(?=/)")
_NUMBER = re.compile(r"\d+")
_HEXADECIMAL = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){2,4}[0-9a-f]{8,12}|[0-9a-f]{16,40}")
_SECTION = re.compile(r"[^\W\d_]+(?:[-_+][^\W\d_]+)?|\d{1,3}")
_SEPARATOR = re.compile(r"[-_+., ]+")
_SILENT = frozenset(["index", "amp", "default", "index-amp"])
_LONG_SLUG = 4
_SHORT_SLUG = 3
_LONG_NUMBER = 6
_SHORT_NUMBER = 4
_LONG_NAME = 24
_LONGEST = 2_048


class Shape(StrEnum):
    """What an address looks like. ``OPEN`` tells nothing either way."""

    HOME = "home"
    ARTICLE = "article"
    LIST = "list"
    ARCHIVE = "archive"
    SERVICE = "service"
    SEARCH = "search"
    MEDIA = "media"
    FILE = "file"
    OPEN = "open"


@lru_cache(maxsize=8192)
def shape_of(url: str) -> Shape:
    """Return what the absolute address *url* looks like."""
    try:
        parts = urlsplit(url[:_LONGEST])
    except ValueError:
        return Shape.OPEN
    path = unquote(parts.path).lower()
    segments = [segment for segment in path.split("/") if segment]
    query = {name.lower(): value for name, value in parse_qsl(parts.query)[:20]}
    if not segments:
        return _shape_of_query(query) or Shape.HOME
    last, ending = _split_ending(segments[-1])
    if ending in words("addresses", "files"):
        return Shape.FILE
    names = [*segments[:-1], last]
    if len(names) > 1 and last in _SILENT:
        names.pop()
        last = names[-1]
    return (
        _shape_of_names(names, query)
        or _shape_of_article("/" + "/".join(names), last, ending)
        or _shape_of_query(query)
        or (Shape.LIST if _is_list(names) else Shape.OPEN)
    )


def _split_ending(segment: str) -> tuple[str, str]:
    name, dot, ending = segment.rpartition(".")
    known = ending in words("addresses", "files") or ending in words("addresses", "pages")
    return (name, ending) if dot and known else (segment, "")


def _shape_of_names(names: list[str], query: dict[str, str]) -> Shape | None:
    """Return what the names say against an article; None when they say nothing."""
    *parents, last = names
    if not words("addresses", "searches").isdisjoint(query) and last in {"search", "index"}:
        return Shape.SEARCH
    if not words("addresses", "services").isdisjoint((last, *parents[:2])):
        return Shape.SERVICE
    if _DATE_ONLY.fullmatch("/".join(names[-3:])) or _DATE_ONLY.fullmatch("/".join(names[-2:])):
        return Shape.ARCHIVE
    if _DATE_ONLY.fullmatch(last):
        return Shape.ARCHIVE
    while parents and is_page_segment(last) and len(last) < _LONG_NUMBER:
        *parents, last = parents
    if last == "page" or (parents and parents[-1] in words("addresses", "list_parents")):
        return Shape.LIST
    if last in words("addresses", "media"):
        return Shape.MEDIA
    return Shape.LIST if last in words("addresses", "lists") and not query else None


def _shape_of_article(path: str, last: str, ending: str) -> Shape | None:
    """Return ``ARTICLE`` for a slug, a number or a date as only articles have them.

    Beneath a name of galleries or films it is one of those.
    """
    parts = [part for part in _SEPARATOR.split(last) if part]
    plain = [part for part in parts if not part.isdigit()]
    longest = max((len(n) for n in _NUMBER.findall(last)), default=0)
    named = (
        len(plain) >= _LONG_SLUG
        or (len(plain) >= _SHORT_SLUG and (longest >= _SHORT_NUMBER or bool(ending)))
        or (longest >= _LONG_NUMBER and "." not in last)
        or (longest == len(last) == _LONG_NUMBER - 1)
        or _HEXADECIMAL.search(last) is not None
        or (len(last) >= _LONG_NAME and not last.isascii())
    )
    dated = _DAY.search(path) or (_MONTH.search(path) and len(plain) > 1)
    if not named and not (dated and parts):
        return None
    return Shape.MEDIA if _is_media(path) else Shape.ARTICLE


def _is_media(path: str) -> bool:
    return not words("addresses", "media").isdisjoint(path.split("/")[1:3])


def _shape_of_query(query: dict[str, str]) -> Shape | None:
    known = words("addresses", "identities")
    if any(
        value.isdigit() and (name in known or len(value) >= _LONG_NUMBER)
        for name, value in query.items()
    ):
        return Shape.ARTICLE
    if not words("addresses", "searches").isdisjoint(query):
        return Shape.SEARCH
    return None


def _is_list(names: list[str]) -> bool:
    """Whether all names are those of sections: short plain words, few of them."""
    if len(names) > _SHORT_SLUG or not words("addresses", "media").isdisjoint(names[:2]):
        return False
    return all(_SECTION.fullmatch(name) and len(name) < _LONG_NAME for name in names)
