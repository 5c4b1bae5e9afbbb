"""An RSL document (RSL 1.0 section 3), or a feed with RSL elements: what it says of an address.

The most specific ``content`` element speaks for an address. One in another namespace, or without
an address, permits nothing. In an entry of a feed one without an address speaks for that entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.effects import strongest, without_permissions
from newscrawl.policy.signals.robots_path import PathPattern, comparable, request_target
from newscrawl.policy.signals.rsl_licence import Element, Offer, local_name, read_offer
from newscrawl.policy.signals.source import Source
from newscrawl.urls import origin

__all__ = ["INLINE", "NAMESPACE", "RslDocument", "RslTerms", "read_rsl", "terms_statements"]

INLINE = "inline"
NAMESPACE = "rslstandard.org"

_LARGEST = 1024 * 1024
_DAYS = re.compile(r"[0-9]{1,5}", re.ASCII)
_USUAL_DAYS = 30
_ADDRESSES = ("http:", "https:", "//")
_ENTRIES = {"item", "entry"}


@dataclass(frozen=True, slots=True)
class RslTerms:
    """What a document says of one address.

    ``is_read`` is false for a document that could not be read, ``found`` for an address that it
    does not cover. ``may_fetch``: neither a token nor a payment is asked for before each fetch.
    ``max_age_days`` is how long the document may be used. ``locator`` and ``text`` are the
    element that speaks.
    """

    is_read: bool = True
    found: bool = False
    effects: dict[Purpose, Effect] = field(default_factory=lambda: strongest(()))
    may_fetch: bool = True
    duties: tuple[str, ...] = ()
    remedy: str | None = None
    max_age_days: int = _USUAL_DAYS
    locator: str = INLINE
    text: str = ""


class _Content(NamedTuple):
    """A ``content`` element: the addresses that it is about, and its terms.

    ``place`` is an address of the origin that it speaks for, empty for any.
    """

    place: str
    pattern: PathPattern
    length: int
    terms: RslTerms

    def fits(self, url: str, target: bytes) -> bool:
        try:
            is_here = not self.place or origin(urljoin(url, self.place)) == origin(url)
        except ValueError:
            return False
        return is_here and self.pattern.matches(target)


class RslDocument:
    """One document, read once for all addresses."""

    def __init__(
        self, contents: Sequence[_Content], unread: RslTerms, *, is_feed: bool = False
    ) -> None:
        self._contents = contents
        self._otherwise = unread
        self.is_feed = is_feed
        """Whether it is a feed, which carries terms for its site."""

    @classmethod
    def read(cls, body: bytes, base: str = "") -> RslDocument:
        """Read *body*. Paths in a feed, which stands at *base*, are those of its origin."""
        root = _root(body)
        if root is None:
            return cls((), RslTerms(is_read=False))
        is_feed = local_name(root) != "rsl"
        base = base if is_feed else ""
        terms = RslTerms(max_age_days=_max_age(root))
        elements = [each for each in root.iter() if local_name(each) == "content"]
        # Elements of another namespace hide none of ours.
        ours = [each for each in elements if _is_ours(each)] or ([] if is_feed else elements)
        contents = [_content(each, base, terms) for each in ours]
        return cls(contents, terms, is_feed=is_feed)

    @property
    def speaks(self) -> bool:
        """Whether it has terms for any address at all."""
        return bool(self._contents)

    @property
    def max_age_days(self) -> int:
        """For how many days it may be used."""
        return self._otherwise.max_age_days

    def terms(self, url: str) -> RslTerms:
        """Return what it says of *url*."""
        target = request_target(url)
        fitting = [each for each in self._contents if each.fits(url, target)]
        longest = max((each.length for each in fitting), default=None)
        found = [each.terms for each in fitting if each.length == longest]
        if not found:
            return self._otherwise
        decisive = next((each for each in found if not each.may_fetch), found[0])
        return replace(
            decisive,
            effects=strongest(each.effects for each in found),
            duties=tuple(dict.fromkeys(duty for each in found for duty in each.duties)),
            remedy=next((each.remedy for each in found if each.remedy), None),
        )


def read_rsl(body: bytes, url: str) -> RslTerms:
    """Return what the RSL document, or feed with RSL elements, *body* says of *url*."""
    return RslDocument.read(body).terms(url)


def terms_statements(terms: RslTerms, text: str, source: Source) -> Iterator[Statement]:
    """Yield *terms*, read from *text*, as a statement; nothing where they say nothing."""
    if not terms.is_read:
        yield source.statement("rsl", ["unread"], INLINE, text)
    elif terms.found:
        kinds = ["terms"] if terms.may_fetch else ["terms", "fetch"]
        said = source.statement("rsl", kinds, terms.locator, terms.text, terms.duties)
        yield replace(said, effects=terms.effects)


def _root(body: bytes) -> Element | None:
    """Return the root of *body*; None when it is no XML, too large, or defines entities."""
    if len(body) > _LARGEST or b"<!entity" in body.replace(b"\0", b"").lower():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    is_ours = local_name(root) == "rsl" or NAMESPACE.encode() in body
    return root if is_ours else None


def _is_ours(element: Element) -> bool:
    """Whether *element* is RSL's, not the ``content`` of a feed."""
    tag = str(element.tag)
    return NAMESPACE in tag or not tag.startswith("{")


def _max_age(root: Element) -> int:
    stated = (root.get("max-age") or "").strip()
    return int(stated) if _DAYS.fullmatch(stated) else _USUAL_DAYS


def _content(element: Element, base: str, terms: RslTerms) -> _Content:
    stated = (element.get("url") or "").strip()
    address = stated or _link(element)
    place = base
    if address.startswith(_ADDRESSES):
        place = address
        address = request_target(address).decode().replace("%2A", "*").replace("%24", "$")
    elif address and not address.startswith(("/", "*")):
        address = f"/{address}"
    path = comparable(address.encode("utf-8", "replace"))
    name = stated or "without url"
    quote = etree.tostring(element, encoding="unicode", with_tail=False)
    found = replace(
        _terms(element, terms),
        found=True,
        locator=f"line {element.sourceline}, content {name}",
        text=" ".join(quote.split()),
    )
    return _Content(place, PathPattern.read(path), len(path), found)


def _link(element: Element) -> str:
    """Return the address of the entry that *element* stands in; empty where it is in none."""
    parent = element.getparent()
    if parent is None or local_name(parent) not in _ENTRIES:
        return ""
    links = [each for each in parent if local_name(each) == "link"]
    found = ((each.get("href") or each.text or "").strip() for each in links)
    return next(filter(None, found), "")


def _terms(content: Element, terms: RslTerms) -> RslTerms:
    offers = [read_offer(each) for each in content if local_name(each) == "license"]
    duties = tuple(duty for offer in offers for duty in offer.duties)
    remedy = next((offer.remedy for offer in offers if offer.remedy), None)
    server = (content.get("server") or "").strip()
    may_fetch = not server and not (offers and all(each.forbids_fetching for each in offers))
    effects = _best(offers) if may_fetch else dict.fromkeys(Purpose, Effect.DENY)
    if NAMESPACE not in str(content.tag) or not (content.get("url") or "").strip():
        effects = without_permissions(effects)
    return replace(
        terms, effects=effects, may_fetch=may_fetch, duties=duties, remedy=server or remedy
    )


def _best(offers: Sequence[Offer]) -> dict[Purpose, Effect]:
    """Return what the best of *offers* leaves of each purpose; a prohibition in any one stands."""
    if not offers:
        return strongest(())
    effects = {
        purpose: min((offer.effects[purpose] for offer in offers), key=lambda each: each.strength)
        for purpose in Purpose
    }
    prohibited = (dict.fromkeys(offer.prohibited, Effect.DENY) for offer in offers)
    return strongest([effects, *prohibited])
