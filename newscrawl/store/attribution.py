"""What an article says of where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newscrawl.normalisation.agencies import find_agency
from newscrawl.store.identity import adapt, address_key
from newscrawl.urls import is_web_url, site

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an article says of where it comes from, as the store writes it.

    ``credits`` are the organisations that it names as its sources; ``date_published`` is there
    only where it is proven; ``canonical`` is the key of the article on another site that it calls
    its own address.
    """

    site: str = ""
    publisher: str | None = None
    credits: tuple[str, ...] = ()
    date_published: str | None = None
    canonical: str | None = None

    @classmethod
    def of(cls, item: Any) -> Attribution:
        """Return what *item* says, whatever kind of item it is."""
        adapter = adapt(item)
        url, canonical = _text(adapter.get("url")), _text(adapter.get("canonical_url"))
        own = site(url) if url and is_web_url(url) else ""
        sources = adapter.get("source_organization") or ()
        named = [sources] if isinstance(sources, str) else list(sources)
        holder = _text(adapter.get("copyright_holder"))
        # Other holders are the companies behind the publishers.
        named += [holder] if find_agency(holder) else []
        inferred = adapt(adapter.get("provenance")).get("inferred") or ()
        is_proven = "date_published" not in inferred
        return cls(
            site=own or "",
            publisher=_text(adapter.get("publisher")),
            credits=tuple(filter(None, map(_text, named))),
            date_published=_text(adapter.get("date_published")) if is_proven else None,
            canonical=_elsewhere(canonical, own),
        )

    def values(self) -> Mapping[str, Any]:
        """Return the columns of the table."""
        return {
            "site": self.site,
            "publisher": self.publisher,
            "credits": list(self.credits),
            "date_published": self.date_published,
            "canonical": self.canonical,
        }


def _elsewhere(canonical: str | None, own: str) -> str | None:
    """Return the key of *canonical* if it is an address on another site than *own*."""
    if canonical is None or not is_web_url(canonical) or not own or site(canonical) == own:
        return None
    return address_key(canonical)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
