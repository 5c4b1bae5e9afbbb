"""Nodes: what a box may ask of the parser's own elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, Self

__all__ = ["Node"]


class Node(Protocol):
    """The parser's own element, as far as a box asks it."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """The attributes, names in lower case."""

    @property
    def mem_id(self) -> int:
        """A number that no other element of the page has."""

    @property
    def tag(self) -> str | None:
        """The tag name in lower case."""

    @property
    def parent(self) -> Self | None:
        """The element around it."""

    @property
    def prev(self) -> Self | None:
        """What stands just before it in the same element, texts included."""

    @property
    def next(self) -> Self | None:
        """What stands just after it in the same element, texts included."""

    @property
    def first_child(self) -> Self | None:
        """What it begins with, texts included."""

    @property
    def is_text_node(self) -> bool:
        """Whether it is a text."""

    def text(self) -> str:
        """Return the text within it."""

    def css(self, query: str) -> Sequence[Self]:
        """Return what the selector *query* matches: the element itself, and those within it."""

    def css_first(self, query: str) -> Self | None:
        """Return the first of what the selector *query* matches, the element itself included."""

    def iter(self) -> Iterator[Self]:
        """Yield the elements directly within it, in page order."""
