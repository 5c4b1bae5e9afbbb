"""The article among the objects in a page's state: authors, change, section.

Pages built by scripts carry what they show as JSON (``__NEXT_DATA__``), and may show it late.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from newscrawl.document import Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.extraction.nodes import plain
from newscrawl.extraction.people import find_people

__all__ = ["CarriedArticle"]

# The attribute first: that is sooner told of most elements than the tag.
_SCRIPT = '[type="application/json"]:is(script)'
_LONGEST_SCRIPT = 1_000_000
_MOST_OBJECTS = 20_000
_MOST_TITLED = 100
_SHORTEST_HEADLINE = 10


class CarriedArticle:
    """What the state of *document* says of the article with *headline*; read when first asked."""

    def __init__(self, document: Document, headline: str | None) -> None:
        self._document = document
        self._headline = loose(headline or "")

    def authors(self) -> list[str]:
        """Return the names of the authors; none where objects with the headline disagree.

        A reader's comment, or whoever shares the article, may be among them.
        """
        named = [names for article in self._articles if (names := _authors(article))]
        if any(set(names).isdisjoint(named[0]) for names in named):
            return []
        return named[0] if named else []

    def modified(self) -> list[RawDate]:
        """Return the date of the last change."""
        texts = filter(None, map(plain, self._values("modified")))
        return [RawDate(text, "state") for text in texts][:1]

    def section(self) -> str | None:
        """Return the name of the section."""
        values = (value for value in self._values("section") if isinstance(value, str | dict))
        return next((name for name in map(plain, values) if name and _is_section(name)), None)

    def _values(self, kind: str) -> Iterator[Any]:
        return _values_in(self._articles[0], kind) if self._articles else iter(())

    @cached_property
    def _articles(self) -> Sequence[Mapping[str, Any]]:
        """The objects that have the headline, the fullest first."""
        found = filter(self._is_titled, self._objects())
        return sorted(islice(found, _MOST_TITLED), key=len, reverse=True)

    def _objects(self) -> Iterator[Mapping[str, Any]]:
        if len(self._headline) < _SHORTEST_HEADLINE:
            return
        names = [f'"{name}"' for name in table("metas")["state"]["authors"]]
        for script in self._document.select(_SCRIPT):
            text = script.source
            if len(text) > _LONGEST_SCRIPT or not any(map(text.__contains__, names)):
                continue
            try:
                state = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _objects_in(state)

    def _is_titled(self, node: Mapping[str, Any]) -> bool:
        titles = (node.get(name) for name in table("metas")["state"]["title"])
        return any(isinstance(title, str) and loose(title) == self._headline for title in titles)


def _objects_in(state: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in *state* from the top down, a bounded number."""
    left = [state]
    for _ in range(_MOST_OBJECTS):
        if not left:
            return
        value = left.pop()
        if isinstance(value, dict):
            yield value
            left.extend(child for child in value.values() if isinstance(child, dict | list))
        elif isinstance(value, list):
            left.extend(child for child in value if isinstance(child, dict | list))


def _values_in(article: Mapping[str, Any], kind: str) -> Iterator[Any]:
    return (article[name] for name in table("metas")["state"][kind] if article.get(name))


def _authors(article: Mapping[str, Any]) -> list[str]:
    for value in _values_in(article, "authors"):
        people = value if isinstance(value, list) else [value]
        if names := find_people([_named(person) for person in people]):
            return names
    return []


def _is_section(name: str) -> bool:
    """Whether *name* is one, and neither a path nor a number in a database."""
    return "/" not in name and any(map(str.isalpha, name))


def _named(person: Any) -> Any:
    """Return the name of *person*, who may have it under another key, or in two parts."""
    if not isinstance(person, dict) or person.get("name"):
        return person
    names = table("metas")["state"]
    whole = next((person[name] for name in names["name"] if person.get(name)), None)
    parts = [part for name in names["parts"] if isinstance(part := person.get(name), str) and part]
    return whole or (" ".join(parts) if len(parts) > 1 else None)
