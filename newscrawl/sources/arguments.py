"""The sources of a crawl as its spider arguments name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.exceptions import ArgumentError
from newscrawl.sources.entry import Reader, readers, source_of
from newscrawl.sources.file import load_sources
from newscrawl.sources.model import Source
from newscrawl.urls import canonical_url

__all__ = ["ARGUMENTS", "normalised", "read_sources"]

ARGUMENTS: Mapping[str, str] = {
    "seeds": "addresses to begin with, parted by commas",
    "sources": "a file of sources, instead of seeds or besides them",
    "since": "only what came out on that day or later: a date, or an age such as 7days",
    "until": "only what came out on that day or earlier",
    "language": "only articles in these languages",
    "keywords": "only articles that mention one of these",
    "section": "only articles of one of these sections",
    "max_pages": "the most web pages to ask each source for",
    "budget": "the most pages, bytes and time to spend on each source: 50 MB, 20 min",
    "depth": "how many links to follow from a seed",
    "force": "1 asks for everything again, known or not",
}
"""Each argument, and what is expected of it."""

_OF_THE_RUN = ("sources", "force")
_PLACES = ("seeds", "sources")
# An age, counted from here, is the same day at whatever moment it is read, and no other.
_ANY_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)


def read_sources(arguments: Mapping[str, str], now: datetime) -> tuple[Source, ...]:
    """Return the sources that *arguments* name, ages counted from the aware moment *now*.

    What they ask for counts for every source, whatever its file says. Raises ArgumentError
    naming the argument, SourcesError naming file and line.
    """
    for name in arguments:
        if name not in ARGUMENTS:
            raise ArgumentError(f"-a {name}=: there is no such argument")
    if arguments.get("force", "") not in {"", "0", "1"}:
        raise ArgumentError(f"-a force=: {arguments['force']!r} is neither 0 nor 1")
    if not any(arguments.get(name) for name in _PLACES):
        raise ArgumentError(f"-a seeds= is missing: {ARGUMENTS['seeds']}")
    known = readers(now)
    given = {
        name: _value(known[name], name, text)
        for name, text in arguments.items()
        if name not in _OF_THE_RUN and text
    }
    seeds = given.pop("seeds", None)
    found: list[Source] = []
    if seeds is not None:
        found.append(_source({**given, "seeds": seeds}))
    if file := arguments.get("sources"):
        found += load_sources(Path(file), now, given)
    return tuple(found)


def normalised(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return *arguments* in one spelling, the same for all that ask for the same.

    Raises ArgumentError as :func:`read_sources` does.
    """
    known = readers(_ANY_MOMENT)
    found = {
        name: _spelt(name, _value(known[name], name, text))
        for name, text in arguments.items()
        if name in known and text
    }
    if file := arguments.get("sources"):
        found["sources"] = str(Path(file).resolve())
    if arguments.get("force") == "1":
        found["force"] = "1"
    return dict(sorted(found.items()))


def _spelt(name: str, value: Any) -> str:
    if not isinstance(value, (tuple, frozenset)):
        return str(value)
    parts = map(canonical_url, value) if name == "seeds" else map(str.casefold, value)
    return " ".join(sorted(map(repr, parts)))


def _value(reader: Reader, name: str, text: str) -> Any:
    try:
        return reader(text)
    except ValueError as error:
        raise ArgumentError(f"-a {name}=: {error}") from None


def _source(given: Mapping[str, Any]) -> Source:
    try:
        return source_of(given)
    except ValueError as error:
        raise ArgumentError(f"-a: {error}") from None
