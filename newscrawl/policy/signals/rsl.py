"""Really Simple Licensing 1.0: its documents, and where a site or page declares them.

Declared in a Link header, a link element, an inline script, a feed, or a ``License`` record of
robots.txt. What is declared but was not read, or cannot be, is held as unlicensed: it restricts
the purposes of machines. The most specific ``content`` element speaks for an address. One in
another namespace, or without an address, permits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from lxml import etree

from newscrawl.document import Document
from newscrawl.page import Page
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.effects import strongest, without_permissions
from newscrawl.policy.signals.robots_path import PathPattern, comparable, request_target
from newscrawl.policy.signals.rsl_licence import Element, Offer, local_name, read_offer
from newscrawl.policy.signals.source import Source
from newscrawl.urls import is_web_url, origin

__all__ = [
    "RslTerms",
    "declared_documents",
    "linked_documents",
    "read_rsl",
    "rsl_statements",
    "terms_statements",
    "unread_statements",
]

INLINE = "inline"

_TYPE = "application/rsl+xml"
_NAMESPACE = "rslstandard.org"
_LARGEST = 1024 * 1024
_DAYS = re.compile(r"[0-9]{1,5}", re.ASCII)
_USUAL_DAYS = 30
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[^\s;,=\"]+(?:\s*=\s*(?:\"[^\"]*\"|[^;,\"\s]*))?)*)")
_PARAMETER = re.compile(r";\s*([^\s;,=]+)\s*=\s*(?:\"([^\"]*)\"|([^;,\"\s]*))")


@dataclass(frozen=True, slots=True)
class RslTerms:
    """What a document says of one address.

    ``is_read`` is false for a document that could not be read, ``found`` for an address that it
    does not cover. ``may_fetch``: neither a token nor a payment is asked for before each fetch.
    """

    is_read: bool = True
    found: bool = False
    effects: dict[Purpose, Effect] = field(default_factory=lambda: strongest(()))
    may_fetch: bool = True
    duties: tuple[str, ...] = ()
    remedy: str | None = None
    max_age_days: int = _USUAL_DAYS


def read_rsl(body: bytes, url: str) -> RslTerms:
    """Return what the RSL document, or feed with RSL elements, *body* says of *url*."""
    root = _root(body)
    if root is None:
        return RslTerms(is_read=False)
    terms = RslTerms(max_age_days=_max_age(root))
    contents = [each for each in root.iter() if local_name(each) == "content" and _is_ours(each)]
    fitting = [(_specificity(each, url), each) for each in contents]
    longest = max((length for length, _ in fitting), default=-1)
    if longest < 0:
        return terms
    found = [_terms(each, terms) for length, each in fitting if length == longest]
    return replace(
        terms,
        found=True,
        effects=strongest(each.effects for each in found),
        may_fetch=all(each.may_fetch for each in found),
        duties=tuple(dict.fromkeys(duty for each in found for duty in each.duties)),
        remedy=next((each.remedy for each in found if each.remedy), None),
    )


def linked_documents(page: Page) -> tuple[str, ...]:
    """Return the RSL documents that the Link headers of *page* name (RFC 8288)."""
    found = []
    for field_value in page.header("link"):
        for target, parameters in _LINK.findall(field_value):
            values = {
                name.lower(): (quoted or bare).lower()
                for name, quoted, bare in _PARAMETER.findall(parameters)
            }
            if "license" in values.get("rel", "").split() and _TYPE in values.get("type", ""):
                found.append(_absolute(page.url, target))
    return tuple(dict.fromkeys(filter(is_web_url, found)))


def declared_documents(document: Document) -> tuple[str, ...]:
    """Return the RSL documents that *document* names; ``inline`` stands for one within it."""
    found = [*linked_documents(document.page)]
    found += [
        link.url
        for link in document.head_links
        if "license" in link.rel and _TYPE in link.text.lower() and is_web_url(link.url)
    ]
    found += [INLINE for _ in _scripts(document)]
    return tuple(dict.fromkeys(found))


def rsl_statements(document: Document, source: Source) -> Iterator[Statement]:
    """Yield what RSL says of the page of *document*: its own terms, and documents to be read."""
    for script in _scripts(document):
        terms = read_rsl(script.encode("utf-8", "replace"), document.page.url or "/")
        yield from terms_statements(terms, script, source)
    yield from unread_statements(declared_documents(document), source)


def unread_statements(documents: Iterable[str], source: Source) -> Iterator[Statement]:
    """Yield that *documents* are declared, and nobody has read them."""
    for address in documents:
        if address != INLINE:
            yield source.statement("rsl", ["unread"], "license link", address)


def terms_statements(terms: RslTerms, text: str, source: Source) -> Iterator[Statement]:
    """Yield *terms*, read from *text*, as a statement; nothing where they say nothing."""
    if not terms.is_read:
        yield source.statement("rsl", ["unread"], INLINE, text)
    elif terms.found:
        said = source.statement("rsl", ["terms"], INLINE, text, terms.duties)
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
    is_ours = local_name(root) == "rsl" or _NAMESPACE.encode() in body
    return root if is_ours else None


def _is_ours(element: Element) -> bool:
    """Whether *element* is RSL's, not the ``content`` of a feed."""
    tag = str(element.tag)
    return _NAMESPACE in tag or not tag.startswith("{")


def _max_age(root: Element) -> int:
    stated = (root.get("max-age") or "").strip()
    return int(stated) if _DAYS.fullmatch(stated) else _USUAL_DAYS


def _specificity(content: Element, url: str) -> int:
    """Return the length of the pattern of *content*; -1 when it is not about *url*."""
    pattern = (content.get("url") or "").strip()
    if pattern.startswith(("http:", "https:", "//")):
        try:
            if origin(_absolute(url, pattern)) != origin(url):
                return -1
        except ValueError:
            return -1
        pattern = request_target(pattern).decode().replace("%2A", "*").replace("%24", "$")
    elif pattern and not pattern.startswith(("/", "*")):
        pattern = f"/{pattern}"
    path = comparable(pattern.encode("utf-8", "replace"))
    return len(path) if PathPattern.read(path).matches(request_target(url)) else -1


def _terms(content: Element, terms: RslTerms) -> RslTerms:
    offers = [read_offer(each) for each in content if local_name(each) == "license"]
    duties = tuple(duty for offer in offers for duty in offer.duties)
    remedy = next((offer.remedy for offer in offers if offer.remedy), None)
    server = (content.get("server") or "").strip()
    may_fetch = not server and not (offers and all(each.forbids_fetching for each in offers))
    effects = _best(offers) if may_fetch else dict.fromkeys(Purpose, Effect.DENY)
    if _NAMESPACE not in str(content.tag) or not (content.get("url") or "").strip():
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


def _scripts(document: Document) -> list[str]:
    return [each.text for each in document.select('script[type*="rsl+xml" i]')]


def _absolute(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return ""
