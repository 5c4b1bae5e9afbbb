"""Traps: addresses without end or use, known by their pattern or by what they yield."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from newscrawl.discovery.lexicon import table
from newscrawl.discovery.paging import page_number
from newscrawl.urls import host, site

__all__ = ["Hosts", "Yields", "family", "plain_form", "trap_of"]

_LONGEST = 1_000
_DEEPEST = 12
_MOST_PARAMETERS = 6
_MOST_REPEATS = 2
_FURTHEST_PAGE = 5_000
_WORDS = re.compile(r"[-_.]+")
_ENDING = re.compile(r"[-_.]([^-_.]+)(?=\.|$)")  # of a name, or of a part of it before a dot
_NUMBER = re.compile(r"\d+")
_OPAQUE = re.compile(r"[0-9a-f-]{16,}")
_TOKEN = re.compile(r"(?=.*[a-z])(?=.*\d)[0-9a-z]{8,}")
_SLUG_BREAKS = 3
_DRESSES = ("session", "print", "amp")
# The session of a visitor within the path, as Java and ASP.NET write it.
_VISITOR = re.compile(r"(?:;|%3b)jsessionid=[^/;]*|/\(s\([^/]*\)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Trap:
    name: str
    parameters: frozenset[str]
    segments: frozenset[str]
    words: frozenset[str]
    values: frozenset[str]
    tokens: frozenset[str]
    marks: tuple[str, ...]

    def holds(self, name: str, value: str) -> bool:
        """Whether a query with *name* and *value* is of this trap."""
        is_told = name in self.parameters or f"{name}={value}" in self.values
        return is_told or (name in self.tokens and _TOKEN.fullmatch(value) is not None)

    def taken_off(self, path: str) -> str:
        """Return *path* without the segments of this trap, and its words in the last of them."""
        segments = [each for each in path.split("/") if each.lower() not in self.segments]
        last = _ENDING.sub(
            lambda word: "" if word[1].lower() in self.words else word[0], segments[-1]
        )
        return "/".join([*segments[:-1], last])


@lru_cache(maxsize=8192)
def trap_of(url: str) -> str | None:
    """Return the name of the trap that *url* looks like; None for an honest address.

    The names are those of ``traps.toml``, and ``long``, ``deep``, ``repeating``,
    ``parameters`` and ``pages`` for what is too much of a kind.
    """
    if len(url) > _LONGEST:
        return "long"
    try:
        parts = urlsplit(url.lower())
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return "parameters"
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    return _known(parts.path, parts.query, segments, query) or _excessive(
        f"{parts.path}?{parts.query}", segments, query
    )


def plain_form(url: str) -> str:
    """Return where the page stands that *url* shows in another dress; *url* where it shows none.

    A dress is the session of a visitor, paper, or AMP. That the page stands there is a guess.
    """
    if trap_of(url) not in _DRESSES:
        return url
    parts = urlsplit(url)
    dresses = [trap for trap in _traps() if trap.name in _DRESSES]
    pairs = (pair for pair in parts.query.split("&") if not _is_worn(pair.lower(), dresses))
    path = _VISITOR.sub("", parts.path)
    for dress in dresses:
        path = dress.taken_off(path)
    return urlunsplit((parts.scheme, parts.netloc, path or "/", "&".join(pairs), ""))


def family(url: str) -> str:
    """Return what *url* has in common with the addresses its server makes the same way.

    Numbers, hexadecimal names and slugs are blanked, and of the query only the names are left:
    ``news.example/archive/#/#?page``.
    """
    try:
        parts = urlsplit(url.lower()[:_LONGEST])
    except ValueError:
        return ""
    segments = [_blanked(segment) for segment in parts.path.split("/") if segment]
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    query = "?" + "&".join(names) if names else ""
    return f"{host(url) or ''}/{'/'.join(segments[:_DEEPEST])}{query}"


class Yields:
    """What the addresses of each family have yielded, for cutting off those that yield nothing.

    A family is spent when *patience* of its addresses in a row brought nothing new; one that
    brings something is as good as new. Ask before a request is queued and again before it
    leaves: then at most *patience* and what is in flight are fetched in vain. Of *capacity*
    families the least recently used are forgotten.
    """

    def __init__(self, patience: int = 5, capacity: int = 10_000) -> None:
        self._patience = patience
        self._capacity = capacity
        self._barren: OrderedDict[str, int] = OrderedDict()
        self.refused: Counter[str] = Counter()
        """How many addresses of each spent family were asked for in vain: for the summary."""

    def admits(self, url: str) -> bool:
        """Whether *url* is worth a request, as far as its family has shown."""
        name = family(url)
        if self._barren.get(name, 0) < self._patience:
            return True
        if name in self.refused or len(self.refused) < self._capacity:
            self.refused[name] += 1
        return False

    def record(self, url: str, new: int) -> None:
        """Note that *url* brought *new* candidates that nobody had named before."""
        name = family(url)
        self._barren[name] = 0 if new > 0 else self._barren.get(name, 0) + 1
        self._barren.move_to_end(name)
        if len(self._barren) > self._capacity:
            self._barren.popitem(last=False)


class Hosts:
    """The hosts of each site, for those that answer to any name at all.

    When *patience* hosts of a site in a row brought nothing new, no further host of it is worth
    a request; those that were seen still are. Each host counts once, however much it brings: the
    articles of the true one make no other better.
    """

    def __init__(self, patience: int = 20) -> None:
        self._patience = patience
        self._seen: dict[str, bool] = {}  # and whether it brought anything
        self._barren: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        """How many addresses on further hosts of each site were asked for in vain."""

    def admits(self, url: str) -> bool:
        """Whether *url*, a web address, is worth a request, as far as its host is concerned."""
        if not self._barren or host(url) in self._seen:
            return True
        name = site(url)
        if self._barren[name] < self._patience:
            return True
        self.refused[f"*.{name}"] += 1
        return False

    def record(self, url: str, new: int) -> None:
        """Note that *url* brought *new* candidates that nobody had named before."""
        name, place = site(url), host(url) or ""
        if new > 0 and not self._seen.get(place):
            self._seen[place], self._barren[name] = True, 0
        elif place not in self._seen:
            self._seen[place] = False
            self._barren[name] += 1


def _known(
    path: str, query_text: str, segments: list[str], query: list[tuple[str, str]]
) -> str | None:
    parts = set(segments)
    last = set(_ENDING.findall(segments[-1])) if segments else set()
    text = f"{path}?{query_text}"
    for trap in _traps():
        if (
            any(trap.holds(name, value) for name, value in query)
            or not trap.segments.isdisjoint(parts)
            or not trap.words.isdisjoint(last)
            or any(mark in text for mark in trap.marks)
        ):
            return trap.name
    return None


def _is_worn(pair: str, dresses: list[_Trap]) -> bool:
    name, _, value = pair.partition("=")
    return any(dress.holds(name, value) for dress in dresses)


def _excessive(address: str, segments: list[str], query: list[tuple[str, str]]) -> str | None:
    if len(segments) > _DEEPEST:
        return "deep"
    if any(count > _MOST_REPEATS for count in Counter(segments).values()) or _doubled(segments):
        return "repeating"
    if len(query) > _MOST_PARAMETERS:
        return "parameters"
    return "pages" if (page_number(address) or 0) > _FURTHEST_PAGE else None


def _doubled(segments: list[str]) -> bool:
    """Whether two or more segments are followed by the same again: /news/world/news/world."""
    return any(
        segments[start : start + size] == segments[start + size : start + 2 * size]
        for size in range(2, len(segments) // 2 + 1)
        for start in range(len(segments) - 2 * size + 1)
    )


def _blanked(segment: str) -> str:
    if _OPAQUE.fullmatch(segment) or len(_WORDS.findall(segment)) >= _SLUG_BREAKS:
        return "*"
    return _NUMBER.sub("#", segment)


@lru_cache(maxsize=1)
def _traps() -> tuple[_Trap, ...]:
    return tuple(
        _Trap(
            name,
            parameters=_words(entry, "parameters"),
            segments=_words(entry, "segments"),
            words=_words(entry, "words"),
            values=_words(entry, "values"),
            tokens=_words(entry, "tokens"),
            marks=tuple(entry.get("marks", ())),
        )
        for name, entry in table("traps").items()
    )


def _words(entry: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(entry.get(key, "").split())
