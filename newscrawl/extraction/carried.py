"""The article among the objects in a page's state: authors, change, section.

Pages built by scripts carry what they show as JSON (``__NEXT_DATA__``), and may show it late.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from newscrawl.document import Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.extraction.nodes import plain
from newscrawl.extraction.people import find_people

__all__ = ["CarriedArticle"]

_SCRIPT = 'script[type="application/json"]'
_LONGEST_SCRIPT = 1_000_000
_MOST_OBJECTS = 20_000
_SHORTEST_HEADLINE = 10


class CarriedArticle:
    """What the state of *document* says of the article with *headline*; read when first asked."""

    def __init__(self, document: Document, headline: str | None) -> None:
        self._document = document
        self._headline = loose(headline or "")

    def authors(self) -> list[str]:
        """Return the names of the authors."""
        for value in self._values("authors"):
            people = value if isinstance(value, list) else [value]
            if names := find_people([_named(person) for person in people]):
                return names
        return []

    def modified(self) -> list[RawDate]:
        """Return the date of the last change."""
        texts = filter(None, map(plain, self._values("modified")))
        return [RawDate(text, "state") for text in texts][:1]

    def section(self) -> str | None:
        """Return the name of the section."""
        values = (value for value in self._values("section") if isinstance(value, str | dict))
        names = (name for name in map(plain, values) if name and "/" not in name)
        return next(names, None)

    def _values(self, kind: str) -> Iterator[Any]:
        article, names = self._article, table("metas")["state"][kind]
        return (article[name] for name in names if article.get(name))

    @cached_property
    def _article(self) -> Mapping[str, Any]:
        """Return the fullest object that has the headline."""
        found = (node for node in self._objects() if self._is_titled(node))
        return max(found, key=len, default={})

    def _objects(self) -> Iterator[Mapping[str, Any]]:
        if len(self._headline) < _SHORTEST_HEADLINE:
            return
        names = [f'"{name}"' for name in table("metas")["state"]["authors"]]
        for script in self._document.select(_SCRIPT):
            text = script.text
            if len(text) > _LONGEST_SCRIPT or not any(map(text.__contains__, names)):
                continue
            try:
                state = json.loads(text)
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


def _named(person: Any) -> Any:
    """Return the name of *person*, who may have it under another key, or in two parts."""
    if not isinstance(person, dict) or person.get("name"):
        return person
    names = table("metas")["state"]
    whole = next((person[name] for name in names["name"] if person.get(name)), None)
    parts = [str(person[name]) for name in names["parts"] if person.get(name)]
    return whole or (" ".join(parts) if len(parts) > 1 else None)
