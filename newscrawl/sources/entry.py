"""What may be said of a source, key by key, and the source that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from newscrawl.bounds import Bounds, bounds
from newscrawl.discovery import Filter, Window
from newscrawl.policy.model import Purpose
from newscrawl.sources.model import Source
from newscrawl.sources.seeds import read_seeds
from newscrawl.sources.values import (
    bound,
    count,
    languages,
    line,
    lines,
    patterns,
    span,
    switch,
    zone,
)

__all__ = ["Reader", "readers", "source_of"]

Reader = Callable[[Any], Any]
"""Reads one value as it is written; raises ValueError saying what it should have been."""


def readers(now: datetime) -> Mapping[str, Reader]:
    """Return the reader of each key, ages counted from the aware moment *now*."""
    moment = partial(bound, now=now)
    return {
        "name": line,
        "seeds": _seeds,
        "enabled": switch,
        "since": moment,
        "until": moment,
        "language": languages,
        "keywords": lines,
        "section": lines,
        "include": patterns,
        "exclude": patterns,
        "zone": zone,
        "max_pages": partial(count, least=1),
        "budget": bounds,
        "depth": count,
        "every": span,
        "purpose": lambda value: Purpose.declared(lines(value)),
    }


def source_of(given: Mapping[str, Any]) -> Source:
    """Return the source with the values *given* as :func:`readers` read them.

    Raises ValueError when they make no sense together.
    """
    wanted = Filter(
        window=Window(given.get("since"), given.get("until")),
        languages=given.get("language", frozenset()),
        keywords=given.get("keywords", ()),
        sections=given.get("section", ()),
        include=given.get("include", ()),
        exclude=given.get("exclude", ()),
    )
    if wanted.window.is_empty:
        raise ValueError("since is later than until")
    return Source(
        name=given.get("name", ""),
        seeds=given["seeds"],
        wanted=wanted,
        zone=given.get("zone"),
        max_pages=given.get("max_pages"),
        budget=given.get("budget", Bounds()),
        depth=given.get("depth"),
        purposes=given.get("purpose", ()),
        every=given.get("every"),
    )


def _seeds(value: Any) -> tuple[str, ...]:
    return read_seeds(value if isinstance(value, str) else "\n".join(lines(value)))
