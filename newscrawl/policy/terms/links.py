"""Links to a site's terms: in its footer, and wherever a link is called so and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from newscrawl.document import Block, Document, Link, Place
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.links import policy_links
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.sieve import sieve
from newscrawl.policy.terms.names import (
    Rank,
    is_ambiguous,
    rank_of_address,
    rank_of_name,
    rank_within,
)
from newscrawl.urls import canonical_url, host, is_web_url, site

__all__ = ["TermsLink", "terms_links"]

_MOST = 8
_MOST_LINKS = 3_000
_LONGEST_TEXT = 60
_FURNITURE = {Place.FOOTER, Place.NAVIGATION, Place.HEADER}
_SERVED = {"terms-of-service", "copyright"}
_FILES = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".jpg", ".png")
_FIELDS = ("usageInfo", "termsOfService")
_OWNERS = ("publisher", "parentOrganization", "sourceOrganization", "copyrightHolder")
_SHORTEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class TermsLink:
    """A link to a document of terms. ``reserves`` says that its very name reserves rights."""

    url: str
    rank: Rank
    reserves: bool = False


def terms_links(document: Document) -> tuple[TermsLink, ...]:
    """Return where the page *document* says its terms stand, the likeliest first, at most 8.

    They are of its own site, or of the publisher's other one as far as the page shows that.
    Left out are itself and files that are no pages.
    """
    page_url = document.page.url
    if page_url is None or not is_web_url(page_url):
        return ()
    found: dict[str, TermsLink] = {}
    itself = canonical_url(page_url)
    owned = _Owned(document)
    for link in sorted(_all(document), key=lambda each: each.rank):
        path = urlsplit(link.url).path.lower()
        if path.endswith(_FILES) or not owned.admits(link):
            continue
        key = canonical_url(link.url)
        if key != itself:
            found.setdefault(key, link)
    return tuple(found.values())[:_MOST]


def _all(document: Document) -> Iterator[TermsLink]:
    named = (*_mining(document), *_declared(document), *_named(document))
    return (each for each in named if is_web_url(each.url))


def _mining(document: Document) -> Iterator[TermsLink]:
    """Yield the links that are notices themselves until they are read."""
    heard = sieve().hear([unit.text for unit in document.units])
    for _, notice in policy_links(document.units, document.blocks, heard):
        if notice.target is not None:
            reading = Reading(fold_text(notice.quote), lexicon(notice.language))
            yield TermsLink(notice.target, Rank.MINING, reserves=reading.has("reserve"))
    policies = (*document.metas.get("tdm-policy", ()), *document.page.header("tdm-policy"))
    for policy in filter(None, map(str.strip, policies)):
        address = _joined(document, policy)
        if is_web_url(address) and not urlsplit(address).path.endswith(".json"):
            yield TermsLink(address, Rank.MINING, reserves=True)


def _declared(document: Document) -> Iterator[TermsLink]:
    """Yield what the head and the structured data call terms."""
    for link in (*document.head_links, *document.links):
        if link.rel & _SERVED:
            yield TermsLink(link.url, Rank.USE)
    for node in document.nodes:
        for field in _FIELDS:
            if isinstance(address := node.get(field), str) and " " not in address.strip():
                yield TermsLink(_joined(document, address), Rank.USE)


def _named(document: Document) -> Iterator[TermsLink]:
    """Yield what is called terms, by the text of a link or by its address."""
    placed: set[Link] = set()
    for block in document.blocks:
        if block.links:
            placed.update(block.links)
            place = _place(block, len(document.blocks))
            yield from _ranked(block.links, place)
    rest = (link for link in document.links[:_MOST_LINKS] if link not in placed)
    yield from _ranked(rest, Place.BODY)


def _place(block: Block, blocks: int) -> Place:
    """Return where *block*, of so many *blocks*, stands; the end of a page is its footer."""
    place = block.box.place
    boxes = block.box.lineage()
    is_late = place is Place.BODY and 2 * block.index >= blocks
    if is_late or any(box.tag == "footer" or "footer" in box.words for box in boxes):
        return Place.FOOTER
    return place


def _ranked(links: Iterable[Link], place: Place) -> Iterator[TermsLink]:
    for link in islice(links, _MOST_LINKS):
        if len(link.text) > _LONGEST_TEXT or not is_web_url(link.url):
            continue
        if (rank := _rank(link.text, link.url, place)) is not None:
            yield TermsLink(link.url, rank)


# The pages of a site have most of their links in common.
@lru_cache(maxsize=4096)
def _rank(text: str, url: str, place: Place) -> Rank | None:
    rank = rank_of_name(text)
    if rank in {Rank.LEGAL, Rank.IMPRINT} and place is not Place.FOOTER and is_ambiguous(text):
        return None
    if rank is None and place in _FURNITURE:
        rank = rank_within(text)
    if rank is not None:
        return rank
    rank = rank_of_address(urlsplit(url).path)
    return rank if rank is Rank.USE or place is Place.FOOTER else None


def _joined(document: Document, address: str) -> str:
    try:
        return urljoin(document.base_url or "", address.strip())
    except ValueError:
        return ""


class _Owned:
    """Which addresses belong to the publisher of a page, as far as the page shows it."""

    def __init__(self, document: Document) -> None:
        self._site = site(document.page.url or "")
        self._names = {_letters(each) for each in _publishers(document)}
        addresses = _owners_addresses((*document.nodes, *document.items))
        self._sites = {site(each) for each in addresses if is_web_url(each)}

    def admits(self, link: TermsLink) -> bool:
        """Whether the terms at *link* may bind the page: what a third party asks does not."""
        other = site(link.url)
        if link.rank is Rank.MINING or other == self._site or other in self._sites:
            return True
        label = _letters((host(f"http://{other}") or "").partition(".")[0])
        own = _letters(self._site.partition(".")[0])
        names = {*self._names, own}
        return len(label) >= _SHORTEST_LABEL and any(
            label in name or (len(name) >= _SHORTEST_LABEL and name in label) for name in names
        )


def _publishers(document: Document) -> Iterator[str]:
    if (name := document.meta("og:site_name", "application-name")) is not None:
        yield name
    for node in document.nodes:
        for owner in _owners(node):
            if isinstance(name := owner.get("name"), str):
                yield name


def _owners_addresses(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for node in nodes:
        for owner in _owners(node):
            if isinstance(address := owner.get("url"), str):
                yield address


def _owners(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield those who publish, own or hold the rights of what *node* describes."""
    for key in _OWNERS:
        value = node.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield each
                yield from _owners(each)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
