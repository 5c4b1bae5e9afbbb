"""Listings as JSON values, and back: a document that has not changed need not be sent again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.normalisation.moments import Moment

__all__ = ["from_record", "to_record"]

_TEXTS = ("title", "language", "section")
_MOMENTS = ("published", "modified")


def to_record(listing: Listing) -> dict[str, Any]:
    """Return what leads on of *listing* as JSON values."""
    return {"kind": str(listing.kind), "candidates": [_candidate(c) for c in listing.candidates]}


def from_record(record: Mapping[str, Any], source: str) -> Listing:
    """Return the listing of the document at *source* that :func:`to_record` wrote.

    Raises KeyError, TypeError or ValueError when *record* is none of ours.
    """
    found = (_read(values, source, rank) for rank, values in enumerate(record["candidates"]))
    return Listing(Kind(record["kind"]), tuple(found))


def _candidate(candidate: Candidate) -> dict[str, Any]:
    values: dict[str, Any] = {"url": candidate.url, "role": str(candidate.role)}
    values |= {name: text for name in _TEXTS if (text := getattr(candidate, name))}
    moments = {name: getattr(candidate, name) for name in _MOMENTS}
    values |= {name: moment.iso for name, moment in moments.items() if moment is not None}
    return values | ({"keywords": list(candidate.keywords)} if candidate.keywords else {})


def _read(values: Mapping[str, Any], source: str, rank: int) -> Candidate:
    return Candidate(
        values["url"],
        source,
        rank,
        Role(values["role"]),
        title=values.get("title"),
        published=_moment(values.get("published")),
        modified=_moment(values.get("modified")),
        language=values.get("language"),
        section=values.get("section"),
        keywords=tuple(values.get("keywords", ())),
    )


def _moment(text: str | None) -> Moment | None:
    if text is None:
        return None
    is_day = len(text) == len("2026-11-23")
    return Moment(date.fromisoformat(text) if is_day else datetime.fromisoformat(text))
